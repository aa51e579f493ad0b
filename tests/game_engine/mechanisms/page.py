"""docs/mechanisms.md, made of what the formulas say of themselves: `python -m tests.game_engine.mechanisms.page`."""

from __future__ import annotations

import re
from pathlib import Path

from tests.game_engine.mechanisms import reading
from tests.game_engine.mechanisms.reading import Formula, Mechanism
from tests.game_engine.mechanisms.test_closed_forms import TABLE as CLOSED_FORMS
from tests.game_engine.mechanisms.test_limits import TABLE as LIMITS
from tests.game_engine.mechanisms.test_monotone import STATICS
from tests.game_engine.test_golden import GOLDEN, SETTINGS

PAGE = reading.ROOT / "docs" / "mechanisms.md"
HEAD = Path(__file__).with_name("page_head.md")
CASES = reading.ROOT / "tests" / "cases"
KINDS = ("Theory", "Data", "Judgement")


def page() -> str:
    """The whole page, in Markdown."""
    files = reading.mechanisms()
    head = HEAD.read_text(encoding="utf-8").format(
        files=len(files),
        formulas=sum(len(one.formulas) for one in files),
        closed=len(CLOSED_FORMS),
        limits=len(LIMITS),
        signs=len(STATICS),
        golden=len(GOLDEN),
        settings=len(SETTINGS),
        contents=_contents(files),
    )
    return "\n".join(part.strip() + "\n" for part in [head, *(_mechanism(one) for one in files)])


def _contents(files: tuple[Mechanism, ...]) -> str:
    lines = ["| file | in a sentence | rests on |", "| --- | --- | --- |"]
    for one in files:
        kinds = ", ".join(kind.lower() for kind in KINDS if kind in one.labelled)
        lines.append(f"| [{one.name}](#{one.name}) | {one.title} | {kinds} |")
    return "\n".join(lines)


def _mechanism(one: Mechanism) -> str:
    parts = [f"## {one.name}", f"**{one.title}** {one.text}"]
    parts += [f"*{label}.* {one.labelled[label]}" for label in reading.LABELS if label in one.labelled]
    rows = ["| formula | what it gives | where nothing is said | used in | tested in |"]
    rows.append("| --- | --- | --- | --- | --- |")
    rows += [_row(one, formula) for formula in one.formulas]
    return "\n\n".join([*parts, "\n".join(rows)])


def _row(one: Mechanism, formula: Formula) -> str:
    key = (one.name, formula.name)
    used = _short(reading.used_by_the_product().get(key, ()))
    tests = ", ".join(name.removeprefix("test_") for name in reading.tests().get(key, ()))
    defaults = ", ".join(f"{name} {value:g}" for name, value in formula.defaults.items())
    cells = (f"`{formula.name}`", _cell(formula.says), defaults, used, tests or "through those that call it")
    return f"| {' | '.join(cells)} |"


def _short(modules: tuple[str, ...]) -> str:
    """The parts of the engine that these modules belong to."""
    return ", ".join(dict.fromkeys(module.split(".")[0] for module in modules))


def _cell(text: str) -> str:
    text = re.sub(r"^Return (whether )?", lambda found: "Whether " if found[1] else "", text)
    # A symbol keeps its case.
    begins_with_a_word = re.match(r"(?:a|an|in|[a-z]{3,})\b(?! [=·/])(?!_)", text)
    return (text[:1].upper() + text[1:] if begins_with_a_word else text).replace("|", "\\|")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

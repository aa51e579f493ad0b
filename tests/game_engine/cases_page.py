"""The adjudication cases of tests/cases to read: docs/cases.md, which lists them, and a book of them all.

`python -m tests.game_engine.cases_page` writes the page; with a file's name, the book into that file (`make pages`).
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from game_engine import load_scenario
from tests.game_engine import cases_words as words
from tests.game_engine.cases import FOLDER, Case, Mechanism, mechanisms

PAGE = Path(__file__).parents[2] / "docs" / "cases.md"
CITATION = re.compile(r"[A-Z][\w’'-]+(?: and (?:van )?[A-Z]\w+)* (?:19|20)\d\d\b")
LAW = "U.S.C."
STEPS = "order of resolution"
USUAL = Case(id="", name="", says="", source="", play=[])
SECTION = re.compile(r"rules, ([A-Z][\w ]*?\w)(?: \(\d\))?(?=[;:]|$)")
DECISION = re.compile(r"decision (\d+)")
HEAD = FOLDER / "head.md"


def page() -> str:
    """What the cases are, and which there are, in Markdown: each links to the file in which it stands."""
    files = mechanisms()
    return _joined(_head(files), _list(files), _literature(files, _plain_number))


def book() -> str:
    """The same with every case in full."""
    files = mechanisms()
    return _joined(
        _head(files), _contents(files), *(_mechanism(one) for one in files), _literature(files, _link)
    )


def _joined(*parts: str) -> str:
    return "\n".join(part.strip() + "\n" for part in parts)


def _head(files: list[Mechanism]) -> str:
    return HEAD.read_text(encoding="utf-8").format(
        count=sum(len(one.cases) for one in files),
        scenario=words.SCENARIO,
        counts=_counts(files),
        morning=_morning(),
    )


def _list(files: list[Mechanism]) -> str:
    paths = {int(path.name.partition("-")[0]): path.name for path in FOLDER.glob("[0-9]*.toml")}
    lines = ["## The cases", ""]
    for one in files:
        lines += [f"### [{one.number} {one.title}](../tests/cases/{paths[one.number]})", ""]
        lines += [one.about.replace("\n", " "), ""]
        for letter, title in one.sections.items():
            number = sum(case.id.split(".")[1] == letter for case in one.cases)
            lines.append(f"- {one.number}.{letter} {title}: {number}")
        lines.append("")
    return "\n".join(lines)


def _plain_number(case: str) -> str:
    return case


def _link(case: str) -> str:
    return f"[{case}](#{case})"


def kinds(case: Case) -> set[str]:
    """What a case rests on: formula, law, rule or judgement; an article counts besides."""
    found = set()
    if any(one in case.source for one in ("rules, ", "decision ", STEPS)):
        found.add("rule")
    if "judgement" in case.source:
        found.add("judgement")
    if LAW in case.source:
        found.add("law")
    if CITATION.search(case.source):
        found.add("article")
    return found if found - {"article"} else found | {"formula"}


def _counts(files: list[Mechanism]) -> str:
    names = ("formula", "law", "rule", "judgement", "article")
    rows = [["mechanism", "cases", "formula", "law", "rule", "judgement", "names an article"]]
    for one in files:
        numbers = [sum(1 for case in one.cases if name in kinds(case)) for name in names]
        rows.append([f"{one.number} {one.title}", str(len(one.cases)), *(str(n or "") for n in numbers)])
    return _table(rows) + "\n\nA case that rests on two is counted under both."


def _table(rows: list[list[str]]) -> str:
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def _morning() -> str:
    start = load_scenario(words.SCENARIO).start
    rows = [["on the board", "value"]]
    for name in start.__struct_fields__:
        given = getattr(start, name)
        rows.append([words.TRACKS[name], "none" if given is None else words.value(given)])
    return _table(rows)


def _contents(files: list[Mechanism]) -> str:
    lines = ["## Contents", ""]
    for one in files:
        lines += [f"**{one.number} [{one.title}](#{one.number})**", ""]
        for letter, title in one.sections.items():
            numbers = [case.id for case in one.cases if case.id.split(".")[1] == letter]
            links = " ".join(f"[{number.rpartition('.')[2]}](#{number})" for number in numbers)
            lines.append(f"- {one.number}.{letter} {title}: {links}")
        lines.append("")
    return "\n".join(lines)


def _mechanism(one: Mechanism) -> str:
    lines = [f'## <a id="{one.number}"></a>{one.number} {one.title}', "", one.about.replace("\n", " "), ""]
    if one.formulas:
        paths = [f"[`{name}`](../game_engine/mechanisms/{name}.py)" for name in one.formulas]
        lines += ["Formulas and their sources: " + ", ".join(paths) + ".", ""]
    usual = _given(_usual(one.defaults), {})
    if usual:
        lines += ["In every case of this mechanism: " + "; ".join(usual) + ".", ""]
    for letter, title in one.sections.items():
        lines += [f"### {one.number}.{letter} {title}", ""]
        for case in one.cases:
            if case.id.split(".")[1] == letter:
                lines += [*_case(case, one.defaults), ""]
    return "\n".join(lines)


def _usual(defaults: Mapping[str, Any]) -> Case:
    """The usual case with a file's defaults but those that hold for every file."""
    rest = {key: one for key, one in defaults.items() if key != "set"}
    return msgspec.convert({**msgspec.to_builtins(USUAL), **rest}, Case)


def _case(case: Case, defaults: Mapping[str, Any]) -> Iterator[str]:
    yield f'#### <a id="{case.id}"></a>{case.id} {words.start(case.name)}'
    yield ""
    yield case.says
    yield ""
    yield f"*Source:* {_source(case.source)}"
    yield ""
    given = _given(case, defaults)
    if given:
        yield "*Given:* " + "; ".join(given) + "."
        yield ""
    yield "*Moves:*"
    yield ""
    yield from (f"{number}. {move}" for number, move in enumerate(_moves(case), start=1))
    must = list(_must(case))
    if must:
        yield ""
        yield "*Must come out:*"
        yield ""
        yield from (f"- {one}" for one in must)


def _source(text: str) -> str:
    """The source, with links to the rules and the decisions."""
    linked = SECTION.sub(
        lambda found: f"[{found[0]}](rules-en.md#{found[1].lower().replace(' ', '-')})", text
    )
    return DECISION.sub(lambda found: f"[{found[0]}](decisions/{decision(found[1]).name})", linked).replace(
        "*", "\\*"
    )


def decision(number: str) -> Path:
    """The file of a decision. Raises ValueError where there is none, or more than one."""
    (path,) = (PAGE.parent / "decisions").glob(f"{int(number):04}-*.md")
    return path


def _given(case: Case, defaults: Mapping[str, Any]) -> list[str]:
    """What differs from the first morning, and is not among the defaults of its file."""
    parts = []
    if case.scenario != USUAL.scenario:
        parts.append(f"scenario `{case.scenario}`")
    parts += [f"turn {case.turn}"] * (case.turn != USUAL.turn)
    parts += [f"{case.officers} officers"] * (case.officers != USUAL.officers)
    parts += [f"{words.seat(one)} is left to its standing policy" for one in case.standing]
    parts += [
        _parameter(key, one) for key, one in case.set.items() if defaults.get("set", {}).get(key) != one
    ]
    parts += [f"{words.TRACKS[key]} {words.value(one)}" for key, one in case.board.items()]
    parts += list(_secrets(case, defaults))
    parts += [f"belief in {key} {words.value(one)}" for key, one in case.credibility.items()]
    if case.implicated:
        parts.append(f"cells {words.value(case.implicated)} are implicated in crimes against humanity")
    parts += ["the ultimatum of the first morning stands, due in turn 3"] * case.ultimatum
    parts += [_draw(label, within) for label, within in case.chance.items()]
    return parts


def _parameter(path: str, given: Any) -> str:
    return f"`{path}` is {words.value(given)}"


def _secrets(case: Case, defaults: Mapping[str, Any]) -> Iterator[str]:
    usual = defaults.get("private", {})
    for seat, facts in case.private.items():
        told = {key: one for key, one in facts.items() if usual.get(seat, {}).get(key) != one}
        if told:
            listed = ", ".join(f"{words.PRIVATE[key]} {words.value(one)}" for key, one in told.items())
            yield f"known to {words.seat(seat)} alone: {listed}"


def _draw(label: str, within: tuple[float, float]) -> str:
    turn, _, name = label.rpartition(":")
    when = f" of turn {turn}" if turn else ""
    return f"the draw of *{name}*{when} falls in [{words.value(within[0])}, {words.value(within[1])})"


def _moves(case: Case) -> Iterator[str]:
    for line in case.play:
        if isinstance(line, str):
            yield "The turn closes."
            continue
        (seat,) = set(line) - {"as", "refused", "detail"}
        told = words.move(seat, line[seat])
        told += f" (this is *{line['as']}*)" if "as" in line else ""
        where = f", at `{line['detail']}`" if "detail" in line else ""
        yield told + (f" — **refused** as `{line['refused']}`{where}." if "refused" in line else ".")


def _must(case: Case) -> Iterator[str]:
    want = case.expect
    yield from (words.start(words.event(event)) + "." for event in want.events)
    yield from ("Not: " + words.event(one) + "." for one in want.absent)
    for seat, events in want.sees.items():
        yield f"{words.start(words.seat(seat))} is told: " + "; ".join(map(words.event, events)) + "."
    for seat, events in want.blind.items():
        yield f"{words.start(words.seat(seat))} is not told: " + "; ".join(map(words.event, events)) + "."
    for kind, count in want.counts.items():
        yield f"How often {words.event({'kind': kind})}: {count}."
    yield from _numbers("Board", words.TRACKS, want.board)
    yield from (f"Board: {words.TRACKS[key]} in {_range(one)}." for key, one in want.between.items())
    yield from _numbers("Worked out from it", words.READINGS, want.readings)
    yield from _records(case)
    yield from _outcome(case)


def _range(within: tuple[float, float]) -> str:
    return f"[{words.value(within[0])}, {words.value(within[1])}]"


def _numbers(label: str, names: Mapping[str, str], wanted: Mapping[str, Any]) -> Iterator[str]:
    if wanted:
        yield (
            f"{label}: " + "; ".join(f"{names[key]} {words.value(one)}" for key, one in wanted.items()) + "."
        )


def _records(case: Case) -> Iterator[str]:
    want = case.expect
    yield from (f"Ledger: {words.line(commitment)}." for commitment in want.ledger)
    if want.lines is not None:
        yield f"Lines of the ledger: {want.lines}."
    yield from (f"Offer *{name}*: {words.fields(one)}." for name, one in want.offers.items())
    for key, one in want.credibility.items():
        seat, _, kind = key.partition(".")
        yield f"Belief in the {kind}s of {words.seat(seat)}: {words.value(one)}."


def _outcome(case: Case) -> Iterator[str]:
    want = case.expect
    for seat, costs in want.costs.items():
        listed = ", ".join(f"{key.replace('_', ' ')} {words.value(one)}" for key, one in costs.items())
        yield f"Path costs of {words.seat(seat)}, in points: {listed}."
    for seat, counts in want.cells.items():
        listed = ", ".join(f"{one} {'lost' if key == 'purged' else key}" for key, one in counts.items())
        yield f"Cells of {words.seat(seat)}: {listed}."
    if want.payoffs:
        listed = ", ".join(f"{words.seat(key)} {words.value(one)}" for key, one in want.payoffs.items())
        yield f"Payoffs, in points: {listed}."
    if want.phase:
        yield f"Phase: {want.phase.replace('_', ' ')}."
    if want.end:
        yield f"End: {load_scenario(words.SCENARIO).ends[want.end].name['en'].lower()} (`{want.end}`)."
    if want.turn:
        yield f"Turn: {want.turn}."


def literature() -> dict[str, str]:
    """What the cases cite by author and year, in full."""
    return tomllib.loads((FOLDER / "literature.toml").read_text(encoding="utf-8"))


def _literature(files: list[Mechanism], shown: Callable[[str], str]) -> str:
    full = literature()
    lines = ["## Literature", ""]
    for name, text in sorted(full.items()):
        users = [case.id for one in files for case in one.cases if name in case.source]
        links = ", ".join(shown(number) for number in users)
        lines.append(f"- **{name}.** {text} Cases {links}.")
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(book(), encoding="utf-8")
    else:
        PAGE.write_text(page(), encoding="utf-8")

"""Our scripts stay small, and put nothing into a page but text."""

import re
from collections import Counter
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "wargame/static/offramp/js"
PATHS = sorted(SCRIPTS.rglob("*.js"))
# What would turn text into markup or code, and the attribute that the policy refuses.
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|unsafe|\beval\(|new Function|\sstyle=|javascript:"
)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(SCRIPTS)))
def test_script_is_small_and_makes_only_text(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 300
    assert SINKS.findall(text) == []


# Two elements of the table belong to no template: the clock, and the words said aloud.
BY_HAND = {"table/page/header.js": 1, "table/main.js": 1}
WRITES = re.compile(
    r"\.(?:textContent|innerText|nodeValue)\s*=[^=]|\.(?:append|prepend|replaceChildren|remove)\("
)


@pytest.mark.parametrize("path", sorted((SCRIPTS / "table").rglob("*.js")), ids=lambda path: path.name)
def test_the_table_is_drawn_from_its_state_alone(path: Path) -> None:
    """A text written by hand into what lit-html drew tears it: the next drawing fails, and old handlers stay."""
    name = str(path.relative_to(SCRIPTS))
    assert len(WRITES.findall(path.read_text("utf-8"))) == BY_HAND.get(name, 0)
    assert name == "table/page/lit.js" or "vendor/lit-html" not in path.read_text("utf-8")


def test_there_are_scripts() -> None:
    assert len(PATHS) > 20


def test_no_folder_holds_more_than_a_reader_takes_in() -> None:
    counts = Counter(path.parent for path in PATHS)
    assert {str(folder): count for folder, count in counts.items() if count > 25} == {}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(SCRIPTS)))
def test_nothing_turns_the_types_off(path: Path) -> None:
    """`any` stands where JSON comes in, and nowhere else."""
    text = path.read_text("utf-8")
    assert re.findall(r"@ts-\w+", text) == []
    allowed = 2 if path.name == "shape.js" else 0
    assert len(re.findall(r"/\*\*(?:(?!\*/).)*\bany\b(?:(?!\*/).)*\*/", text, re.DOTALL)) == allowed

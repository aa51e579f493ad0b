"""Our scripts stay small, and put nothing into a page but text."""

import re
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


def test_there_are_scripts() -> None:
    assert len(PATHS) > 20

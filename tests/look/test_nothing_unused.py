"""What nobody uses is not kept: vendored scripts, classes of the style sheets. And templates can be read."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "wargame/static"
SHEETS = sorted((STATIC / "offramp/css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LONGEST_LINE = 200
IMPORTED = re.compile(r"""(?:import|from|export[^;]*from)\s*["']([^"']+\.js)["']""")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
# Django writes these itself, into forms that have an error.
OF_DJANGO = {"errorlist"}


def imported_by(script: Path) -> set[Path]:
    """The scripts that a script imports, and those that these import."""
    found = {(script.parent / name).resolve() for name in IMPORTED.findall(script.read_text("utf-8"))}
    return found | {
        further for one in found if STATIC / "vendor" in one.parents for further in imported_by(one)
    }


def test_every_vendored_script_is_imported() -> None:
    ours = (STATIC / "offramp/js").rglob("*.js")
    used = {found for script in ours for found in imported_by(script)}
    kept = {one.resolve() for one in (STATIC / "vendor").rglob("*.js")}
    assert kept <= used
    assert kept


@cache
def written() -> set[str]:
    """Every word of the templates, the browser's modules and the views, as a class may be written there."""
    pages = (*TEMPLATES, *(STATIC / "offramp/js").rglob("*.js"), *(ROOT / "wargame").rglob("*.py"))
    return {word for page in pages for word in re.findall(r"[a-zA-Z][\w-]*", page.read_text("utf-8"))}


def classes(sheet: str) -> set[str]:
    """The classes for which a style sheet has rules."""
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    return {name for selector in re.findall(r"([^{};]+)\{", rules) for name in CLASS.findall(selector)}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_class_is_used(sheet: Path) -> None:
    assert classes(sheet.read_text("utf-8")) - written() - OF_DJANGO == set()


def test_a_class_that_nobody_uses_would_be_found() -> None:
    assert classes("@layer a { /* .not */ .one > .two:has(.three), .four { top: 0.5rem; } }") == {
        "one",
        "two",
        "three",
        "four",
    }


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_lines_of_templates_can_be_read(template: Path) -> None:
    long = [
        n for n, line in enumerate(template.read_text("utf-8").split("\n"), 1) if len(line) > LONGEST_LINE
    ]
    assert long == []

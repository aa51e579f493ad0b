"""The figures that keep the house readable: the length of files and functions, and how many modules lie in a folder."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
ROOMS = ("game_engine", "wargame", "bench")
SCRIPTS = "wargame/static/offramp/js"
LONGEST_FILE, LONGEST_FUNCTION, FULLEST_FOLDER = 400, 50, 25


def modules() -> list[Path]:
    """Every module of ours, in Python and for the browser. Migrations are written by Django."""
    python = [
        path for room in ROOMS for path in (BASE / room).rglob("*.py") if path.parent.name != "migrations"
    ]
    return sorted(python + list((BASE / SCRIPTS).rglob("*.js")))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function's name and how many lines it has."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_one_can_hold_in_mind():
    long = {str(path.relative_to(BASE)): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_no_function_is_longer_than_a_screen(room):
    found = [
        (str(path.relative_to(BASE)), name, lines)
        for path in modules()
        if path.suffix == ".py" and path.is_relative_to(BASE / room)
        for name, lines in functions(path)
    ]
    assert len(found) > 5
    assert [item for item in found if item[2] > LONGEST_FUNCTION] == []


def test_no_folder_is_too_full():
    folders = Counter(str(path.parent.relative_to(BASE)) for path in modules() if path.name != "__init__.py")
    assert {folder: count for folder, count in folders.items() if count > FULLEST_FOLDER} == {}

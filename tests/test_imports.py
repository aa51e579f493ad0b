"""Arrows between modules that import-linter's contracts (pyproject.toml) cannot draw."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def python_files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported_modules(source: str) -> set[str]:
    """The absolute modules that a source text imports, wherever in it."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules |= {node.module}
    return modules


def inside_the_engine(source: str) -> set[str]:
    return {module for module in imported_modules(source) if module.startswith("game_engine.")}


@pytest.mark.parametrize("file", python_files("wargame"), ids=lambda file: str(file.relative_to(ROOT)))
def test_the_web_imports_the_engine_only_by_its_front_door(file):
    assert inside_the_engine(file.read_text()) == set()


@pytest.mark.parametrize(
    "source",
    [
        "import game_engine.state",
        "from game_engine.moves import Offer",
        "def f():\n  import game_engine.codec as c",
    ],
)
def test_an_import_past_the_front_door_is_seen(source):
    assert inside_the_engine(source)


def test_submodules_are_not_names_of_the_front_door():
    """`from game_engine import state` would pass the test above if `state` were the module."""
    modules = {path.stem for path in (ROOT / "game_engine").iterdir() if not path.name.startswith("_")}
    taken = set()
    for file in python_files("wargame"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "game_engine":
                taken |= {alias.name for alias in node.names}
    assert taken & modules == set()

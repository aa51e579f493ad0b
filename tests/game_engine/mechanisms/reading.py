"""The mechanisms as a reader has them: what each file says of itself, its formulas, and who calls them."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[3]
ENGINE = ROOT / "game_engine"
MECHANISMS = ENGINE / "mechanisms"
TESTS = (*sorted(Path(__file__).parent.glob("test_*.py")), *(
    ROOT / "tests" / "game_engine" / name for name in ("test_golden.py", "test_theory.py")
))  # fmt: skip
LABELS = ("Sources", "Units", "Theory", "Data", "Judgement")


class Formula(NamedTuple):
    """A public function: its name, its docstring, and the numbers that it has where a scenario says nothing."""

    name: str
    says: str
    defaults: dict[str, float]


class Mechanism(NamedTuple):
    """A file: its first sentence, what follows it, its labelled paragraphs, its formulas."""

    name: str
    title: str
    text: str
    labelled: dict[str, str]
    formulas: tuple[Formula, ...]


@cache
def mechanisms() -> tuple[Mechanism, ...]:
    """Every file of the mechanisms but the package's own."""
    return tuple(_read(path) for path in sorted(MECHANISMS.glob("[a-z]*.py")))


def _read(path: Path) -> Mechanism:
    tree = ast.parse(path.read_text())
    title, *paragraphs = _paragraphs(ast.get_docstring(tree) or "")
    labelled = {}
    for paragraph in paragraphs:
        label, colon, rest = paragraph.partition(": ")
        if colon and label in LABELS:
            labelled[label] = rest
    text = [one for one in paragraphs if one.partition(": ")[0] not in LABELS]
    formulas = [
        Formula(node.name, " ".join(_paragraphs(ast.get_docstring(node) or "")), _defaults(node))
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    return Mechanism(path.stem, title, " ".join(text), labelled, tuple(formulas))


def _paragraphs(text: str) -> list[str]:
    return [re.sub(r"\s+", " ", one).strip() for one in text.split("\n\n") if one.strip()]


def _defaults(node: ast.FunctionDef) -> dict[str, float]:
    named = [*node.args.posonlyargs, *node.args.args]
    pairs = list(zip(named[len(named) - len(node.args.defaults) :], node.args.defaults, strict=True))
    pairs += [
        (name, value)
        for name, value in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if value is not None
    ]
    return {
        name.arg: float(value.value)
        for name, value in pairs
        if isinstance(value, ast.Constant) and type(value.value) in (int, float)
    }


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ENGINE).with_suffix("").parts).removesuffix(".__init__")


@cache
def callers() -> dict[tuple[str, str], tuple[str, ...]]:
    """Which modules of the engine use a formula, by (mechanism, formula); its own module counts where it calls it."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(ENGINE.rglob("*.py")):
        for used in _uses(path):
            found[used].add(_module(path))
    return {used: tuple(sorted(modules)) for used, modules in found.items()}


@cache
def tests() -> dict[tuple[str, str], tuple[str, ...]]:
    """Which test files use a formula, by (mechanism, formula)."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for path in TESTS:
        for used in _uses(path):
            found[used].add(path.stem)
    return {used: tuple(sorted(names)) for used, names in found.items()}


def _uses(path: Path) -> Iterator[tuple[str, str]]:
    """(mechanism, formula) for every formula that a file names: through its module, by import, or at home."""
    tree = ast.parse(path.read_text())
    modules, names = _imports(tree)
    home = path.stem if path.parent == MECHANISMS else None
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in modules:
                yield modules[module], name
            case ast.Name(id=name, ctx=ast.Load()) if name in names:
                yield names[name]
            case ast.Call(func=ast.Name(id=name)) if home:
                yield home, name


def _imports(tree: ast.Module) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    modules: dict[str, str] = {}
    names: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        for alias in node.names:
            local = alias.asname or alias.name
            if node.module == "game_engine.mechanisms":
                modules[local] = alias.name
            elif node.module.startswith("game_engine.mechanisms."):
                names[local] = (node.module.rpartition(".")[2], alias.name)
    return modules, names


def used_by_the_product() -> dict[tuple[str, str], tuple[str, ...]]:
    """Which modules outside the mechanisms reach a formula, themselves or through another formula that they use."""
    calls = _calls_between()
    reached: dict[tuple[str, str], set[str]] = defaultdict(set)
    for formula, modules in callers().items():
        for module in modules:
            if not module.startswith("mechanisms"):
                _spread(formula, module, calls, reached)
    return {formula: tuple(sorted(modules)) for formula, modules in reached.items()}


def _spread(
    formula: tuple[str, str],
    module: str,
    calls: dict[tuple[str, str], set[tuple[str, str]]],
    reached: dict[tuple[str, str], set[str]],
) -> None:
    if module in reached[formula]:
        return
    reached[formula].add(module)
    for below in calls.get(formula, ()):
        _spread(below, module, calls, reached)


@cache
def _calls_between() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Which formulas a formula calls, private functions looked through."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for path in MECHANISMS.glob("[a-z]*.py"):
        tree = ast.parse(path.read_text())
        modules, names = _imports(tree)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                found[path.stem, node.name] = {
                    used for inner in ast.walk(node) for used in _called(inner, path.stem, modules, names)
                }
    return found


def _called(
    node: ast.AST, home: str, modules: dict[str, str], names: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in modules:
            yield modules[module], name
        case ast.Name(id=name):
            yield names.get(name, (home, name))

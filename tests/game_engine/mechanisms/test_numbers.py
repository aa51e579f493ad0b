"""Every number of a formula is a scenario's: where the engine calls one, it leaves nothing to the value of 2025."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.game_engine.mechanisms import reading

NEUTRAL = {
    ("curves", "low"), ("curves", "high"),
    ("coordination", "bias"), ("humanitarian", "events"), ("patrons", "limit"), ("region", "fade"),
    ("oversight", "incident_step"), ("oversight", "briefing_step"),
}  # fmt: skip
"""Left alone where there is nothing to add: a bias of 0, a limit of 1, the step of an incident that did not happen."""

SCALES = {("region", "bound")}
"""The end of a scale."""


def left_alone() -> Iterator[tuple[str, str]]:
    """(mechanism, name) of every number that a call outside the mechanisms and the analysis leaves as it is."""
    places = _places()
    for path in sorted(reading.ENGINE.rglob("*.py")):
        if reading._module(path).startswith(("mechanisms", "analysis")):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules, names = reading._imports(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for key in reading._called(node.func, "", modules, names):
                    yield from _left(key, node, places)


def _places() -> dict[tuple[str, str], list[str]]:
    """The names of what a formula takes, in their order."""
    return {
        (path.stem, node.name): [one.arg for one in (*node.args.args, *node.args.kwonlyargs)]
        for path in reading.MECHANISMS.glob("[a-z]*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


def _left(
    key: tuple[str, str], call: ast.Call, places: dict[tuple[str, str], list[str]]
) -> Iterator[tuple[str, str]]:
    numbers = {
        (one.name, formula.name): formula.defaults for one in reading.mechanisms() for formula in one.formulas
    }
    given = {*places.get(key, [])[: len(call.args)], *(one.arg for one in call.keywords)}
    if None not in given and not any(isinstance(one, ast.Starred) for one in call.args):
        yield from ((key[0], name) for name in numbers.get(key, {}) if name not in given)


def test_the_engine_takes_every_number_from_the_scenario() -> None:
    assert set(left_alone()) == NEUTRAL | SCALES

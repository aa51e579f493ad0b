"""Decimals by the short way are those of the long one, to the last bit."""

import ast
from collections.abc import Iterator
from math import inf, nan
from pathlib import Path
from random import Random
from struct import pack

import pytest

import game_engine
from game_engine.rounding import added, four, six

ENGINE = Path(game_engine.__file__).parent

EDGES = (0.0, -0.0, 1e-7, -1e-7, 5e-7, -5e-7, 2.5e-6, -2.5e-6, 0.9999995, 1e9, 1e300, inf, -inf, nan)


def bits(number: float) -> bytes:
    return pack("d", number)


@pytest.mark.parametrize("number", EDGES)
def test_at_the_edges(number: float) -> None:
    assert bits(six(number)) == bits(round(number, 6))
    assert bits(four(number)) == bits(round(number, 4))


def test_of_any_size_and_next_to_every_half() -> None:
    luck = Random(1)
    numbers = [luck.uniform(-1.0, 1.0) * 10.0 ** luck.randrange(-12, 8) for _ in range(50_000)]
    for places, power in ((6, 1e6), (4, 1e4)):
        numbers += [(luck.randrange(-(10**7), 10**7) + 0.5) / power for _ in range(50_000)]
        numbers += [luck.randrange(-(10**7), 10**7) / power for _ in range(10_000)]
        by = {6: six, 4: four}[places]
        assert [one for one in numbers if bits(by(one)) != bits(round(one, places))] == []


def _sums(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum":
            yield node


def _counts(call: ast.Call) -> bool:
    """Whether a sum only counts, and so is the same on every Python: of 1 or of a length for each thing."""
    (given,) = call.args
    added_up = given.elt if isinstance(given, ast.GeneratorExp | ast.ListComp) else None
    if isinstance(added_up, ast.Constant):
        return added_up.value == 1
    return isinstance(added_up, ast.Call) and getattr(added_up.func, "id", None) == "len"


def test_no_rule_and_no_bot_adds_decimals_by_the_built_in_sum() -> None:
    """It rounds in another way from Python 3.12 on: one log would end in two worlds."""
    folders = ("", "mechanisms", "resolution", "bots", "bots/strategies")
    paths = [path for folder in folders for path in (ENGINE / folder).glob("*.py")]
    assert [f"{path}:{call.lineno}" for path in paths for call in _sums(path) if not _counts(call)] == []
    assert sum(1 for path in paths for _ in _sums(path)) > 3


def test_what_is_added_is_added_from_left_to_right() -> None:
    assert added([0.1] * 10) == 0.9999999999999999
    assert added([]) == 0.0

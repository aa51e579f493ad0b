"""Decimals by the short way are those of the long one, to the last bit."""

from math import inf, nan
from random import Random
from struct import pack

import pytest

from game_engine.rounding import four, six

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

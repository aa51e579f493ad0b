"""Shares of many rounds with their error: one share, the change of a share, and a change of a change. At 95 %.

Sources: Wilson (1927), Journal of the American Statistical Association 22, for one share; Newcombe (1998), Statistics
in Medicine 17:2635, method 10, for the difference of two shares of the same rounds. Shares and intervals are in [0, 1],
differences in [-1, 1], an interaction in [-2, 2].
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

Z = 1.959964
"""The normal deviate of a two-sided 95 % interval."""


class Share(NamedTuple):
    """A share of `of` rounds, with its interval."""

    value: float
    low: float
    high: float
    of: int


class Change(NamedTuple):
    """A difference with its interval."""

    value: float
    low: float
    high: float

    @property
    def is_up(self) -> bool:
        """Whether the whole interval lies above zero."""
        return self.low > 0.0

    @property
    def is_down(self) -> bool:
        """Whether the whole interval lies below zero."""
        return self.high < 0.0


def share_of(happened: Sequence[bool]) -> Share:
    """How often something happened, with Wilson's interval. Raises ValueError when there is nothing to count."""
    count = len(happened)
    if not count:
        raise ValueError("rounds: at least one")
    value = sum(happened) / count
    spread = Z * Z / count
    middle = (value + spread / 2.0) / (1.0 + spread)
    half = Z * sqrt(value * (1.0 - value) / count + spread / (4.0 * count)) / (1.0 + spread)
    return Share(value, max(0.0, min(value, middle - half)), min(1.0, max(value, middle + half)), count)


def change_of(before: Sequence[bool], after: Sequence[bool]) -> Change:
    """How much more often something happened `after` than `before`, round by round with the same luck, with Newcombe's
    interval for pairs. Raises ValueError where the rounds do not pair."""
    if len(before) != len(after):
        raise ValueError("rounds: as many before as after")
    later, earlier = share_of(after), share_of(before)
    tie = _correlation(before, after)
    value = later.value - earlier.value
    down = _together(later.value - later.low, earlier.high - earlier.value, tie)
    up = _together(later.high - later.value, earlier.value - earlier.low, tie)
    return Change(value, value - down, value + up)


def interaction(
    neither: Sequence[bool], first: Sequence[bool], second: Sequence[bool], both: Sequence[bool]
) -> Change:
    """What two things do together beyond the sum of what each does alone: both − first − second + neither, with the
    normal interval of its mean over rounds of the same luck. Raises ValueError where the rounds do not pair."""
    if not len(neither) == len(first) == len(second) == len(both):
        raise ValueError("rounds: as many in each of the four")
    if len(both) < 2:
        raise ValueError("rounds: at least two")
    effects = [
        int(d) - int(b) - int(c) + int(a) for a, b, c, d in zip(neither, first, second, both, strict=True)
    ]
    count = len(effects)
    mean = sum(effects) / count
    half = Z * sqrt(sum((effect - mean) ** 2 for effect in effects) / (count - 1) / count)
    return Change(mean, mean - half, mean + half)


def monotone(values: Sequence[float], *, rising: bool) -> list[float]:
    """The line that only rises (or only falls) and lies nearest to these values by least squares: neighbours that go
    the wrong way are pooled. Source: Ayer and others (1955), Annals of Mathematical Statistics 26."""
    sign = 1.0 if rising else -1.0
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, size = sign * value, 1
        while pools and pools[-1][0] > mean:
            last, many = pools.pop()
            mean = (mean * size + last * many) / (size + many)
            size += many
        pools.append((mean, size))
    return [sign * mean for mean, size in pools for _ in range(size)]


def _correlation(before: Sequence[bool], after: Sequence[bool]) -> float:
    """φ of the two, corrected for continuity as Newcombe has it; 0 where one of them never varies."""
    count = len(before)
    ups, downs = sum(after), sum(before)
    both = sum(1 for a, b in zip(before, after, strict=True) if a and b)
    neither = count - ups - downs + both
    cross: float = both * neither - (ups - both) * (downs - both)
    if cross > 0:
        cross = max(0.0, cross - count / 2.0)
    scale = ups * (count - ups) * downs * (count - downs)
    return cross / sqrt(scale) if scale else 0.0


def _together(first: float, second: float, tie: float) -> float:
    return sqrt(max(0.0, first * first - 2.0 * tie * first * second + second * second))

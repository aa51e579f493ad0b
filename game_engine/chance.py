"""Chance without a generator: every draw is a hash of the seed, the turn and a label.

No state is kept between draws, so the same log gives the same world on every machine, and a what-if that
changes one order changes only the draws that follow from it. A draw is the first 53 bits of an 8-byte BLAKE2b
digest (Aumasson, Neves, Wilcox-O'Hearn and Winnerlein 2013; RFC 7693) of the text ``seed/turn/label``.
"""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate
from statistics import NormalDist
from typing import Final

_STEPS: Final = 2.0**53
_LEAST: Final = 2.0**-54
_STANDARD: Final = NormalDist()


class _Turn:
    """The hash of a turn's draws as far as the label, where all of them are alike."""

    def __init__(self, seed: int, turn: int) -> None:
        self.seed = seed
        self.turn = turn
        self.begun = blake2b(f"{seed}/{turn}/".encode(), digest_size=8)


# That of the last draw: the next one is mostly of the same turn.
_last = _Turn(0, 0)


def draw(seed: int, turn: int, label: str) -> float:
    """Return a uniform number in [0, 1), always the same for the same arguments."""
    global _last
    today = _last
    if today.turn != turn or today.seed != seed:
        _last = today = _Turn(seed, turn)
    whole = today.begun.copy()
    whole.update(label.encode())
    a: bytes = whole.digest()
    # 53 bits fit in a machine's number and the 64 of the digest do not, so they are put together byte by byte.
    first = a[0] << 45 | a[1] << 37 | a[2] << 29 | a[3] << 21 | a[4] << 13 | a[5] << 5 | a[6] >> 3
    return first / _STEPS


def normal(seed: int, turn: int, label: str, *, mean: float = 0.0, sd: float = 1.0) -> float:
    """Return a normal number, mean + sd·Φ⁻¹(u), with u the draw of the same label."""
    # Φ⁻¹(0) is not finite; half a step above zero is as likely a value as any other.
    return mean + sd * _STANDARD.inv_cdf(max(draw(seed, turn, label), _LEAST))


def chosen(seed: int, turn: int, label: str, weights: Sequence[float]) -> int:
    """Return an index drawn in proportion to its weight.

    Raises ValueError when a weight is negative or not finite, or when none is positive.
    """
    sums = list(accumulate(weights))
    if not sums or not 0.0 < sums[-1] < float("inf") or min(weights) < 0.0:
        raise ValueError(f"weights must be finite, not negative, and not all zero: {list(weights)}")
    mark = draw(seed, turn, label) * sums[-1]
    # The mark may round up to the total, so the search ends at the last index that can be drawn.
    last = max(index for index, weight in enumerate(weights) if weight > 0.0)
    return next((index for index, reached in enumerate(sums) if mark < reached), last)

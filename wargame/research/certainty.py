"""What of many differences is more than luck: a test for each, and a bound for all of them together.

Sources: McNemar (1947), Psychometrika 12:153, for two shares of the same rounds, here in its exact form; Holm (1979),
Scandinavian Journal of Statistics 6:65, for many tests at once.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from math import comb
from typing import TypeVar

LEVEL = 0.05
"""The chance that of all that is named anything at all is luck."""

Key = TypeVar("Key", bound=Hashable)


def sign_test(before: Sequence[bool], after: Sequence[bool]) -> float:
    """How likely rounds of the same luck would differ so much one way if nothing had changed: the two-sided binomial
    test of the rounds that came out otherwise. Raises ValueError where the rounds do not pair."""
    pairs = list(zip(before, after, strict=True))
    up = sum(1 for old, new in pairs if new and not old)
    down = sum(1 for old, new in pairs if old and not new)
    count, fewer = up + down, min(up, down)
    tail = sum(comb(count, successes) for successes in range(fewer + 1))
    # Whole numbers as far as possible: 2**count has no float where many rounds differ.
    return float(min(1.0, 2 * tail / 2**count))


def beyond_luck(chances: Mapping[Key, float], level: float = LEVEL) -> frozenset[Key]:
    """Those of these tests that stand when all are looked at together, by Holm's steps from the least likely."""
    found: list[Key] = []
    for done, key in enumerate(sorted(chances, key=lambda key_of: chances[key_of])):
        if chances[key] > level / (len(chances) - done):
            break
        found.append(key)
    return frozenset(found)

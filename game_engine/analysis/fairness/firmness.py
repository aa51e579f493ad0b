"""How much the cohesion of the first morning decides: nobody sees it, no source gives it, and it moves the ends most.

The same rounds are played with a regime that is a little less firm and with one that is a little firmer, luck by luck.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from game_engine.analysis.fairness.examination import Remark
from game_engine.analysis.simulate import play_round, round_seed
from game_engine.scenario import Scenario

ROUNDS = 60
STEP = 0.05
FIRMEST = 1.2

FEWEST = 20
"""Rounds below which nothing is said: a share of few rounds moves by itself."""

A_LOT = 0.20
"""A share of rounds: that much between the two is worth a word."""

Pair = tuple[bool, bool]
"""Whether a round was negotiated with the regime less firm, and with it firmer."""


def either_side(scenario: Scenario, seed: int, rounds: int, cast: Mapping[str, str]) -> Iterator[Pair]:
    """Round by round, at most ROUNDS of them, the two with the same luck."""
    less, more = (_with(scenario, value) for value in bounds(scenario))
    for number in range(min(rounds, ROUNDS)):
        luck = round_seed(seed, number)
        yield play_round(less, luck, cast).negotiated, play_round(more, luck, cast).negotiated


def remark(scenario: Scenario, pairs: tuple[Pair, ...]) -> Remark | None:
    """A note where the two differ by a lot."""
    less, more = (sum(side) for side in zip(*pairs, strict=True)) if pairs else (0, 0)
    if len(pairs) < FEWEST or abs(less - more) < A_LOT * len(pairs):
        return None
    low, high = bounds(scenario)
    text = (
        f"with {low:g} in its place {less} of {len(pairs)} rounds are negotiated, with {high:g} {more} of them: "
        "this one judgement decides a lot, so say in the sources why it is what it is"
    )
    return Remark("note", "cohesion", "start.cohesion", text)


def bounds(scenario: Scenario) -> tuple[float, float]:
    """The two values that are tried."""
    own = scenario.start.cohesion
    return round(max(0.0, own - STEP), 4), round(min(FIRMEST, own + STEP), 4)


def _with(scenario: Scenario, cohesion: float) -> Scenario:
    return replace(scenario, start=replace(scenario.start, cohesion=cohesion))

"""What an examination of a scenario finds: figures, and remarks that a designer can act on."""

from __future__ import annotations

from typing import Literal

from game_engine.analysis.shares import Share
from game_engine.moves import Data
from game_engine.vocabulary import SeatId

Level = Literal["error", "warning", "note"]

LEVELS: tuple[Level, ...] = ("error", "warning", "note")
"""Worst first. error: unfit to be played; warning: look at it before class; note: good to know."""


class Remark(Data, frozen=True):
    """One thing found. code: the kind of remark; where: a path of the file, a seat or an order."""

    level: Level
    code: str
    where: str
    text: str


class Length(Data, frozen=True):
    """How long rounds last, day after included. Turns, and minutes at so many minutes a turn. contest: turns after
    which the contest is decided in half of the rounds."""

    mean: float
    shortest: int
    median: int
    longest: int
    contest: int
    minutes_a_turn: float
    minutes: float


class SeatFigures(Data, frozen=True):
    """How a seat fares. payoff: mean points, with half the width of its 95 % interval; status_quo: mean points had the
    round ended on the first morning; above_batna: rounds in which it ends above the BATNA of its first morning;
    gain: payoff less status quo."""

    payoff: float
    give: float
    status_quo: float
    gain: float
    above_batna: Share


class OrderFigures(Data, frozen=True):
    """How an order fares. given: turns in which the bots gave it; open: turns in which they could have; tried:
    turns in which it was put in place of what they gave, all else the same; better: those of them in which it earned
    more; change: mean change in points, with half the width of its 95 % interval."""

    role: str
    kind: str
    slot: str
    open: int
    given: int
    tried: int
    better: int
    change: float
    give: float


class ChoiceFigures(Data, frozen=True):
    """Whether a seat's choice matters. turns: its turns of the contest; alone: those with one main order at most to
    choose from; tried: turns in which every other order was put in place of what it gave; mattered: those of them in
    which one moved anybody's payoff by more than a point."""

    turns: int
    alone: int
    tried: int
    mattered: int


class Examination(Data, frozen=True):
    """An examination, whole or as far as it got. ends: share of rounds by end; unchecked: what only a reader can
    check."""

    scenario: str
    title: str
    rounds: int
    seed: int
    ends: dict[str, Share]
    negotiated: Share
    length: Length
    seats: dict[SeatId, SeatFigures]
    orders: tuple[OrderFigures, ...]
    choices: dict[str, ChoiceFigures]
    pairs: int
    remarks: tuple[Remark, ...]
    unchecked: tuple[str, ...]


def worst(remarks: tuple[Remark, ...]) -> Level | None:
    """The gravest level among the remarks, or None where there are none."""
    return next((level for level in LEVELS if any(remark.level == level for remark in remarks)), None)

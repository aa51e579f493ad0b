"""Non-interference, sampled: two rounds that differ only in what a seat may not know must look the same to it.

Each pair is a round of this scenario some turns in, and the same round with one seat's private facts taken from
another; what every other viewer sees is compared before the turn closes and in its report (Goguen and Meseguer 1982,
Proceedings of the IEEE Symposium on Security and Privacy).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from game_engine import chance
from game_engine.analysis.fairness.examination import Remark
from game_engine.analysis.simulate import opened, with_moves
from game_engine.events import LegislatureBriefed
from game_engine.scenario import Scenario
from game_engine.state import PlainPrivate, RoundState
from game_engine.transition import close_turn
from game_engine.views import events_for, view_for
from game_engine.vocabulary import SPECTATOR, SeatId, Viewer

TURNS_IN = 3
MOST_ATTEMPTS = 12
_SEEDS = 2**53


class Pair(NamedTuple):
    """Two rounds that only `owner` may tell apart."""

    owner: SeatId
    first: RoundState
    second: RoundState


def pairs(scenario: Scenario, seed: int, count: int, cast: Mapping[str, str]) -> Iterator[Pair]:
    """So many pairs, owner by owner, from rounds of their own; fewer where a fact never comes out otherwise."""
    opening = opened(scenario, seed, cast)
    owners = [seat.seat for seat in opening.seats if not isinstance(seat.private, PlainPrivate)]
    for number in range(count):
        owner = owners[number % len(owners)]
        first = _some_turns_in(scenario, _seed(seed, f"{number}.one"), number % TURNS_IN, cast)
        for attempt in range(MOST_ATTEMPTS):
            second = _with_facts_of(opened(scenario, _seed(seed, f"{number}.{attempt}"), cast), first, owner)
            if second != first:
                yield Pair(owner, first, second)
                break


def remarks_on(pair: Pair) -> Iterator[Remark]:
    """The viewers that can tell the two apart and may not."""
    for viewer in [
        *(seat.seat for seat in pair.first.seats if seat.seat != pair.owner),
        SPECTATOR,
    ]:
        if _before(pair.first, viewer) != _before(pair.second, viewer):
            text = f"{viewer} can tell what only {pair.owner} may know, before the turn closes"
            yield Remark("error", "secrecy", viewer, text)
        elif _after(pair.first, viewer) != _after(pair.second, viewer):
            text = f"{viewer} can tell what only {pair.owner} may know, from the report of the turn"
            yield Remark("error", "secrecy", viewer, text)


def _before(state: RoundState, viewer: Viewer) -> bytes:
    return msgspec.json.encode(view_for(state, viewer), order="deterministic")


def _after(state: RoundState, viewer: Viewer) -> bytes:
    seen = events_for(close_turn(state).events, viewer)
    # A briefing tells a fact on purpose.
    hidden = [event for event in seen if not isinstance(event, LegislatureBriefed)]
    return msgspec.json.encode(hidden, order="deterministic")


def _some_turns_in(scenario: Scenario, seed: int, turns: int, cast: Mapping[str, str]) -> RoundState:
    state = with_moves(opened(scenario, seed, cast), cast)
    for _ in range(turns):
        following = close_turn(state).state
        if following.phase != "contest":
            break
        state = with_moves(following, cast)
    return state


def _with_facts_of(source: RoundState, state: RoundState, owner: SeatId) -> RoundState:
    private = next(seat.private for seat in source.seats if seat.seat == owner)
    seats = tuple(replace(seat, private=private) if seat.seat == owner else seat for seat in state.seats)
    return replace(state, seats=seats)


def _seed(seed: int, label: str) -> int:
    return int(chance.draw(seed, 0, f"pair.{label}") * _SEEDS)

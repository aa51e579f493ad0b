"""What would have come of another order: the same round with the same luck, one order changed, then played to its end.

A round is replayed from the turn in question with all other sealed orders as they were; from then on every seat plays
on by what it sees. Differences are thus those of one round against itself (common random numbers), in payoff points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from msgspec.structs import replace

from game_engine import chance, menu
from game_engine.analysis.fairness.rehearsal import Kind, orders_to_choose
from game_engine.analysis.simulate import opened, with_moves
from game_engine.errors import IllegalMove
from game_engine.moves import Order, Orders
from game_engine.scenario import OrderRule, Scenario
from game_engine.state import RoundState, SeatState
from game_engine.transition import close_turn, submit
from game_engine.vocabulary import SeatId

MATTERS = 1.0
"""Points by which two outcomes must differ for a choice between them to matter."""

BREADTHS = (0.35, 0.85)
GUARANTEE = 0.9
DAYS_OFF = 2


class Tried(NamedTuple):
    """One order tried in one turn. change: the best that any of its variants did better than what was given."""

    role: str
    kind: str
    slot: str
    change: float


class Turn(NamedTuple):
    """One seat's turn with every order tried. spread: the most that any seat's payoff moved with one."""

    role: str
    tried: tuple[Tried, ...]
    spread: float


class PlayedNights(NamedTuple):
    """A round as it went: the states before each turn of the contest closed, and the payoffs at its end."""

    nights: tuple[RoundState, ...]
    payoffs: dict[SeatId, float]


def play_nights(scenario: Scenario, seed: int, cast: Mapping[str, str]) -> PlayedNights:
    """Play a round and keep its nights."""
    state, nights = opened(scenario, seed, cast), []
    while state.end is None:
        state = with_moves(state, cast)
        if state.phase == "contest":
            nights.append(state)
        state = close_turn(state).state
    return PlayedNights(tuple(nights), state.payoffs)


def all_orders(played: PlayedNights, cast: Mapping[str, str]) -> Iterator[Turn]:
    """For each seat, every order of its menu tried in one turn drawn at random."""
    for number, seat_state in enumerate(played.nights[0].seats):
        if seat_state.standing:
            continue
        night = _night(played, played.nights, f"choice.{number}")
        given = menu.seat_state(night, seat_state.seat)
        assert given is not None
        found = [
            _try(played, night, (given, rule), cast) for rule in orders_to_choose(night, seat_state.seat)
        ]
        tried = [each for each in found if each is not None]
        spread = max([0.0, *(each.spread for each in tried)])
        yield Turn(seat_state.role, tuple(Tried(*each[:4]) for each in tried), spread)


def some_orders(played: PlayedNights, wanted: Iterable[Kind], cast: Mapping[str, str]) -> Iterator[Tried]:
    """Each of these orders tried in one turn, drawn at random from those in which it could have been given."""
    for role, kind in wanted:
        seats = [seat.seat for seat in played.nights[0].seats if seat.role == role and not seat.standing]
        for seat in seats[:1]:
            nights = [
                night
                for night in played.nights
                if any(rule.kind == kind for rule in orders_to_choose(night, seat))
            ]
            if not nights:
                continue
            night = _night(played, nights, f"some.{role}.{kind}")
            given, rule = menu.seat_state(night, seat), night.scenario.order_rule(role, kind)
            assert given is not None
            assert rule is not None
            found = _try(played, night, (given, rule), cast)
            if found is not None:
                yield Tried(*found[:4])


class _Found(NamedTuple):
    role: str
    kind: str
    slot: str
    change: float
    spread: float


def _try(
    played: PlayedNights, night: RoundState, choice: tuple[SeatState, OrderRule], cast: Mapping[str, str]
) -> _Found | None:
    """An order in place of the one given: the best of its variants, and how far any of them moved anybody."""
    own, rule = choice
    before = own.orders or Orders()
    changes, spread = [], 0.0
    for order in variants(night, own.seat, rule):
        after = replace(before, **{rule.slot: order})
        if after == before:
            continue
        try:
            state = submit(night, own.seat, after).state
        except IllegalMove:
            continue
        payoffs = _ended(state, cast)
        changes.append(payoffs[own.seat] - played.payoffs[own.seat])
        spread = max(spread, *(abs(payoffs[seat] - played.payoffs[seat]) for seat in payoffs))
    return _Found(own.role, rule.kind, rule.slot, max(changes), spread) if changes else None


def variants(state: RoundState, seat: SeatId, rule: OrderRule) -> list[Order]:
    """An order with its fields filled in a few telling ways."""
    cells = tuple(n for n, cell in enumerate(state.cells) if cell.seat == seat and cell.status == "loyal")
    values: dict[str, tuple[object, ...]] = {
        "breadth": BREADTHS,
        "crimes": (False,),
        "host": menu.hosts(state.scenario, seat)[:2],
        "guarantee": (GUARANTEE,),
        "by": (min(state.turn + DAYS_OFF, state.scenario.turns),),
        "defect": tuple(dict.fromkeys(((), cells[: len(cells) // 2], cells))),
    }
    names = list(rule.fields)
    filled = product(*(values[name] for name in names))
    return [Order(rule.kind, **dict(zip(names, values, strict=True))) for values in filled]  # type: ignore[arg-type]


def _ended(state: RoundState, cast: Mapping[str, str]) -> dict[SeatId, float]:
    state = close_turn(state).state
    while state.end is None:
        state = close_turn(with_moves(state, cast)).state
    return state.payoffs


def _night(played: PlayedNights, nights: tuple[RoundState, ...] | list[RoundState], label: str) -> RoundState:
    return nights[int(chance.draw(played.nights[0].seed, 0, label) * len(nights))]

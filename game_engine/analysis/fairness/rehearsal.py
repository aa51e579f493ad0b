"""Rounds between bots, watched: how they end, how long they last, what each seat earns and what it could choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from statistics import mean, median, stdev
from typing import NamedTuple, TypeVar

from game_engine import menu
from game_engine.analysis.fairness.examination import Length, SeatFigures
from game_engine.analysis.shares import Z, share_of
from game_engine.analysis.simulate import Played, opened, with_moves
from game_engine.scenario import OrderRule, Scenario
from game_engine.state import RoundState
from game_engine.transition import close_turn
from game_engine.views import view_for
from game_engine.vocabulary import NEGOTIATED, SeatId

Kind = tuple[str, str]
"""A role and a kind of order."""


class Watched(NamedTuple):
    """One round. turns: closed ones, day after included; batna, today: of each seat on the first morning, in points;
    open, given: turns by order; contest, alone: turns of the contest by role, and those with one main order at most."""

    played: Played
    turns: int
    batna: dict[SeatId, float]
    today: dict[SeatId, float]
    open: Counter[Kind]
    given: Counter[Kind]
    contest: Counter[str]
    alone: Counter[str]


def watch(scenario: Scenario, seed: int, cast: Mapping[str, str]) -> Watched:
    """One round from its first morning to its end."""
    state = opened(scenario, seed, cast)
    outlooks = {seat.seat: view_for(state, seat.seat).outlook for seat in state.seats}
    seen = Watched(
        played=Played("stand_off", False, {}),
        turns=0,
        batna={seat: outlook.batna for seat, outlook in outlooks.items() if outlook is not None},
        today={seat: outlook.ended_now for seat, outlook in outlooks.items() if outlook is not None},
        open=Counter(),
        given=Counter(),
        contest=Counter(),
        alone=Counter(),
    )
    turns = 0
    while state.end is None:
        state = with_moves(state, cast)
        _count(seen, state)
        state = close_turn(state).state
        turns += 1
    negotiated = state.day_after is not None and state.day_after.transition in NEGOTIATED
    return seen._replace(played=Played(state.end, negotiated, state.payoffs), turns=turns)


def orders_to_choose(state: RoundState, seat: SeatId) -> list[OrderRule]:
    """The orders of the menu that this seat can give now."""
    return [rule for rule in menu.orders_open(state, seat) if _can(state, seat, rule)]


def length_of(rounds: Sequence[Watched], minutes_a_turn: float) -> Length:
    """How long these rounds last."""
    turns = [watched.turns for watched in rounds]
    return Length(
        mean=round(mean(turns), 2),
        shortest=min(turns),
        median=int(median(turns)),
        longest=max(turns),
        contest=int(median(watched.contest["leadership"] for watched in rounds)),
        minutes_a_turn=round(minutes_a_turn, 2),
        minutes=round(mean(turns) * minutes_a_turn, 1),
    )


def fares(rounds: Sequence[Watched]) -> dict[SeatId, SeatFigures]:
    """How each seat fares over these rounds."""
    return {seat: _fares(seat, rounds) for seat in rounds[0].played.payoffs}


def half_width(values: Sequence[float]) -> float:
    """Half the width of the 95 % interval of a mean; 0 for a single value."""
    return Z * stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0


Counted = TypeVar("Counted")


def total(counts: Iterable[Counter[Counted]]) -> Counter[Counted]:
    """The sum of counts."""
    result: Counter[Counted] = Counter()
    for count in counts:
        result.update(count)
    return result


def _can(state: RoundState, seat: SeatId, rule: OrderRule) -> bool:
    if menu.why_unavailable(state, rule.role, rule.kind) is not None:
        return False
    return "host" not in rule.fields or bool(menu.hosts(state.scenario, seat))


def _count(seen: Watched, state: RoundState) -> None:
    for seat_state in state.seats:
        if seat_state.standing:
            continue
        choices = orders_to_choose(state, seat_state.seat)
        seen.open.update((seat_state.role, rule.kind) for rule in choices)
        if seat_state.orders is not None:
            given = (seat_state.orders.main, seat_state.orders.minor)
            seen.given.update((seat_state.role, order.kind) for order in given if order is not None)
        if state.phase == "contest":
            seen.contest[seat_state.role] += 1
            seen.alone[seat_state.role] += _width(state, seat_state.seat, choices) <= 1


def _width(state: RoundState, seat: SeatId, choices: Sequence[OrderRule]) -> int:
    """How many different main orders a seat has; an order of cells is two as long as there is a cell to send."""
    mains = [rule for rule in choices if rule.slot == "main"]
    cells = any(cell.seat == seat and cell.status == "loyal" for cell in state.cells)
    return sum(2 if "defect" in rule.fields and cells else 1 for rule in mains)


def _fares(seat: SeatId, rounds: Sequence[Watched]) -> SeatFigures:
    payoffs = [watched.played.payoffs[seat] for watched in rounds]
    today = mean(watched.today[seat] for watched in rounds)
    return SeatFigures(
        payoff=round(mean(payoffs), 2),
        give=round(half_width(payoffs), 2),
        status_quo=round(today, 2),
        gain=round(mean(payoffs) - today, 2),
        above_batna=share_of([watched.played.payoffs[seat] > watched.batna[seat] for watched in rounds]),
    )

"""The price that a menu names for an order is what the order does to its seat's own path costs in that turn."""

from __future__ import annotations

from math import fsum

import msgspec
import pytest

from game_engine import (
    MoveMade,
    Orders,
    RoundState,
    Seating,
    TurnClosed,
    legal_moves,
    load_scenario,
    new_round,
    scenario_names,
    view_for,
)
from game_engine.vocabulary import SeatId
from tests.game_engine.rounds import Line, after

# What comes of what an order brings about, and is no price of it: an older threat kept or not, the loss of an office,
# cells that moved in vain.
FOLLOWS = ("audience", "office", "cells")
# Forces stand ready, an amnesty and a guarantee lie on the table: every order of the contest can be given.
STANDING = {"buildup": 2.0, "breadth": 0.6, "sanctions": 0.5, "legal": 0.2}


def opened(name: str) -> RoundState:
    state, _ = new_round(load_scenario(name), 5, Seating(officers=1))
    return msgspec.structs.replace(state, board=msgspec.structs.replace(state.board, **STANDING))


def orders_of(state: RoundState, seat: SeatId) -> dict[str, Orders]:
    """One way to give each order of the seat's menu alone, by kind."""
    found: dict[str, Orders] = {}
    for move in legal_moves(state, seat):
        if isinstance(move, Orders) and (move.main is None) != (move.minor is None):
            order = move.main or move.minor
            assert order is not None
            found.setdefault(order.kind, move)
    return found


def charged(state: RoundState, seat: SeatId, orders: Orders | None) -> dict[str, float]:
    """The seat's path costs after this turn, in which nobody else does anything."""
    lines: list[Line] = [] if orders is None else [MoveMade(state.turn, seat, orders)]
    then, _ = after(state, [*lines, TurnClosed(state.turn)])
    return next(one for one in then.seats if one.seat == seat).costs


def difference(state: RoundState, seat: SeatId, orders: Orders) -> float:
    """What the order adds to the seat's costs: negative where it saves some."""
    given, idle = charged(state, seat, orders), charged(state, seat, None)
    names = [one for one in given.keys() | idle.keys() if one not in FOLLOWS]
    return fsum(given.get(one, 0.0) - idle.get(one, 0.0) for one in sorted(names))


def priced(state: RoundState) -> list[tuple[SeatId, str, float | None, Orders]]:
    found = []
    for seat in state.seats:
        menu = None if seat.standing else view_for(state, seat.seat).menu
        choices = {one.kind: one.cost for one in (*menu.main, *menu.minor)} if menu else {}
        orders = orders_of(state, seat.seat) if menu else {}
        found += [(seat.seat, kind, choices[kind], move) for kind, move in orders.items()]
    return found


@pytest.mark.parametrize("name", scenario_names())
def test_an_order_costs_its_seat_what_the_menu_says(name: str) -> None:
    state = opened(name)
    tried = priced(state)
    assert len(tried) > 10
    for seat, kind, price, move in tried:
        assert difference(state, seat, move) == pytest.approx(price or 0.0, abs=1e-6), (seat, kind)


@pytest.mark.parametrize("name", ["first-steps", "venezuela-2025", "haiti-1994"])
def test_forces_cost_and_their_withdrawal_saves(name: str) -> None:
    prices = {kind: price for _, kind, price, _ in priced(opened(name))}
    assert prices["raise_buildup"] > 0 > prices["lower_buildup"]
    assert prices["lower_buildup"] == -prices["raise_buildup"]

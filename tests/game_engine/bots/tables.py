"""Positions for the bots' tests: a round of the full scenario with the board, a seat or the ledger laid as wanted."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from game_engine import (
    Move,
    Offer,
    Orders,
    RoundState,
    Seating,
    choose,
    load_scenario,
    new_round,
    submit,
    view_for,
)
from game_engine.chance import draw
from game_engine.readings import read

ALL = Seating(officers=2, standing=())


def opened(seed: int = 1, **board: object) -> RoundState:
    """The first turn of venezuela-2025 with every seat in play, and these values on the board."""
    return laid(new_round(load_scenario("venezuela-2025"), seed, ALL).state, **board)


def laid(state: RoundState, **board: object) -> RoundState:
    """The same turn with other values on the board, and what follows from them."""
    laid_out = replace(state.board, **board)
    due = any(commitment.due == state.turn and commitment.action == "strike" for commitment in state.ledger)
    return replace(state, board=laid_out, readings=read(state.scenario, laid_out, deadline=due))


def being(state: RoundState, seat: str, **private: object) -> RoundState:
    """The same turn with other private facts of a seat."""
    seats = tuple(
        replace(one, private=replace(one.private, **private)) if one.seat == seat else one
        for one in state.seats
    )
    return replace(state, seats=seats)


def moves(
    state: RoundState, seat: str, *, luck: float | None = None, mind: str = "logit", salt: int = 0
) -> list[Move]:
    """What a bot in that seat does. luck: one number for all its draws; by hash of the label where none is given."""
    fixed: Callable[[str], float] = (
        (lambda label: draw(salt, 0, label)) if luck is None else (lambda label: luck)
    )
    return choose(view_for(state, seat), state.scenario, mind, fixed)


def orders(state: RoundState, seat: str, **how: object) -> Orders:
    """The orders that a bot in that seat seals."""
    return next(move for move in moves(state, seat, **how) if isinstance(move, Orders))


def offered(state: RoundState, seat: str, offer: Offer) -> tuple[RoundState, str]:
    """The turn with an offer on the table, and its name."""
    after = submit(state, seat, offer).state
    return after, after.offers[-1].id


def frequency(happens: Callable[[float], bool], *, steps: int = 400) -> float:
    """The share of luck for which something happens: its probability, to 1/steps."""
    return sum(happens((step + 0.5) / steps) for step in range(steps)) / steps

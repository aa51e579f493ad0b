"""Ways to play a round in a test: random legal moves, or a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game_engine import (
    EndedAsItStood,
    Move,
    MoveMade,
    Offer,
    Orders,
    RoundState,
    Scenario,
    Seating,
    TurnClosed,
    close_turn,
    end_as_it_stands,
    legal_moves,
    new_round,
    submit,
)
from game_engine.chance import draw
from game_engine.events import Event

Line = MoveMade | TurnClosed | EndedAsItStood


def played(
    scenario: Scenario, seed: int, seating: Seating
) -> Iterator[tuple[RoundState, Line | None, tuple[Event, ...]]]:
    """Yield (state, line that led to it, its events) of a whole round of random legal moves, drawn by hash."""
    state, events = new_round(scenario, seed, seating)
    yield state, None, events
    while state.phase != "over":
        for line in random_lines(state, seed):
            # Another seat may have settled the offer meanwhile.
            if _about(line.move) is not None and line.move not in legal_moves(state, line.seat):
                continue
            state, events = submit(state, line.seat, line.move)
            yield state, line, events
        turn = state.turn
        state, events = close_turn(state)
        yield state, TurnClosed(turn), events


def random_lines(state: RoundState, seed: int) -> Iterator[MoveMade]:
    """A few random legal moves for every seat, its orders last. Stale ones (their offer gone) are left out."""
    for seat in (seat.seat for seat in state.seats if not seat.standing):
        moves = legal_moves(state, seat)
        orders = [move for move in moves if isinstance(move, Orders)]
        others = [move for move in moves if not isinstance(move, Orders)]
        first, second = (_one(others, seed, state.turn, f"{seat}.{number}") for number in range(2))
        yield MoveMade(state.turn, seat, first)
        if _about(second) is None or _about(second) != _about(first):
            yield MoveMade(state.turn, seat, second)
        yield MoveMade(state.turn, seat, _one(orders, seed, state.turn, f"{seat}.orders"))


def _one(moves: list[Move], seed: int, turn: int, label: str) -> Move:
    return moves[int(draw(seed, turn, f"test.{label}") * len(moves))]


def _about(move: Move) -> str | None:
    """The offer on the table that a move settles, if any."""
    return move.counters if isinstance(move, Offer) else getattr(move, "offer", None)


def after(state: RoundState, lines: Iterable[Line]) -> tuple[RoundState, list[Event]]:
    """The state after some lines, and every event on the way."""
    seen: list[Event] = []
    for line in lines:
        if isinstance(line, MoveMade):
            step = submit(state, line.seat, line.move)
        else:
            step = close_turn(state) if isinstance(line, TurnClosed) else end_as_it_stands(state)
        state = step.state
        seen += step.events
    return state, seen

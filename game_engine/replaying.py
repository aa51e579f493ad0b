"""A round made again from its log: the same seed, seating and lines give the same state, to the last bit.

That holds under the same RULES. Under the same BOTS as well, the bots give the same orders. The tests hold both numbers
to the golden playthroughs: whoever changes what happens in them is told to move the number.
"""

from __future__ import annotations

from collections.abc import Iterable

from game_engine.moves import Data, Move
from game_engine.opening import Seating, Step, new_round
from game_engine.scenario import Scenario
from game_engine.state import RoundState
from game_engine.transition import close_turn, end_as_it_stands, submit
from game_engine.vocabulary import SeatId

RULES = 1
"""Moved whenever a replay of the same log could come to another state."""

BOTS = 1
"""Moved whenever a bot would act otherwise in the same place."""


class MoveMade(Data, frozen=True, tag_field="line", tag="move"):
    """A move that was accepted."""

    turn: int
    seat: SeatId
    move: Move


class TurnClosed(Data, frozen=True, tag_field="line", tag="closed"):
    """The end of a turn."""

    turn: int


class EndedAsItStood(Data, frozen=True, tag_field="line", tag="ended"):
    """The round was ended before its time, and scored as it stood."""

    turn: int


Line = MoveMade | TurnClosed | EndedAsItStood


def replay(scenario: Scenario, seed: int, seating: Seating, lines: Iterable[Line]) -> RoundState:
    """Fold a log into a state. Raises IllegalMove or ValueError where the log cannot have happened."""
    state = new_round(scenario, seed, seating).state
    for line in lines:
        if line.turn != state.turn:
            raise ValueError(f"the log says turn {line.turn} where the round is in turn {state.turn}")
        state = _after(state, line).state
    return state


def _after(state: RoundState, line: Line) -> Step:
    match line:
        case TurnClosed():
            return close_turn(state)
        case EndedAsItStood():
            return end_as_it_stands(state)
        case _:
            return submit(state, line.seat, line.move)

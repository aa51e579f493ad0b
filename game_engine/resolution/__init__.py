"""The end of a turn, as a named list of small steps, one a mechanism, in the order in which they bind."""

from __future__ import annotations

from collections.abc import Callable

from game_engine.opening import Step
from game_engine.resolution import aftermath, closing, coalition, diplomacy, pressure, record
from game_engine.resolution.draft import Draft
from game_engine.state import RoundState

CONTEST: tuple[Callable[[Draft], None], ...] = (
    pressure.take_postures,
    pressure.drift,
    diplomacy.amnesty,
    diplomacy.exile,
    pressure.coerce,
    coalition.defend,
    diplomacy.answer_exile,
    coalition.officers,
    pressure.strike,
    pressure.rally_round,
    record.settle,
    record.update_beliefs,
    closing.close_windows,
    closing.pass_turn,
)

DAY_AFTER: tuple[Callable[[Draft], None], ...] = (
    aftermath.judge,
    aftermath.keep_peace,
    closing.pass_day,
)


def resolve(state: RoundState) -> Step:
    """Run every step of the present phase on a draft of the state, and make the next state of it."""
    draft = Draft(state)
    for step in CONTEST if state.phase == "contest" else DAY_AFTER:
        step(draft)
    return closing.seal(draft)

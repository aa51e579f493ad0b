"""A trial: one setting of the world and of its seats that is played many times, so that shares can be compared.

Rounds of the same number have the same seed in every trial (common random numbers): private facts, incidents and each
bot's own luck differ between two trials only as far as what was changed makes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from msgspec.structs import replace

from game_engine.analysis.simulate import Played, cast_of, opened, round_seed, with_moves
from game_engine.moves import Orders
from game_engine.scenario import Scenario
from game_engine.scenarios.checks import check
from game_engine.scenarios.stored import sealed
from game_engine.state import RoundState
from game_engine.transition import close_turn, submit
from game_engine.vocabulary import NEGOTIATED, Role

Script: TypeAlias = tuple[tuple[int, Role, Orders], ...]
"""Sealed orders by turn and role, given in place of those of whoever sits there."""


class Trial(NamedTuple):
    """What is played. cast: temperaments by role, `logit` where none is named; script: orders that come by turn."""

    name: str
    scenario: Scenario
    cast: Mapping[str, str] = {}
    script: Script = ()


def play_trial(trial: Trial, seed: int, numbers: Iterable[int]) -> list[Played]:
    """The rounds of these numbers, of the many that `seed` names."""
    cast = cast_of(trial.cast)
    return [_play(trial, cast, round_seed(seed, number)) for number in numbers]


def altered(scenario: Scenario, values: Mapping[str, object]) -> Scenario:
    """The scenario with other values by dotted path (`start.host`), None where there is nothing. Raises ScenarioError
    where the whole makes no scenario, AttributeError for a path that it has not."""
    result = scenario
    for path, value in values.items():
        result = _placed(result, path.split("."), value)
    check(result)
    return sealed(result)


def _placed(rule: Any, steps: list[str], value: object) -> Any:
    name, *more = steps
    below = getattr(rule, name)
    return replace(rule, **{name: _placed(below, more, value) if more else value})


def _play(trial: Trial, cast: Mapping[str, str], seed: int) -> Played:
    state = opened(trial.scenario, seed, cast)
    while state.end is None:
        state = close_turn(_scripted(with_moves(state, cast), trial.script)).state
    negotiated = state.day_after is not None and state.day_after.transition in NEGOTIATED
    return Played(state.end, negotiated, state.payoffs)


def _scripted(state: RoundState, script: Script) -> RoundState:
    """The turn with the script's orders sealed in their seats' names, as a player's would be."""
    if state.phase != "contest":
        return state
    for turn, role, orders in script:
        if turn == state.turn:
            seat = next(seat.seat for seat in state.seats if seat.role == role)
            state = submit(state, seat, orders).state
    return state

"""What spares a bot work changes none of its moves: parts of a view made when asked for, orders thought over once."""

from __future__ import annotations

import pytest

from game_engine import (
    RoundState,
    Seating,
    choose,
    close_turn,
    load_scenario,
    new_round,
    scenario_names,
    submit,
    view_for,
)
from game_engine.analysis.simulate import own_chance
from game_engine.bots import Player
from game_engine.bots.situation import public_board
from game_engine.memory import Memory
from game_engine.sight import Sight


def _turn(state: RoundState) -> RoundState:
    """A turn in which each seat is asked three times; whoever keeps his thoughts moves as one who starts afresh."""
    seats = [seat.seat for seat in state.seats if not seat.standing]
    players = {seat: Player(state.scenario, "logit", own_chance(state, seat)) for seat in seats}
    for seat in seats * 3:
        afresh = choose(view_for(state, seat), state.scenario, "logit", own_chance(state, seat))
        assert players[seat].moves(Sight(state, seat)) == afresh, (state.turn, seat)
        for move in afresh:
            state = submit(state, seat, move).state
    return state


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize("seed", range(3))
def test_glances_and_settled_orders_give_the_moves_of_a_whole_view(name: str, seed: int) -> None:
    scenario = load_scenario(name)
    state = new_round(scenario, seed, Seating(officers=scenario.officers.usual, standing=())).state
    while state.phase != "over":
        state = close_turn(_turn(state)).state


@pytest.mark.parametrize("name", scenario_names())
def test_the_board_of_a_glance_is_that_of_the_tracks(name: str) -> None:
    scenario = load_scenario(name)
    state = new_round(scenario, 3, Seating(officers=scenario.officers.usual, standing=())).state
    while state.phase != "over":
        seat = state.seats[0].seat
        assert Sight(state, seat).board == public_board(view_for(state, seat), scenario)
        state = close_turn(_turn(state)).state


def test_a_memory_answers_about_the_thing_asked_and_stays_small() -> None:
    memory, first, second = Memory[int](most=10), object(), object()
    assert memory.recall(first, "size", lambda: 1) == 1
    assert memory.recall(second, "size", lambda: 2) == 2
    assert memory.recall(first, "size", lambda: 3) == 1
    for question in range(100):
        assert memory.recall(first, question, lambda question=question: question) == question
        assert len(memory._entries) <= 10

"""What holds for every scenario, whoever plays: rounds end, the law is total, and a log makes the same world again."""

from __future__ import annotations

import pytest

from game_engine import (
    IllegalMove,
    Seating,
    close_turn,
    dump_state,
    fingerprint,
    legal_moves,
    load_scenario,
    load_state,
    new_round,
    replay,
    scenario_names,
    submit,
)
from game_engine.errors import CODES
from game_engine.moves import Ready, Say
from tests.game_engine.rounds import played

SEEDS = range(6)


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("officers", ["least", "most"])
def test_a_round_of_random_legal_moves_ends_and_can_be_made_again(
    name: str, seed: int, officers: str
) -> None:
    scenario = load_scenario(name)
    seating = Seating(
        officers=getattr(scenario.officers, officers),
        standing=scenario.optional_seats[:1] if seed % 2 else (),
    )
    lines, state = [], None
    for now, line, _ in played(scenario, seed, seating):
        state = now
        if line is not None:
            lines.append(line)
    assert state is not None
    assert state.phase == "over"
    assert state.end in scenario.ends
    assert set(state.payoffs) == {seat.seat for seat in state.seats}
    assert state.turn <= scenario.turns + scenario.parameters.day_after.turns
    again = replay(scenario, seed, seating, lines)
    assert fingerprint(again) == fingerprint(state)


@pytest.mark.parametrize("name", scenario_names())
def test_a_stored_state_goes_on_as_if_never_stored(name: str) -> None:
    scenario = load_scenario(name)
    for state, _, _ in played(scenario, 3, Seating(officers=2)):
        stored = load_state(dump_state(state), scenario)
        assert fingerprint(stored) == fingerprint(state)
        if state.phase != "over":
            assert fingerprint(close_turn(stored).state) == fingerprint(close_turn(state).state)


def test_every_listed_move_is_accepted_and_every_other_refused_by_code() -> None:
    scenario = load_scenario("venezuela-2025")
    for seed in range(3):
        state = new_round(scenario, seed, Seating(officers=2, standing=())).state
        every = {seat.seat: legal_moves(state, seat.seat) for seat in state.seats}
        for seat, moves in every.items():
            for move in moves:
                submit(state, seat, move)
        foreign = [
            (seat, move) for seat in every for other in every if other != seat for move in every[other]
        ]
        for seat, move in foreign:
            if move in every[seat]:
                continue
            before = fingerprint(state)
            try:
                submit(state, seat, move)
            except IllegalMove as refusal:
                assert refusal.code in CODES
                assert fingerprint(state) == before


def test_an_ended_round_takes_nothing_more() -> None:
    scenario = load_scenario("first-steps")
    state = list(played(scenario, 1, Seating(officers=1)))[-1][0]
    for move in (Ready(), Say(text="still here", public=True)):
        with pytest.raises(IllegalMove, match="over"):
            submit(state, "us", move)
    with pytest.raises(IllegalMove, match="over"):
        close_turn(state)


def test_numbers_of_a_state_have_at_most_six_decimals() -> None:
    scenario = load_scenario("venezuela-2025")
    for state, _, _ in played(scenario, 5, Seating(officers=2)):
        for part in (state.board, state.readings):
            for name in part.__struct_fields__:
                value = getattr(part, name)
                if isinstance(value, float):
                    assert value == round(value, 6), name

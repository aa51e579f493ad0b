"""What holds for every bot in every seat: its moves are legal, it never repeats itself, and knows only its view."""

from __future__ import annotations

from functools import partial

import pytest
from msgspec.structs import replace

from game_engine import (
    FACILITATOR,
    Orders,
    Ready,
    RoundState,
    Seating,
    choose,
    close_turn,
    load_scenario,
    new_round,
    scenario_names,
    submit,
    temperaments,
    view_for,
)
from game_engine.chance import draw
from tests.game_engine.bots.tables import moves, opened
from tests.game_engine.rounds import random_lines


def _luck(seed: int, turn: int, seat: str, label: str) -> float:
    return draw(seed, turn, f"test.{seat}.{label}")


def _take_turns(state: RoundState, seed: int, minds: tuple[str, ...]) -> RoundState:
    """Every seat moves in turn until nobody has anything left to do; raises IllegalMove at the first wrong move."""
    for _ in range(8):
        busy = False
        for number, seat in enumerate(seat.seat for seat in state.seats if not seat.standing):
            mind = minds[number % len(minds)]
            luck = partial(_luck, seed, state.turn, seat)
            for move in choose(view_for(state, seat), state.scenario, mind, luck):
                state = submit(state, seat, move).state
                busy = True
        if not busy:
            return state
    raise AssertionError("bots that never come to rest")


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize("minds", [("logit",), ("hold",), ("logit", "hold"), ("hold", "logit", "logit")])
@pytest.mark.parametrize("seed", range(4))
def test_every_move_is_legal_and_every_turn_comes_to_rest(
    name: str, minds: tuple[str, ...], seed: int
) -> None:
    scenario = load_scenario(name)
    officers = (scenario.officers.least, scenario.officers.usual, scenario.officers.most)[seed % 3]
    seating = Seating(officers=officers, standing=scenario.optional_seats[1:] if seed == 3 else ())
    state = new_round(scenario, seed, seating).state
    while state.phase != "over":
        state = _take_turns(state, seed, minds)
        assert all(seat.ready or seat.standing for seat in state.seats)
        state = close_turn(state).state
    assert state.end is not None


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize("seed", range(12, 18))
def test_beside_players_who_do_anything_legal_the_moves_stay_legal(name: str, seed: int) -> None:
    scenario = load_scenario(name)
    state = new_round(scenario, seed, Seating(officers=scenario.officers.usual, standing=())).state
    seats = [seat.seat for seat in state.seats]
    people = {seats[seed % len(seats)], seats[(seed * 3 + 1) % len(seats)]}
    while state.phase != "over":
        for line in random_lines(state, seed):
            if line.seat in people:
                state = submit(state, line.seat, line.move).state
        for seat in (seat for seat in seats if seat not in people):
            luck = partial(_luck, seed, state.turn, seat)
            for move in choose(view_for(state, seat), scenario, "logit", luck):
                state = submit(state, seat, move).state
        state = close_turn(state).state


@pytest.mark.parametrize("mind", temperaments())
@pytest.mark.parametrize(
    "seat", ["us", "opposition", "leadership", "officer-1", "officer-2", "congress", "region", "patrons"]
)
def test_a_seat_seals_orders_and_is_ready_at_once(mind: str, seat: str) -> None:
    done = moves(opened(), seat, mind=mind)
    assert done[-1] == Ready()
    assert any(isinstance(move, Orders) and move.main is not None for move in done)


@pytest.mark.parametrize("seat", ["us", "opposition", "leadership", "officer-1", "congress", "patrons"])
def test_what_a_seat_may_not_see_does_not_move_it(seat: str) -> None:
    state = opened(seed=5)
    other = replace(
        state,
        seed=977,
        board=replace(state.board, cohesion=0.1),
        seats=tuple(
            one if one.seat == seat else replace(one, private=_swapped(one.private)) for one in state.seats
        ),
    )
    if seat in ("officer-1", "leadership"):
        # These sense the regime's strength, which stands in the readings, and is kept as it was.
        other = replace(other, seed=state.seed, board=state.board)
    assert moves(state, seat) == moves(other, seat)


def _swapped(private: object) -> object:
    match private:
        case object(resolved=resolved):
            return replace(private, resolved=not resolved)
        case object(vengeful=vengeful):
            return replace(private, vengeful=not vengeful)
        case object(exile_value=value):
            return replace(private, exile_value=value + 0.5)
        case object(limit=limit):
            return replace(private, limit=1.0 - limit)
        case object(implicated=_):
            return replace(private, implicated=())
    return private


def test_only_a_seat_can_be_played() -> None:
    state = opened()
    with pytest.raises(ValueError, match="facilitator"):
        choose(view_for(state, FACILITATOR), state.scenario, "logit", lambda label: 0.5)
    with pytest.raises(KeyError):
        moves(state, "us", mind="reckless")


def test_nothing_is_left_to_do_when_the_round_is_over() -> None:
    state = replace(opened(), phase="over", end="stand_off")
    assert moves(state, "us") == []

"""What holding out is worth: the same points as the ends it leads to, with every bill in them."""

import pytest
from msgspec.structs import replace

from game_engine import load_scenario, new_round, payoffs, view_for
from game_engine.state import RoundState


def first_morning(**readings: float) -> RoundState:
    state = new_round(load_scenario("venezuela-2025"), 1).state
    return replace(state, readings=replace(state.readings, **readings))


def test_without_risk_it_is_the_status_quo() -> None:
    state = first_morning(hazard=0.0, tipping=0.0)
    for seat in state.seats:
        outlook = view_for(state, seat.seat).outlook
        assert outlook is not None
        assert outlook.batna == pytest.approx(outlook.ended_now, abs=0.05), seat.seat


def test_with_a_sure_strike_it_is_the_end_that_a_strike_makes() -> None:
    state = first_morning(hazard=1.0, tipping=0.0)
    for seat in state.seats:
        expected = payoffs.total(state, seat, "removal_persists")[0]
        assert payoffs.batna(state, seat, strength=0.9) == pytest.approx(expected), seat.seat

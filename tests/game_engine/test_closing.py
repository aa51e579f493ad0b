"""What a closed turn leaves behind: every number of the state at six decimals, also of a scenario that has more."""

from __future__ import annotations

import msgspec
import pytest

from game_engine import RoundState, Scenario, Seating, load_scenario
from game_engine.analysis import altered
from tests.game_engine.rounds import played

FINE = {
    "start.sanctions": 0.51234567891,
    "start.cohesion": 0.87654321987,
    "parameters.ledger.promise_prior": 1 / 3,
}


def too_fine(state: RoundState) -> dict[str, float]:
    """The numbers of a state that have more than six decimals, by name."""
    parts = {
        "board": msgspec.structs.asdict(state.board),
        "readings": msgspec.structs.asdict(state.readings),
        "credibility": state.credibility,
        **{seat.seat: seat.costs for seat in state.seats},
    }
    numbers = {f"{part}.{name}": value for part, values in parts.items() for name, value in values.items()}
    return {
        name: value
        for name, value in numbers.items()
        if isinstance(value, float) and value != round(value, 6)
    }


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("changes", [{}, FINE], ids=["as it is", "more decimals"])
def test_a_closed_turn_has_six_decimals(changes: dict[str, float], seed: int) -> None:
    scenario: Scenario = altered(load_scenario("venezuela-2025"), changes)
    for state, _, _ in played(scenario, seed, Seating(officers=2)):
        assert state.turn == 1 or too_fine(state) == {}

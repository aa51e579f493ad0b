"""The golden numbers of five settings, through the engine's own readings: turn 1, mean values, no noise."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from game_engine import Seating, load_scenario, new_round, readings
from game_engine.mechanisms import exile

SETTINGS = {
    "2016": dict(cohesion=0.80, credibility=0.03, buildup=0, sanctions=0.10, patrons=0.5, breadth=0.60,
                 backing=0.25, monitors=0, host=None, host_quality=0.0, guarantee=0.0, legal=0.1),
    "2016 valid": dict(cohesion=0.80, credibility=0.03, buildup=0, sanctions=0.10, patrons=0.5, breadth=0.85,
                       backing=1, monitors=0.6, host="gulf", host_quality=0.9, guarantee=0.9, legal=0.1),
    "2019": dict(cohesion=0.75, credibility=0.15, buildup=1, sanctions=0.60, patrons=0.7, breadth=0.50,
                 backing=0.60, monitors=0.2, host="gulf", host_quality=0.4, guarantee=0.2, legal=0.1),
    "2025": dict(cohesion=0.62, credibility=5 / 9, buildup=3, sanctions=0.65, patrons=0.35, breadth=0.35,
                 backing=0.50, monitors=0.1, host="gulf", host_quality=0.6, guarantee=0.35, legal=0.45),
    "2025 coordinated": dict(cohesion=0.62, credibility=5 / 9, buildup=3, sanctions=0.65, patrons=0.35, breadth=0.85,
                             backing=1, monitors=0.6, host="gulf", host_quality=0.9, guarantee=0.9, legal=0.25),
}  # fmt: skip

GOLDEN = {
    "honour": (0.7985, 0.9801, 0.7350, 0.3681, 0.9782),
    "protection": (0.1198, 0.8330, 0.2205, 0.0644, 0.8315),
    "safety": (0.0, 0.8283, 0.1491, 0.2807, 0.8221),
    "strike_resolved": (0.0, 0.0, 0.0, 0.0481, 0.0843),
    "strike_unresolved": (0.0, 0.0, 0.0, 0.0032, 0.0057),
    "hazard": (0.0, 0.0, 0.0, 0.0200, 0.0351),
    "risk_dominance": (1.0, 0.7556, 0.9036, 0.8363, 0.6200),
    "strength": (0.8550, 0.8550, 0.7772, 0.5588, 0.5588),
    "tipping": (0.0, 0.2444, 0.0964, 0.1670, 0.3938),
}
AT_THE_DEADLINE = {
    "strike_resolved": (0.0, 0.0, 0.0, 0.3307, 0.4738),
    "strike_unresolved": (0.0, 0.0, 0.0, 0.0301, 0.0535),
    "hazard": (0.0, 0.0, 0.0, 0.1399, 0.2037),
}
EXILE = (-0.8, 0.0449, -0.6480, -0.5137, 0.0385)


@pytest.mark.parametrize(("column", "name"), list(enumerate(SETTINGS)))
def test_readings_are_the_golden_numbers(column: int, name: str) -> None:
    scenario = load_scenario("venezuela-2025")
    board = replace(new_round(scenario, 1, Seating()).state.board, **SETTINGS[name])
    today = readings.read(scenario, board, deadline=False)
    for row, values in GOLDEN.items():
        assert getattr(today, row) == pytest.approx(values[column], abs=5.1e-5), row
    deadline = readings.read(scenario, board, deadline=True)
    for row, values in AT_THE_DEADLINE.items():
        assert getattr(deadline, row) == pytest.approx(values[column], abs=5.1e-5), row
    assert exile.worth(today.safety, 0.22) == pytest.approx(EXILE[column], abs=5.1e-5)


def test_the_first_turn_hears_the_standing_ultimatum() -> None:
    scenario = load_scenario("venezuela-2025")
    state = new_round(scenario, 1, Seating()).state
    assert state.board.credibility == 0.5
    assert state.ledger[0].action == "strike"
    assert state.ledger[0].due == 3

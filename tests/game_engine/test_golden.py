"""The golden numbers of five settings to four decimals, as the engine comes to them when it resolves the first turn.

Nothing here computes: each setting is a scenario file, its first morning is laid by `new_round`, and the numbers are
read from the draft of the turn after the resolution's own steps have run over it, where officers move and strikes are
made. Chance is taken out by the scenario's own parameters: nothing drifts, no incident happens, no signature is given,
and private values are drawn at their means.
"""

from __future__ import annotations

import pytest

from game_engine import Scenario, Seating, close_turn, load_scenario, new_round, payoffs, readings, resolution
from game_engine.analysis import altered
from game_engine.resolution import coalition, record
from game_engine.resolution.draft import Draft
from game_engine.state import LeadershipPrivate, RoundState

SETTINGS = (
    "venezuela-2016",
    "venezuela-2016-valid-law",
    "venezuela-2019",
    "venezuela-2025-as-reported",
    "venezuela-2025-coordinated",
)

STILL = {
    "parameters.coalition.drift": 0.0,
    "parameters.oversight.kept": 1.0,
    "parameters.oversight.incident_defer": 0.0,
    "parameters.oversight.incident_oversight": 0.0,
    "parameters.oversight.incident_restrict": 0.0,
    "parameters.world.patrons_fade": 1.0,
    "types.exile_value_sd": 0.0,
    "types.distrust_sd": 0.0,
}
"""A world in which nothing moves by itself, and a leader whose private values are the means."""

MORNING = {
    "cohesion": (0.80, 0.80, 0.75, 0.62, 0.62),
    "credibility": (0.03, 0.03, 0.15, 0.50, 0.50),
    "buildup": (0.0, 0.0, 1.0, 3.0, 3.0),
    "sanctions": (0.10, 0.10, 0.60, 0.65, 0.65),
    "patrons": (0.5, 0.5, 0.7, 0.35, 0.35),
    "breadth": (0.60, 0.85, 0.50, 0.35, 0.85),
    "backing": (0.25, 1.0, 0.60, 0.50, 1.0),
    "monitors": (0.0, 0.6, 0.2, 0.1, 0.6),
    "host_quality": (0.0, 0.9, 0.4, 0.6, 0.9),
    "guarantee": (0.0, 0.9, 0.2, 0.35, 0.9),
    "exile_closes": (None, None, None, 3, 4),
    "legal": (0.1, 0.1, 0.1, 0.45, 0.25),
    "briefed": (False, False, False, False, True),
}
GOLDEN = {
    "honour": (0.7985, 0.9801, 0.7350, 0.3681, 0.9782),
    "protection": (0.1198, 0.8330, 0.2205, 0.0644, 0.8315),
    "safety": (0.0, 0.8283, 0.1491, 0.2807, 0.8221),
    "strike_resolved": (0.0, 0.0, 0.0, 0.0481, 0.0843),
    "strike_unresolved": (0.0, 0.0, 0.0, 0.0032, 0.0057),
    "success": (0.35, 0.35, 0.47, 0.71, 0.71),
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
HEARD = (0.03, 0.03, 0.15, 5 / 9, 5 / 9)

# Half a unit of the fourth decimal, and a little for the rounding of a number that ends in 5.
FOURTH = 5.1e-5


def setting(column: int, **more: object) -> Scenario:
    return altered(load_scenario(SETTINGS[column]), {**STILL, **more})


def morning(scenario: Scenario) -> RoundState:
    """The first morning with nobody on standing orders: who gives none changes nothing."""
    return new_round(scenario, 1, Seating(scenario.officers.usual, standing=())).state


def at_the_officers(state: RoundState) -> Draft:
    """The first turn, resolved up to the step in which officers move."""
    draft = Draft(state)
    for step in resolution.CONTEST:
        if step is coalition.officers:
            return draft
        step(draft)
    raise AssertionError("the officers have no step")


def leader(state: RoundState) -> LeadershipPrivate:
    (private,) = (seat.private for seat in state.seats if seat.role == "leadership")
    assert isinstance(private, LeadershipPrivate)
    return private


@pytest.mark.parametrize("column", range(5), ids=SETTINGS)
def test_first_morning(column: int) -> None:
    board = new_round(load_scenario(SETTINGS[column]), 1).state.board
    for row, values in MORNING.items():
        assert getattr(board, row) == pytest.approx(values[column]), row


@pytest.mark.parametrize("column", range(5), ids=SETTINGS)
def test_golden_numbers_where_officers_move(column: int) -> None:
    state = morning(setting(column))
    draft = at_the_officers(state)
    today = draft.read()
    for row, values in GOLDEN.items():
        assert getattr(today, row) == pytest.approx(values[column], abs=FOURTH), row
    assert draft.board.credibility == pytest.approx(HEARD[column], abs=FOURTH)
    worth = payoffs.exile_worth(draft.scenario, draft.board, leader(state))
    assert worth == pytest.approx(EXILE[column], abs=FOURTH)


@pytest.mark.parametrize("column", range(5), ids=SETTINGS)
def test_golden_numbers_on_the_day_of_the_deadline(column: int) -> None:
    scenario = setting(column)
    if scenario.start.ultimatum is not None:
        scenario = setting(column, **{"start.ultimatum": 1})
    today = at_the_officers(morning(scenario)).read()
    for row, values in AT_THE_DEADLINE.items():
        assert getattr(today, row) == pytest.approx(values[column], abs=FOURTH), row


@pytest.mark.parametrize("column", range(5), ids=SETTINGS)
def test_a_quiet_first_turn_leaves_the_belief_that_bayes_leaves(column: int) -> None:
    """From the golden rates by hand: odds × 1.25 for the ultimatum where one stands, × (1 − λ_R)/(1 − λ_U)."""
    state = morning(setting(column))
    after = close_turn(state).state.board.credibility
    resolved, unresolved = (GOLDEN[row][column] for row in ("strike_resolved", "strike_unresolved"))
    odds = HEARD[column] / (1 - HEARD[column]) * (1 - resolved) / (1 - unresolved)
    assert after == pytest.approx(odds / (1 + odds), abs=FOURTH)


@pytest.mark.parametrize("column", [3, 4], ids=SETTINGS[3:])
def test_what_is_seen_on_the_first_morning_is_read_before_the_ultimatum_is_heard(column: int) -> None:
    """The page of the first turn shows the belief as it stands; the word is heard when the turn is resolved."""
    state = morning(setting(column))
    assert state.board.credibility == 0.5
    assert state.readings.hazard < at_the_officers(state).read().hazard
    (threat,) = state.ledger
    assert (threat.action, threat.since, threat.due) == ("strike", 1, (3, 4)[column - 3])


def test_the_seam_is_the_one_that_resolves(monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers above are those of the turn itself: a wrong sign in the readings shows in them, and in the turn."""
    state = morning(setting(4))
    right = at_the_officers(state).read()
    after = close_turn(state).state
    plain = readings.coercion.strike_utility
    monkeypatch.setattr(readings.coercion, "strike_utility", lambda *given, **named: -plain(*given, **named))
    assert at_the_officers(state).read().hazard != pytest.approx(right.hazard, abs=FOURTH)
    assert close_turn(state).state.board.credibility != pytest.approx(after.board.credibility, abs=FOURTH)
    assert record.update_beliefs in resolution.CONTEST

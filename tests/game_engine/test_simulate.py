"""Many rounds between bots: the same tally however they are shared out."""

from __future__ import annotations

import pytest

from game_engine import ENDS, load_scenario, play_rounds, simulate, tally


def test_the_tally_does_not_depend_on_how_the_rounds_are_shared_out() -> None:
    scenario = load_scenario("first-steps")
    whole = simulate(scenario, 12, 4)
    parts = [play_rounds(scenario, 4, numbers) for numbers in (range(5, 12), range(5))]
    assert tally(scenario, 4, parts[0] + parts[1]) == whole
    assert simulate(scenario, 12, 4) == whole
    assert simulate(scenario, 12, 5) != whole


def test_a_tally_is_a_distribution_over_the_ends() -> None:
    result = simulate(load_scenario("first-steps"), 10, 1, {"legislature": "standing"})
    assert set(result.outcomes) == set(ENDS)
    assert sum(result.outcomes.values()) == pytest.approx(1.0)
    assert {"us", "opposition", "leadership", "congress"} <= set(result.payoffs)


@pytest.mark.parametrize(
    "bots", [{"coercer": "reckless"}, {"coercer": "standing"}, {"admiral": "logit"}, {"officer-1": "hold"}]
)
def test_there_are_no_other_roles_and_temperaments(bots: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="one of"):
        simulate(load_scenario("first-steps"), 1, 1, bots)


def test_no_rounds_make_no_tally() -> None:
    with pytest.raises(ValueError, match="at least one"):
        simulate(load_scenario("first-steps"), 0, 1)

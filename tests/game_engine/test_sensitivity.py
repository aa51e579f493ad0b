"""Sensitivity: which numbers vary and how far, what a variant is, and the statistics of what comes of it."""

from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_engine import (
    Played,
    Scenario,
    ScenarioError,
    drawn,
    load_scenario,
    parameters_of,
    parse_scenario,
    play_rounds,
    rank_correlation,
    scenario_names,
    side_of,
    spread_of,
    varied,
    zeros_of,
)

COORDINATED = "venezuela-2025-coordinated"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("venezuela-2025")


def plain_numbers(value: object, path: str) -> dict[str, float]:
    """Every number of plain data by path."""
    if isinstance(value, dict):
        return {k: v for name, one in value.items() for k, v in plain_numbers(one, f"{path}.{name}").items()}
    whole = isinstance(value, int | float) and not isinstance(value, bool)
    return {path: float(value)} if whole else {}


def test_every_number_of_start_types_and_parameters_is_varied_or_zero(scenario: Scenario) -> None:
    plain = msgspec.to_builtins(scenario)
    numbers = {k for part in ("start", "types", "parameters") for k in plain_numbers(plain[part], part)}
    told = {one.path for one in parameters_of(scenario)} | set(zeros_of(scenario))
    assert numbers <= told
    assert {one.partition(".")[0] for one in told - numbers} == {"hosts", "ends"}


def test_zeros_are_zero_and_not_varied(scenario: Scenario) -> None:
    zeros = zeros_of(scenario)
    assert "start.rally" in zeros
    assert not set(zeros) & {one.path for one in parameters_of(scenario)}


@pytest.mark.parametrize("name", scenario_names())
def test_every_variant_of_every_scenario_is_a_scenario(name: str) -> None:
    whole = load_scenario(name)
    for share in (0.25, 0.9):
        for one in parameters_of(whole, share):
            assert one.low < one.high
            for end in (one.low, one.high):
                assert varied(whole, {one.path: end}).digest
    for number in range(5):
        varied(whole, drawn(parameters_of(whole, 0.9), 1, number))


def test_a_share_stops_at_one_and_a_count_goes_by_at_least_one(scenario: Scenario) -> None:
    found = {one.path: one for one in parameters_of(scenario)}
    assert found["parameters.oversight.kept"].high == 1.0
    assert found["parameters.oversight.kept"].low == pytest.approx(0.7125)
    assert (found["start.ultimatum"].low, found["start.ultimatum"].high) == (2.0, 4.0)
    clock = found["parameters.oversight.clock_days"]
    assert (clock.kind, clock.low, clock.high) == ("count", 45, 75)


def test_no_date_lies_beyond_the_last_turn() -> None:
    short = parse_scenario('extends = "venezuela-2025"', {"start.ultimatum": 12, "start.exile_closes": 12})
    found = {one.path: one for one in parameters_of(short)}
    assert (found["start.ultimatum"].low, found["start.ultimatum"].high) == (9.0, 12.0)


def test_a_variant_differs_in_its_number_alone(scenario: Scenario) -> None:
    changed = varied(scenario, {"parameters.amnesty.backing.opposition": 0.3, "hosts.gulf.quality": 0.5})
    before, after = msgspec.to_builtins(scenario), msgspec.to_builtins(changed)
    assert after["parameters"]["amnesty"]["backing"].pop("opposition") == 0.3
    assert before["parameters"]["amnesty"]["backing"].pop("opposition") == 0.4
    assert after["hosts"][0].pop("quality") == 0.5
    assert before["hosts"][0].pop("quality") == 0.6
    assert before.pop("digest") != after.pop("digest")
    assert before == after


def test_a_count_stays_a_count_and_payoffs_are_scaled_together(scenario: Scenario) -> None:
    changed = varied(
        scenario, {"start.ultimatum": 4.0, "ends.exile.officer": 1.25, "ends.coup.leadership": 0.75}
    )
    assert changed.start.ultimatum == 4
    assert isinstance(changed.start.ultimatum, int)
    assert (changed.ends["exile"].officer.covered, changed.ends["exile"].officer.exposed) == (75.0, -50.0)
    assert changed.ends["coup"].leadership.fixed == pytest.approx(-52.5)


@pytest.mark.parametrize("path", ["start.weather", "hosts.moon.quality", "parameters.amnesty.backing.nobody"])
def test_a_path_that_is_not_there_is_refused(scenario: Scenario, path: str) -> None:
    with pytest.raises(KeyError):
        varied(scenario, {path: 1.0})


def test_a_variant_that_is_no_scenario_is_refused(scenario: Scenario) -> None:
    with pytest.raises(ScenarioError):
        varied(scenario, {"start.ultimatum": 13.0})


@pytest.mark.parametrize("share", [0.0, 1.0, -0.25, math.nan, math.inf])
def test_a_share_is_between_0_and_1(scenario: Scenario, share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        parameters_of(scenario, share)


def test_joint_draws_fill_their_ranges_and_are_independent(scenario: Scenario) -> None:
    parameters = parameters_of(scenario)
    draws = [drawn(parameters, 1, number) for number in range(400)]
    assert draws[0] == drawn(parameters, 1, 0)
    for one in parameters:
        values = [draw[one.path] for draw in draws]
        assert one.low <= min(values) <= max(values) <= one.high
        assert max(values) - min(values) > 0.95 * (one.high - one.low)
    first, second = ([draw[path] for draw in draws] for path in ("start.cohesion", "start.breadth"))
    assert abs(rank_correlation(first, second).value) < 0.15
    assert {draw["start.ultimatum"] for draw in draws} == {2.0, 3.0, 4.0}


def rounds(text: str) -> list[Played]:
    """Rounds by letter: e exile, s stand-off."""
    return [Played("exile" if one == "e" else "stand_off", one == "e", {}) for one in text]


def test_a_side_tells_its_shares_and_what_changed() -> None:
    base, more = rounds("ssssssss" * 10), rounds("eessssss" * 10)
    side = side_of(1.25, base, more)
    assert side.ends["exile"].value == side.negotiated.value == side.change.value == 0.25
    assert side.change.is_up
    assert side_of(1.0, base, base).change.value == 0.0


def test_rank_correlation_against_the_published_formula() -> None:
    # Without ties it is 1 − 6 Σ d² / (n (n² − 1)).
    first, second = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [2.0, 1.0, 4.0, 3.0, 6.0, 5.0]
    assert rank_correlation(first, second).value == pytest.approx(1 - 6 * 6 / (6 * 35))


def test_rank_correlation_shares_ranks_among_equals() -> None:
    # Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: Pearson's r of the ranks.
    found = rank_correlation([1.0, 2.0, 2.0, 5.0], [1.0, 2.0, 3.0, 4.0])
    assert found.value == pytest.approx(4.5 / math.sqrt(4.5 * 5))


def test_rank_correlation_is_blind_to_scale_and_zero_for_what_never_varies() -> None:
    values = [0.1, 0.5, 0.2, 0.9, 0.4]
    assert rank_correlation(values, [math.exp(9 * one) for one in values]).value == pytest.approx(1.0)
    assert rank_correlation(values, [-one for one in values]).value == pytest.approx(-1.0)
    assert rank_correlation(values, [3.0] * 5).value == 0.0
    with pytest.raises(ValueError, match="as many"):
        rank_correlation(values, values[:4])


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=4, max_size=30))
def test_a_rank_correlation_lies_within_its_interval(pairs: list[tuple[float, float]]) -> None:
    found = rank_correlation([one for one, _ in pairs], [two for _, two in pairs])
    assert -1.0 <= found.low <= found.value <= found.high <= 1.0


def test_the_spread_of_draws_that_differ_by_luck_alone_is_none_without_luck() -> None:
    # Binomial shares of 25 rounds at .5, in their own frequencies: the deviation is that of luck.
    weights = [math.comb(25, hits) for hits in range(26)]
    shares = [hits / 25 for hits, weight in enumerate(weights) for _ in range(round(weight / 2**25 * 10_000))]
    found = spread_of(shares, 25)
    assert found.deviation == pytest.approx(0.1, abs=0.001)
    assert found.beyond_luck < 0.01
    assert (found.median, found.draws) == (0.5, len(shares))


def test_the_spread_of_draws_that_differ_in_truth_stays() -> None:
    found = spread_of([0.2] * 50 + [0.8] * 50, 1000)
    assert found.beyond_luck == pytest.approx(0.3, abs=0.001)
    assert (found.low, found.high) == (pytest.approx(0.2), pytest.approx(0.8))
    with pytest.raises(ValueError, match="draws"):
        spread_of([], 25)


def test_a_narrow_amnesty_lowers_the_negotiated_share_of_the_coordinated_package() -> None:
    whole = load_scenario(COORDINATED)
    base = play_rounds(whole, 3, range(40))
    narrow = play_rounds(varied(whole, {"start.breadth": 0.30}), 3, range(40))
    assert side_of(0.30, base, narrow).change.is_down

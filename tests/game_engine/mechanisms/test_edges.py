"""Where a formula stops: certain beliefs, empty hosts, worthless exits, limits and refusals."""

from math import inf, isclose

import pytest

from game_engine.mechanisms import (
    amnesty,
    audience,
    bargaining,
    coercion,
    coordination,
    credibility,
    curves,
    day_after,
    exile,
    humanitarian,
    oversight,
    patrons,
    rally,
    region,
)


@pytest.mark.parametrize("ratio", [0.0, 0.35, 1.0, 1e300, inf])
@pytest.mark.parametrize("belief", [0.0, 1.0])
def test_a_certain_belief_is_never_moved(belief, ratio):
    assert coercion.odds_times(belief, ratio) == belief


@pytest.mark.parametrize(("ratio", "belief"), [(0.0, 0.0), (1.0, 0.3), (inf, 1.0)])
def test_ends_of_the_likelihood_ratio(ratio, belief):
    assert coercion.odds_times(0.3, ratio) == pytest.approx(belief, abs=1e-15)


def test_evidence_that_neither_type_could_give_teaches_nothing():
    assert credibility.after_kept(0.3, 0.0, 0.0) == pytest.approx(0.3, abs=1e-15)
    assert credibility.after_broken(0.3, 1.0, 1.0) == pytest.approx(0.3, abs=1e-15)


def test_what_only_one_type_would_do_tells_all():
    assert credibility.after_kept(0.3, 0.5, 0.0) == 1.0
    assert credibility.after_broken(0.3, 1.0, 0.5) == 0.0


def test_kept_and_broken_average_to_the_belief():
    kept, broken = (f(0.3, 0.85, 0.55) for f in (credibility.after_kept, credibility.after_broken))
    chance = 0.3 * 0.85 + 0.7 * 0.55
    assert isclose(chance * kept + (1 - chance) * broken, 0.3)


@pytest.mark.parametrize(
    ("belief", "rate", "threshold", "turns"),
    [
        (0.3, 0.1, 0.4, 0.0),
        (0.4, 0.1, 0.4, 0.0),
        (0.5, 0.0, 0.4, inf),
        (1.0, 0.1, 0.4, inf),
        (0.5, 0.1, 0.0, inf),
        (0.5, 1.0, 0.4, 0.0),
        (0.8, 0.5, 0.5, 2.0),
        (1.0, 0.1, 1.0, inf),
    ],
)
def test_window_at_its_ends(belief, rate, threshold, turns):
    assert credibility.quiet_turns_left(belief, rate, threshold) == turns


def test_the_window_counts_an_unresolved_issuer_too():
    belief, turns = 0.9, credibility.quiet_turns_left(0.9, 0.5, 0.4, rate_unresolved=0.1)
    for _ in range(int(turns)):
        belief = credibility.after_broken(belief, 0.5, 0.1)
    assert belief >= 0.4 > credibility.after_broken(belief, 0.5, 0.1)


@pytest.mark.parametrize(("buildup", "may"), [(0, False), (1, False), (1.99, False), (2, True), (4, True)])
def test_no_strike_without_the_ships(buildup, may):
    assert (coercion.strike_probability(0.75, buildup, legal=0.0, deadline=True) > 0) is may


def test_a_legislature_that_restricts_weighs_exposure_at_eight_tenths():
    restricted = coercion.strike_probability(0.75, 3, legal=0.45, restricted=True)
    assert restricted == coercion.strike_probability(0.75, 3, legal=0.45, legal_weight=0.8)
    assert restricted < coercion.strike_probability(0.75, 3, legal=0.45)


def test_a_deadline_costs_the_audience_and_nothing_else():
    due = coercion.strike_probability(0.75, 3, legal=0.45, deadline=True)
    assert due == pytest.approx(coercion.strike_probability(0.75, 3, legal=0.45, calm=0.50 - 0.38))
    assert coercion.strike_probability(0.75, 3, legal=0.45, audience=9.0) < due


@pytest.mark.parametrize(("buildup", "after"), [(1, 0.5), (2, 5 / 9)])
def test_an_ultimatum_is_heard_only_with_force_behind_it(buildup, after):
    assert coercion.after_ultimatum(0.5, buildup) == pytest.approx(after)


def test_a_draw_down_is_heard():
    assert coercion.after_draw_down(0.5) == pytest.approx(0.35 / 1.35)


@pytest.mark.parametrize(("periods", "chance"), [(0, 0.0), (1, 0.3), (2, 0.51)])
def test_hazards_over_several_periods(periods, chance):
    assert coercion.over_periods(0.3, periods) == pytest.approx(chance)
    assert coercion.over_periods(1.0, periods) == float(periods > 0)


def test_success_is_a_probability_whatever_the_scenario_says():
    assert coercion.success(4, base=0.9) == 1.0
    assert coercion.success(0, base=-0.1) == 0.0


def test_upkeep():
    assert coercion.upkeep(3) == pytest.approx(0.09)


@pytest.mark.parametrize(("public", "cost"), [(True, 0.38), (False, 0.0)])
def test_only_a_public_ultimatum_has_an_audience(public, cost):
    assert audience.lapse_cost(3, public=public) == pytest.approx(cost)
    assert audience.points(cost) == pytest.approx(60 * cost)


def test_no_host_no_exile():
    assert exile.safety(0.0, 1.0, 1.0, 0.5) == 0.0
    assert exile.worth(0.0, 0.9) == -0.8


@pytest.mark.parametrize(("distrust", "safety"), [(-2.0, 0.0), (2.0, 1.0)])
def test_safety_is_a_probability(distrust, safety):
    assert exile.safety(0.5, 0.5, 0.5, distrust) == safety


def test_crimes_against_humanity_raise_the_gain():
    assert amnesty.breach_gain(0.34, crimes=True) == pytest.approx(0.84)
    assert amnesty.breach_gain(0.34) == 0.34


@pytest.mark.parametrize(("protection", "worth"), [(0.39, False), (0.4, True)])
def test_an_amnesty_worth_having(protection, worth):
    assert amnesty.worth_having(protection) is worth


def test_thresholds_beyond_full_breadth_are_out_of_reach():
    assert amnesty.honour_threshold(0.9) == inf
    assert amnesty.resist_threshold(0.6) == inf
    assert amnesty.honour_threshold(0.42, monitor=0.42) == 0.0
    assert amnesty.lasting_breadth(0.3, 0.2) == 0.3


@pytest.mark.parametrize(
    ("kappa", "hazard", "point"), [(1.0, 0.0, 0.0), (1.0, 0.99, 0.0), (1.0, 1.0, 1.0), (0.0, 0.0, 1.0)]
)
def test_tipping_at_its_ends(kappa, hazard, point):
    assert coordination.tipping(kappa, hazard) == point


@pytest.mark.parametrize(
    ("loyal", "defect", "kappa"), [(2.0, 0.0, 1.0), (2.0, -1.0, 1.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)]
)
def test_risk_dominance_at_its_ends(loyal, defect, kappa):
    assert coordination.risk_dominance(loyal, defect) == kappa


@pytest.mark.parametrize(("point", "signal"), [(0.0, -inf), (1.0, inf), (0.5, 0.5)])
def test_cutoff_at_its_ends(point, signal):
    assert coordination.cutoff(point) == signal
    assert coordination.cutoff(point, 0.0) == signal


def test_a_leader_who_thinks_the_regime_stands_on_the_edge_fears_even_odds_of_half():
    assert coordination.coup_hazard(0.4, 0.4) == 0.25
    assert coordination.coup_hazard(0.4, 0.3, 0.1) == pytest.approx(0.25)


@pytest.mark.parametrize(("strength", "falls"), [(0.51, False), (0.5, True), (0.1, True)])
def test_the_regime_falls_when_the_share_reaches_its_strength(strength, falls):
    assert coordination.falls(0.5, strength) is falls


@pytest.mark.parametrize(("strength", "collapses"), [(0.52, False), (0.51, True)])
def test_a_regime_that_loses_its_leader_is_weaker_by_the_shock(strength, collapses):
    assert coordination.collapses(strength, 0.295) is collapses


def test_news_too_precise_for_one_equilibrium_is_refused():
    with pytest.raises(ValueError, match="too precise"):
        coordination.tipping_with_news(0.6, 0.5, news_precision=5.1, own_precision=4.0)


def test_news_worth_nothing_leaves_the_tipping_point_alone():
    point = coordination.tipping_with_news(0.6, 0.9, news_precision=1e-9, own_precision=4.0)
    assert point == pytest.approx(coordination.tipping(0.6, 0.0), abs=1e-6)


def test_a_rally_has_a_ceiling_and_a_floor():
    assert rally.add(0.39, 0.10) == 0.4
    assert rally.add(0.01, -0.10) == 0.0
    assert rally.decay(0.4) == pytest.approx(0.3)
    with pytest.raises(ValueError, match="must fade"):
        rally.total(1.0, keep=1.0)


@pytest.mark.parametrize(("posture", "chance"), [("defer", 0.12), ("oversight", 0.075), ("restrict", 0.045)])
def test_incidents_by_posture(posture, chance):
    assert oversight.incident_probability(posture, 3) == pytest.approx(chance)


def test_another_posture_is_refused():
    with pytest.raises(ValueError, match="posture must be"):
        oversight.incident_probability("sleep", 3)


@pytest.mark.parametrize(
    ("incident", "briefed", "after"),
    [(False, False, 0.38), (True, False, 0.50), (False, True, 0.32), (True, True, 0.44)],
)
def test_legal_exposure_drifts(incident, briefed, after):
    assert oversight.legal_exposure(0.4, incident=incident, briefed=briefed) == pytest.approx(after)


def test_legal_exposure_keeps_its_bounds():
    assert oversight.legal_exposure(1.0, incident=True) == 1.0
    assert oversight.legal_exposure(0.0, briefed=True) == 0.0
    assert oversight.after_failed_strike(0.9) == 1.0


@pytest.mark.parametrize(("elapsed", "turns"), [(0, 5), (4, 4), (59, 1), (60, 0), (90, 0)])
def test_the_clock_runs(elapsed, turns):
    assert oversight.clock_turn(14, elapsed=elapsed) == turns


@pytest.mark.parametrize(
    ("signers", "backing"),
    [
        ((), 0.0),
        (("opposition",), 0.4),
        (("opposition", "coercer"), 0.7),
        (("opposition", "region"), 0.7),
        (("opposition", "coercer", "region"), 1.0),
        (("coercer", "region"), 0.0),
        (("opposition", "opposition", "patrons"), 0.4),
    ],
)
def test_backing_counts_who_signed(signers, backing):
    assert region.joint_backing(signers) == pytest.approx(backing)


def test_backing_by_a_scenario_of_its_own():
    weights = {"opposition": 0.5, "legislature": 0.2, "coercer": 0.6}
    assert region.joint_backing({"opposition", "legislature"}, weights=weights) == pytest.approx(0.7)
    assert region.joint_backing({"opposition", "coercer"}, weights=weights) == 1.0


def test_the_region_moves_and_mediates_within_bounds():
    assert region.realign(1.5, 1.0) == 2.0
    assert region.realign(-1.5, -1.0) == -2.0
    assert region.monitors_after(0.1, mediating=True) == pytest.approx(0.25)
    assert region.monitors_after(0.5, mediating=True, ceiling=0.6) == 0.6
    assert region.monitors_after(0.8, mediating=True, ceiling=0.6) == 0.8
    assert region.monitors_after(0.5, mediating=False, fade=0.1) == pytest.approx(0.45)
    assert region.mediation_fee(3) == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("support", "limit", "after"), [(0.3, 0.6, 0.4), (0.55, 0.6, 0.6), (0.7, 0.6, 0.7), (0.95, 1.0, 1.0)]
)
def test_patrons_support_up_to_their_limit(support, limit, after):
    assert patrons.support_after(support, supporting=True, limit=limit) == pytest.approx(after)


def test_support_left_alone_ebbs():
    assert patrons.support_after(0.5, supporting=False) == pytest.approx(0.485)
    assert patrons.support_fee(3) == pytest.approx(3.0)


def test_stress_keeps_its_bounds():
    assert humanitarian.drift(0.0, 0.0, events=-0.1) == 0.0
    assert humanitarian.drift(0.99, 1.0, events=0.1) == 1.0
    assert humanitarian.drift(0.4, 0.5, events=0.03) == pytest.approx(0.436)
    assert humanitarian.after_failed_strike(0.4) == pytest.approx(0.48)


def test_a_forced_collapse_leaves_more_fighting():
    assert day_after.conflict_risk() == 0.03
    assert day_after.conflict_risk(forced=True) == pytest.approx(0.075)
    assert day_after.conflict_risk(forced=True, base=0.5) == 1.0


def test_bargainers_with_all_the_time_in_the_world_are_refused():
    with pytest.raises(ValueError, match="impatient"):
        bargaining.rubinstein(1.0, 1.0)


@pytest.mark.parametrize(("x", "value"), [(0.0, 0.5), (800.0, 1.0), (-800.0, 0.0)])
def test_the_logistic_curve_does_not_overflow(x, value):
    assert curves.logistic(x) == value


@pytest.mark.parametrize("x", [-3.0, -0.5, 0.0, 1.96])
def test_the_normal_curve_and_its_inverse(x):
    assert curves.normal_quantile(curves.normal_below(x)) == pytest.approx(x, abs=1e-9)


def test_the_normal_curve_at_a_known_point():
    assert curves.normal_below(1.959963984540054) == pytest.approx(0.975, abs=1e-12)

"""The closed forms that the mechanisms rest on, as a table: what is given, and what it must give."""

from itertools import permutations
from math import inf

import pytest

from game_engine.mechanisms import (
    amnesty,
    bargaining,
    coercion,
    coordination,
    credibility,
    day_after,
    games,
    oversight,
    rally,
    signalling,
)

LOYAL, DEFECT = 1.8, 1.2
KAPPA = 0.6
GOVERNMENT = {"overthrow_loss": 100.0, "sentence": 80.0}
ATROCITY = {"gain": 30.0, "stain": 20.0, "overthrow_loss": 100.0}
NEWS = {"news_precision": 1.0, "own_precision": 4.0}
COUP = {"coup": 0.02, "overthrown": -40.0}
SIGNAL = {"stake": 60.0, "cost": 8.0, "audience": 20.0}


def hazard_needed(**coup):
    return bargaining.hazard_needed(100, 35, struck=-60, discount=0.95, **coup)


def after_quiet(turns):
    belief = 0.6
    for _ in range(turns):
        belief = coercion.after_quiet_turn(belief, 0.12, 0.0)
    return belief


def ultimatum(audience):
    return games.exile_ultimatum(audience, precision=0.05)


TABLE = [
    ("D01 static risk", lambda: bargaining.static_risk(100, 35, struck=-60), 0.40625),
    ("D02 hazard a turn", hazard_needed, 0.036011),
    ("D02 holding at h* is worth E", lambda: bargaining.holding_value(
        100, hazard_needed(), struck=-60, discount=0.95), 35.0),
    ("D03 with a coup hazard", lambda: hazard_needed(**COUP), 0.020222),
    ("D03 holding at h* is worth E", lambda: bargaining.holding_value(
        100, hazard_needed(**COUP), struck=-60, discount=0.95, **COUP), 35.0),
    ("D04 Nash split", lambda: bargaining.nash_split(100, 20, 35, power=0.6), 47.0),
    ("D05 Rubinstein", lambda: bargaining.rubinstein(0.9, 0.8), 0.714286),
    ("D05 in the limit", lambda: bargaining.rubinstein_limit(0.1, 0.2), 2 / 3),
    ("D06 outside option .1", lambda: bargaining.outside_option(0.9, 0.9, option=0.1), 0.473684),
    ("D06 outside option .4", lambda: bargaining.outside_option(0.9, 0.9, option=0.4), 0.473684),
    ("D06 outside option .6", lambda: bargaining.outside_option(0.9, 0.9, option=0.6), 0.6),
    ("D06 outside option .8", lambda: bargaining.outside_option(0.9, 0.9, option=0.8), 0.8),
    ("D08 belief at which one concedes", lambda: bargaining.static_risk(100, 30, struck=-60), 0.4375),
    ("D08 bluff", lambda: signalling.bluff_probability(0.3, 0.4375), 0.551020),
    ("D08 bluff at q .2", lambda: signalling.bluff_probability(0.2, 0.4375), 0.321429),
    ("D08 concede", lambda: signalling.concede_probability(0.3, 0.4375, **SIGNAL), 0.35),
    ("D09 build-up pools", lambda: signalling.bluff_probability(0.5, 0.4375), 1.0),
    ("D09 leader concedes", lambda: signalling.concede_probability(0.5, 0.4375, **SIGNAL), 1.0),
    ("D10 one quiet turn", lambda: after_quiet(1), 0.568966),
    ("D10 two quiet turns", lambda: after_quiet(2), 0.537380),
    ("D10 three quiet turns", lambda: after_quiet(3), 0.505491),
    ("D10 four quiet turns", lambda: after_quiet(4), 0.473558),
    ("D11 window", lambda: credibility.quiet_turns_left(0.6, 0.12, 0.35), 8.0),
    ("D11 standing still", lambda: credibility.holding_ratio(0.12), 1.136364),
    ("D12 weak fights at .1", lambda: signalling.weak_fights(0.1, 0.5, prize=2), 0.111111),
    ("D12 weak fights at .2", lambda: signalling.weak_fights(0.2, 0.5, prize=2), 0.25),
    ("D12 weak fights at .4", lambda: signalling.weak_fights(0.4, 0.5, prize=2), 0.666667),
    ("D13 risk dominance", lambda: coordination.risk_dominance(LOYAL, DEFECT), KAPPA),
    ("D13 mixed", lambda: coordination.mixed_defection(KAPPA, 2, 2), KAPPA),
    ("D14 two of three", lambda: coordination.mixed_defection(KAPPA, 2, 3), 0.367544),
    ("D14 three of three", lambda: coordination.mixed_defection(KAPPA, 3, 3), 0.774597),
    ("D15 tipping point", lambda: coordination.tipping(KAPPA, 0.0), 0.4),
    ("D15 cutoff", lambda: coordination.cutoff(0.4, 0.1), 0.374665),
    ("D16 hazard .1", lambda: coordination.tipping(KAPPA, 0.1), 0.444444),
    ("D16 hazard .3", lambda: coordination.tipping(KAPPA, 0.3), 0.571429),
    ("D16 hazard κ", lambda: coordination.tipping(KAPPA, KAPPA), 1.0),
    ("D16 hazard over κ", lambda: coordination.tipping(KAPPA, 0.9), 1.0),
    ("D17 news .3", lambda: coordination.tipping_with_news(KAPPA, 0.3, **NEWS), 0.409660),
    ("D17 news .5", lambda: coordination.tipping_with_news(KAPPA, 0.5, **NEWS), 0.362400),
    ("D17 news .7", lambda: coordination.tipping_with_news(KAPPA, 0.7, **NEWS), 0.317587),
    ("D18 honour, no stain", lambda: amnesty.honour_threshold(30, overthrow_loss=100, stain=0), 0.327327),
    ("D18 honour, stain 20", lambda: amnesty.honour_threshold(30, overthrow_loss=100, stain=20), 0.283515),
    ("D18 resist at k 10", lambda: amnesty.resist_threshold(10, exposure=0.9, sentence=80), 0.200805),
    ("D18 resist at k 15", lambda: amnesty.resist_threshold(15, exposure=0.9, sentence=80), 0.256495),
    ("D18 both", lambda: amnesty.thresholds(30, 10, stain=0, **GOVERNMENT), (0.200805, 0.327327)),
    ("D18 lasting", lambda: amnesty.lasting_breadth(0.200805, 0.327327), 0.327327),
    ("D19 no breadth resists", lambda: amnesty.resist_threshold(10, exposure=0.02, sentence=80), inf),
    ("D19 none lasts", lambda: amnesty.lasting_breadth(
        *amnesty.thresholds(30, 10, stain=20, exposure=0.02, **GOVERNMENT)), inf),
    ("D19 but with a monitor", lambda: amnesty.lasting_breadth(
        *amnesty.thresholds(30, 10, stain=20, exposure=0.02, monitor=30, **GOVERNMENT)), 0.0),
    ("D20 patience", lambda: games.patience_needed(10, 4, gain=8), 0.571429),
    ("D22 audit and violate", lambda: games.inspection(5, 20, cost=2, benefit=8), (0.25, 0.25)),
    ("D23 weeks", lambda: oversight.clock_turn(7), 9),
    ("D23 weeks, extended", lambda: oversight.clock_turn(7, extended=True), 13),
    ("D23 fortnights", lambda: oversight.clock_turn(14), 5),
    ("D23 fortnights, extended", lambda: oversight.clock_turn(14, extended=True), 7),
    ("D24 rally sum", lambda: rally.total(12, keep=0.75), 48.0),
    ("D24 rally half-life", lambda: rally.half_life(keep=0.75), 2.409421),
    ("D24 ten hazards", lambda: coercion.over_periods(0.05, 10), 0.401263),
    ("D25 audience 20", lambda: ultimatum(20), (0.910179, 0.814523, 0.622459)),
    ("D25 audience 5", lambda: ultimatum(5), (0.789588, 0.500647, 0.437823)),
    ("two officers, λ .5", lambda: games.logit_defection(1.2, 1.8, precision=0.5), 0.440454),
    ("two officers, λ 1", lambda: games.logit_defection(1.2, 1.8, precision=1), 0.272244),
    ("two officers swapped, λ .5", lambda: games.logit_defection(1.8, 1.2, precision=0.5), 0.559546),
    ("two officers swapped, λ 1", lambda: games.logit_defection(1.8, 1.2, precision=1), 0.727756),
]  # fmt: skip


@pytest.mark.parametrize(("computed", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_closed_form(computed, expected):
    assert computed() == pytest.approx(expected, abs=1e-6, rel=0)


@pytest.mark.parametrize(("strike_chance", "accepts"), [(0.40, False), (0.41, True)])
def test_d01_accepts_above_the_static_risk_and_rejects_below(strike_chance, accepts):
    holding = (1 - strike_chance) * 100 + strike_chance * -60
    assert (holding < 35) is accepts
    assert (strike_chance > bargaining.static_risk(100, 35, struck=-60)) is accepts


@pytest.mark.parametrize(("first", "second", "deal"), [(60, 41, False), (60, 40, True)])
def test_d04_no_deal_when_the_alternatives_take_more_than_there_is(first, second, deal):
    assert (bargaining.nash_split(100, first, second) is not None) is deal


def test_d05_the_limit_is_where_frequent_offers_lead():
    short = 1e-6
    shares = bargaining.rubinstein(1 - 0.1 * short, 1 - 0.2 * short)
    assert shares == pytest.approx(bargaining.rubinstein_limit(0.1, 0.2), abs=1e-6)


@pytest.mark.parametrize(("audience", "strikes"), [(9.99, False), (10, False), (10.01, True)])
def test_d07_tied_hands_strike(audience, strikes):
    assert signalling.tied_to_strike(audience, -10) is strikes


def test_d10_log_odds_add_in_any_order():
    for ratios in permutations((1.5, 1.3, 0.88, 0.4)):
        belief = 0.3
        for ratio in ratios:
            belief = coercion.odds_times(belief, ratio)
        assert belief == pytest.approx(0.227305, abs=1e-6)


def test_d11_the_window_ends_where_it_says():
    last, next_one = after_quiet(8), after_quiet(9)
    assert next_one < 0.35 <= last


@pytest.mark.parametrize(("prior", "enters"), [(0.2, True), (0.25, False), (0.4, False)])
def test_d12_the_first_entrant_stays_out_where_the_fear_of_a_fight_suffices(prior, enters):
    assert signalling.first_enters(prior, 0.5) is enters


def test_d12_a_prize_not_worth_a_fight_is_not_fought_for():
    assert signalling.weak_fights(0.4, 0.5, prize=1.0) == 0.0


@pytest.mark.parametrize("breadth", [0.0, 0.2, 0.5, 0.85, 1.0])
def test_d19_crimes_against_humanity_are_prosecuted_at_every_breadth(breadth):
    resisted = day_after.resists(amnesty.overthrow(breadth), 0.02, 80, 10)
    assert not resisted
    assert day_after.breach_pays(breadth, resisted=resisted, **ATROCITY)
    assert day_after.breach_pays(breadth, resisted=resisted, monitor=29.9, **ATROCITY)
    assert not day_after.breach_pays(breadth, resisted=resisted, monitor=30, **ATROCITY)


@pytest.mark.parametrize(("breadth", "honoured"), [(0.2, False), (0.8, True)])
def test_a_broad_amnesty_enforces_itself_and_a_narrow_one_does_not(breadth, honoured):
    resisted = day_after.resists(amnesty.overthrow(breadth), 0.9, 80, 15)
    assert resisted is honoured
    assert day_after.breach_pays(breadth, resisted=resisted, **ATROCITY) is not honoured


@pytest.mark.parametrize("gap", [-1e-6, 1e-6])
def test_d18_thresholds_are_where_the_day_after_turns(gap):
    resist, honour = amnesty.thresholds(30, 10, stain=20, **GOVERNMENT)
    assert day_after.resists(amnesty.overthrow(resist + gap), 0.9, 80, 10) is (gap > 0)
    assert day_after.breach_pays(honour + gap, resisted=True, **ATROCITY) is (gap < 0)

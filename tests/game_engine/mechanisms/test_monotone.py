"""Comparative statics: which way each quantity moves when one cause grows and the others stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game_engine.mechanisms import (
    amnesty,
    bargaining,
    coercion,
    coordination,
    credibility,
    day_after,
    exile,
    games,
    humanitarian,
    oversight,
    patrons,
    rally,
    region,
    settlement,
    signalling,
)

UP, DOWN = 1.0, -1.0


def strike(value=0.75, buildup=3.0, *, legal=0.3, **more):
    return coercion.strike_probability(value, buildup, legal=legal, **more)


def honour(breadth, monitors, temptation):
    return amnesty.honour_probability(amnesty.breach_cost(breadth, monitors), amnesty.breach_gain(temptation))


def tipping(loyal, defect, hazard):
    return coordination.tipping(coordination.risk_dominance(loyal, defect), hazard)


def strength(**changed):
    board = {
        "cohesion": 0.6,
        "rally": 0.1,
        "patrons": 0.5,
        "sanctions": 0.5,
        "credibility": 0.5,
        "buildup": 2.0,
    }
    return coordination.strength(**(board | changed))


def hazard_needed(status_quo, coup):
    return bargaining.hazard_needed(status_quo, 35, struck=-60, discount=0.95, coup=coup, overthrown=-40)


def drift(stress, sanctions, events):
    return humanitarian.drift(stress, sanctions, events=events)


def split(first, second, power):
    """Return the first's part of 2; never without a deal while both alternatives are at most 1."""
    return bargaining.nash_split(2.0, first, second, power=power)


def concede(prior, *, cost, audience):
    return signalling.concede_probability(prior, 0.5, stake=1.0, cost=cost, audience=audience)


def switch(**changed):
    return settlement.switching_chance(STAKES._replace(struck=1.3, **changed))


def fallible(prior, precision):
    crisis = signalling.Crisis(0.6, 0.08, 0.2, 0.2, -0.4, 1.0, 0.3, -0.6)
    return signalling.logit_signals(prior, crisis, precision=precision)


STAKES = settlement.Stakes(
    transition=100, justice=20, gain=30, stain=20, overthrow_loss=100, office=60, struck=130, honoured=40,
    sentence=80, resist_cost=15,
)  # fmt: skip


# In each line x is the cause that grows, and a, b are anything in [0, 1].
STATICS = [
    ("success with build-up", UP, lambda x, a, b: coercion.success(4 * x)),
    ("strike with value", UP, lambda x, a, b: strike(x, 2 + 2 * a, legal=b)),
    ("strike with build-up", UP, lambda x, a, b: strike(0.75, 2 + 2 * x, legal=b)),
    ("strike with legal exposure", DOWN, lambda x, a, b: strike(a, 2 + 2 * b, legal=x)),
    ("strike with legal exposure, restricted", DOWN, lambda x, a, b: strike(a, legal=x, restricted=True)),
    ("strike with what a lapse costs", UP, lambda x, a, b: strike(a, legal=b, deadline=True, audience=x)),
    ("hazard with credibility", UP, lambda x, a, b: coercion.hazard(x, 0.2 + 0.8 * a, 0.1 * b, 0.7)),
    ("hazard with success", UP, lambda x, a, b: coercion.hazard(a, 0.5, b, x)),
    ("D10 belief with the signal", UP, lambda x, a, b: coercion.odds_times(a, 4 * x)),
    ("D10 belief with the prior", UP, lambda x, a, b: coercion.odds_times(x, 0.1 + a)),
    ("D10 quiet with a resolved issuer's rate", DOWN, lambda x, a, b: credibility.after_broken(a, x, 0.0)),
    ("kept with a resolved issuer's rate", UP, lambda x, a, b: credibility.after_kept(a, x, 0.5)),
    ("D11 window with credibility", UP, lambda x, a, b: credibility.quiet_turns_left(x, 0.05 + 0.2 * a, 0.2)),
    ("D11 window with the rate", DOWN, lambda x, a, b: credibility.quiet_turns_left(0.9, x, 0.1 + 0.7 * a)),
    ("D24 many periods with one", UP, lambda x, a, b: coercion.over_periods(x, 1 + 9 * a)),
    ("audience cost with build-up", UP, lambda x, a, b: coercion.audience_cost(4 * x)),
    ("overthrow with breadth", UP, lambda x, a, b: amnesty.overthrow(x)),
    ("monitors with legal exposure", DOWN, lambda x, a, b: amnesty.effective_monitors(a, x)),
    ("honour with breadth", UP, lambda x, a, b: honour(x, a, b)),
    ("honour with monitors", UP, lambda x, a, b: honour(a, x, b)),
    ("honour with temptation", DOWN, lambda x, a, b: honour(a, b, x)),
    ("protection with backing", UP, lambda x, a, b: amnesty.protection(x, a, b)),
    ("D18 resist threshold with its cost", UP, lambda x, a, b: amnesty.resist_threshold(0.3 * x)),
    ("D18 resist threshold with exposure", DOWN, lambda x, a, b: amnesty.resist_threshold(exposure=0.2 + x)),
    ("D18 honour threshold with temptation", UP, lambda x, a, b: amnesty.honour_threshold(x)),
    ("D18 honour threshold with monitors", DOWN, lambda x, a, b: amnesty.honour_threshold(monitor=x)),
    ("safety with the host", UP, lambda x, a, b: exile.safety(x, a, b)),
    ("safety with the guarantee", UP, lambda x, a, b: exile.safety(a, x, b)),
    ("safety with distrust added", UP, lambda x, a, b: exile.safety(0.5, a, b, x - 0.5)),
    ("exile with safety", UP, lambda x, a, b: exile.worth(x, a)),
    ("exile with its private value", UP, lambda x, a, b: exile.worth(a, x)),
    ("strength with cohesion", UP, lambda x, a, b: strength(cohesion=x, rally=a)),
    ("strength with a rally", UP, lambda x, a, b: strength(cohesion=a, rally=0.4 * x)),
    ("strength with patrons", UP, lambda x, a, b: strength(patrons=x)),
    ("strength with sanctions", DOWN, lambda x, a, b: strength(sanctions=x)),
    ("strength with credibility", DOWN, lambda x, a, b: strength(credibility=x, buildup=4 * a)),
    ("strength with build-up", DOWN, lambda x, a, b: strength(credibility=a, buildup=4 * x)),
    ("loyalty with sanctions", DOWN, lambda x, a, b: coordination.v_loyal(x, a, b)),
    ("loyalty with favours", UP, lambda x, a, b: coordination.v_loyal(a, x, b)),
    ("loyalty with purges", UP, lambda x, a, b: coordination.v_loyal(a, b, x)),
    ("defection with protection", UP, lambda x, a, b: coordination.v_defect(x, 4 * a)),
    ("defection with build-up", UP, lambda x, a, b: coordination.v_defect(a, 4 * x)),
    ("D13 κ with loyalty", UP, lambda x, a, b: coordination.risk_dominance(2 * x, 0.1 + a)),
    ("D13 κ with defection", DOWN, lambda x, a, b: coordination.risk_dominance(0.1 + a, 2 * x - 0.5)),
    ("D16 θ* with hazard", UP, lambda x, a, b: tipping(1 + a, b, x)),
    ("D15 θ* with loyalty", DOWN, lambda x, a, b: tipping(x, 0.1 + a, 0.1 * b)),
    ("D15 cutoff with θ*", UP, lambda x, a, b: coordination.cutoff(x, 0.01 + a)),
    ("coup hazard with θ*", UP, lambda x, a, b: coordination.coup_hazard(x, a, b - 0.5)),
    ("coup hazard with strength", DOWN, lambda x, a, b: coordination.coup_hazard(a, x, b - 0.5)),
    ("coup hazard with bias", DOWN, lambda x, a, b: coordination.coup_hazard(a, b, x - 0.5)),
    ("cohesion with cells lost", DOWN, lambda x, a, b: coordination.after_failed_defection(a, x)),
    ("D17 θ* with good news", DOWN, lambda x, a, b: coordination.tipping_with_news(
        0.2 + 0.6 * a, x, news_precision=1.0, own_precision=1.0 + b)),
    ("D14 mixed defection with κ", UP, lambda x, a, b: coordination.mixed_defection(x, 2, 3)),
    ("rally a turn later", UP, lambda x, a, b: rally.decay(0.4 * x)),
    ("rally with an event", UP, lambda x, a, b: rally.add(0.2 * a, 0.3 * x)),
    ("incidents with build-up", UP, lambda x, a, b: oversight.incident_probability("defer", 4 * x)),
    ("exposure with exposure", UP, lambda x, a, b: oversight.legal_exposure(x, incident=a > 0.5)),
    ("D23 clock with elapsed days", DOWN, lambda x, a, b: oversight.clock_turn(7 + 7 * a, elapsed=60 * x)),
    ("monitors with monitors", UP, lambda x, a, b: region.monitors_after(x, mediating=False)),
    ("support with its limit", UP, lambda x, a, b: patrons.support_after(0.45, supporting=True, limit=x)),
    ("stress with sanctions", UP, lambda x, a, b: drift(a, x, 0.0)),
    ("stress with events", UP, lambda x, a, b: drift(a, b, x - 0.5)),
    ("conflict with how it came", UP, lambda x, a, b: day_after.conflict_risk(forced=x > 0.5)),
    ("D01 static risk with exile's worth", DOWN, lambda x, a, b: bargaining.static_risk(1.0, x, struck=-a - 0.1)),
    ("D02 hazard needed with the status quo", UP, lambda x, a, b: hazard_needed(50 + 50 * x, 0.05 * a)),
    ("D03 hazard needed with coups", DOWN, lambda x, a, b: hazard_needed(50 + 50 * a, x / 20)),
    ("D05 Rubinstein with own patience", UP, lambda x, a, b: bargaining.rubinstein(0.9 * x, 0.1 + 0.8 * a)),
    ("D05 Rubinstein with the other's patience", DOWN, lambda x, a, b: bargaining.rubinstein(0.9 * a, x)),
    ("D08 bluff with the prior", UP, lambda x, a, b: signalling.bluff_probability(x, 0.1 + 0.9 * a)),
    ("D08 bluff with the threshold", DOWN, lambda x, a, b: signalling.bluff_probability(0.9 * a, 0.1 + 0.9 * x)),
    ("D20 patience with the gain", UP, lambda x, a, b: games.patience_needed(1 + a, b, gain=0.01 + x)),
    ("D25 ultimatum: strike with audience", UP, lambda x, a, b: games.exile_ultimatum(
        40 * x, precision=0.1 * a).strike),
    ("D25 ultimatum: accept with audience", UP, lambda x, a, b: games.exile_ultimatum(
        40 * x, precision=0.1 * a).accept),
    ("D01 static risk with the blow", UP, lambda x, a, b: bargaining.static_risk(1.0, a, struck=x - 1.0)),
    ("D02 hazard needed with patience", DOWN, lambda x, a, b: bargaining.hazard_needed(
        1.0, a - 0.5, struck=-1.0, discount=0.05 + 0.9 * x)),
    ("D02 holding with the hazard", DOWN, lambda x, a, b: bargaining.holding_value(
        1.0, 0.5 * x, struck=-a, discount=0.95, coup=0.2 * b, overthrown=-a)),
    ("D03 holding with coups", DOWN, lambda x, a, b: bargaining.holding_value(
        1.0, 0.2 * a, struck=-1.0, discount=0.5 + 0.45 * b, coup=0.5 * x, overthrown=-1.0)),
    ("D04 split with one's own alternative", UP, lambda x, a, b: split(x, 0.5 * a, b)),
    ("D04 split with the other's alternative", DOWN, lambda x, a, b: split(0.5 * a, x, b)),
    ("D04 split with power", UP, lambda x, a, b: split(0.5 * a, 0.4 * b, x)),
    ("D05 the limit with the other's impatience", UP, lambda x, a, b: bargaining.rubinstein_limit(0.1 + a, x)),
    ("D06 outside option with the option", UP, lambda x, a, b: bargaining.outside_option(
        0.9 * a, 0.9 * b, option=x)),
    ("D07 tied with the audience", UP, lambda x, a, b: signalling.tied_to_strike(2 * x, -0.5 - 0.4 * a)),
    ("D07 tied with the strike's worth", UP, lambda x, a, b: signalling.tied_to_strike(0.5, x - 1.0)),
    ("D08 concede with what it costs to build", UP, lambda x, a, b: concede(0.2, cost=x, audience=a)),
    ("D08 concede with the audience", UP, lambda x, a, b: concede(0.2, cost=0.5 * b, audience=x)),
    ("D08 concede with the stake", DOWN, lambda x, a, b: signalling.concede_probability(
        0.2, 0.5, stake=1.0 + x, cost=0.5 * a, audience=b)),
    ("D09 concede with the prior", UP, lambda x, a, b: concede(x, cost=0.5 * a, audience=b)),
    ("D11 window with the threshold", DOWN, lambda x, a, b: credibility.quiet_turns_left(
        0.9, 0.05 + 0.2 * a, 0.01 + 0.9 * x)),
    ("D11 the signal that holds with the rate", UP, lambda x, a, b: credibility.holding_ratio(0.99 * x)),
    ("D12 weak fights with the prior", UP, lambda x, a, b: signalling.weak_fights(x, 0.05 + 0.9 * a)),
    ("D12 weak fights with the bar", DOWN, lambda x, a, b: signalling.weak_fights(0.9 * a, 0.1 + 0.9 * x)),
    ("D12 challenges with the prior", DOWN, lambda x, a, b: signalling.reputation(
        x, 0.1 + 0.8 * a, prize=2.0).enters),
    ("D13 mixed defection of two with κ", UP, lambda x, a, b: coordination.mixed_defection(x, 2, 2)),
    ("D14 mixed defection with how many are needed", UP, lambda x, a, b: coordination.mixed_defection(
        0.1 + 0.8 * a, 2 + round(3 * x), 5)),
    ("D14 mixed defection with how many there are", DOWN, lambda x, a, b: coordination.mixed_defection(
        0.1 + 0.8 * a, 2, 2 + round(4 * x))),
    ("D15 θ* with defection", UP, lambda x, a, b: tipping(1 + a, 0.1 + x, 0.1 * b)),
    ("D17 θ* with κ", DOWN, lambda x, a, b: coordination.tipping_with_news(
        0.1 + 0.8 * x, a, news_precision=1.0, own_precision=1.0 + 4 * b)),
    ("D18 honour threshold with the stain", DOWN, lambda x, a, b: amnesty.honour_threshold(stain=x)),
    ("D18 honour threshold with what a revolt costs", DOWN, lambda x, a, b: amnesty.honour_threshold(
        overthrow_loss=0.4 + x)),
    ("D18 resist threshold with the sentence", DOWN, lambda x, a, b: amnesty.resist_threshold(
        sentence=0.2 + x)),
    ("D19 a breach that is not resisted, with monitors", DOWN, lambda x, a, b: day_after.breach_pays(
        a, resisted=False, monitor=x)),
    ("D19 a breach that is resisted, with monitors", DOWN, lambda x, a, b: day_after.breach_pays(
        0.2, resisted=True, monitor=x)),
    ("D19 resistance with exposure", UP, lambda x, a, b: day_after.resists(0.7, 0.5 * x)),
    ("D20 patience with what is kept", DOWN, lambda x, a, b: games.patience_needed(1 + x, a, gain=0.1 + b)),
    ("D20 patience with what breakdown leaves", UP, lambda x, a, b: games.patience_needed(
        2 + a, x, gain=0.1 + b)),
    ("D22 audits with the gain", UP, lambda x, a, b: games.inspection(x, 1 + a, cost=a, benefit=1).audit),
    ("D22 audits with the penalty", DOWN, lambda x, a, b: games.inspection(
        0.1 + a, 1 + x, cost=b, benefit=1).audit),
    ("D22 violations with what an audit costs", UP, lambda x, a, b: games.inspection(
        a, 1, cost=x, benefit=1 + b).violate),
    ("D22 violations with what an audit brings", DOWN, lambda x, a, b: games.inspection(
        a, 1, cost=0.1 + b, benefit=1 + x).violate),
    ("D23 clock with the days of a turn", DOWN, lambda x, a, b: oversight.clock_turn(5 + 20 * x)),
    ("D23 clock with an extension", UP, lambda x, a, b: oversight.clock_turn(5 + a, extended=x > 0.5)),
    ("D24 rally over all turns with what is kept", UP, lambda x, a, b: rally.total(0.1 + a, keep=0.95 * x)),
    ("D24 half-life with what is kept", UP, lambda x, a, b: rally.half_life(keep=0.01 + 0.95 * x)),
    ("D24 many periods with their number", UP, lambda x, a, b: coercion.over_periods(0.1 + 0.8 * a, 9 * x)),
    ("D25 ultimatum: offer with the audience", UP, lambda x, a, b: games.exile_ultimatum(
        40 * x, precision=0.05, exile=(100.0, 30.0)).offer),
    ("belief needed with the hazard", UP, lambda x, a, b: coercion.belief_needed(0.5 * x, 0.8, 0.05 * a, 0.9)),
    ("belief needed with success", DOWN, lambda x, a, b: coercion.belief_needed(
        0.2, 0.5 + 0.5 * a, 0.01, 0.3 + 0.7 * x)),
    ("log-odds with evidence", UP, lambda x, a, b: credibility.log_odds_plus(0.1 + 0.8 * a, 4 * x - 2)),
    ("insiders leave with their office", UP, lambda x, a, b: switch(office=x, honoured=a)),
    ("insiders leave with the promise", DOWN, lambda x, a, b: switch(office=a, honoured=x)),
    ("fallible: concede with the prior", UP, lambda x, a, b: fallible(x, 0.1 + 5 * a).concedes),
    ("fallible: bluff with the prior", UP, lambda x, a, b: fallible(x, 0.1 + 5 * a).unresolved_builds),
    ("fallible: challenges with the prior", DOWN, lambda x, a, b: signalling.logit_reputation(
        x, 0.2 + 0.6 * a, prize=2.0, precision=1 + 2 * b).enters),
    ("fallible: violations with the gain", UP, lambda x, a, b: games.logit_inspection(
        5 * x, 10, cost=1, benefit=4, precision=0.2 + a).violate),
    ("fallible: defection with its benefit", UP, lambda x, a, b: games.logit_defection(
        3 * x, 1.5, precision=0.2 + a)),
    ("fallible: a broad promise is kept the oftener", UP, lambda x, a, b: settlement.settle_fallibly(
        {"one": x}, STAKES, strike_chance=a, precision=0.02 + 0.05 * b
    ).chances["government/one"]["honour"]),
]  # fmt: skip
NAMES = [name for name, _, _ in STATICS]

share = st.floats(0.0, 1.0)


@pytest.mark.parametrize(("sign", "quantity"), [line[1:] for line in STATICS], ids=NAMES)
@settings(deadline=None, max_examples=60)
@given(ends=st.tuples(share, share), a=share, b=share)
def test_it_never_moves_the_other_way(sign, quantity, ends, a, b):
    low, high = quantity(min(ends), a, b), quantity(max(ends), a, b)
    # One comparison, not a difference: both may be infinite.
    assert sign * high >= sign * low - 1e-9


@pytest.mark.parametrize(("sign", "quantity"), [line[1:] for line in STATICS], ids=NAMES)
def test_and_it_moves(sign, quantity):
    assert sign * quantity(0.9, 0.5, 0.5) > sign * quantity(0.2, 0.5, 0.5)


def test_every_closed_form_has_its_signs():
    """D21 is no number of the table."""
    numbers = {name.split()[0] for name in NAMES if name[0] == "D"}
    assert numbers == {f"D{number:02}" for number in range(1, 26)} - {"D21"}


@settings(deadline=None)
@given(breadth=share, backing=share, monitors=share, legal=share, temptation=share)
def test_probabilities_stay_probabilities(breadth, backing, monitors, legal, temptation):
    watched = amnesty.effective_monitors(monitors, legal)
    kept = honour(breadth, watched, temptation)
    protection = amnesty.protection(backing, breadth, kept)
    kappa = coordination.risk_dominance(
        coordination.v_loyal(legal, temptation, monitors), coordination.v_defect(protection, 4 * backing)
    )
    for one in (watched, kept, protection, kappa, coordination.tipping(kappa, legal)):
        assert 0.0 <= one <= 1.0


def coup_hazard(buildup, breadth, backing):
    """Return the coup hazard of 2025 with this pressure and amnesty, rates of striking at a deadline."""
    quiet = [strike(value, buildup, legal=0.25, deadline=True) for value in (0.75, 0.10)]
    hazard = coercion.hazard(0.5, *quiet, coercion.success(buildup))
    protection = amnesty.protection(backing, breadth, honour(breadth, 0.5, 0.42))
    point = tipping(coordination.v_loyal(0.65), coordination.v_defect(protection, buildup), hazard)
    return coordination.coup_hazard(point, strength(cohesion=0.62, rally=0.0, buildup=buildup))


def test_pressure_and_amnesty_are_complements():
    alone = coup_hazard(3, 0.35, 0.4) + coup_hazard(0, 0.85, 1.0)
    together = coup_hazard(3, 0.85, 1.0) + coup_hazard(0, 0.35, 0.4)
    assert together > 10 * alone

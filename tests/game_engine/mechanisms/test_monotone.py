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
    ("belief with the signal", UP, lambda x, a, b: coercion.odds_times(a, 4 * x)),
    ("belief with the prior", UP, lambda x, a, b: coercion.odds_times(x, 0.1 + a)),
    ("quiet with a resolved issuer's rate", DOWN, lambda x, a, b: credibility.after_broken(a, x, 0.0)),
    ("kept with a resolved issuer's rate", UP, lambda x, a, b: credibility.after_kept(a, x, 0.5)),
    ("window with credibility", UP, lambda x, a, b: credibility.quiet_turns_left(x, 0.05 + 0.2 * a, 0.2)),
    ("window with the rate", DOWN, lambda x, a, b: credibility.quiet_turns_left(0.9, x, 0.1 + 0.7 * a)),
    ("many periods with one", UP, lambda x, a, b: coercion.over_periods(x, 1 + 9 * a)),
    ("audience cost with build-up", UP, lambda x, a, b: coercion.audience_cost(4 * x)),
    ("overthrow with breadth", UP, lambda x, a, b: amnesty.overthrow(x)),
    ("monitors with legal exposure", DOWN, lambda x, a, b: amnesty.effective_monitors(a, x)),
    ("honour with breadth", UP, lambda x, a, b: honour(x, a, b)),
    ("honour with monitors", UP, lambda x, a, b: honour(a, x, b)),
    ("honour with temptation", DOWN, lambda x, a, b: honour(a, b, x)),
    ("protection with backing", UP, lambda x, a, b: amnesty.protection(x, a, b)),
    ("resist threshold with its cost", UP, lambda x, a, b: amnesty.resist_threshold(0.3 * x)),
    ("resist threshold with exposure", DOWN, lambda x, a, b: amnesty.resist_threshold(exposure=0.2 + x)),
    ("honour threshold with temptation", UP, lambda x, a, b: amnesty.honour_threshold(x)),
    ("honour threshold with monitors", DOWN, lambda x, a, b: amnesty.honour_threshold(monitor=x)),
    ("safety with the host", UP, lambda x, a, b: exile.safety(x, a, b)),
    ("safety with the guarantee", UP, lambda x, a, b: exile.safety(a, x, b)),
    ("safety with distrust added", UP, lambda x, a, b: exile.safety(0.5, a, b, x - 0.5)),
    ("exile with safety", UP, lambda x, a, b: exile.worth(x, a)),
    ("exile with its private value", UP, lambda x, a, b: exile.worth(a, x)),
    ("strength with cohesion", UP, lambda x, a, b: strength(cohesion=x, rally=a)),
    ("strength with patrons", UP, lambda x, a, b: strength(patrons=x)),
    ("strength with sanctions", DOWN, lambda x, a, b: strength(sanctions=x)),
    ("strength with credibility", DOWN, lambda x, a, b: strength(credibility=x, buildup=4 * a)),
    ("strength with build-up", DOWN, lambda x, a, b: strength(credibility=a, buildup=4 * x)),
    ("loyalty with sanctions", DOWN, lambda x, a, b: coordination.v_loyal(x, a, b)),
    ("loyalty with favours", UP, lambda x, a, b: coordination.v_loyal(a, x, b)),
    ("loyalty with purges", UP, lambda x, a, b: coordination.v_loyal(a, b, x)),
    ("defection with protection", UP, lambda x, a, b: coordination.v_defect(x, 4 * a)),
    ("defection with build-up", UP, lambda x, a, b: coordination.v_defect(a, 4 * x)),
    ("κ with loyalty", UP, lambda x, a, b: coordination.risk_dominance(2 * x, 0.1 + a)),
    ("κ with defection", DOWN, lambda x, a, b: coordination.risk_dominance(0.1 + a, 2 * x - 0.5)),
    ("θ* with hazard", UP, lambda x, a, b: tipping(1 + a, b, x)),
    ("θ* with loyalty", DOWN, lambda x, a, b: tipping(x, 0.1 + a, 0.1 * b)),
    ("cutoff with θ*", UP, lambda x, a, b: coordination.cutoff(x, 0.01 + a)),
    ("coup hazard with θ*", UP, lambda x, a, b: coordination.coup_hazard(x, a, b - 0.5)),
    ("coup hazard with strength", DOWN, lambda x, a, b: coordination.coup_hazard(a, x, b - 0.5)),
    ("coup hazard with bias", DOWN, lambda x, a, b: coordination.coup_hazard(a, b, x - 0.5)),
    ("cohesion with cells lost", DOWN, lambda x, a, b: coordination.after_failed_defection(a, x)),
    ("θ* with good news", DOWN, lambda x, a, b: coordination.tipping_with_news(
        0.2 + 0.6 * a, x, news_precision=1.0, own_precision=1.0 + b)),
    ("mixed defection with κ", UP, lambda x, a, b: coordination.mixed_defection(x, 2, 3)),
    ("rally a turn later", UP, lambda x, a, b: rally.decay(0.4 * x)),
    ("rally with an event", UP, lambda x, a, b: rally.add(0.2 * a, 0.3 * x)),
    ("incidents with build-up", UP, lambda x, a, b: oversight.incident_probability("defer", 4 * x)),
    ("exposure with exposure", UP, lambda x, a, b: oversight.legal_exposure(x, incident=a > 0.5)),
    ("clock with elapsed days", DOWN, lambda x, a, b: oversight.clock_turn(7 + 7 * a, elapsed=60 * x)),
    ("monitors with monitors", UP, lambda x, a, b: region.monitors_after(x, mediating=False)),
    ("support with its limit", UP, lambda x, a, b: patrons.support_after(0.45, supporting=True, limit=x)),
    ("stress with sanctions", UP, lambda x, a, b: drift(a, x, 0.0)),
    ("stress with events", UP, lambda x, a, b: drift(a, b, x - 0.5)),
    ("conflict with how it came", UP, lambda x, a, b: day_after.conflict_risk(forced=x > 0.5)),
    ("static risk with exile's worth", DOWN, lambda x, a, b: bargaining.static_risk(1.0, x, struck=-a - 0.1)),
    ("hazard needed with the status quo", UP, lambda x, a, b: hazard_needed(50 + 50 * x, 0.05 * a)),
    ("hazard needed with coups", DOWN, lambda x, a, b: hazard_needed(50 + 50 * a, x / 20)),
    ("Rubinstein with own patience", UP, lambda x, a, b: bargaining.rubinstein(0.9 * x, 0.1 + 0.8 * a)),
    ("Rubinstein with the other's patience", DOWN, lambda x, a, b: bargaining.rubinstein(0.9 * a, x)),
    ("bluff with the prior", UP, lambda x, a, b: signalling.bluff_probability(x, 0.1 + 0.9 * a)),
    ("bluff with the threshold", DOWN, lambda x, a, b: signalling.bluff_probability(0.9 * a, 0.1 + 0.9 * x)),
    ("patience with the gain", UP, lambda x, a, b: games.patience_needed(1 + a, b, gain=0.01 + x)),
    ("ultimatum: strike with audience", UP, lambda x, a, b: games.exile_ultimatum(
        40 * x, precision=0.1 * a).strike),
    ("ultimatum: accept with audience", UP, lambda x, a, b: games.exile_ultimatum(
        40 * x, precision=0.1 * a).accept),
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

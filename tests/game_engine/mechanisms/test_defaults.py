"""The values of 2025, where a scenario says nothing: each default, seen in what a function gives."""

from math import inf

import pytest

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

# .10 / (.9 · .80) is the chance of winning from which a class resists, √(.025 / .62) the breadth that gives it.
WORTH_IT = 0.10 / 0.72
RESISTED = 0.200805
# .2 β + .8 π = .42 at this breadth.
HONOURED = 0.424500

TABLE = [
    ("resist threshold", lambda: amnesty.resist_threshold(), RESISTED),
    ("resist threshold at full breadth", lambda: amnesty.resist_threshold(0.576), 1.0),
    ("resist threshold just out of reach", lambda: amnesty.resist_threshold(0.577), inf),
    ("resist threshold with nothing at stake", lambda: amnesty.resist_threshold(0.72), inf),
    ("honour threshold", lambda: amnesty.honour_threshold(), HONOURED),
    ("honour threshold near none", lambda: amnesty.honour_threshold(0.001), 0.004654),
    ("honour threshold near all", lambda: amnesty.honour_threshold(0.839), 0.997810),
    ("honour threshold just out of reach", lambda: amnesty.honour_threshold(0.841), inf),
    ("both", lambda: amnesty.thresholds(), (RESISTED, HONOURED)),
    ("a narrow promise that pays", lambda: amnesty.lasting_breadth(0.3, 0.005), 0.3),
    ("strike utility", lambda: coercion.strike_utility(1.0, 0.5, legal=0.2), -0.1),
    ("hold utility", lambda: coercion.hold_utility(2.0), 0.44),
    ("loyalty", lambda: coordination.v_loyal(0.4), 2.11),
    ("loyalty bought and feared", lambda: coordination.v_loyal(0.4, 0.5, 0.5), 2.4675),
    ("κ with hardly a gain", lambda: coordination.risk_dominance(1.0, 0.005), 0.995025),
    ("κ with hardly a loss", lambda: coordination.risk_dominance(0.005, 1.0), 0.004975),
    ("cutoff", lambda: coordination.cutoff(0.4), 0.379732),
    ("coup hazard", lambda: coordination.coup_hazard(0.4, 0.53), 0.079328),
    ("cohesion", lambda: coordination.after_failed_defection(0.62, 0.25), 0.595),
    ("mixed defection of the rash", lambda: coordination.mixed_defection(1e-5, 2, 2), 1e-5),
    ("mixed defection of the wary", lambda: coordination.mixed_defection(1.0, 2, 2), 1.0),
    ("news of an iron regime", lambda: coordination.tipping_with_news(
        0.99, 1.0, news_precision=1.0, own_precision=4.0), 0.000966),
    ("news of a hollow regime", lambda: coordination.tipping_with_news(
        0.01, 0.0, news_precision=1.0, own_precision=4.0), 0.999034),
    ("a slight doubt moves", lambda: credibility.odds_times(0.005, 2.0), 0.00995),
    ("a rate near none still tells", lambda: credibility.after_kept(0.5, 0.005, 0.001), 5 / 6),
    ("window to a low bar", lambda: credibility.quiet_turns_left(0.5, 0.5, 0.009), 6.0),
    ("window, slowly", lambda: credibility.quiet_turns_left(0.6, 0.05, 0.5), 7.0),
    ("exile with hardly a host", lambda: exile.safety(0.008, 1.0, 0.6), 0.008),
    ("stress", lambda: humanitarian.drift(0.4, 0.5), 0.406),
    ("exposure after a failed strike", lambda: oversight.after_failed_strike(0.4), 0.65),
    ("clock to the day", lambda: oversight.clock_turn(15), 4),
    ("support at its most", lambda: patrons.support_after(0.95, supporting=True), 1.0),
    ("a rally called", lambda: rally.add(0.1), 0.125),
    ("rally over all turns", lambda: rally.total(0.1), 0.4),
    ("rally half-life", lambda: rally.half_life(), 2.409421),
    ("monitors kept", lambda: region.monitors_after(0.5, mediating=False), 0.5),
    ("monitors at their most", lambda: region.monitors_after(0.95, mediating=True), 1.0),
    ("split in halves", lambda: bargaining.nash_split(100, 20, 40), 40.0),
    ("coups that leave nothing", lambda: bargaining.hazard_needed(
        100, 35, struck=-60, discount=0.95, coup=0.02), 0.028643),
    ("holding, when coups leave nothing", lambda: bargaining.holding_value(
        100, 0.0, struck=-60, discount=0.95, coup=0.02), 72.463768),
    ("a prize barely worth a fight", lambda: signalling.weak_fights(0.1, 0.5, prize=1.05), 1 / 9),
    ("weak fights", lambda: signalling.weak_fights(0.1, 0.5), 1 / 9),
    ("conceding at the threshold itself", lambda: signalling.concede_probability(
        0.4375, 0.4375, stake=60, cost=8, audience=20), 1.0),
    ("officers sure to stay", lambda: games.logit_defection(0.0, 20.0, precision=0.5), 0.000046),
    ("officers sure to go", lambda: games.logit_defection(20.0, 0.0, precision=0.5), 0.999954),
    ("officers who toss a coin", lambda: games.logit_defection(1.0, 1.0, precision=0.5), 0.5),
]  # fmt: skip


@pytest.mark.parametrize(("computed", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_value_of_2025(computed, expected):
    assert computed() == pytest.approx(expected, abs=1e-6, rel=0)


@pytest.mark.parametrize(("chance", "fights"), [(WORTH_IT - 1e-9, False), (WORTH_IT + 1e-9, True)])
def test_a_class_resists_from_a_chance_of_fourteen_in_a_hundred(chance, fights):
    assert day_after.resists(chance) is fights


@pytest.mark.parametrize(("breadth", "pays"), [(HONOURED - 1e-6, True), (HONOURED + 1e-6, False)])
def test_a_breach_that_is_resisted_stops_paying_at_the_honour_threshold(breadth, pays):
    assert day_after.breach_pays(breadth, resisted=True) is pays


def test_ties_go_to_peace_and_to_resistance():
    """An even chance between breach and honour is honoured; a fight that just pays is fought."""
    assert day_after.resists(0.5, 1.0, 1.0, 0.5)
    assert not day_after.breach_pays(0.5, resisted=True, gain=0.75, stain=0.5, overthrow_loss=1.0)
    assert not coordination.collapses(0.75, 0.5, shock=0.25)

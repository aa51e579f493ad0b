"""Where a closed form must end up: nothing at stake, all at stake, no error, nothing but error."""

from math import inf, sqrt

import pytest

from game_engine.mechanisms import (
    amnesty,
    bargaining,
    coercion,
    coordination,
    credibility,
    curves,
    day_after,
    games,
    oversight,
    rally,
    settlement,
    signalling,
    trees,
)

SMALL = 1e-9
CRISIS = signalling.Crisis(
    stake=60, cost=8, audience=20, resolved=20, unresolved=-40, status_quo=100, conceded=30, struck=-60
)
STAKES = settlement.Stakes(
    transition=100, justice=20, gain=30, stain=20, overthrow_loss=100, office=60, struck=130, honoured=40,
    sentence=80, resist_cost=15,
)  # fmt: skip
BREADTHS = {"narrow": 0.2, "broad": 0.8}


def needed(exit_value=35.0, discount=0.95, **coup):
    return bargaining.hazard_needed(100, exit_value, struck=-60, discount=discount, **coup)


def coup_that_is_enough():
    """The coup hazard at which holding on is worth E without any strike: (1−δ)(Q−E)/[δ(E−C)]."""
    return 0.05 * 65 / (0.95 * 75)


def ultimatum(precision):
    return tuple(games.exile_ultimatum(20, precision=precision))


def news(z):
    return coordination.tipping_with_news(0.6, z, news_precision=1e-12, own_precision=4.0)


TABLE = [
    ("D01 an exile as good as the throne", lambda: bargaining.static_risk(100, 100, struck=-60), 0.0),
    ("D01 an exile as bad as the strike", lambda: bargaining.static_risk(100, -60, struck=-60), 1.0),
    ("D02 an exile as good as the throne", lambda: needed(100.0), 0.0),
    ("D02 all the patience in the world", lambda: needed(discount=1.0), 0.0),
    ("D02 a hazard that is sure", lambda: bargaining.holding_value(
        100, 1.0, struck=-60, discount=0.95), 0.05 * 100 - 0.95 * 60),
    ("D02 no hazard", lambda: bargaining.holding_value(100, 0.0, struck=-60, discount=0.95), 100.0),
    ("D03 no coup", lambda: needed(coup=0.0, overthrown=-40), needed()),
    ("D03 coups that are enough", lambda: needed(coup=coup_that_is_enough(), overthrown=-40), 0.0),
    ("D04 all the power", lambda: bargaining.nash_split(100, 20, 35, power=1.0), 65.0),
    ("D04 no power", lambda: bargaining.nash_split(100, 20, 35, power=0.0), 20.0),
    ("D04 nothing left", lambda: bargaining.nash_split(100, 40, 60), 40.0),
    ("D05 who cannot wait at all", lambda: bargaining.rubinstein(0.0, 0.8), 0.2),
    ("D05 against who cannot wait at all", lambda: bargaining.rubinstein(0.8, 0.0), 1.0),
    ("D05 equals, and offers at once", lambda: bargaining.rubinstein(1 - SMALL, 1 - SMALL), 0.5),
    ("D06 an option worth all", lambda: bargaining.outside_option(0.9, 0.9, option=1.0), 1.0),
    ("D06 no option", lambda: bargaining.outside_option(0.9, 0.8, option=0.0), 1 - 0.2 / 0.28),
    ("D08 nobody is resolved", lambda: signalling.bluff_probability(0.0, 0.4375), 0.0),
    ("D08 bluffs fill up to the threshold", lambda: signalling.bluff_probability(0.4375 - SMALL, 0.4375), 1.0),
    ("D08 backing down is unthinkable", lambda: signalling.concede_probability(
        0.2, 0.4375, stake=60, cost=8, audience=1e12), 1.0),
    ("D08 words are free", lambda: signalling.concede_probability(
        0.2, 0.4375, stake=60, cost=0, audience=0), 0.0),
    ("D09 at the threshold", lambda: tuple(signalling.signals(0.4375, CRISIS)), (1, 1, 1, 1, 0)),
    ("D09 nobody would concede", lambda: tuple(
        signalling.signals(0.9, CRISIS._replace(conceded=-60.0))), (1, 0, 0, 1, 0)),
    ("D09 everybody would concede", lambda: tuple(
        signalling.signals(0.01, CRISIS._replace(conceded=100.0))), (1, 1, 1, 1, 0)),
    ("D10 quiet that tells nothing", lambda: credibility.after_broken(0.6, 0.12, 0.12), 0.6),
    ("D10 quiet that tells all", lambda: credibility.after_broken(0.6, 1.0, 0.12), 0.0),
    ("D10 log-odds are odds", lambda: credibility.log_odds_plus(0.3, 0.0), 0.3),
    ("D11 a type that never strikes", lambda: credibility.quiet_turns_left(0.6, SMALL * 0, 0.35), inf),
    ("D11 nothing to undo", lambda: credibility.holding_ratio(0.0), 1.0),
    ("D12 nobody is strong", lambda: signalling.weak_fights(0.0, 0.5), 0.0),
    ("D12 at the bar", lambda: signalling.weak_fights(0.5, 0.5), 1.0),
    ("D12 just below the bar", lambda: signalling.weak_fights(0.5 - SMALL, 0.5), 1.0),
    ("D12 a prize beyond measure", lambda: signalling.reputation(0.2, 0.5, prize=1e12).after_fight, 1.0),
    ("D13 nothing to lose", lambda: coordination.mixed_defection(0.0, 2, 2), 0.0),
    ("D13 nothing to gain", lambda: coordination.mixed_defection(1.0, 2, 2), 1.0),
    ("D14 all of many", lambda: coordination.mixed_defection(0.6, 5, 5), 0.6 ** (1 / 4)),
    ("D14 two of many", lambda: coordination.mixed_defection(0.6, 2, 5), 1 - 0.4 ** (1 / 4)),
    ("D14 two of three", lambda: coordination.mixed_defection(0.6, 2, 3), 1 - sqrt(0.4)),
    ("D15 no noise", lambda: coordination.cutoff(0.4, 0.0), 0.4),
    ("D15 the middle stays whatever the noise", lambda: coordination.cutoff(0.5, 9.0), 0.5),
    ("D16 no hazard", lambda: coordination.tipping(0.6, 0.0), 0.4),
    ("D16 just short of κ", lambda: coordination.tipping(0.6, 0.6 - SMALL), 1.0),
    ("D17 news worth nothing, bad", lambda: news(0.0), 0.4),
    ("D17 news worth nothing, good", lambda: news(1.0), 0.4),
    ("D18 no temptation", lambda: amnesty.honour_threshold(0.0), 0.0),
    ("D18 no stain, W twice the gain", lambda: amnesty.honour_threshold(
        0.4, overthrow_loss=0.8, stain=0.0), 0.5),
    ("D18 a fight that costs nothing", lambda: amnesty.resist_threshold(0.0), 0.0),
    ("D19 no exposure at all", lambda: amnesty.resist_threshold(10, exposure=0.0, sentence=80), inf),
    ("D20 nothing to gain", lambda: games.patience_needed(10, 4, gain=0.0), 0.0),
    ("D20 breakdown is no punishment", lambda: games.patience_needed(4, 4, gain=8), 1.0),
    ("D22 penalty as large as the gain", lambda: tuple(games.inspection(5, 5, cost=2, benefit=8)), (1.0, 0.25)),
    ("D22 audits for nothing", lambda: tuple(games.inspection(5, 20, cost=0, benefit=8)), (0.25, 0.0)),
    ("D22 nothing but error", lambda: tuple(games.logit_inspection(
        5, 20, cost=2, benefit=8, precision=0.0)), (0.5, 0.5)),
    ("D22 no error", lambda: tuple(games.logit_inspection(
        5, 20, cost=2, benefit=8, precision=1e9)), (0.25, 0.25)),
    ("D23 to the day", lambda: oversight.clock_turn(60), 1),
    ("D23 a day over", lambda: oversight.clock_turn(59), 2),
    ("D24 a rally of one day", lambda: rally.total(12, keep=0.0), 12.0),
    ("D24 no time at all", lambda: coercion.over_periods(0.05, 0), 0.0),
    ("D24 small hazards add", lambda: coercion.over_periods(1e-10, 10) * 1e9, 1.0),
    ("D25 nothing but error", lambda: ultimatum(0.0), (0.5, 0.5, 0.5)),
    ("D25 no error", lambda: ultimatum(50.0), (1.0, 1.0, 1.0)),
    ("belief: a threat from anybody", lambda: coercion.belief_needed(0.01, 0.5, 0.1, 0.7), 0.0),
    ("belief: a threat from nobody", lambda: coercion.belief_needed(0.5, 0.5, 0.1, 0.7), inf),
    ("belief: no chance to succeed", lambda: coercion.belief_needed(0.5, 0.5, 0.1, 0.0), inf),
    ("belief: back to the hazard", lambda: coercion.hazard(
        coercion.belief_needed(0.2, 0.5, 0.1, 0.7), 0.5, 0.1, 0.7), 0.2),
    ("officers: nothing but error", lambda: games.logit_defection(1.2, 1.8, precision=0.0), 0.5),
    ("officers: no error, seven of twelve", lambda: games.logit_defection(
        1.2, 1.8, precision=1e3, needed=7, officers=12), 0.0),
    ("officers: a coin's toss each, two of three", lambda: coordination.enough_others(0.5, 2, 3), 0.75),
    ("officers: one is enough", lambda: coordination.enough_others(0.0, 1, 3), 1.0),
    ("a choice between equals", lambda: games.logit_choice(3.0, 3.0, precision=9.0), 0.5),
    ("a choice a thousand times better", lambda: games.logit_choice(1.0, 0.0, precision=1e3), 1.0),
    ("the ultimatum at a 20: exile", lambda: trees.backward(games.exile_game(20)).values, (60, 30)),
    ("the ultimatum at a 5: nothing", lambda: trees.backward(games.exile_game(5)).values, (0, 100)),
    ("signals: where one concedes", lambda: signalling.concession_threshold(CRISIS), 0.4375),
    ("clipped above", lambda: curves.clip(1.2), 1.0),
    ("clipped below", lambda: curves.clip(-0.2), 0.0),
    ("the log of a logistic at 0", lambda: curves.log_logistic(0.0), -0.693147),
    ("the log of a logistic too small to see", lambda: curves.log_logistic(-800.0), -800.0),
    ("the log of a logistic near 1", lambda: curves.log_logistic(800.0), 0.0),
    ("a root", lambda: curves.crossing(lambda x: x * x - 2.0, 0.0, 2.0), sqrt(2.0)),
    ("no root: the end", lambda: curves.crossing(lambda x: -1.0, 0.0, 2.0), 2.0),
    ("signals: nothing but error", lambda: tuple(
        signalling.logit_signals(0.3, CRISIS, precision=0.0)), (0.5,) * 5),
    ("signals: no error", lambda: tuple(signalling.logit_signals(0.3, CRISIS, precision=1e7)),
        tuple(signalling.signals(0.3, CRISIS))),
    ("reputation: nothing but error", lambda: tuple(
        signalling.logit_reputation(0.3, 0.5, prize=2.0, precision=0.0)), (0.5,) * 6),
    ("reputation: everybody is strong", lambda: tuple(
        signalling.logit_reputation(1.0, 0.5, prize=2.0, precision=1e3)), (0.0, 1.0, 0.0, 0.0, 0.0, 0.0)),
]  # fmt: skip


@pytest.mark.parametrize(("computed", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_limit(computed, expected):
    assert computed() == pytest.approx(expected, abs=1e-6, rel=0)


def test_amnesty_without_error_is_where_ever_less_error_leads():
    perfect = settlement.settle(BREADTHS, STAKES, strike_chance=0.3)
    nearly = settlement.settle_fallibly(BREADTHS, STAKES, strike_chance=0.3, precision=50.0)
    assert nearly.values == pytest.approx(perfect.values, abs=1e-6)
    blind = settlement.settle_fallibly(BREADTHS, STAKES, strike_chance=0.3, precision=0.0)
    assert blind.chances["offer"] == pytest.approx(dict.fromkeys(("none", "narrow", "broad"), 1 / 3))


def test_a_game_without_moves_is_over():
    assert trees.backward((1.0, 2.0)) == ((1.0, 2.0), {})
    assert trees.logit((1.0, 2.0), precision=1.0) == ((1.0, 2.0), {})


def test_who_is_indifferent_takes_the_first_branch():
    tree = trees.Choice("one", 1, {"left": (0.0, 1.0), "right": (9.0, 1.0)})
    assert trees.backward(tree).values == (0.0, 1.0)
    assert trees.logit(tree, precision=3.0).values == (4.5, 1.0)


def test_no_amnesty_can_be_kept_by_whom_nobody_would_resist():
    """A covered class that is hardly exposed puts up with a breach, and a government that knows it breaches."""
    exposed = STAKES._replace(exposure=0.02)
    for breadth in (0.1, 0.5, 1.0):
        solved = settlement.settle({"one": breadth}, exposed, strike_chance=1.0)
        assert not solved.honoured
        assert not day_after.resists(amnesty.overthrow(breadth), 0.02, 80, 15)

"""Wrong signs planted on purpose: the solver, or the golden numbers of the engine, must notice each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from game_engine.mechanisms import amnesty, coercion, coordination, credibility, games, settlement, signalling
from game_engine.mechanisms import trees as solving
from tests.game_engine import test_golden as golden
from tests.game_engine.mechanisms import test_solver as solver


class Wrong(NamedTuple):
    """What is wrong, where it is planted, what stands there instead, and the test that must turn red."""

    what: str
    where: Any
    name: str
    instead: Callable[..., Any]
    caught_by: Callable[[], None]


def exile() -> None:
    solver.test_exile_ultimatum_among_the_fallible(20, 0.05)


def amnesty_game() -> None:
    solver.test_amnesty_among_the_fallible(0.3, {})


def amnesty_without_error() -> None:
    solver.test_amnesty_from_the_last_move_back(*solver.VARIANTS[5])


def signals() -> None:
    solver.test_signals_among_the_fallible("3/10", 0.05)


def officers() -> None:
    solver.test_officers_among_the_fallible(2, 3, 1.2, 1.8)


def inspection() -> None:
    solver.test_inspection_among_the_fallible(0.5)


def reputation() -> None:
    solver.test_two_challenges_among_the_fallible("1/5")


def numbers() -> None:
    golden.test_golden_numbers_where_officers_move(4)


def deadline() -> None:
    golden.test_golden_numbers_on_the_day_of_the_deadline(4)


def quiet() -> None:
    golden.test_a_quiet_first_turn_leaves_the_belief_that_bayes_leaves(4)


def upside_down(as_it_is: Callable[..., float]) -> Callable[..., float]:
    return lambda *given, **named: -as_it_is(*given, **named)


def the_rest(as_it_is: Callable[..., float]) -> Callable[..., float]:
    return lambda *given, **named: 1.0 - as_it_is(*given, **named)


PLANTED = [
    Wrong("who errs prefers the worse", games, "logit", lambda tree, precision: solving.logit(
        tree, precision=-precision), exile),
    Wrong("a broad amnesty is easier to overthrow", settlement, "overthrow", the_rest(amnesty.overthrow), amnesty_game),
    Wrong("the betrayed win where they should lose", settlement, "overthrow", the_rest(amnesty.overthrow),
        amnesty_without_error),
    Wrong("a build-up speaks for the unresolved", signalling, "log_odds_plus", lambda belief, evidence:
        credibility.log_odds_plus(belief, -evidence), signals),
    Wrong("one officer more is needed", games, "enough_others", lambda p, needed, count:
        coordination.enough_others(p, needed + 1, count), officers),
    Wrong("audits invite violations", games, "logit_choice", lambda first, second, precision:
        1.0 - signalling.logistic(precision * (first - second)), inspection),
    Wrong("a fight speaks for the weak", signalling, "log_odds_plus", lambda belief, evidence:
        credibility.log_odds_plus(belief, -evidence), reputation),
    Wrong("a strike is worth what it costs", coercion, "strike_utility", upside_down(coercion.strike_utility), numbers),
    Wrong("who is protected is not", amnesty, "protection", the_rest(amnesty.protection), numbers),
    Wrong("a deadline relieves", coercion, "audience_cost", upside_down(coercion.audience_cost), deadline),
    Wrong("quiet speaks for the resolved", coercion, "after_broken", lambda belief, resolved, unresolved:
        credibility.after_broken(belief, unresolved, resolved), quiet),
    Wrong("loyalty makes them leave", coordination, "risk_dominance", the_rest(coordination.risk_dominance), numbers),
]  # fmt: skip


@pytest.mark.parametrize("wrong", PLANTED, ids=lambda one: one.what)
def test_a_wrong_sign_is_noticed(wrong: Wrong, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong.caught_by()
    monkeypatch.setattr(wrong.where, wrong.name, wrong.instead)
    with pytest.raises(AssertionError):
        wrong.caught_by()

"""The empirical game: plans that play by the rules, best replies worked out by hand, and no strategy for all cases."""

from __future__ import annotations

import inspect
import re
from functools import cache
from pathlib import Path

import pytest

from game_engine import load_scenario, parse_scenario, scenario_names
from game_engine.analysis.empirical import (
    PLAYERS,
    Panel,
    Profile,
    Reply,
    Sample,
    all_profiles,
    best_replies,
    panel_of,
    play_profile,
    replies_to_each,
    some_profiles,
    strategies,
)
from game_engine.analysis.replicator import equilibrium, estimated_game, pure_equilibria
from game_engine.bots.strategies import PLANS, plan_says
from game_engine.scenario import Scenario
from game_engine.vocabulary import Role

MOST = 0.95
"""A strategy that answers more of the others' profiles best than this leaves its seat no choice."""


@pytest.mark.parametrize("name", scenario_names())
def test_plans_make_only_legal_moves(name: str) -> None:
    """Every strategy of every role, in every scenario; an illegal move would raise."""
    scenario, chosen = load_scenario(name), strategies()
    for number in range(max(len(own) for own in chosen.values())):
        profile = tuple(
            chosen[role][(number * (1 + place)) % len(chosen[role])] for place, role in enumerate(PLAYERS)
        )
        assert play_profile(scenario, profile, (number,)).ends[0] in scenario.ends


def test_each_main_role_has_five_plans_and_more() -> None:
    assert {role: len(own) >= 5 for role, own in PLANS.items()} == dict.fromkeys(PLAYERS, True)
    assert all(plan_says(role, name).endswith(".") for role, own in PLANS.items() for name in own)


@pytest.mark.parametrize("role", PLAYERS)
def test_plans_speak_of_what_there_is(role: Role) -> None:
    """An order or an undertaking by a name that the scenarios do not know would be passed over without a word."""
    scenario = load_scenario("venezuela-2025")
    source = Path(inspect.getfile(next(iter(PLANS[role].values())))).read_text(encoding="utf-8")
    ordered = set(re.findall(r'Order\(\s*"(\w+)"', source))
    spoken = set(re.findall(r'Undertaking\(\s*"(\w+)"', source))
    taken = {
        one for part in re.findall(r"asks_only\(([^)]*)\)", source) for one in re.findall(r'"(\w+)"', part)
    }
    assert len(ordered) >= 3
    assert ordered <= {order.kind for order in scenario.orders if order.role == role}
    assert spoken | taken <= {undertaking.kind for undertaking in scenario.undertakings}


def test_a_panel_has_both_types_and_gives_each_its_prior() -> None:
    scenario = parse_scenario('extends = "venezuela-2025"\n', {"types.resolved": 0.2})
    rounds = panel_of(scenario, 6, 3)
    assert len(set(rounds.seeds)) == 6
    assert sum(rounds.weights[:3]) == pytest.approx(0.2)
    assert sum(rounds.weights) == pytest.approx(1.0)
    assert rounds.of(resolved=True) == (1 / 3, 1 / 3, 1 / 3, 0.0, 0.0, 0.0)
    struck = play_profile(
        scenario, ("logit", "bide", "hold-on", "loyal"), panel_of(scenario, 40, 3).seeds
    ).ends
    removed = [end.startswith("removal") for end in struck]
    assert sum(removed[:20]) > sum(removed[20:])


@pytest.mark.parametrize(("rounds", "resolved"), [(0, 0.5), (3, 0.5), (4, 0.0), (4, 1.0)])
def test_a_panel_of_one_type_is_none(rounds: int, resolved: float) -> None:
    scenario = parse_scenario('extends = "venezuela-2025"\n', {"types.resolved": resolved})
    with pytest.raises(ValueError, match=r"rounds|resolved"):
        panel_of(scenario, rounds, 1)


# Two players with two strategies each, the other two with one: what the cells pay (coercer, opposition).
PENNIES = {("a", "x"): (1, -1), ("a", "y"): (-1, 1), ("b", "x"): (-1, 1), ("b", "y"): (1, -1)}
DILEMMA = {("a", "x"): (3, 3), ("a", "y"): (0, 5), ("b", "x"): (5, 0), ("b", "y"): (1, 1)}
PAIR: dict[Role, tuple[str, ...]] = {
    "coercer": ("a", "b"),
    "opposition": ("x", "y"),
    "leadership": ("l",),
    "officer": ("o",),
}
EVEN = (0.25, 0.25, 0.25, 0.25)


def _samples(cells: dict[tuple[str, str], tuple[float, float]], noise: float = 0.0) -> list[Sample]:
    """Four rounds a profile; noise is added to the first player's `b`, up and down in turn."""
    found = []
    for (own, other), (first, second) in cells.items():
        swing = noise if own == "b" else 0.0
        pays = tuple((first + sign * swing, float(second), 0.0, 0.0) for sign in (1, -1, 1, -1))
        found.append(Sample((own, other, "l", "o"), ("stand_off",) * 4, pays))
    return found


def test_best_replies_by_hand() -> None:
    found = best_replies(_samples(PENNIES), EVEN, PAIR)
    assert found["coercer"] == {
        "a": Reply(share=0.5, sure=0.5, possible=0.5, regret=1.0, mean=0.0),
        "b": Reply(share=0.5, sure=0.5, possible=0.5, regret=1.0, mean=0.0),
    }
    caught = best_replies(_samples(DILEMMA), EVEN, PAIR)
    assert caught["opposition"]["y"].share == 1.0
    assert caught["opposition"]["x"] == Reply(share=0.0, sure=0.0, possible=0.0, regret=1.5, mean=1.5)
    assert caught["leadership"]["l"].share == 1.0


def test_answers_to_each_strategy_of_the_others() -> None:
    found = replies_to_each(_samples(PENNIES), EVEN, PAIR)
    assert found["coercer"]["opposition", "x"]["a"].share == 1.0
    assert found["coercer"]["opposition", "y"]["b"].share == 1.0
    assert found["opposition"]["coercer", "a"]["y"].mean == 1.0
    assert ("coercer", "a") not in found["coercer"]


def test_ties_are_shared() -> None:
    same = dict.fromkeys(PENNIES, (2.0, 2.0))
    found = best_replies(_samples(same), EVEN, PAIR)["coercer"]
    assert {(one.share, one.sure, one.possible) for one in found.values()} == {(0.5, 0.0, 1.0)}


def test_what_luck_could_hide_is_told_apart() -> None:
    """`a` is short by 2 and 1 points; with swings of 5 the error is 5 × √(4/3) / 2 = 2.89, with 0.5 it is .29."""
    found = best_replies(_samples(DILEMMA, noise=5.0), EVEN, PAIR)["coercer"]["a"]
    assert (found.share, found.possible) == (0.0, 1.0)
    assert best_replies(_samples(DILEMMA, noise=5.0), EVEN, PAIR)["coercer"]["b"].sure == 0.0
    assert best_replies(_samples(DILEMMA, noise=0.5), EVEN, PAIR)["coercer"]["a"].possible == 0.0


def test_a_row_that_was_not_played_out_is_left_out() -> None:
    found = best_replies(_samples(PENNIES)[:3], EVEN, PAIR)
    assert found["coercer"]["a"].share == 1.0
    with pytest.raises(ValueError, match="no profile"):
        best_replies(_samples(PENNIES)[:1], EVEN, PAIR)
    with pytest.raises(ValueError, match="every profile"):
        estimated_game(_samples(PENNIES)[:3], EVEN, PAIR)


def test_equilibria_by_hand() -> None:
    pennies = estimated_game(_samples(PENNIES), EVEN, PAIR)
    mixed = equilibrium(pennies)
    assert mixed.mixture["coercer"] == pytest.approx({"a": 0.5, "b": 0.5})
    assert mixed.regret == pytest.approx(0.0)
    assert list(pure_equilibria(pennies)) == []
    caught = estimated_game(_samples(DILEMMA), EVEN, PAIR)
    assert list(pure_equilibria(caught)) == [("b", "y", "l", "o")]
    found = equilibrium(caught)
    assert found.mixture["coercer"]["b"] > 0.99
    assert found.regret < 0.01
    assert found.payoffs["opposition"] == pytest.approx(1.0, abs=0.05)


def test_a_spread_meets_every_strategy_and_gives_whole_rows() -> None:
    chosen = strategies()
    part = some_profiles(chosen, 12, 5)
    assert len(part) < len(all_profiles(chosen)) / 4
    for player, role in enumerate(PLAYERS):
        met = [one[player] for one in part]
        assert set(met) == set(chosen[role])
        rows = {(*one[:player], *one[player + 1 :]) for one in part}
        whole = [
            row
            for row in rows
            if all((*row[:player], own, *row[player:]) in set(part) for own in chosen[role])
        ]
        assert len(whole) >= 12


ROWS, ROUNDS, SEED = 12, 4, 7


def _play(scenario: Scenario, which: list[Profile], rounds: Panel) -> list[Sample]:
    return [play_profile(scenario, profile, rounds.seeds) for profile in which]


@cache
def _found() -> dict[Role, dict[str, Reply]]:
    scenario, chosen = load_scenario("venezuela-2025"), strategies()
    rounds = panel_of(scenario, ROUNDS, SEED)
    return best_replies(_play(scenario, some_profiles(chosen, ROWS, SEED), rounds), rounds.weights, chosen)


@pytest.mark.parametrize("role", PLAYERS)
def test_no_strategy_answers_everything(role: Role) -> None:
    """Twelve profiles of the others. Over all of them no share is above .60 (docs/balance.md), and what answers .60 of
    them best would answer all twelve best in 2 samples of 1,000."""
    assert max(one.share for one in _found()[role].values()) <= MOST


def test_an_amnesty_for_crimes_against_humanity_is_never_the_best_answer() -> None:
    assert _found()["opposition"]["crimes"].share == 0.0


@pytest.mark.parametrize("free", [False, True])
def test_it_would_be_one_if_crimes_against_humanity_cost_nothing(free: bool) -> None:
    """The same breadth with and without, where nobody else would sign either: only their price tells them apart."""
    price = {"parameters.amnesty.crimes_gain": 0.0, "parameters.costs.crimes": 0.0} if free else {}
    scenario = parse_scenario('extends = "venezuela-2025"\n', price)
    chosen = strategies(
        {
            "coercer": ("wait", "strike"),
            "opposition": ("broad", "crimes"),
            "leadership": ("hold-on",),
            "officer": ("loyal", "pact"),
        }
    )
    rounds = panel_of(scenario, ROUNDS, SEED)
    found = best_replies(_play(scenario, all_profiles(chosen), rounds), rounds.weights, chosen)
    assert (found["opposition"]["crimes"].share > 0.0) == free


@pytest.mark.validation
@pytest.mark.parametrize("resolved", [None, True, False])
def test_no_strategy_answers_everything_over_all_profiles(resolved: bool | None) -> None:
    rounds, samples, chosen = _whole()
    weights = rounds.weights if resolved is None else rounds.of(resolved=resolved)
    found = best_replies(samples, weights, chosen)
    assert max(one.share for own in found.values() for one in own.values()) <= MOST
    assert found["opposition"]["crimes"].share == 0.0


@cache
def _whole() -> tuple[Panel, list[Sample], dict[Role, tuple[str, ...]]]:
    scenario, chosen = load_scenario("venezuela-2025"), strategies()
    rounds = panel_of(scenario, 12, SEED)
    return rounds, _play(scenario, all_profiles(chosen), rounds), chosen

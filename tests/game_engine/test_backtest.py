"""The back-tests: five settings, what each lever of the package does, the window, complements, degrees.

Samples here are small, with bounds that a model which had lost the effect would not pass; the long ones are those of
`make validate` (tests/research/test_backtest.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from game_engine import (
    ScenarioError,
    backtest_findings,
    backtest_plan,
    backtest_trial,
    load_scenario,
    play_trial,
)
from game_engine.analysis.backtest import (
    COORDINATED,
    GRIDS,
    LEVERS,
    PACKAGE,
    QUADRANTS,
    SETTINGS,
    STATIC,
    Bound,
    level_trial,
)
from game_engine.analysis.findings import meets
from game_engine.analysis.shares import Share
from game_engine.analysis.simulate import Played, cast_of, opened, round_seed, with_moves
from game_engine.analysis.trials import _scripted, altered
from game_engine.state import RoundState
from game_engine.transition import close_turn
from game_engine.vocabulary import End

SEED = 2016


@cache
def played(name: str, rounds: int) -> list[Played]:
    return play_trial(backtest_trial(name), SEED, range(rounds))


def deals(name: str, rounds: int) -> int:
    return sum(one.negotiated for one in played(name, rounds))


# ------------------------------------------------------------------------------------------------ small samples


@pytest.mark.parametrize(
    "name", [setting.scenario for setting in SETTINGS if setting.bound.outcome == "status quo"]
)
def test_without_pressure_the_status_quo_stands(name: str) -> None:
    """At 95 %, fewer than 26 of 30 come up in less than one sample of a hundred."""
    quiet = sum(one.end in ("stand_off", "backed_down") for one in played(name, 30))
    assert quiet >= 26


def test_the_offer_as_reported_is_rebuffed() -> None:
    """At 12 %, more than 14 of 50 come up in less than one sample of a thousand; at 40 % nearly always."""
    assert deals("venezuela-2025-as-reported", 50) <= 14
    assert deals("static/venezuela-2025-as-reported", 30) <= 3


def test_the_coordinated_package_is_often_taken() -> None:
    """At 70 %, fewer than 20 of 50 come up less than once in a hundred thousand samples; at 20 % nearly always."""
    assert deals(COORDINATED, 50) >= 20


@pytest.mark.parametrize("lever", [one.name for one in LEVERS if one.name not in ("date", "legal clearance")])
def test_each_strong_lever_taken_away_costs_deals(lever: str) -> None:
    """With the same luck in both: what is lost is a third of the deals at least, of 33 % that there are."""
    assert deals(f"without/{lever}", 40) <= deals(PACKAGE, 40) * 2 / 3


def test_the_package_tabled_late_does_worse() -> None:
    assert deals("tabled/9", 60) < deals("tabled/1", 60)


def test_pressure_and_amnesty_are_complements() -> None:
    alone = deals("pressure alone", 40) + deals("amnesty alone", 40) - deals("neither", 40)
    assert deals(PACKAGE, 40) >= alone + 6


# ------------------------------------------------------------------------------------------- what the trials are


def test_common_luck_differs_only_by_what_was_changed() -> None:
    """Rounds of one number have the same private facts in two trials."""
    one, other = (
        opened(backtest_trial(name).scenario, round_seed(SEED, 3), cast_of(STATIC))
        for name in (PACKAGE, "without/breadth")
    )
    assert [seat.private for seat in one.seats] == [seat.private for seat in other.seats]
    assert one.cells == other.cells
    assert one.board.breadth != other.board.breadth


def test_the_package_comes_into_force_by_orders_that_its_seats_give() -> None:
    trial = backtest_trial("tabled/2")
    state = _after(3)
    board = state.board
    assert board.breadth == 0.85
    assert not board.crimes
    assert set(board.signers) == {"opposition", "us", "region"}
    assert board.backing == pytest.approx(1.0)
    assert board.monitors == pytest.approx(0.6)
    assert (board.host, board.guarantee, board.exile_closes) == ("neighbour", 0.9, 5)
    assert board.briefed
    assert [
        commitment.due
        for commitment in state.ledger
        if commitment.action == "strike" and commitment.ending is None
    ] == [5]
    before = _after(1).board
    assert (before.host, before.breadth, before.briefed) == (None, 0.35, False)
    assert before.breadth == trial.scenario.start.breadth


def _after(turns: int) -> RoundState:
    """The board of a round of `tabled/2` whose leadership stays, after so many turns."""
    trial = backtest_trial("tabled/2")
    cast = cast_of(
        {**STATIC, "leadership": "hold", "officer": "hold", "legislature": "hold", "patrons": "hold"}
    )
    state = opened(trial.scenario, round_seed(SEED, 0), cast)
    for _ in range(turns):
        state = close_turn(_scripted(with_moves(state, cast), trial.script)).state
    return state


def test_levers_and_degrees_change_the_coordinated_setting_and_nothing_else() -> None:
    package = load_scenario(COORDINATED)
    for name in ("without/exile", "without/date", "build-up/0", "date/none"):
        other = backtest_trial(name).scenario
        assert other != package
        assert other.parameters == package.parameters
        assert other.digest != package.digest
    assert backtest_trial("without/exile").scenario.start.host is None


def test_the_level_that_changes_nothing_is_the_package() -> None:
    same = [grid.name for grid in GRIDS if PACKAGE in [level_trial(grid, label) for label, _ in grid.levels]]
    assert same == [grid.name for grid in GRIDS]


def test_what_makes_no_scenario_is_refused() -> None:
    with pytest.raises(ScenarioError, match="exile_closes"):
        altered(load_scenario(COORDINATED), {"start.exile_closes": 40})
    with pytest.raises(AttributeError):
        altered(load_scenario(COORDINATED), {"start.weather": 1.0})


def test_every_trial_of_the_plan_can_be_made() -> None:
    plan = backtest_plan(8)
    assert {backtest_trial(name).name for name in plan} == set(plan)
    assert plan[PACKAGE] == 8
    assert plan["tabled/1"] == 8
    assert plan["breadth/0.5"] == 2
    assert set(backtest_plan(8, ("complements",))) == {PACKAGE, *QUADRANTS}
    with pytest.raises(KeyError):
        backtest_trial("without/a paddle")


# ---------------------------------------------------------------------------------------------- what is found


def rounds_of(ends: Mapping[End, int], negotiated: int) -> list[Played]:
    names = [end for end, count in ends.items() for _ in range(count)]
    return [Played(end, number < negotiated, {}) for number, end in enumerate(names)]


def test_findings_tell_what_holds_and_what_fails() -> None:
    some = rounds_of({"exile": 120, "stand_off": 280}, 120)
    none = rounds_of({"stand_off": 400}, 0)
    plan = backtest_plan(400, ("levers", "window"))
    results = dict.fromkeys(plan, none) | {PACKAGE: some, "without/date": some, "tabled/9": some}
    found = backtest_findings(results)
    assert {lever.name: lever.verdict for lever in found.levers} == {
        one.name: "unsure" if one.name == "date" else "holds" for one in LEVERS
    }
    assert found.window is not None
    assert found.window.verdict == "fails"
    assert [one.verdict for one in found.window.steps][-2:] == ["unsure", "fails"]
    assert found.failed == ["window"]
    assert found.complements is None


def test_a_small_step_the_wrong_way_is_told_and_fails_nothing() -> None:
    """From 2 to 4 of a hundred: the step is there, and a line that only falls still runs through both intervals."""
    counts = [120, 100, 80, 70, 60, 50, 20, 16, 30]
    results = {
        f"tabled/{turn}": rounds_of({"exile": count, "stand_off": 800 - count}, count)
        for turn, count in zip(range(1, 10), counts, strict=True)
    }
    window = backtest_findings(results).window
    assert window is not None
    assert (window.steps[-1].verdict, window.verdict) == ("fails", "unsure")
    assert backtest_findings(results).failed == []


def test_a_lever_without_which_there_are_more_deals_fails() -> None:
    few = rounds_of({"exile": 1, "stand_off": 39}, 1)
    more = rounds_of({"exile": 2, "stand_off": 38}, 2)
    found = backtest_findings({PACKAGE: few, "without/exile": more})
    assert found.failed == ["without exile"]


@pytest.mark.parametrize(
    ("share", "side", "bound", "verdict"),
    [
        (Share(0.97, 0.96, 0.98, 9), "at least", 0.95, "holds"),
        (Share(0.955, 0.94, 0.97, 9), "at least", 0.95, "unsure"),
        (Share(0.949, 0.94, 0.97, 9), "at least", 0.95, "fails"),
        (Share(0.12, 0.11, 0.13, 9), "less than", 0.15, "holds"),
        (Share(0.14, 0.13, 0.16, 9), "less than", 0.15, "unsure"),
        (Share(0.15, 0.14, 0.16, 9), "less than", 0.15, "fails"),
    ],
)
def test_a_bound_is_met_with_the_whole_interval_or_not_for_sure(
    share: Share, side: str, bound: float, verdict: str
) -> None:
    assert meets(share, Bound("negotiated", side, bound)) == verdict

"""`manage.py backtest`: tables, verdicts and statuses, a page that is the same byte for byte; and the long run."""

from __future__ import annotations

import contextlib
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from game_engine import (
    Findings,
    ScenarioError,
    backtest_findings,
    backtest_plan,
    backtest_trial,
    load_scenario,
)
from game_engine.analysis import findings
from wargame.research import beside, pool, tables
from wargame.research.management.commands import backtest

COMPLEMENTS = ("--only", "complements", "--rounds", "10")


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("backtest", *arguments, stdout=out)
    return out.getvalue()


def test_the_tables_are_the_same_whatever_the_processes() -> None:
    alone = printed(*COMPLEMENTS, "--processes", "1")
    assert printed(*COMPLEMENTS, "--processes", "2") == alone
    assert printed(*COMPLEMENTS, "--processes", "2", "--seed", "7") != alone
    rows = [line.split("  ")[1] for line in alone.splitlines()[2:]]
    assert rows == ["neither", "pressure alone", "amnesty alone", "both", "together, beyond the sum"]


def test_the_command_ends_with_1_when_something_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "SETTINGS", [_impossible(setting) for setting in findings.SETTINGS])
    with pytest.raises(CommandError, match="fails: venezuela-2016, ") as refusal:
        printed("--only", "settings", "--rounds", "2", "--processes", "1")
    assert refusal.value.returncode == 1


def _impossible(setting: findings.Setting) -> findings.Setting:
    return setting._replace(bound=setting.bound._replace(side="at least", share=1.01))


def test_a_page_needs_all_of_the_back_tests() -> None:
    with pytest.raises(CommandError, match="leave --only away") as refusal:
        printed(*COMPLEMENTS, "--write-docs")
    assert refusal.value.returncode == 2


@pytest.fixture
def docs(tmp_path: Path, settings) -> Path:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs" / "images").mkdir(parents=True)
    return tmp_path / "docs"


def written(docs: Path, *arguments: str) -> dict[str, bytes]:
    try:
        printed("--write-docs", "--rounds", "4", *arguments)
    except CommandError as failed:
        # Four rounds are too few to find anything, and may find the contrary.
        assert failed.returncode == 1
    return {path.name: path.read_bytes() for path in docs.rglob("*.*")}


def test_the_page_and_its_plots_are_the_same_byte_for_byte(docs: Path) -> None:
    first = written(docs, "--processes", "1")
    assert written(docs, "--processes", "2") == first
    page = first["validation.md"].decode()
    plots = [name for name in first if name.endswith(".svg")]
    assert len(plots) == 7
    assert all(f"(images/{name})" in page for name in plots)
    assert "seed 2016" in page
    assert "{" not in page


def test_the_page_begins_with_what_speaks_against_the_model(docs: Path) -> None:
    page = written(docs)["validation.md"].decode()
    before, _, after = page.partition("Three things are mixed")
    assert "Haiti 1994" in before
    assert "Manila 1986" in before
    for name in beside.ELSEWHERE:
        assert f"| [{name}](history/{name}.md) |" in after
    for world in ("as it is", *beside.WORLDS):
        assert f"| {world} |" in after


def test_the_controls_change_what_they_say_and_nothing_else() -> None:
    tabled = backtest_trial("tabled/5")
    longer = beside.trial("24 turns instead of 12/5")
    assert (longer.cast, longer.script) == (tabled.cast, tabled.script)
    assert longer.scenario.turns == 2 * tabled.scenario.turns == 24
    for world in ("a quiet turn tells nothing (.60)", "a quiet turn tells nothing (.75)"):
        rule = beside.trial(f"{world}/5").scenario.parameters.coercion
        assert rule.value_resolved == rule.value_unresolved
        assert f"({rule.value_resolved:.2f})".replace("0.", ".") in world
    assert beside.trial("tabled/5") == tabled


def test_what_is_beside_is_played_with_its_back_test_alone() -> None:
    assert beside.plan(2000, ["complements", "levers", "degrees"]) == {}
    assert set(beside.plan(2000, ["settings"])) == set(beside.ELSEWHERE)
    assert set(beside.plan(2000, ["window"]).values()) == {500}
    assert "Crises that ended otherwise" in printed_or_failed("--only", "settings", "--rounds", "2")


def printed_or_failed(*arguments: str) -> str:
    out = StringIO()
    with contextlib.suppress(CommandError):
        call_command("backtest", *arguments, "--processes", "1", stdout=out)
    return out.getvalue()


def test_a_fault_in_a_process_comes_out_as_itself() -> None:
    """A refusal that could not be carried between processes would leave the pool waiting for ever."""
    with pytest.raises(ScenarioError, match="scenario: one of"):
        list(pool.spread(load_scenario, ["nowhere", "first-steps", "nowhere"], processes=2))


def test_results_come_in_the_order_of_the_jobs() -> None:
    jobs = list(range(50))
    assert list(pool.spread(str, jobs, processes=2)) == [str(one) for one in jobs]
    assert pool.chunks(7, 3) == [range(3), range(3, 6), range(6, 7)]


# ------------------------------------------------------------------------------------------------ the long run


@pytest.fixture(scope="module")
def found() -> Findings:
    results = backtest._played(backtest_plan(backtest.ROUNDS), backtest.SEED, os.cpu_count() or 1)
    result = backtest_findings(results)
    print(tables.findings_text(result))
    return result


@pytest.mark.validation
def test_the_five_settings_end_as_required(found: Findings) -> None:
    required = [setting for setting in found.settings if setting.bound]
    assert len(required) == 5
    assert {one.trial: one.verdict for one in required} == {one.trial: "holds" for one in required}


@pytest.mark.validation
def test_each_lever_taken_away_costs_deals(found: Findings) -> None:
    assert {lever.name: lever.verdict for lever in found.levers} == {
        lever.name: "holds" for lever in found.levers
    }
    assert len(found.levers) == 8


@pytest.mark.validation
def test_the_window_closes(found: Findings) -> None:
    assert found.window is not None
    assert found.window.verdict != "fails"
    assert found.window.whole.is_down
    values = [one.negotiated.value for one in found.window.steps]
    assert values[:7] == sorted(values[:7], reverse=True)


@pytest.mark.validation
def test_pressure_and_amnesty_are_complements(found: Findings) -> None:
    assert found.complements is not None
    assert found.complements.verdict == "holds"


@pytest.mark.validation
def test_every_lever_has_its_sign_by_degrees(found: Findings) -> None:
    assert [degree.name for degree in found.degrees if degree.verdict != "holds"] == []
    assert len(found.degrees) == 9

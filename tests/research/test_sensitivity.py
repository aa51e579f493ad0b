"""`manage.py sensitivity`: the files it writes, what it says, and what it refuses."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import psutil
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from game_engine import (
    Change,
    Share,
    Side,
    drawn,
    load_scenario,
    parameters_of,
    play_rounds,
    share_of,
    varied,
)
from tests.processes import wait_until
from wargame.research import sensitivities, sensitivity_files, sensitivity_page
from wargame.research import sensitivity_further as further
from wargame.research.certainty import beyond_luck, sign_test
from wargame.research.management.commands.sensitivity import request_for

ROOT = Path(__file__).parents[2]
FEW = ("--rounds", "4", "--again", "3", "--draws", "6", "--processes", "1")
SCENARIO = "first-steps"
ONLY = ("--only", "parameters.amnesty.*", "--only", "start.rally")


def run(folder: Path, *arguments: str, scenario: str = SCENARIO) -> str:
    out = StringIO()
    call_command("sensitivity", scenario, *FEW, *ONLY, "--out", str(folder), *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sensitivity") / "new" / "folder"
    run(path)
    return path


def csv_rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "sensitivity.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_writes_two_pictures_and_a_table_and_nothing_else(folder: Path) -> None:
    assert {file.name for file in folder.iterdir()} == {"tornado.svg", "joint.svg", "sensitivity.csv"}
    for name in ("tornado.svg", "joint.svg"):
        picture = (folder / name).read_text(encoding="utf-8")
        assert ElementTree.fromstring(picture).get("role") == "img"
        assert "amnesty.slope" in picture


def test_the_table_has_every_parameter_with_shares_that_add_up(folder: Path) -> None:
    found = csv_rows(folder)
    whole = load_scenario(SCENARIO)
    wanted = {one.path for one in parameters_of(whole) if one.path.startswith("parameters.amnesty.")}
    assert {item["path"] for item in found} == wanted
    for item in found:
        for side in ("low", "high"):
            ends = [float(item[f"{side}_{end}"]) for end in whole.ends]
            assert sum(ends) == pytest.approx(1.0, abs=1e-5)
            assert float(item[f"{side}_change_from"]) <= float(item[f"{side}_change"])
            change = float(item[f"{side}_negotiated"]) - float(item["base_negotiated"])
            assert change == pytest.approx(float(item[f"{side}_change"]), abs=2e-6)
        assert item["rounds"] == "3"


def test_the_table_says_what_the_engine_says(folder: Path) -> None:
    (slope,) = [one for one in csv_rows(folder) if one["path"] == "parameters.amnesty.slope"]
    less = varied(load_scenario(SCENARIO), {"parameters.amnesty.slope": 6.0})
    # The first rounds chose the rows; these are the ones after them.
    played = play_rounds(less, 1, range(4, 7))
    assert float(slope["low_value"]) == 6.0
    assert float(slope["low_negotiated"]) == pytest.approx(
        sum(result.negotiated for result in played) / 3, abs=1e-6
    )


def test_two_processes_write_the_same_bytes_as_one(folder: Path, tmp_path: Path) -> None:
    run(tmp_path, "--processes", "2")
    for file in folder.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), file.name


def test_another_seed_writes_others(folder: Path, tmp_path: Path) -> None:
    run(tmp_path, "--seed", "2")
    assert (tmp_path / "sensitivity.csv").read_bytes() != (folder / "sensitivity.csv").read_bytes()


def test_it_tells_the_top_the_draws_and_the_zeros(tmp_path: Path) -> None:
    told = run(tmp_path)
    assert "\nparameters.amnesty.slope " in told
    assert "all at once, 6 draws" in told
    assert "zero, and left so: start.rally" in told


def test_json_for_programs(tmp_path: Path) -> None:
    found = json.loads(run(tmp_path, "--format", "json"))
    assert found["scenario"] == SCENARIO
    assert found["joint"]["draws"] == 6
    assert {Path(one).name for one in found["files"]} == {"tornado.svg", "joint.svg", "sensitivity.csv"}
    assert {"path", "value", "low", "high"} == set(found["effects"][0])


def test_without_draws_and_without_playing_again(tmp_path: Path) -> None:
    run(tmp_path, "--again", "0", "--draws", "0")
    assert {file.name for file in tmp_path.iterdir()} == {"tornado.svg", "sensitivity.csv"}
    assert {one["rounds"] for one in csv_rows(tmp_path)} == {"4"}


def test_a_draw_plays_its_own_rounds_with_all_of_its_numbers() -> None:
    whole = load_scenario(SCENARIO)
    options = {"rounds": 1, "again": 0, "draws": 2, "seed": 5, "share": 0.25, "processes": 1}
    request = request_for(whole, options | {"only": ["parameters.exile.*"]})
    report = sensitivities.run(request)
    second = varied(whole, drawn(request.parameters, 5, 1))
    size = sensitivities.DRAW_ROUNDS
    played = play_rounds(second, 5, range(1 + size, 1 + 2 * size))
    assert report.shares[1] == sum(result.negotiated for result in played) / size
    assert report.played == sensitivities.total(request) == 1 + 2 * len(request.parameters) + 2 * size


def test_only_the_top_is_played_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sensitivities, "TOP", 2)
    options = {"rounds": 2, "again": 3, "draws": 0, "seed": 1, "share": 0.25, "processes": 1}
    report = sensitivities.run(
        request_for(load_scenario(SCENARIO), options | {"only": ["parameters.exile.*"]})
    )
    assert len(report.second) == 2
    assert {tried.path for tried in report.second} == {tried.path for tried in report.first[:2]}
    assert report.fresh.negotiated.of == 3
    assert report.base.negotiated.of == 2


def test_text_that_a_spreadsheet_would_run_is_neutralised() -> None:
    assert sensitivity_files._cell("=1+1") == "'=1+1"
    assert sensitivity_files._cell("start.buildup") == "start.buildup"
    assert sensitivity_files._cell(-0.25) == -0.25


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["atlantis"], "scenario: .*one of"),
        (["nowhere.toml"], "nowhere.toml: no such file"),
        ([SCENARIO, "--share", "1"], "a share between 0 and 1, not '1'"),
        ([SCENARIO, "--share", "nan"], "a share between 0 and 1, not 'nan'"),
        ([SCENARIO, "--share", "much"], "a share between 0 and 1, not 'much'"),
        ([SCENARIO, "--rounds", "0"], "a whole number above 0, not '0'"),
        ([SCENARIO, "--draws", "-1"], "a whole number, 0 or more, not '-1'"),
        ([SCENARIO, "--cast", "leadership=saint"], "leadership cannot be 'saint'"),
        ([SCENARIO, "--cast", "pope=logit"], "no such role: 'pope'"),
        ([SCENARIO, "--cast", "leadership"], "name=value, not 'leadership'"),
        ([SCENARIO, "--only", "weather.*"], "only: a pattern that fits a number"),
        ([], "a scenario: "),
        ([SCENARIO, "--write-docs"], "leave scenario away"),
        (["--draws", "0", "--write-docs"], "at least one draw"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    arguments: list[str], sentence: str, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    with pytest.raises(CommandError, match=sentence) as refusal:
        call_command(
            "sensitivity", *arguments, *([] if "--write-docs" in arguments else ["--out", str(folder)])
        )
    assert refusal.value.returncode in (1, 2)
    assert not folder.exists()


def test_a_folder_that_is_a_file_is_refused_before_anything_is_played(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(CommandError, match="a folder that can be written"):
        call_command("sensitivity", SCENARIO, "--out", str(file))
    assert file.read_text() == "mine"


def test_the_shell_sees_status_2_and_one_sentence(tmp_path: Path) -> None:
    for arguments in (["atlantis"], [SCENARIO, "--share", "2"]):
        done = subprocess.run(
            [sys.executable, "manage.py", "sensitivity", *arguments, "--out", str(tmp_path / "out")],
            cwd=ROOT,
            env=os.environ | {"PYTHONWARNINGS": "ignore"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert not (tmp_path / "out").exists()


def report_for(name: str) -> sensitivities.Report:
    options: dict[str, Any] = {"rounds": 2, "again": 2, "draws": 5, "seed": 1, "share": 0.25, "processes": 1}
    return sensitivities.run(
        request_for(load_scenario(name), options | {"only": ["start.breadth", "start.legal"]})
    )


def test_the_page_names_every_scenario_its_conclusion_and_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sensitivities, "DRAW_ROUNDS", 2)
    reports = [report_for(name) for name in sensitivity_page.SCENARIOS]
    rows = [further_row(1.0)]
    paths = sensitivity_page.write(reports, rows, tmp_path)
    text = (tmp_path / "sensitivity.md").read_text(encoding="utf-8")
    for name, conclusion in sensitivity_page.SCENARIOS.items():
        assert f'<a id="{name}"></a>' in text
        assert conclusion.says in text
    for one in paths:
        assert one.is_file()
        assert one.suffix == ".md" or f"({one.parent.name}/{one.name})" in text
    assert len([one for one in paths if one.suffix == ".csv"]) == len(reports)
    assert "{" not in text
    assert "| first morning |" in text


def further_row(quiet: float) -> further.Row:
    share = share_of([True] * 400 + [False] * round(400 * (1 - quiet) / quiet))
    change = Change(-0.1, -0.2, -0.01)
    return further.Row(further.Variant("start.cohesion", -0.25), (share,) * 3, change, change)


def test_another_conclusion_that_does_not_hold_for_sure_is_bold() -> None:
    name, *quiet, window, beyond = further.cells(further_row(1.0))
    assert name == "`start.cohesion` × 0.75"
    assert not any("**" in one for one in (*quiet, window))
    assert beyond.startswith("**-10.0")
    assert all(cell.startswith("**") for cell in further.cells(further_row(0.96))[1:4])
    told = further.fallen([further_row(1.0)])
    assert "beyond the sum* under `start.cohesion` × 0.75" in told
    assert "status quo" not in told


def test_the_other_conclusions_are_played_with_the_number_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(further, "AGAINST", ("start.cohesion",))
    monkeypatch.setattr(further, "trials", lambda: [further.PACKAGE])
    monkeypatch.setattr(further, "_row", lambda variant, played: (variant, played))
    found: list[Any] = further.run(0.25, 12, 1)
    assert further.total(0.25, 12) == 36
    shares = [sum(one.negotiated for one in played[further.PACKAGE]) for _, played in found]
    assert shares[1] > shares[0] > shares[2]
    assert [variant.share for variant, _ in found] == [0.0, -0.25, 0.25]


def near(bound: float, **options: Any) -> sensitivities.Report:
    usual = {"rounds": 12, "again": 4, "closely": 16, "draws": 0, "seed": 7, "share": 0.25, "processes": 1}
    only = {"only": ["start.cohesion", "start.legal", "parameters.oversight.*"], "bound": bound}
    return sensitivities.run(request_for(load_scenario("venezuela-2025"), usual | only | options))


def test_what_may_lie_beyond_the_bound_is_played_closely_with_other_luck() -> None:
    report = near(0.60)
    rounds = {tried.path: tried.base.negotiated.of for tried in report.second}
    assert rounds.pop("start.cohesion") == 16
    assert set(rounds.values()) == {4}
    cohesion = next(tried for tried in report.second if tried.path == "start.cohesion").effect.less
    whole = varied(load_scenario("venezuela-2025"), {"start.cohesion": cohesion.value})
    played = play_rounds(whole, 7, range(12, 28))
    assert cohesion.negotiated.value == sum(result.negotiated for result in played) / 16
    assert report.fresh.negotiated.of == 16


def test_what_changed_no_round_of_the_probe_is_left_and_the_rest_is_the_same() -> None:
    whole, probed = near(0.99), near(0.99, probe=6)
    idle = {one.path for one in probed.first if one.base.negotiated.of == 6}
    assert idle
    assert probed.played < whole.played
    assert [one for one in probed.first if one.path not in idle] == [
        one for one in whole.first if one.path not in idle
    ]
    for one in probed.first:
        if one.path in idle:
            assert one.effect.span == 0.0


@pytest.mark.parametrize(
    ("low", "high", "under", "verdict"),
    [
        (0.16, 0.20, True, "surely"),
        (0.14, 0.20, True, "may"),
        (0.10, 0.149, True, "no"),
        (0.10, 0.149, False, "surely"),
        (0.14, 0.20, False, "may"),
        (0.15, 0.20, False, "no"),
    ],
)
def test_a_number_overturns_surely_with_its_whole_interval_only(
    low: float, high: float, under: bool, verdict: str
) -> None:
    side = Side(1.0, {}, Share((low + high) / 2, low, high, 100), Change(0.0, 0.0, 0.0))
    assert sensitivity_page._verdict(side, sensitivity_page.Conclusion("", 0.15, under)) == verdict


def test_the_names_on_the_page_can_be_set() -> None:
    for said in ("parameters.coercion.success_slope=0.15", "start.cohesion=0.465"):
        out = StringIO()
        call_command("simulate", "venezuela-2025", "--rounds", "1", "--set", said, stdout=out)
        assert "negotiated" in out.getvalue()
    template = (ROOT / "wargame/research/sensitivity.md").read_text(encoding="utf-8")
    assert "--set parameters.coercion.success_slope=0.15" in template
    report = near(0.60)
    rows = sensitivity_page._overturning(report)
    assert "`start.cohesion=0.465`" in rows
    assert all(row[0].startswith(("`start.", "`parameters.")) for row in sensitivity_page._rows(report))


def test_the_sign_test_against_counting_by_hand() -> None:
    before, after = [False] * 6 + [True, False, True], [True] * 6 + [False, False, True]
    # 6 up, 1 down: 2 × (1 + 7) / 2⁷.
    assert sign_test(before, after) == pytest.approx(0.125)
    assert sign_test(before, before) == 1.0
    assert 0.0 < sign_test([False] * 900, [True] * 900) < 1e-200
    assert sign_test([False] * 3000, [True] * 3000) == 0.0
    with pytest.raises(ValueError, match="shorter"):
        sign_test(before, after[:3])


def test_many_tests_are_judged_together_by_holms_steps() -> None:
    chances = {"a": 0.01, "b": 0.02, "c": 0.03, "d": 0.9}
    assert beyond_luck(chances) == {"a"}
    assert beyond_luck({"a": 0.012, "b": 0.016, "c": 0.02, "d": 0.9}) == {"a", "b", "c"}
    assert beyond_luck({}) == frozenset()


def test_a_conclusion_holds_up_to_its_bound() -> None:
    under = sensitivity_page.Conclusion("", 0.15, True)
    least = sensitivity_page.Conclusion("", 0.30, False)
    assert (under.holds(0.14), under.holds(0.15)) == (True, False)
    assert (least.holds(0.30), least.holds(0.29)) == (True, False)


def test_numbers_are_told_for_what_they_are() -> None:
    assert sensitivity_page.origin("parameters.oversight.clock_days") == "law"
    assert sensitivity_page.origin("start.buildup") == "first morning"
    assert sensitivity_page.origin("start.cohesion") == "judgement"
    assert sensitivity_page.origin("ends.exile.leadership") == "judgement"


def test_the_documented_scenarios_exist() -> None:
    for name in sensitivity_page.SCENARIOS:
        assert load_scenario(name)


def test_ctrl_c_ends_all_of_it_and_writes_nothing(tmp_path: Path) -> None:
    command = ["manage.py", "sensitivity", SCENARIO, "--rounds", "100000", "--processes", "2", "--out"]
    process = subprocess.Popen(
        [sys.executable, *command, str(tmp_path / "out")],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        wait_until(lambda: _workers(process) == 2, what="two workers")
        workers = psutil.Process(process.pid).children()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, out) == (130, "")
    assert "Stopped." in err
    assert "Traceback" not in err
    assert not psutil.wait_procs(workers, timeout=10)[1]
    assert not (tmp_path / "out").exists()


def _workers(process: subprocess.Popen[str]) -> int:
    """How many processes it has started that have begun to work."""
    assert process.poll() is None, process.communicate()
    return sum(1 for one in psutil.Process(process.pid).children() if one.cpu_times().user > 0.05)

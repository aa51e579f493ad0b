"""manage.py check_scenario: what it refuses, what it reports, and that its dry run is bounded and leaves nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.management import call_command

from game_engine import parse_scenario
from wargame.research.examiner import Examined, StageLine, Task, examined
from wargame.research.remarks import verdict

SMALL = ("--rounds", "4")
GOOD = 'extends = "first-steps"\nid = "mine"\n'


def run(*given: str) -> tuple[int, str, str]:
    """(status, stdout, stderr) of the command."""
    out, err = StringIO(), StringIO()
    try:
        call_command("check_scenario", *given, stdout=out, stderr=err)
    except SystemExit as stopped:
        return int(stopped.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.toml"


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


# ------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", "schema"),
        ("turns = ", "file"),
        (GOOD + "turns = 0", "turns"),
        (GOOD + "[start]\nlegal = nan", "start.legal"),
        (GOOD + "[start]\nlegal = 2", "start.legal"),
        (GOOD + "[start]\nmood = 2", "start.mood"),
        (GOOD + '[[orders]]\nrole = "region"\nkind = "sail"\nslot = "main"', "orders[region.sail]"),
        ("schema = 2", "schema"),
        ("# " + "x" * 2_000_000, "file"),
    ],
)
def test_a_file_at_fault_is_refused_with_path_and_expectation(file: Path, text: str, path: str) -> None:
    file.write_text(text)
    status, out, err = run(str(file))
    assert (status, out) == (2, "")
    assert err.startswith(f"refused  {path}")
    assert len(err.split(": ", 1)[1].strip()) > 3
    status, out, _ = run(str(file), "--json")
    assert status == 2
    assert json.loads(out)["refused"]["path"].startswith(path)
    assert os.listdir(file.parent) == [file.name]
    assert file.read_text() == text


@pytest.mark.parametrize(
    "name", ["nobody", "_standard", "../venezuela-2025", "missing.toml", "", "/etc/passwd"]
)
def test_what_is_no_scenario_is_refused(name: str) -> None:
    status, out, err = run(name)
    assert (status, out) == (2, "")
    assert err.startswith("refused")


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "endless.toml").symlink_to("/dev/zero")
    for name in ("folder", "pipe", "gone", "endless"):
        status, _, err = run(str(tmp_path / f"{name}.toml"))
        assert status == 2, name
        assert ("no such file" if name == "gone" else "a file") in err


@pytest.mark.parametrize(
    "options",
    [("--rounds", "0"), ("--rounds", "-1"), ("--rounds", "1e9"), ("--seconds", "nan"), ("--seconds", "0"),
     ("--minutes-a-turn", "inf"), ("--megabytes", "0")],
)  # fmt: skip
def test_options_that_mean_nothing(options: tuple[str, str]) -> None:
    with pytest.raises(Exception, match="not '"):
        run("first-steps", *options)


# ------------------------------------------------------------------------------------------------- reports


def test_the_report_in_words_and_as_data_say_the_same(file: Path) -> None:
    file.write_text(GOOD)
    status, out, err = run(str(file), *SMALL)
    assert status == 0
    for part in (
        "How it ends",
        "How long",
        "Who fares how",
        "What there is to choose",
        "Orders",
        "Not checked",
    ):
        assert part in out
    assert "rounds: done" in err
    status, data, _ = run(str(file), *SMALL, "--json")
    report = json.loads(data)
    assert (status, report["scenario"], report["rounds"], report["pairs"]) == (0, "mine", 4, 21)
    for remark in report["remarks"]:
        assert f"{remark['where']}: {remark['text']}" in out
    for end, share in report["ends"].items():
        assert (f"\n  {end} " in out) == bool(share["share"])
    assert os.listdir(file.parent) == [file.name]


def test_a_leak_is_an_error(file: Path) -> None:
    file.write_text(GOOD + "[summary]\nen = 'Cohesion is 0.62.'\n")
    status, out, _ = run(str(file), *SMALL)
    assert status == 2
    assert "error    summary.en: gives away start.cohesion" in out


def test_a_warning_counts_only_when_asked(file: Path) -> None:
    file.write_text(GOOD)
    status, out, _ = run(str(file), *SMALL, "--minutes-a-turn", "2")
    assert status == 0
    assert "minutes at 2 a turn" in out
    assert "warning  minutes:" in out
    assert run(str(file), *SMALL, "--minutes-a-turn", "2", "--strict")[0] == 1


def test_the_report_explains_its_columns(file: Path) -> None:
    file.write_text(GOOD)
    _, out, _ = run(str(file), *SMALL)
    for part in ("BATNA: what a seat can", "±: half the width", "given: in so many", "better: in so many"):
        assert part in out
    assert "21 pairs of rounds were played that differ only" in out


def test_what_was_not_run_is_not_reported() -> None:
    found, _ = bounded()
    assert found.report is not None
    assert "Secrecy" not in "\n".join(verdict(msgspec.structs.replace(found.report, pairs=0)))


def test_the_name_of_a_scenario_that_comes_with_offramp_is_warned_of(tmp_path: Path) -> None:
    taken = tmp_path / "first-steps.toml"
    taken.write_text('extends = "first-steps"\nturns = 3\n')
    _, out, _ = run(str(taken), *SMALL)
    assert "warning  id: first-steps comes with Offramp and this file is another" in out
    taken.write_text('extends = "first-steps"\n')
    assert "comes with Offramp" not in run(str(taken), *SMALL)[1]


# ------------------------------------------------------------------------------------------------- bounds

TASK: dict[str, Any] = {"rounds": 4, "seed": 1, "minutes_a_turn": None, "seconds": 60.0, "memory": 2**30}
SCENARIO = parse_scenario(GOOD)


def bounded(**changes: Any) -> tuple[Examined, list[StageLine]]:
    heard: list[StageLine] = []
    return examined(SCENARIO, Task(**(TASK | changes)), heard.append), heard


def test_the_child_reports_each_stage_and_is_gone() -> None:
    before = children()
    found, heard = bounded()
    assert found.stopped is None
    assert found.report is not None
    assert [line.name for line in heard if line.report] == [
        "rounds",
        "secrecy",
        "choices",
        "orders not given",
        "cohesion",
    ]
    assert children() == before


def test_time_on_the_clock_is_bounded() -> None:
    before = children()
    found, heard = bounded(rounds=100_000, seconds=3.0)
    assert found.stopped == "it took too long"
    assert heard[-1].done < 100_000
    reports = [line.report for line in heard if line.report]
    assert found.report == (reports[-1] if reports else None)
    assert children() == before


def test_memory_is_bounded() -> None:
    found, _ = bounded(rounds=100_000, memory=30 * 2**20)
    assert found.stopped == "it needed too much memory"


def test_a_dry_run_that_fails_is_told_in_words() -> None:
    found, _ = bounded(rounds=-1)
    assert found.stopped is not None
    assert "rounds: at least one" in found.stopped


def test_what_was_found_before_the_stop_is_reported(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    whole, _ = bounded()
    cut = Examined(whole.report, "it took too long", "choices")
    monkeypatch.setattr("wargame.research.management.commands.check_scenario.examined", lambda *_: cut)
    file.write_text(GOOD)
    status, out, _ = run(str(file))
    assert status == 0
    assert "warning  choices: it took too long" in out
    assert "raise --seconds or lower --rounds" in out
    assert "How it ends" in out


def test_the_child_dies_with_its_parent(file: Path) -> None:
    """The command is killed outright in the midst of a long dry run; nothing of it is left."""
    file.write_text(GOOD)
    command = [sys.executable, "manage.py", "check_scenario", str(file), "--rounds", "100000"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as parent:
        path = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        while not (found := path.read_text().split()):
            assert parent.poll() is None
        # The child asks to die with its parent before it reads the scenario: wait until it has begun to work.
        program = Path(f"/proc/{found[0]}/stat")
        while program.read_text().rsplit(")", 1)[1].split()[11] < "2" and parent.poll() is None:
            pass
        parent.kill()
    for _ in range(10_000_000):
        if not program.exists() or program.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            break
    else:
        pytest.fail("the child lives on")

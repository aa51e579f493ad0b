"""`manage.py simulate`: the same whatever the processes, JSON alone on standard output, refusals by path."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from game_engine import load_scenario, simulate
from tests.processes import ROOT


def _command(*arguments: str) -> dict[str, object]:
    out = StringIO()
    call_command("simulate", *arguments, "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def test_the_command_prints_one_json_object_whatever_the_processes() -> None:
    several = _command("first-steps", "--rounds", "12", "--seed", "4", "--processes", "2")
    one = _command("first-steps", "--rounds", "12", "--seed", "4", "--processes", "1")
    assert list(several) == [
        "scenario",
        "rounds",
        "seed",
        "rules",
        "bots",
        "outcomes",
        "negotiated",
        "payoffs",
        "rounds_per_second",
    ]
    assert several.pop("rounds_per_second") > 0
    assert one.pop("rounds_per_second") > 0
    assert several == one
    assert one["payoffs"] == simulate(load_scenario("first-steps"), 12, 4).payoffs


def test_the_command_changes_parameters_and_bots() -> None:
    base = ("first-steps", "--rounds", "8", "--processes", "1")
    held = _command(*base, *(f"--bots={role}=hold" for role in ("coercer", "leadership", "officer")))
    assert held["negotiated"] == 0.0
    calm = _command(*base, "--set", "start.buildup=0", "--set", "parameters.coercion.slope=5.0")
    assert calm["outcomes"] != _command(*base)["outcomes"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "or one of first-steps"),
        (["first-steps", "--set", "start.weather=1"], "start.weather"),
        (["first-steps", "--set", "start.sanctions=7"], "start.sanctions"),
        (["first-steps", "--set", "start.sanctions=nan"], "start.sanctions"),
        (["first-steps", "--bots", "coercer=reckless"], "reckless"),
        (["missing.toml"], "missing.toml"),
    ],
)
def test_the_command_refuses_by_path_and_with_status_2(arguments: list[str], says: str) -> None:
    with pytest.raises(CommandError, match=says) as refusal:
        call_command("simulate", *arguments, "--rounds", "1")
    assert refusal.value.returncode == 2


def test_only_json_goes_to_standard_output() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "simulate", "first-steps", "--rounds", "6", "--format", "json"],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["rounds"] == 6
    assert done.stderr == ""
    wrong = subprocess.run(
        [sys.executable, "manage.py", "simulate", "first-steps", "--rounds", "none"],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert wrong.returncode == 2
    assert wrong.stdout == ""

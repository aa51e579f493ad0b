"""Many rounds between bots: the same tally however they are shared out, and the history that the articles tell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from msgspec.structs import replace

from game_engine import ENDS, Scenario, load_scenario, parse_scenario, play_rounds, simulate, tally
from tests.processes import ROOT

STATIC = {"coercer": "hold", "opposition": "hold", "region": "hold"}
"""The seats that could improve the package leave it as it lies."""

PACKAGE = {
    "start.legal": 0.25,
    "start.briefed": True,
    "start.breadth": 0.85,
    "start.backing": 1.0,
    "start.monitors": 0.6,
    "start.host": "neighbour",
    "start.guarantee": 0.9,
    "start.exile_closes": 4,
    "start.ultimatum": 4,
}
UNPRESSED = {
    "start.credibility": 0.03,
    "types.resolved": 0.03,
    "start.cohesion": 0.80,
    "start.buildup": 0.0,
    "start.sanctions": 0.10,
    "start.patrons": 0.50,
    "start.legal": 0.1,
}
NO_HOST = {"start.guarantee": 0.0}


def _scenario(values: dict[str, object], *without: str) -> Scenario:
    """venezuela-2025 with another start, and without some of its entries."""
    text = 'extends = "venezuela-2025"\n'
    scenario = parse_scenario(text, values)
    if not without:
        return scenario
    start = replace(scenario.start, **dict.fromkeys(without))
    return replace(scenario, start=start)


SETTINGS = {
    "2016": _scenario(
        UNPRESSED | NO_HOST | {"start.breadth": 0.60, "start.backing": 0.25, "start.monitors": 0.0},
        "host",
        "exile_closes",
        "ultimatum",
    ),
    "2016 with a valid law": _scenario(PACKAGE | UNPRESSED, "exile_closes", "ultimatum"),
    "2019": _scenario(
        {
            "start.credibility": 0.15,
            "types.resolved": 0.15,
            "start.cohesion": 0.75,
            "start.buildup": 1.0,
            "start.sanctions": 0.60,
            "start.patrons": 0.70,
            "start.breadth": 0.50,
            "start.backing": 0.60,
            "start.monitors": 0.2,
            "start.host": "island",
            "start.guarantee": 0.2,
            "start.legal": 0.1,
        },
        "exile_closes",
        "ultimatum",
    ),
    "2025 as reported": load_scenario("venezuela-2025"),
    "2025 coordinated": _scenario(PACKAGE),
}


def _quiet(outcomes: dict[str, float]) -> float:
    return outcomes["stand_off"] + outcomes["backed_down"]


@pytest.mark.parametrize("name", ["2016", "2016 with a valid law", "2019"])
def test_without_pressure_the_status_quo_stands(name: str) -> None:
    """At 95 % over many rounds, fewer than 34 of 40 come up in less than one sample of a hundred."""
    outcome = simulate(SETTINGS[name], 40, 11)
    assert _quiet(outcome.outcomes) >= 34 / 40
    assert outcome.negotiated <= 6 / 40


def test_the_offer_of_2025_is_rebuffed_if_nobody_improves_it() -> None:
    assert simulate(SETTINGS["2025 as reported"], 40, 11, STATIC).negotiated <= 6 / 40


def test_the_coordinated_package_is_often_taken() -> None:
    """With a true share of .50 and more, fewer than 12 of 60 come up less than once in a million samples."""
    taken = simulate(SETTINGS["2025 coordinated"], 60, 11, STATIC).negotiated
    assert taken >= 12 / 60
    assert taken > simulate(SETTINGS["2025 as reported"], 40, 11, STATIC).negotiated


LEVERS: dict[str, tuple[dict[str, object], tuple[str, ...]]] = {
    "pressure": ({"start.buildup": 0.0, "start.credibility": 0.03, "types.resolved": 0.03}, ("ultimatum",)),
    "breadth": ({"start.breadth": 0.35}, ()),
    "exile": (NO_HOST, ("host", "exile_closes")),
    "the date": ({}, ("exile_closes", "ultimatum")),
    "safe conduct": ({"start.guarantee": 0.2, "start.host": "gulf"}, ()),
    "joint backing": ({"start.backing": 0.4}, ()),
    "legal clearance": ({"start.legal": 0.6, "start.briefed": False}, ()),
    "no crimes covered": ({"start.crimes": True}, ()),
}


@pytest.mark.long
@pytest.mark.parametrize("lever", LEVERS)
def test_each_lever_taken_away_lowers_the_share_of_deals(lever: str) -> None:
    values, without = LEVERS[lever]
    without_it = _scenario(PACKAGE | values, *without)
    assert simulate(without_it, 600, 5, STATIC).negotiated < _coordinated()


@cache
def _coordinated() -> float:
    return simulate(SETTINGS["2025 coordinated"], 600, 5, STATIC).negotiated


def test_the_tally_does_not_depend_on_how_the_rounds_are_shared_out() -> None:
    scenario = load_scenario("first-steps")
    whole = simulate(scenario, 12, 4)
    parts = [play_rounds(scenario, 4, numbers) for numbers in (range(5, 12), range(5))]
    assert tally(scenario, 4, parts[0] + parts[1]) == whole
    assert simulate(scenario, 12, 4) == whole
    assert simulate(scenario, 12, 5) != whole


def test_a_tally_is_a_distribution_over_the_ends() -> None:
    result = simulate(load_scenario("first-steps"), 10, 1, {"legislature": "standing"})
    assert set(result.outcomes) == set(ENDS)
    assert sum(result.outcomes.values()) == pytest.approx(1.0)
    assert {"us", "opposition", "leadership", "congress"} <= set(result.payoffs)


@pytest.mark.parametrize(
    "bots", [{"coercer": "reckless"}, {"coercer": "standing"}, {"admiral": "logit"}, {"officer-1": "hold"}]
)
def test_there_are_no_other_roles_and_temperaments(bots: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="one of"):
        simulate(load_scenario("first-steps"), 1, 1, bots)


def test_no_rounds_make_no_tally() -> None:
    with pytest.raises(ValueError, match="at least one"):
        simulate(load_scenario("first-steps"), 0, 1)


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
    held = _command(*base, *(f"--bots={role}=hold" for role in ("us", "leadership", "officer")))
    assert held["negotiated"] == 0.0
    calm = _command(*base, "--set", "start.buildup=0", "--set", "parameters.coercion.slope=5.0")
    assert calm["outcomes"] != _command(*base)["outcomes"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "scenario: one of"),
        (["first-steps", "--set", "start.weather=1"], "start.weather"),
        (["first-steps", "--set", "start.sanctions=7"], "start.sanctions"),
        (["first-steps", "--set", "start.sanctions=nan"], "start.sanctions"),
        (["first-steps", "--bots", "us=reckless"], "reckless"),
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

"""docs/scenarios.md: the example that it builds is whole, its pieces are the example's, and its refusals are real."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game_engine import ScenarioError, examine, parse_scenario
from game_engine.analysis.fairness import texts

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDE = (DOCS / "scenarios.md").read_text("utf-8")
EXAMPLE = (DOCS / "examples" / "the-pass.toml").read_text("utf-8")


def before(mark: str) -> str:
    """The example as far as the guide has brought it."""
    assert EXAMPLE.count(mark) == 1, mark
    return EXAMPLE[: EXAMPLE.index(mark)]


def without(part: str, other: str = "") -> str:
    assert EXAMPLE.count(part) == 1, part
    return EXAMPLE.replace(part, other)


def test_every_piece_of_the_guide_is_a_piece_of_the_example() -> None:
    pieces = re.findall(r"```toml\n(.*?)\n```", GUIDE, re.DOTALL)
    assert len(pieces) >= 7
    assert EXAMPLE.startswith(pieces[0])
    found = [EXAMPLE.index(piece) for piece in pieces]
    assert found == sorted(found)


@pytest.mark.parametrize(
    "text",
    [
        before("[title]"),
        before("[officers]"),
        before('[[roles]]\nrole = "coercer"'),
        before('[[roles]]\nrole = "region"'),
        without("cohesion = 0.58", "cohesion = 58"),
        without('[[undertakings]]\nkind = "brief_legislature"\ndrop = true\n'),
    ],
)
def test_the_refusals_that_the_guide_shows_are_real(text: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        parse_scenario(text)
    assert f"refused  {refused.value.path}: {refused.value.expected}" in GUIDE


def test_the_leak_that_the_guide_shows_is_found() -> None:
    leaking = without(
        "wants him gone in six weeks.",
        "wants him gone in six weeks. The coalition's people want trials, more than others think.",
    )
    found = list(texts.leaks(parse_scenario(leaking)))
    assert [f"    {item.level:<8} {item.where}: {item.text}" for item in found] == [
        line for line in GUIDE.splitlines() if line.startswith("    error")
    ]


def test_the_example_is_fit_to_be_played() -> None:
    scenario = parse_scenario(EXAMPLE)
    reports = [stage.report for stage in examine(scenario, rounds=12, seed=1)]
    assert reports[-1] is not None
    assert not [remark for remark in reports[-1].remarks if remark.level == "error"]
    assert not list(texts.fit(scenario))


def test_the_options_and_files_that_the_guide_names_exist() -> None:
    from django.core.management import load_command_class

    command = load_command_class("wargame.research", "check_scenario")
    parser = command.create_parser("manage.py", "check_scenario")
    known = {option for action in parser._actions for option in action.option_strings}
    for option in (
        "--minutes-a-turn",
        "--rounds",
        "--seed",
        "--seconds",
        "--megabytes",
        "--strict",
        "--json",
    ):
        assert option in GUIDE
        assert option in known
    for link in re.findall(r"\]\(([^)#]+)\)", GUIDE):
        assert (DOCS / link).exists(), link

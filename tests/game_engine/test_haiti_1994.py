"""Haiti, 1994: a second crisis without a line of code, whose values are those that its source document gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game_engine import ENDS, load_scenario, parse_scenario, play_rounds, simulate
from game_engine.scenarios.wording import texts

SCENARIO = load_scenario("haiti-1994")
DOCUMENT = Path(__file__).parents[2] / "docs" / "history" / "haiti-1994.md"

OTHER_CRISES = re.compile(
    r"venez|caracas|bolivar|suramerican|south american|\bgulf\b|del golfo|"
    r"follow-on|segundo ataque|eleven|once buques|fifteen thousand|quince mil|manila|filipin|philippine",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"c[ée]dras|biamby|fran[çc]ois|aristide|clinton|carter|nunn|powell|jonassaint|duvalier|caputo",
    re.IGNORECASE,
)
SAME_IN_BOTH = {"Embargo"}


@pytest.mark.parametrize("pattern", [OTHER_CRISES, PEOPLE], ids=["another crisis", "a person"])
def test_no_text_speaks_of(pattern: re.Pattern[str]) -> None:
    found = [
        (path, hit[0])
        for path, text in texts(SCENARIO)
        for hit in map(pattern.search, (text["en"], text["es"]))
        if hit
    ]
    assert found == []


def test_both_languages_are_there() -> None:
    everything = list(texts(SCENARIO))
    assert len(everything) > 150
    same = {text["en"] for _, text in everything if text["en"].strip() == text["es"].strip()}
    assert same == SAME_IN_BOTH


def documented() -> Iterator[tuple[str, float]]:
    """Values of the source document's tables that are one number, by entry."""
    for entry, value in re.findall(
        r"^\| `([a-z_.]+)` \| ([+-]?\d*\.?\d+) \|", DOCUMENT.read_text("utf-8"), re.M
    ):
        yield entry, float(value)


def test_values_are_those_of_the_document() -> None:
    found = dict(documented())
    assert {"credibility", "cohesion", "guarantee", "types.resolved", "types.exile_value_mean"} <= set(found)
    for entry, value in found.items():
        assert value_of(entry) == pytest.approx(value), entry


def value_of(entry: str) -> float:
    """The scenario's value: an entry of the first morning bears its bare name, any other the path to it."""
    roots = {"types": SCENARIO, "coercion": SCENARIO.parameters}
    first = entry.partition(".")[0]
    found: Any = roots.get(first, SCENARIO.start)
    for step in entry.split("."):
        found = getattr(found, step)
    return float(found)


def test_weights_are_those_of_the_engine() -> None:
    """Nothing is turned towards an outcome: what the document does not name has its default, as the payoffs have."""
    base = load_scenario("venezuela-2025")
    own, other = SCENARIO.parameters, base.parameters
    differing = {
        f"{group}.{name}"
        for group in own.__struct_fields__
        for name in getattr(own, group).__struct_fields__
        if getattr(getattr(own, group), name) != getattr(getattr(other, group), name)
    }
    assert differing == {
        "coercion.success_base",
        "coercion.success_slope",
        "coercion.strike_shock",
        "ledger.priors",
    }
    for end in ENDS:
        mine, theirs = SCENARIO.ends[end], base.ends[end]
        for name in mine.__struct_fields__:
            if name not in ("name", "text"):
                assert getattr(mine, name) == getattr(theirs, name), (end, name)


def test_plays_to_an_end() -> None:
    for played in play_rounds(SCENARIO, 5, range(4)):
        assert played.end in ENDS
        assert set(played.payoffs) == {
            "us", "opposition", "leadership", "officer-1", "officer-2", "congress", "mediators", "families"
        }  # fmt: skip


def test_usual_course() -> None:
    """Four standard errors of so small a sample round the shares of the source document."""
    result = simulate(SCENARIO, 200, 7)
    assert 0.045 < result.negotiated < 0.25
    assert 0.56 < result.outcomes["removal_collapses"] < 0.83


def test_a_threat_that_is_believed_is_not_needed() -> None:
    believed = parse_scenario('extends = "haiti-1994"\n', {"start.credibility": 0.9})
    assert simulate(believed, 60, 7).negotiated > 0.70

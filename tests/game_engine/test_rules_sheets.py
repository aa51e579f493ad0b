"""The printed rules say what the scenario says: every end with its points, and the orders of every seat."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game_engine import ENDS, load_scenario
from game_engine.scenario import Payoff

DOCS = Path(__file__).parents[2] / "docs"
SHEETS = {language: (DOCS / f"rules-{language}.md").read_text("utf-8") for language in ("en", "es")}
COLUMNS = ("opposition", "leadership", "officer", "legislature", "region", "patrons")


def numbers(text: str) -> list[int]:
    return [int(one.replace("−", "-")) for one in re.findall(r"−?\d+", text)]


def points(rule: Payoff) -> list[int]:
    parts = [rule.exile, rule.covered, rule.exposed]
    return [int(one) for one in parts if one] or [int(rule.fixed)]


@pytest.mark.parametrize("language", SHEETS)
def test_points_of_every_end(language: str) -> None:
    rows = [line for line in SHEETS[language].splitlines() if line.startswith("|")][-len(ENDS) :]
    ends = load_scenario("venezuela-2025").ends
    for row, end in zip(rows, ENDS, strict=True):
        rule = ends[end]
        wanted = [*points(rule.coercer_resolved), *points(rule.coercer_unresolved)]
        wanted += [one for name in COLUMNS for one in points(getattr(rule, name))]
        assert numbers(row) == wanted, row


@pytest.mark.parametrize("language", SHEETS)
def test_says_at_its_head_whose_names_it_has(language: str) -> None:
    assert "Venezuela 2025" in SHEETS[language].split("\n\n")[1]


@pytest.mark.parametrize("language", SHEETS)
def test_fits_two_printed_pages(language: str) -> None:
    words = [one for one in SHEETS[language].split() if re.search(r"\w", one)]  # the bars of tables are none
    assert len(words) < 1500
    assert len(re.findall(r"^## ", SHEETS[language], re.MULTILINE)) == 8

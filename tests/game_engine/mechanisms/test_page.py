"""The formulas are all used, all say where they are from, and the page that lists them is up to date."""

import re

import pytest

from game_engine import mechanisms
from tests.game_engine.mechanisms import page, reading

FILES = reading.mechanisms()
FORMULAS = [(one.name, formula.name) for one in FILES for formula in one.formulas]


def test_the_page_is_up_to_date():
    assert page.PAGE.read_text(encoding="utf-8") == page.page(), (
        "run: .venv/bin/python -m tests.game_engine.mechanisms.page"
    )


@pytest.mark.parametrize("formula", FORMULAS, ids=".".join)
def test_no_formula_stands_unused(formula):
    assert reading.used_by_the_product().get(formula), "neither the engine nor the analysis calls it"


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.name)
def test_every_file_says_where_it_is_from(one):
    assert {"Sources", "Units"} <= set(one.labelled)
    assert {"Theory", "Data", "Judgement"} & set(one.labelled), "what kind of claim is it?"
    assert re.search(r"\((1[89]|20)\d\d\)|of 1973", one.labelled["Sources"]), "no year"


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.name)
def test_every_number_is_owned_up_to(one):
    """A file whose formulas have values of their own says which of them are judgements."""
    if any(formula.defaults for formula in one.formulas) and one.name not in (
        "bargaining", "games", "signalling", "curves", "credibility",
    ):  # fmt: skip
        assert "Judgement" in one.labelled


@pytest.mark.parametrize("formula", FORMULAS, ids=".".join)
def test_every_formula_says_what_it_gives(formula):
    name, function = formula
    (says,) = (
        each.says for one in FILES if one.name == name for each in one.formulas if each.name == function
    )
    assert says.startswith("Return "), says


def test_the_page_of_validation_names_the_files_that_rest_on_no_theory():
    names = [one.name for one in FILES if "Theory" not in one.labelled]
    text = (reading.ROOT / "wargame" / "research" / "validation.md").read_text(encoding="utf-8")
    assert (len(names), len(FILES)) == (5, 18)
    assert f"Five of the eighteen ({', '.join(names)}) rest on no theory" in text


def test_the_package_says_what_it_holds():
    assert mechanisms.__doc__

"""What is easily overlooked: words of the base left standing, plurals, short turns, and a cohesion that decides all."""

from __future__ import annotations

import pytest

from game_engine import parse_scenario
from game_engine.analysis.fairness import firmness, slips
from game_engine.analysis.simulate import cast_of

MINE = 'extends = "first-steps"\n'


def found(text: str) -> set[tuple[str, str]]:
    return {(one.code, one.where) for one in slips.slips(parse_scenario(MINE + text))}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("turn_days = 7", ("short turns", "turn_days")),
        ("[[roles]]\nrole = 'opposition'\nname.en = 'the rebels'", ("plural", "roles[opposition].name.en")),
        (
            "[[orders]]\nrole = 'coercer'\nkind = 'sanctions_up'\nname.en = 'cut the trade'",
            ("deed", "orders[coercer.sanctions_up].deed"),
        ),
    ],
)
def test_a_slip_is_noted(text: str, note: tuple[str, str]) -> None:
    assert note in found(text)
    assert note not in found("")


@pytest.mark.parametrize(
    "name", ["the United States", "the congress", "the chorus", "the coalition", "the crisis"]
)
def test_what_is_no_plural_is_not_called_one(name: str) -> None:
    noted = found(f"[[roles]]\nrole = 'opposition'\nname.en = '{name}'")
    assert ("plural", "roles[opposition].name.en") not in noted


def test_an_order_with_a_deed_of_its_own_is_in_order() -> None:
    line = "[[orders]]\nrole = 'coercer'\nkind = 'sanctions_up'\nname.en = 'cut the trade'\n"
    noted = found(line + "deed = { en = 'cut the trade', es = 'cortó el comercio' }")
    assert ("deed", "orders[coercer.sanctions_up].deed") not in noted


def test_the_rounds_on_either_side_have_the_same_luck() -> None:
    scenario, cast = parse_scenario(MINE), cast_of({})
    assert list(firmness.either_side(scenario, 3, 4, cast)) == list(
        firmness.either_side(scenario, 3, 4, cast)
    )
    assert len(list(firmness.either_side(scenario, 3, 4, cast))) == 4


@pytest.mark.parametrize(
    ("less", "more", "noted"), [(30, 6, True), (6, 30, True), (20, 12, False), (20, 20, False)]
)
def test_a_note_where_the_two_differ_by_a_lot(less: int, more: int, noted: bool) -> None:
    scenario = parse_scenario(MINE + "[start]\ncohesion = 0.58")
    pairs = tuple((number < less, number < more) for number in range(60))
    note = firmness.remark(scenario, pairs)
    assert (note is not None) == noted
    if note is not None:
        assert note.text.startswith(
            f"with 0.53 in its place {less} of 60 rounds are negotiated, with 0.63 {more} of"
        )
    assert firmness.remark(scenario, pairs[:19]) is None


@pytest.mark.parametrize(("own", "tried"), [(0.02, (0.0, 0.07)), (1.18, (1.13, 1.2)), (0.58, (0.53, 0.63))])
def test_no_more_and_no_less_than_a_scenario_may_have(own: float, tried: tuple[float, float]) -> None:
    assert firmness.bounds(parse_scenario(f"{MINE}[start]\ncohesion = {own}")) == tried

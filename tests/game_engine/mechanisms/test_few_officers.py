"""The tipping point of a few officers of equal weight, beside θ* = 1 − κ, which is that of very many."""

from __future__ import annotations

import pytest

from game_engine import load_scenario, theory
from game_engine.mechanisms.coordination import enough_others, tipping

CHANCES = [(step + 0.5) / 400 for step in range(400)]


def tips_below(kappa: float, officers: int) -> float:
    """The strength below which n officers tip, in the limit of small noise and with a flat prior.

    An officer on the edge thinks every number of others that move equally likely (Morris and Shin 2003): the chance
    that enough do is that of `enough_others`, over all p alike. They move as long as it is at least κ.
    """
    for needed in range(officers, 0, -1):
        enough = sum(enough_others(chance, needed, officers) for chance in CHANCES) / len(CHANCES)
        if enough >= kappa - 1e-4:
            return needed / officers
    return 0.0


@pytest.mark.parametrize("kappa", [0.53, 0.81, 0.99])
def test_one_officer_needs_nobody_and_two_tip_at_a_half(kappa: float) -> None:
    assert tips_below(kappa, 1) == 1.0
    assert tips_below(kappa, 2) == 0.5
    assert tipping(kappa, 0.0) < 0.5


def test_three_or_five_officers_would_tip_on_the_day_of_the_coordinated_deadline() -> None:
    """What the page of the mechanisms says under "Officers are few"."""
    morning = next(one for one in theory(load_scenario("venezuela-2025-coordinated")) if one.id == "tipping")
    values = {one.name: one.value for one in (*morning.given, *morning.gives)}
    many, strength = values["tipping-at-a-deadline"], values["strength"]
    few = [tips_below(1.0 - many, officers) for officers in range(1, 7)]
    assert [round(one, 2) for one in (many, strength, *few)] == [0.48, 0.56, 1.0, 0.5, 0.67, 0.5, 0.6, 0.5]


def test_very_many_officers_tip_at_the_formula() -> None:
    assert tips_below(0.53, 40) == pytest.approx(tipping(0.53, 0.0), abs=1 / 40)


@pytest.mark.parametrize("kappa", [0.15, 0.52, 0.85])
@pytest.mark.parametrize("officers", range(1, 7))
def test_few_tip_no_lower_than_very_many(kappa: float, officers: int) -> None:
    few, many = tips_below(kappa, officers), tipping(kappa, 0.0)
    assert many - 1e-9 <= few <= many + 1.0 / officers + 1e-9

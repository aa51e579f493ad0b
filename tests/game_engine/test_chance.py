"""Chance by hash: the same on every machine, uniform enough, and never out of range."""

from math import nan

import pytest

from game_engine import chance


@pytest.mark.parametrize(
    ("seed", "turn", "label", "expected"),
    [
        (7, 1, "incident", 0.11603741762370856),
        (0, 0, "", 0.323459902311516),
        (-3, 12, "coup/x", 0.31576512909666354),
    ],
)
def test_a_draw_is_known_beforehand(seed, turn, label, expected):
    assert chance.draw(seed, turn, label) == expected


def test_normal_numbers_are_known_beforehand():
    assert chance.normal(7, 1, "drift") == pytest.approx(-0.8421458548622289, abs=1e-12)
    assert chance.normal(7, 2, "drift", mean=0.22, sd=0.2) == pytest.approx(0.202305189756362, abs=1e-12)


def test_choices_are_known_beforehand():
    turns = [chance.chosen(7, turn, "end", [0.2, 0.5, 0.3]) for turn in range(12)]
    assert turns == [1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 1, 2]


def test_seed_turn_and_label_each_make_another_draw():
    draws = {chance.draw(s, t, x) for s in range(20) for t in range(20) for x in ("incident", "strike")}
    assert len(draws) == 800


def test_draws_are_uniform():
    draws = [chance.draw(seed, 3, "uniform") for seed in range(20_000)]
    assert all(0.0 <= one < 1.0 for one in draws)
    tenths = [0] * 10
    for one in draws:
        tenths[int(one * 10)] += 1
    # 27.9 is what chi-square with 9 degrees of freedom passes once in a thousand.
    assert sum((count - 2000) ** 2 / 2000 for count in tenths) < 27.9


def test_normal_numbers_have_their_mean_and_spread():
    numbers = [chance.normal(seed, 3, "normal", mean=2.0, sd=0.5) for seed in range(20_000)]
    mean = sum(numbers) / len(numbers)
    spread = (sum((one - mean) ** 2 for one in numbers) / len(numbers)) ** 0.5
    assert mean == pytest.approx(2.0, abs=0.015)
    assert spread == pytest.approx(0.5, abs=0.015)


def test_the_least_draw_is_still_a_finite_normal(monkeypatch):
    monkeypatch.setattr(chance, "draw", lambda seed, turn, label: 0.0)
    assert -9.0 < chance.normal(1, 1, "least") < -8.0


def test_choices_follow_their_weights():
    picks = [chance.chosen(seed, 1, "weights", [1.0, 0.0, 3.0]) for seed in range(8_000)]
    assert picks.count(1) == 0
    assert picks.count(2) / len(picks) == pytest.approx(0.75, abs=0.02)


def test_a_mark_at_the_very_end_takes_the_last_index_that_can_be_drawn(monkeypatch):
    monkeypatch.setattr(chance, "draw", lambda seed, turn, label: 1.0)
    assert chance.chosen(1, 1, "end", [0.5, 0.5, 0.0]) == 1


@pytest.mark.parametrize(
    "weights", [[], [0.0, 0.0], [1.0, -0.5], [1.0, nan], [nan, 1.0], [1.0, float("inf")]]
)
def test_weights_that_are_no_weights_are_refused(weights):
    with pytest.raises(ValueError, match="weights must be finite"):
        chance.chosen(1, 1, "bad", weights)


def test_small_weights_are_weights_too(monkeypatch):
    assert chance.chosen(1, 1, "small", [0.0, 0.005]) == 1
    monkeypatch.setattr(chance, "draw", lambda seed, turn, label: 1.0)
    assert chance.chosen(1, 1, "small", [0.5, 0.005]) == 1

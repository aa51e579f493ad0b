"""Shares and their error: published examples, and how often an interval covers what is true."""

from __future__ import annotations

import pytest

from game_engine import change_of, interaction, share_of
from game_engine.analysis.shares import monotone
from game_engine.chance import draw


def flags(yes: int, of: int) -> list[bool]:
    return [number < yes for number in range(of)]


@pytest.mark.parametrize(
    ("yes", "of", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17:857, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_the_published_one(yes: int, of: int, low: float, high: float) -> None:
    found = share_of(flags(yes, of))
    assert (found.low, found.high) == pytest.approx((low, high), abs=5.1e-5)
    assert (found.value, found.of) == (yes / of, of)


def pairs(both: int, first: int, second: int, neither: int) -> tuple[list[bool], list[bool]]:
    cells = (
        [(True, True)] * both
        + [(True, False)] * first
        + [(False, True)] * second
        + [(False, False)] * neither
    )
    return [first for first, _ in cells], [second for _, second in cells]


def test_the_interval_of_a_paired_change_is_the_published_one() -> None:
    """Newcombe (1998), Statistics in Medicine 17:2635: 36 both, 12 and 2 one only, by method 10."""
    after, before = pairs(36, 12, 2, 0)
    found = change_of(before, after)
    assert found == pytest.approx((0.20, 0.0569, 0.3404), abs=5.1e-5)


def test_a_change_read_backwards_is_its_opposite() -> None:
    before, after = pairs(20, 5, 14, 61)
    there, back = change_of(before, after), change_of(after, before)
    assert there.value == pytest.approx(-back.value)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


def test_ties_narrow_the_interval_of_a_change() -> None:
    """The same shares: where most rounds agree, what changed is known better."""
    tied, loose = change_of(*pairs(30, 0, 10, 60)), change_of(*pairs(12, 18, 28, 42))
    assert tied.value == pytest.approx(loose.value)
    assert tied.high - tied.low < 0.7 * (loose.high - loose.low)
    assert tied.is_up
    assert not loose.is_up


def test_intervals_cover_what_is_true_about_as_often_as_they_say() -> None:
    """300 samples of 80 rounds: a share of .2, and a change of .1 with common luck."""
    covered = changed = 0
    for sample in range(300):
        luck = [draw(sample, number, "luck") for number in range(80)]
        fewer, more = [one < 0.2 for one in luck], [one < 0.3 for one in luck]
        found, moved = share_of(fewer), change_of(fewer, more)
        covered += found.low <= 0.2 <= found.high
        changed += moved.low <= 0.1 <= moved.high
    assert 0.90 <= covered / 300 <= 0.99
    assert changed / 300 >= 0.90


def test_an_interaction_is_what_both_add_beyond_the_sum() -> None:
    neither, first, second, both = (flags(yes, 200) for yes in (0, 10, 10, 80))
    found = interaction(neither, first, second, both)
    assert found.value == pytest.approx(0.30)
    assert found.is_up
    substitutes = interaction(neither, flags(60, 200), flags(60, 200), flags(70, 200))
    assert substitutes.is_down


def test_the_nearest_line_that_only_rises_pools_what_goes_the_wrong_way() -> None:
    assert monotone([0.1, 0.3, 0.2, 0.6], rising=True) == pytest.approx([0.1, 0.25, 0.25, 0.6])
    assert monotone([0.6, 0.2, 0.3, 0.4], rising=False) == pytest.approx([0.6, 0.3, 0.3, 0.3])
    assert monotone([3.0, 2.0, 1.0], rising=True) == pytest.approx([2.0, 2.0, 2.0])
    assert monotone([1.0, 2.0], rising=True) == [1.0, 2.0]


@pytest.mark.parametrize(
    "wrong", [lambda: share_of([]), lambda: change_of([True], []), lambda: interaction([], [], [], [])]
)
def test_nothing_to_count_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="rounds"):
        wrong()

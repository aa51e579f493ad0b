"""Laid one over the other, the frames come to the view that the server would send: each event, told to each seat."""

from collections.abc import Iterator
from typing import Any

import pytest

from game_engine import load_scenario, talk_kinds
from tests.agents.seat_frames import SeatFrames
from wargame.agents.folding import fold

SCENARIOS = ("first-steps", "haiti-1994")
# What is told by itself as it happens; all else is part of a turn's report.
WANTED = {*talk_kinds(), "orders_sealed", "ready_changed", "turn"}

Case = tuple[str, dict[str, Any], list[dict[str, Any]], dict[str, Any]]


def cases(seat: str, seed: int, scenario: str, *, moves: int = 40) -> Iterator[Case]:
    """Play by chance; of each move that the seat heard of: its kind, the picture before, the frames, the one after."""
    seat_frames = SeatFrames(seat, seed, scenario)
    for number in range(moves):
        before, heard = seat_frames.snapshot(), len(seat_frames.stored)
        if number % 20 == 19:
            seat_frames.close()
            kind = "turn"
        else:
            seat_frames.play(1)
            kind = seat_frames.stored[heard].kind if len(seat_frames.stored) > heard else ""
        if kind:
            yield kind, before, seat_frames.frames(heard), seat_frames.snapshot()
        if seat_frames.state.phase == "over":
            return


def seats_of(scenario: str) -> list[str]:
    rules = load_scenario(scenario)
    return [seat for seat in rules.seats(2) if seat not in rules.optional_seats]


def one_of_each(seat: str, scenario: str = "first-steps") -> dict[str, Case]:
    """The first case of each kind that this seat is told."""
    found: dict[str, Case] = {}
    for seed in range(1, 30):
        for case in cases(seat, seed, scenario):
            found.setdefault(case[0], case)
        if found.keys() >= WANTED:
            break
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_an_old_view_and_what_happened_make_the_new_view(scenario: str) -> None:
    seen: dict[str, set[str]] = {seat: set() for seat in seats_of(scenario)}
    for seat, kinds in seen.items():
        for seed in range(1, 30):
            for kind, before, frames, after in cases(seat, seed, scenario):
                view = before["view"]
                for frame in frames:
                    view = fold(view, frame)
                assert view == after["view"], (seat, seed, kind)
                kinds.add(kind)
            if kinds >= WANTED:
                break
    assert {seat: sorted(WANTED - kinds) for seat, kinds in seen.items()} == {seat: [] for seat in seen}


def test_a_view_that_was_folded_is_another() -> None:
    _kind, before, frames, _after = next(cases("us", 1, "first-steps"))
    copy = str(before["view"])
    fold(before["view"], frames[0])
    assert str(before["view"]) == copy

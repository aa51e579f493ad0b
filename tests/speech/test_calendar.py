"""How turns are called, before and after the transition."""

import msgspec
import pytest

from tests.play.tables import open_table
from wargame.speech.calendar import Calendar, calendar_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_turns_are_numbered_and_then_days():
    known = Calendar(turns=6, days=2, contest=3)
    assert [known.name(turn) for turn in (3, 4, 5)] == [
        "turn 3 of 6",
        "day after, turn 1 of 2",
        "day after, turn 2 of 2",
    ]
    assert [known.short(turn) for turn in (3, 4)] == ["3", "day after, 1"]


def test_before_a_transition_every_turn_has_its_number():
    state = open_table().state()
    assert calendar_of(state).name(2) == f"turn 2 of {state.scenario.turns}"


@pytest.mark.parametrize(
    ("phase", "passed", "turn"), [("day_after", 0, 3), ("over", 1, 3), ("day_after", 1, 4)]
)
def test_the_calendar_of_a_round_knows_its_last_turn(phase, passed, turn):
    from game_engine.state import DayAfter

    state = open_table().state()
    after = DayAfter(transition="exile", turn=passed)
    later = msgspec.structs.replace(state, turn=turn, phase=phase, day_after=after)
    assert calendar_of(later).contest == 2
    assert calendar_of(later).day(3) == 1

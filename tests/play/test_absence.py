"""Nobody who has gone keeps the others waiting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, Table, hello, open_table
from wargame.exercises.models import Seat
from wargame.play import actions, roster
from wargame.play.refusing import MoveRefused

pytestmark = pytest.mark.django_db(transaction=True)


def seen(table: Table, seat: str, *, minutes_ago: float) -> None:
    Seat.objects.filter(pk=table.seats[seat].pk).update(
        joined_at=timezone.now(), last_seen_at=timezone.now() - timedelta(minutes=minutes_ago)
    )


def player(table: Table, seat: str) -> str:
    return Seat.objects.get(pk=table.seats[seat].pk).played_by


def test_a_bot_sits_in_for_one_who_has_gone_while_others_wait(alice):
    table = open_table(alice)
    for seat in (BOB, CARMEN, ELENA):
        seen(table, seat, minutes_ago=0)
    seen(table, DIEGO, minutes_ago=4)
    assert actions.relieve_absent() == 1
    assert player(table, DIEGO) == "bot"
    assert [entry.kind for entry in table.log() if entry.seat == DIEGO] == ["substituted"]
    assert actions.relieve_absent() == 0


def test_the_turn_goes_on_without_the_absent(alice):
    table = open_table(alice)
    for seat in (BOB, CARMEN, ELENA):
        seen(table, seat, minutes_ago=0)
    seen(table, DIEGO, minutes_ago=4)
    actions.relieve_absent()
    table.turn()
    assert table.record.turn == 2


def test_who_comes_back_has_the_seat_again(alice):
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    seen(table, DIEGO, minutes_ago=4)
    actions.relieve_absent()
    table.move(DIEGO, hello())
    assert player(table, DIEGO) == "person"


@pytest.mark.parametrize("minutes", [0.0, 2.0])
def test_who_is_here_or_has_just_gone_keeps_the_seat(alice, minutes):
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    seen(table, DIEGO, minutes_ago=minutes)
    assert actions.relieve_absent() == 0


def test_a_round_that_all_have_left_stays_as_it_is(alice):
    table = open_table(alice)
    for seat in (BOB, DIEGO):
        seen(table, seat, minutes_ago=10)
    assert actions.relieve_absent() == 0


def test_a_practice_waits_for_its_visitor():
    table = open_table(practice=True)
    seen(table, BOB, minutes_ago=0)
    seen(table, DIEGO, minutes_ago=10)
    assert actions.relieve_absent() == 0


def test_a_paused_round_relieves_nobody(alice):
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    seen(table, DIEGO, minutes_ago=10)
    actions.pause(table.id, alice)
    assert actions.relieve_absent() == 0


def test_start_of_a_round_that_runs_changes_nothing(alice):
    table = open_table(alice)
    with pytest.raises(MoveRefused, match="has begun"):
        roster.start(table.id, alice)
    assert [player(table, seat) for seat in (BOB, CARMEN, DIEGO, ELENA)] == ["person"] * 4

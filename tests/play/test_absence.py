"""Nobody who has gone keeps the others waiting."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from game_engine import Order, Orders, Ready
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, Table, hello, open_table
from wargame.console import rows, verbs
from wargame.exercises.models import Seat
from wargame.play import actions
from wargame.play.actions import outages
from wargame.record import queries, store
from wargame.record.models import Record
from wargame.speech.refusing import MoveRefused

pytestmark = pytest.mark.django_db(transaction=True)


def seen(table: Table, seat: str, *, minutes_ago: float) -> None:
    heard(table, seat, joined=60, seen=minutes_ago)


def heard(table: Table, seat: str, *, joined: float | None, seen: float | None) -> None:
    """When the seat was taken and when somebody was last seen at it, in minutes ago."""
    Seat.objects.filter(pk=table.seats[seat].pk).update(joined_at=ago(joined), last_seen_at=ago(seen))


def ago(minutes: float | None) -> datetime | None:
    return None if minutes is None else timezone.now() - timedelta(minutes=minutes)


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
        verbs.start(table.id, alice)
    assert [player(table, seat) for seat in (BOB, CARMEN, DIEGO, ELENA)] == ["person"] * 4


def test_a_seat_is_missed_from_the_moment_it_was_taken(alice):
    """Its page never connected: closed, filtered, or a script was lost."""
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    heard(table, DIEGO, joined=2, seen=None)
    assert actions.relieve_absent() == 0
    heard(table, DIEGO, joined=4, seen=None)
    assert actions.relieve_absent() == 1
    assert player(table, DIEGO) == "bot"


def test_a_seat_taken_anew_is_not_missed_for_the_absence_of_who_had_it(alice):
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    heard(table, DIEGO, joined=0, seen=60)
    assert actions.relieve_absent() == 0


def test_a_latecomer_who_takes_a_bots_seat_and_vanishes_is_relieved(alice):
    table = open_table(alice, holders={CARMEN: "bot"})
    seen(table, BOB, minutes_ago=0)
    # As joining does; the page of the table was never asked for.
    Seat.objects.filter(pk=table.seats[CARMEN].pk).update(holder="person", joined_at=ago(4))
    assert actions.relieve_absent() == 1
    assert player(table, CARMEN) == "bot"
    for seat in (BOB, DIEGO, ELENA):
        table.move(seat, Ready())
    assert actions.resolve_turn(table.id, 1, "ready")


def test_a_seat_that_was_emptied_waits_for_a_newcomer_and_then_for_nobody(alice, settings):
    table = open_table(alice)
    for seat in (BOB, DIEGO, CARMEN, ELENA):
        seen(table, seat, minutes_ago=0)
    verbs.put_out(table.seats[DIEGO].pk, alice)
    assert actions.relieve_absent() == 0
    for seat in (BOB, CARMEN, ELENA):
        seen(table, seat, minutes_ago=-1)
    settings.BOT_AFTER = timedelta(0)
    assert actions.relieve_absent() == 1
    assert player(table, DIEGO) == "bot"


def test_a_seat_that_nobody_took_is_missed_from_the_beginning_of_the_round(alice):
    table = open_table(alice)
    for seat in (BOB, CARMEN, ELENA):
        seen(table, seat, minutes_ago=0)
    assert actions.relieve_absent() == 0
    Record.objects.filter(pk=table.id).update(began_at=ago(4))
    assert actions.relieve_absent() == 1
    assert player(table, DIEGO) == "bot"


def test_who_is_ready_is_waited_for_by_nobody_in_that_turn(alice):
    table = open_table(alice)
    for seat in (BOB, CARMEN, ELENA):
        seen(table, seat, minutes_ago=0)
    table.move(DIEGO, Orders(main=Order(kind="rally")))
    table.move(DIEGO, Ready())
    seen(table, DIEGO, minutes_ago=4)
    assert actions.relieve_absent() == 0
    for seat in (BOB, CARMEN, ELENA):
        table.move(seat, Ready())
    assert actions.resolve_turn(table.id, 1, "ready")
    assert actions.relieve_absent() == 1
    assert player(table, DIEGO) == "bot"


def test_two_are_relieved_at_once_and_the_last_person_never_is(alice):
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    for seat in (CARMEN, DIEGO, ELENA):
        seen(table, seat, minutes_ago=4)
    assert actions.relieve_absent() == 3
    seen(table, BOB, minutes_ago=4)
    assert actions.relieve_absent() == 0
    assert not actions.resolve_turn(table.id, 1, "ready")


def test_one_whose_seat_the_facilitator_gave_to_a_bot_does_not_wait_for_others(alice):
    """Else nobody would be left to move, and bots alone would play the round to its end within seconds."""
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    for seat in (CARMEN, DIEGO, ELENA):
        seen(table, seat, minutes_ago=4)
    actions.substitute(table.seats[BOB].pk, alice)
    assert actions.relieve_absent() == 0


def test_whoever_comes_between_the_look_and_the_lock_keeps_the_seat(alice, monkeypatch):
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    seen(table, DIEGO, minutes_ago=4)
    lock = store.lock

    def come_first(*args, **kwargs):
        actions.mark_seen(table.seats[DIEGO].pk)
        return lock(*args, **kwargs)

    monkeypatch.setattr("wargame.play.actions.sitting.store.lock", come_first)
    assert actions.relieve_absent() == 0
    assert player(table, DIEGO) == "person"


def test_a_change_of_hands_is_logged_by_whoever_notices_it_first(alice):
    """The seats are changed elsewhere too: by a newcomer who sits down, before the page of the table is asked for."""
    table = open_table(alice)
    for seat in (BOB, CARMEN, ELENA):
        table.move(seat, Ready())
    Seat.objects.filter(pk=table.seats[DIEGO].pk).update(substituted_at=timezone.now())
    actions.play_bots(table.id, 1)
    assert [entry.kind for entry in table.log() if entry.seat == DIEGO][:1] == ["substituted"]
    assert table.record.resolve_due is not None


def test_nobody_is_missed_for_a_pause(alice):
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    seen(table, DIEGO, minutes_ago=30)
    heard(table, ELENA, joined=30, seen=None)
    actions.pause(table.id, alice)
    actions.resume(table.id, alice)
    assert actions.relieve_absent() == 0
    seen(table, DIEGO, minutes_ago=4)
    assert actions.relieve_absent() == 1


def test_nobody_is_missed_for_the_wait_before_the_beginning(alice):
    table = open_table(alice, start=False)
    seen(table, DIEGO, minutes_ago=30)
    actions.start_round(table.id, alice, seed=7)
    seen(table, BOB, minutes_ago=0)
    assert actions.relieve_absent() == 0


def test_coming_to_the_page_is_being_seen(alice):
    """Else the sweep a second later would find the seat as empty as before, and sit the bot down again."""
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    seen(table, DIEGO, minutes_ago=4)
    assert actions.relieve_absent() == 1
    actions.take_up(table.seats[DIEGO], meant=True)
    assert actions.relieve_absent() == 0
    assert player(table, DIEGO) == "person"


def test_the_console_and_the_table_call_one_away_since_the_seat_was_taken(alice):
    table = open_table(alice)
    heard(table, DIEGO, joined=4, seen=None)
    heard(table, ELENA, joined=60, seen=0)
    marks = {one.seat: one for one in rows.row(table.round, store.facts(table.id).scenario).marks}
    assert (marks[DIEGO].state, marks[ELENA].state) == ("away", "here")
    assert marks[DIEGO].since is not None
    present = queries.pulses([table.id])[table.id].seats
    assert (present[DIEGO].present, present[ELENA].present) == (False, True)
    assert present[DIEGO].since is not None


def test_one_whose_line_comes_and_goes_is_not_relieved(alice):
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    for minutes in (10, 3, 0):
        seen(table, DIEGO, minutes_ago=minutes)
        noted = actions.take_up(table.seats[DIEGO])
        assert actions.mark_away(table.seats[DIEGO].pk, noted)
        assert actions.relieve_absent() == 0
    assert not [entry for entry in table.log() if entry.kind in ("substituted", "given_back")]


def test_a_bot_seated_in_a_pause_looks_around_when_the_round_goes_on(alice):
    table = open_table(alice)
    actions.pause(table.id, alice)
    actions.substitute(table.seats[DIEGO].pk, alice)
    actions.resume(table.id, alice)
    assert table.record.bots_due is not None


def test_one_whom_a_bot_relieved_before_an_outage_has_the_seat_again_by_opening_a_socket(alice):
    table = open_table(alice)
    seen(table, BOB, minutes_ago=0)
    seen(table, DIEGO, minutes_ago=4)
    assert actions.relieve_absent() == 1
    now = timezone.now()
    outages._forgive_absence(now - timedelta(minutes=10), now)
    actions.take_up(table.seats[DIEGO])
    assert player(table, DIEGO) == "person"

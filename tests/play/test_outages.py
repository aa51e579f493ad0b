"""Time in which no web process took moves is given back to every clock that ran; nothing is refused for it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.play.tables import BOB, CARMEN, ELENA, chain_is_whole, hello, open_table
from tests.processes import wait_until
from wargame.exercises.models import Seat
from wargame.play import actions
from wargame.play.actions import outages
from wargame.record.models import Record, Resolution, Sign
from wargame.speech.refusing import MoveRefused

pytestmark = pytest.mark.django_db(transaction=True)


def ago(seconds):
    return timezone.now() - timedelta(seconds=seconds)


def last_sign(seconds):
    """The last web process died so long ago."""
    Sign.objects.update_or_create(name="web", defaults={"at": ago(seconds)})


def table_in_outage(owner=None, *, down=53, left=35, **plan):
    """A turn that had so many seconds left when the server was lost; it has just come back."""
    table = open_table(owner, turn_seconds=600, **plan)
    Record.objects.update(began_at=ago(300), deadline=ago(down - left))
    last_sign(down)
    return table


def left(table):
    return (table.record.deadline - timezone.now()).total_seconds()


def given(table):
    return [entry.content["seconds"] for entry in table.log() if entry.kind == "given_time"]


def test_move_that_was_kept_through_an_outage_counts():
    table = table_in_outage(down=53, left=35)
    table.move(BOB, hello())
    assert 33 < left(table) <= 35
    assert [round(seconds) for seconds in given(table)] == [53]
    assert chain_is_whole(table)


def test_an_outage_is_given_back_once_whoever_notices_it():
    table = table_in_outage(down=53, left=35)
    table_two = open_table(turn_seconds=600)
    Record.objects.filter(pk=table_two.id).update(deadline=ago(-100), began_at=ago(300))

    def notice(number):
        try:
            (outages.beat, outages.account)[number % 2]()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(notice, range(8)))
    assert [len(given(one)) for one in (table, table_two)] == [1, 1]
    assert 33 < left(table) <= 35
    assert 150 < left(table_two) <= 154


def test_no_turn_ends_by_its_clock_while_no_web_process_takes_moves():
    table = table_in_outage(down=53, left=35)
    assert actions.sweep() == 0
    assert not actions.resolve_turn(table.id, 1, "deadline")
    outages.beat()
    assert not actions.resolve_turn(table.id, 1, "deadline")
    Record.objects.update(deadline=ago(1))
    outages.beat()
    assert actions.sweep() == 1
    assert actions.resolve_turn(table.id, 1, "sweep")


def test_a_turn_ends_by_its_clock_only_once_people_could_move_until_then():
    # The web has died a moment ago, and nobody knows yet: its last sign is older than the deadline.
    table = table_in_outage(down=0.6, left=0.3)
    assert not actions.resolve_turn(table.id, 1, "deadline")
    last_sign(0.2)
    assert actions.resolve_turn(table.id, 1, "deadline")


def test_turns_close_without_a_web_process_when_all_are_ready():
    table = open_table(turn_seconds=600)
    table.everybody_ready()
    last_sign(500)
    Record.objects.update(deadline=ago(1))
    assert actions.resolve_turn(table.id, 1, "ready")
    assert table.record.turn == 2


def test_a_clock_that_had_run_out_before_is_given_nothing():
    table = table_in_outage(down=53, left=-2)
    with pytest.raises(MoveRefused) as refusal:
        table.move(BOB, hello())
    assert refusal.value.code == "too_late"
    assert given(table) == []
    assert actions.resolve_turn(table.id, 1, "deadline")


def test_whoever_comes_back_has_a_moment_to_come_back_in():
    table = table_in_outage(down=53, left=0.5)
    outages.beat()
    assert 8 < left(table) <= 10


def test_a_turn_that_began_in_an_outage_is_given_back_only_what_came_after():
    table = open_table(turn_seconds=600)
    table.everybody_ready()
    last_sign(300)
    assert actions.resolve_turn(table.id, 1, "ready")
    Resolution.objects.update(at=ago(100))
    Record.objects.update(deadline=ago(-500))
    outages.beat()
    assert 595 < left(table) <= 600
    assert [round(seconds) for seconds in given(table)] == [100]


def test_a_clock_that_stands_is_given_nothing(alice):
    table = open_table(alice, turn_seconds=600)
    actions.pause(table.id, alice)
    Record.objects.update(remaining=35.0)
    last_sign(53)
    outages.beat()
    actions.resume(table.id, alice)
    assert 33 < left(table) <= 35
    assert given(table) == []


def test_pause_right_after_an_outage_keeps_the_seconds_that_were_left(alice):
    table = table_in_outage(alice, down=53, left=35)
    actions.pause(table.id, alice)
    assert 33 < table.record.remaining <= 35


def test_without_a_web_process_there_are_no_outages():
    table = open_table(turn_seconds=600)
    Record.objects.update(deadline=ago(1))
    with pytest.raises(MoveRefused):
        table.move(BOB, hello())
    assert actions.resolve_turn(table.id, 1, "deadline")


def test_nobody_has_been_away_for_an_outage():
    table = table_in_outage(down=1000, left=35)
    Seat.objects.filter(round=table.round).update(joined_at=ago(2000), last_seen_at=ago(1001))
    # Elena took her seat as the server went, and her page never came.
    Seat.objects.filter(pk=table.seats[ELENA].pk).update(joined_at=ago(1001), last_seen_at=None)
    outages.beat()
    # Bob is the first to be back.
    actions.mark_seen(table.seats[BOB].pk)
    assert actions.relieve_absent() == 0
    gone = timezone.now() - Seat.objects.get(pk=table.seats[CARMEN].pk).last_seen_at
    assert gone < settings.BOT_AFTER


def test_a_web_process_gives_signs_of_life_and_tells_tables_of_time_given_back(sit):
    table = open_table(turn_seconds=600)
    bob = sit(table.seats[BOB])
    bob.hello()
    wait_until(lambda: Sign.objects.filter(name="web", at__gt=ago(1)).exists(), what="the heart")
    Record.objects.update(began_at=ago(300), deadline=ago(18))
    last_sign(53)
    told = bob.until(
        lambda frame: frame["t"] == "clock" and datetime.fromisoformat(frame["deadline"]) > timezone.now()
    )
    assert not told["paused"]
    move = {"t": "move", "id": "6a5e2f2e-8a35-4d5e-9b7c-3b1f0a9c6d11", "turn": 1}
    assert bob.answer({**move, "move": {"kind": "say", "text": "Still here.", "public": True}})["t"] == "ack"


def test_the_facilitators_log_tells_of_time_given_back(alice, alice_client):
    table = table_in_outage(alice, down=53, left=35)
    outages.beat()
    page = alice_client.get(reverse("debrief:log", args=[table.id]), {"kind": "control"}).content.decode()
    assert "The server was away; the clock was given 53 seconds back." in page

"""Who went away and who came back is in the log. No player is told of it in the stream, and bots never do either."""

from datetime import timedelta

import pytest
from django.utils import timezone

from game_engine import fingerprint
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, Table, chain_is_whole, open_table, replayed
from wargame.console import verbs
from wargame.debrief import chronicle
from wargame.exercises.models import Seat
from wargame.play import actions
from wargame.record.models import SeatEvent
from wargame.speech import Words

pytestmark = pytest.mark.django_db(transaction=True)


def heard(table: Table, seat: str, seconds: float | None) -> None:
    """When somebody was last at a seat that was taken an hour ago."""
    now = timezone.now()
    seen = None if seconds is None else now - timedelta(seconds=seconds)
    Seat.objects.filter(pk=table.seats[seat].pk).update(joined_at=now - timedelta(hours=1), last_seen_at=seen)


def everybody_here(table: Table) -> None:
    for seat in (BOB, CARMEN, DIEGO, ELENA):
        heard(table, seat, 0)


def noted(table: Table) -> list[tuple[str, str]]:
    return [(line.kind, line.seat) for line in table.log() if line.kind in ("went_away", "came_back")]


@pytest.fixture
def table(alice):
    found = open_table(alice, turn_seconds=600)
    everybody_here(found)
    return found


def test_who_has_gone_is_noted_once_with_the_time(table):
    heard(table, DIEGO, 100)
    assert actions.note_presence() == 1
    assert actions.note_presence() == 0
    assert noted(table) == [("went_away", DIEGO)]
    entry = table.log()[-1]
    assert entry.content["since"] == Seat.objects.get(pk=table.seats[DIEGO].pk).heard_at.isoformat()
    assert (entry.source, bool(entry.author), entry.content["audience"]) == ("person", True, [])


def test_and_who_is_back_at_once(table):
    heard(table, DIEGO, 100)
    actions.note_presence()
    actions.take_up(table.seats[DIEGO])
    assert noted(table) == [("went_away", DIEGO), ("came_back", DIEGO)]
    assert 99 <= table.log()[-1].content["seconds"] <= 130
    assert actions.note_presence() == 0


def test_who_was_only_not_heard_is_back_by_the_next_sign(table):
    heard(table, DIEGO, 100)
    actions.note_presence()
    actions.mark_seen(table.seats[DIEGO].pk)
    assert actions.note_presence() == 1
    assert noted(table) == [("went_away", DIEGO), ("came_back", DIEGO)]


def test_a_page_that_is_loaded_anew_is_nobodys_going(table):
    at = actions.mark_seen(table.seats[BOB].pk)
    assert actions.mark_away(table.seats[BOB].pk, at)
    assert actions.note_presence() == 0
    actions.take_up(table.seats[BOB])
    assert noted(table) == []


def test_a_pause_is_no_absence_and_hides_none(table, alice):
    actions.pause(table.id, alice)
    heard(table, DIEGO, 100)
    assert actions.note_presence() == 1
    actions.resume(table.id, alice)
    assert actions.note_presence() == 0


@pytest.mark.parametrize("hide", [False, True])
def test_a_bot_neither_goes_nor_comes(alice, hide):
    table = open_table(alice, holders={CARMEN: "bot"}, hide_bots=hide, turn_seconds=600)
    everybody_here(table)
    actions.substitute(table.seats[DIEGO].pk, alice)
    heard(table, DIEGO, 1000)
    heard(table, CARMEN, 1000)
    assert actions.note_presence() == 0
    actions.take_up(table.seats[DIEGO], meant=True)
    assert noted(table) == []


def test_nobody_is_told(table, sit):
    bob = sit(table.seats[BOB])
    bob.hello()
    before = list(SeatEvent.objects.filter(round=table.round).values_list("seat", "number"))
    heard(table, DIEGO, 100)
    actions.note_presence()
    actions.take_up(table.seats[DIEGO])
    assert noted(table) != []
    assert list(SeatEvent.objects.filter(round=table.round).values_list("seat", "number")) == before


def test_a_seat_that_nobody_took_is_not_left(alice):
    open_table(alice)
    assert actions.note_presence() == 0


def test_who_was_put_out_does_not_come_back_as_another(table, alice):
    heard(table, DIEGO, 100)
    actions.note_presence()
    verbs.put_out(table.seats[DIEGO].pk, alice)
    everybody_here(table)
    actions.note_presence()
    actions.take_up(Seat.objects.get(pk=table.seats[DIEGO].pk))
    assert noted(table) == [("went_away", DIEGO)]
    heard(table, DIEGO, 100)
    actions.note_presence()
    assert noted(table) == [("went_away", DIEGO), ("went_away", DIEGO)]


def test_neither_in_a_practice_nor_before_or_after_a_round(alice):
    practice, waiting, over = open_table(practice=True), open_table(alice, start=False), open_table(alice)
    actions.end_round(over.id, alice)
    for table in (practice, waiting, over):
        heard(table, DIEGO, 1000)
    assert actions.note_presence() == 0


def test_the_log_reads_and_a_replay_passes_it_over(table):
    heard(table, DIEGO, 100)
    actions.note_presence()
    actions.take_up(table.seats[DIEGO])
    table.turn()
    assert fingerprint(replayed(table)) == fingerprint(table.state())
    assert chain_is_whole(table)
    words = Words(table.state().scenario, "en")
    read = [
        chronicle.text_of(entry, words) for entry in table.log() if entry.kind in ("went_away", "came_back")
    ]
    assert [(one.kind, one.name) for one in read] == [("Away", "The leadership"), ("Back", "The leadership")]
    assert read[0].sentences[0].startswith("The person went away; last heard of at ")
    assert read[1].sentences[0].startswith("The person came back, after 1:4")
    assert all(one.secret for one in read)

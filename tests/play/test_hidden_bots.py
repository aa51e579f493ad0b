"""What players are told of bots: marked at the table, or, where the facilitator wants it, nothing at all."""

import json

import pytest
from django.urls import reverse

from game_engine import Offer, Order, Orders, Undertaking
from tests.play.tables import BOB, CARMEN, DIEGO, Table, hello, open_table
from wargame.exercises.joining import free_seats
from wargame.play import actions
from wargame.record.models import LogEntry, SeatEvent

pytestmark = pytest.mark.django_db(transaction=True)


def played(alice, *, hide_bots: bool) -> Table:
    """Two turns of a table at which Carmen's seat is a bot's, and Diego's is played by one while he is away."""
    table = open_table(alice, holders={CARMEN: "bot"}, hide_bots=hide_bots)
    ask = Offer(to=(CARMEN, DIEGO), expires=1, terms=(Undertaking(kind="hold_fire", by=1),))
    table.move(BOB, ask)
    actions.substitute(table.seats[DIEGO].pk, alice)
    for _ in range(2):
        actions.play_bots(table.id, table.record.turn)
        table.turn()
    return table


def events_of(table: Table, seat: str) -> list[dict]:
    """All facts that a seat was told of, those of reports too."""
    bodies = [json.loads(one.body) for one in SeatEvent.objects.filter(round=table.round, seat=seat)]
    return [fact for body in bodies for fact in body.get("report", [body.get("event")])]


def doers(facts: list[dict]) -> set[str]:
    return {one.get("seat") or (one.get("offer") or one["commitment"])["issuer"] for one in facts}


def test_the_doings_of_bots_are_marked_at_the_table(alice):
    facts = events_of(played(alice, hide_bots=False), BOB)
    marked = [fact for fact in facts if fact.get("bot")]
    assert doers(marked) == {CARMEN, DIEGO}
    assert {"offer_answered", "order_revealed", "ready_changed"} <= {fact["kind"] for fact in marked}
    others = [fact for fact in facts if not fact.get("bot")]
    assert not [one for one in others if one["kind"] == "order_revealed" and one["seat"] in (CARMEN, DIEGO)]


def test_bots_that_are_hidden_are_marked_to_their_own_seat_alone(alice):
    table = played(alice, hide_bots=True)
    assert not [fact for fact in events_of(table, BOB) if "bot" in fact]
    assert doers([fact for fact in events_of(table, DIEGO) if fact.get("bot")]) == {DIEGO}


def test_the_log_has_them_however_the_table_was_played(alice):
    table = played(alice, hide_bots=True)
    by_bots = [one for one in LogEntry.objects.filter(round=table.round) if one.content.get("by") == "bot"]
    assert {one.seat for one in by_bots} == {CARMEN, DIEGO}
    assert {"answer", "orders", "order_revealed"} <= {one.kind for one in by_bots}
    closed = LogEntry.objects.filter(round=table.round, kind="close").first().content
    assert sorted(closed["bots"]) == sorted([CARMEN, DIEGO])


def test_the_page_of_the_log_and_its_file_say_which_were_bots(alice, alice_client):
    table = played(alice, hide_bots=True)
    page = alice_client.get(reverse("debrief:log", args=[table.id]), {"seat": DIEGO}).content.decode()
    assert "The leadership (bot)" in page
    closing = alice_client.get(reverse("debrief:log", args=[table.id]), {"kind": "orders"}).content.decode()
    assert "The leadership (bot): " in closing
    file = json.loads(alice_client.get(reverse("debrief:log_json", args=[table.id])).getvalue())
    assert {entry["seat"] for entry in file["entries"] if entry["body"].get("by") == "bot"} == {CARMEN, DIEGO}


def test_presence_does_not_give_hidden_bots_away(sit, alice):
    table = open_table(alice, holders={CARMEN: "bot"}, hide_bots=True)
    elena = sit(table.seats["officer-1"])
    elena.hello()
    actions.substitute(table.seats[DIEGO].pk, alice)
    bob = sit(table.seats[BOB])
    seen = bob.hello()["presence"]["seats"]
    like = {"present": True, "since": None, "kind": "person", "ready": False}
    assert seen[CARMEN] == seen[DIEGO] == seen["officer-1"] == like
    actions.take_up(table.seats[DIEGO], meant=True)
    table.move(BOB, hello())
    # Nothing that is told to Bob of others has changed by it. That he himself has come may be said only now.
    bob.until(lambda frame: frame["t"] == "event")
    later = [frame["seats"] for frame in bob.frames if frame["t"] == "presence"]
    assert all(seats[CARMEN] == seats[DIEGO] == like for seats in later)


def test_ones_own_seat_says_so_all_the_same(sit, alice):
    table = open_table(alice, hide_bots=True)
    diego = sit(table.seats[DIEGO])
    diego.hello()
    actions.substitute(table.seats[DIEGO].pk, alice)
    told_so = diego.until(lambda frame: frame["t"] == "presence")
    assert told_so["seats"][DIEGO]["kind"] == "bot"


def test_a_hidden_bots_seat_is_not_given_out_by_the_code(alice):
    table = open_table(alice, holders={CARMEN: "bot"}, hide_bots=True)
    assert CARMEN not in [seat.seat for seat in free_seats(table.round.exercise)]
    shown = open_table(alice, holders={CARMEN: "bot"})
    assert CARMEN in [seat.seat for seat in free_seats(shown.round.exercise)]


def test_the_form_of_a_new_exercise_asks_for_it(alice_client, alice):
    page = alice_client.get(reverse("exercises:create")).content.decode()
    assert 'name="hide_bots"' in page
    assert "checked" not in page.split('name="hide_bots"')[1].split(">")[0]


def test_orders_that_a_person_changes_are_the_persons(alice):
    table = open_table(alice)
    actions.substitute(table.seats[DIEGO].pk, alice)
    actions.play_bots(table.id, 1)
    table.move(DIEGO, Orders(main=Order(kind="rally")))
    table.turn()
    assert DIEGO not in LogEntry.objects.get(round=table.round, kind="close").content["bots"]

"""A facilitator writes to tables: to everybody, to a role, to a seat. It is told and kept like all that is said."""

import json

import msgspec
import pytest
from django.contrib.auth.models import User

from game_engine import fingerprint
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, chain_is_whole, hello, open_table, replayed
from tests.sockets.test_slow_way import Way
from wargame.agents.folding import fold
from wargame.console import verbs
from wargame.play import actions
from wargame.play.actions.common import Meant
from wargame.record import authors, erasing, queries, store
from wargame.record.models import LogEntry, Record, SeatEvent, WrittenText
from wargame.refusals import Refused
from wargame.sockets import spoken
from wargame.sockets.wording import wording
from wargame.speech.refusing import MoveRefused

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Two minutes more."


def told(table, seat) -> list[str]:
    """What the facilitator wrote to a seat, as its socket has it after a reload."""
    talk, _more = queries.talk_before(table.seats[seat], 10_000)
    events = [json.loads(frame.body)["event"] for frame in talk]
    return [event["text"] for event in events if event["kind"] == "message"]


def refused(table, by, **said) -> str:
    """The code with which it is refused; nothing has changed."""
    before = (list(LogEntry.objects.values_list("id")), list(SeatEvent.objects.values_list("number")))
    with pytest.raises(Refused) as refusal:
        actions.send_message(table.id, by, **said)
    assert before == (list(LogEntry.objects.values_list("id")), list(SeatEvent.objects.values_list("number")))
    return refusal.value.code


# --- who hears it


def test_everybody_hears_it_in_the_next_numbered_frame(alice):
    table = open_table(alice)
    before = {seat: table.numbers(seat)[-1] for seat in (BOB, CARMEN, DIEGO, ELENA)}
    actions.send_message(table.id, alice, text=TEXT)
    for seat, number in before.items():
        assert told(table, seat) == [TEXT]
        assert table.numbers(seat)[-1] == number + 1


@pytest.mark.parametrize(
    ("to", "hears"), [(BOB, {BOB}), ("coercer", {BOB}), ("officer", {ELENA, "officer-2"})]
)
def test_a_seat_or_a_role_hears_it_alone(alice, to, hears):
    table = open_table(alice, officers=2)
    before = {seat: table.numbers(seat) for seat in table.seats}
    actions.send_message(table.id, alice, text=TEXT, to=to)
    assert {seat for seat in table.seats if told(table, seat)} == hears
    assert {seat for seat in table.seats if table.numbers(seat) != before[seat]} == hears
    others = SeatEvent.objects.filter(round=table.round).exclude(seat__in=hears)
    assert not [one for one in others if "message" in one.kind or TEXT in one.body]


def test_who_has_no_ears_is_not_there(alice):
    table = open_table(alice)
    assert refused(table, alice, text=TEXT, to="patrons") == "nobody_there"
    assert refused(table, alice, text=TEXT, to="nobody") == "nobody_there"


def test_bots_are_told_like_people_hidden_or_not(alice):
    table = open_table(alice, holders={CARMEN: "bot"}, hide_bots=True)
    actions.send_message(table.id, alice, text=TEXT, to=CARMEN)
    actions.send_message(table.id, alice, text=TEXT)
    assert told(table, CARMEN) == [TEXT, TEXT]
    assert told(table, BOB) == [TEXT]


# --- when, by whom, and what


def test_it_goes_out_in_a_pause(alice):
    table = open_table(alice)
    actions.pause(table.id, alice)
    actions.send_message(table.id, alice, text=TEXT)
    assert told(table, BOB) == [TEXT]


def test_not_before_the_beginning_nor_after_the_end(alice):
    table = open_table(alice, start=False)
    assert refused(table, alice, text=TEXT) == "not_started"
    assert not Record.objects.filter(pk=table.id).exists()
    actions.start_round(table.id, alice, seed=7)
    actions.end_round(table.id, alice)
    assert refused(table, alice, text=TEXT) == "over"


def test_nobody_else_may(alice):
    table = open_table(alice)
    assert refused(table, User.objects.create_user("farid"), text=TEXT) == "not_found"
    assert refused(table, None, text=TEXT) == "not_found"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bad_text"),
        (" \n ", "bad_text"),
        ("\u200b\u2060", "bad_text"),
        ("\0", "bad_text"),
        ("x" * 4001, "too_long"),
    ],
)
def test_what_cannot_be_said_is_refused(alice, text, code):
    table = open_table(alice)
    assert refused(table, alice, text=text) == code


def test_the_text_is_made_safe_like_all_that_is_said(alice):
    table = open_table(alice)
    actions.send_message(table.id, alice, text="  Stop\u202e here\t\0now\r\n\r\n\r\n\r\n<b>all</b>  ")
    actions.send_message(table.id, alice, text="x" * 4000)
    assert told(table, BOB) == ["Stop here now\n\n<b>all</b>", "x" * 4000]


def test_one_press_is_one_message(alice):
    table = open_table(alice)
    press = Meant("a-press", "", 0)
    actions.send_message(table.id, alice, text=TEXT, meant=press)
    with pytest.raises(MoveRefused) as again:
        actions.send_message(table.id, alice, text=TEXT, meant=press)
    assert again.value.code == "already_done"
    assert told(table, BOB) == [TEXT]


# --- how it is kept


def test_the_log_has_whose_it_is_and_the_text_beside_it(alice):
    table = open_table(alice)
    actions.send_message(table.id, alice, text=TEXT, to=BOB)
    entry = table.log()[-1]
    assert (entry.kind, entry.source, entry.seat) == ("message", "facilitator", "")
    assert entry.content == {"audience": [BOB], "whom": BOB, "text": TEXT}
    assert TEXT not in entry.body
    assert not SeatEvent.objects.filter(round=table.round, body__contains=TEXT).exists()
    assert WrittenText.objects.get(round=table.round, text=TEXT).number == entry.number
    whose = authors.by_digest(json.loads(table.record.authors))
    assert whose[entry.author] == authors.of_user(table.id, alice)
    assert chain_is_whole(table)


def test_what_was_written_can_be_erased_and_the_log_is_whole(alice, alice_client, sit):
    table = open_table(alice)
    actions.send_message(table.id, alice, text=TEXT)
    with store.lock(table.id, announce=lambda news: None) as in_hand:
        erasing.erase(in_hand, [table.log()[-1].number])
    assert chain_is_whole(table)
    (card,) = sit(table.seats[BOB]).hello()["talk"]
    assert card["event"]["erased"] is True
    gone = "What was written here has been erased."
    assert card["event"]["text"] == gone
    for page in (
        f"/rounds/{table.id}/",
        f"/rounds/{table.id}/log/",
        f"/exercises/{table.round.exercise_id}/",
    ):
        shown = alice_client.get(page).content.decode()
        assert gone in shown
        assert TEXT not in shown


def test_a_replay_passes_it_over_and_loses_nothing(alice):
    table = open_table(alice)
    table.move(BOB, hello())
    actions.send_message(table.id, alice, text=TEXT)
    table.turn()
    actions.send_message(table.id, alice, text=TEXT, to=ELENA)
    assert fingerprint(replayed(table)) == fingerprint(table.state())
    assert [entry.kind for entry in table.log()].count("message") == 2
    assert chain_is_whole(table)


def test_to_every_round_but_those_that_cannot_hear(alice):
    waiting = open_table(alice, start=False, rounds=1)
    exercise = waiting.round.exercise
    verb = verbs.ROUND_VERBS["message"]
    instruction = verbs.Instruction(verb, alice, {"text": TEXT, "to": ""})
    seen = {1: Meant("one", "", 0)}
    outcome = verbs.for_all(exercise, instruction, seen=seen)
    assert (outcome.done, outcome.left_out) == (0, 1)
    actions.start_round(waiting.id, alice, seed=7)
    outcome = verbs.for_all(exercise, instruction, seen=seen)
    assert (outcome.done, outcome.again, outcome.left_out) == (1, 0, 0)
    outcome = verbs.for_all(exercise, instruction, seen=seen)
    assert (outcome.done, outcome.again, outcome.left_out) == (0, 1, 0)
    with pytest.raises(Refused) as refusal:
        verbs.for_all(
            exercise, verbs.Instruction(verb, alice, {"text": " ", "to": ""}), seen={1: Meant("two", "", 0)}
        )
    assert refusal.value.code == "bad_text"


# --- how it goes out


def worded(frame) -> tuple:
    event = frame["event"]
    return event["kind"], event["source"], event["who"], event["text"], event["talk"]


def test_sockets_hear_it_at_once_and_in_their_language(alice, sit):
    table = open_table(alice)
    bob, elena = sit(table.seats[BOB]), sit(table.seats[ELENA])
    bob.hello()
    elena.hello(language="es")
    actions.send_message(table.id, alice, text=TEXT)
    actions.send_message(table.id, alice, text="Officers.", to="officer")
    english = bob.until(lambda frame: frame["t"] == "event")
    assert worded(english) == ("message", "facilitator", "Facilitator", TEXT, True)
    assert english["event"]["public"] is True
    elena.until(lambda frame: frame["t"] == "event")
    spanish = elena.until(lambda frame: frame["t"] == "event")
    assert worded(spanish) == ("message", "facilitator", "Facilitador", "Officers.", True)
    assert spanish["event"]["to"] == [ELENA]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_browsers_types_know_it(alice, language):
    table = open_table(alice)
    actions.send_message(table.id, alice, text=TEXT)
    actions.send_message(table.id, alice, text=TEXT, to=BOB)
    talk, _more = queries.talk_before(table.seats[BOB], 10_000)
    speak = wording(table.state().scenario, language)
    frames = [msgspec.json.decode(speak.frame(one), type=spoken.ServerFrame) for one in talk]
    assert [(frame.event.public, frame.event.to) for frame in frames] == [(True, ()), (False, (BOB,))]


def test_it_comes_with_a_snapshot_and_with_what_was_missed(alice, sit):
    table = open_table(alice)
    since = table.numbers(BOB)[-1]
    actions.send_message(table.id, alice, text=TEXT)
    snapshot = sit(table.seats[BOB]).hello()
    assert [worded(frame)[3] for frame in snapshot["talk"]] == [TEXT]
    again = sit(table.seats[BOB])
    again.hello(since=since)
    assert [worded(frame)[3] for frame in again.frames if frame["t"] == "event"] == [TEXT]


def test_it_comes_by_the_slow_way(alice, server):
    table = open_table(alice)
    way = Way(server, table.seats[BOB])
    way.poll()
    actions.send_message(table.id, alice, text=TEXT)
    (frame,) = [frame for frame in way.poll() if frame["t"] == "event"]
    assert worded(frame)[3] == TEXT


def test_an_agent_of_before_passes_it_over(alice, sit):
    table = open_table(alice)
    bob = sit(table.seats[BOB])
    view = bob.hello()["view"]
    actions.send_message(table.id, alice, text=TEXT)
    frame = bob.until(lambda frame: frame["t"] == "event")
    assert fold(view, frame) == view == sit(table.seats[BOB]).hello()["view"]

import json
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

import msgspec
import pytest

from game_engine import Answer, Offer, Order, Orders, Ready, Say, Threat, Undertaking
from tests.people import an_exercise, first_round, seat_of, seated
from wargame.debrief import chronicle
from wargame.exercises.models import Exercise
from wargame.play import actions
from wargame.play.actions.moving import Command
from wargame.record.board import moments
from wargame.record.models import LogEntry, Record
from wargame.speech import Words

SECRET = "the harbour at midnight"
LOUD = "all of you listen"


def move(exercise: Exercise, seat: str, made) -> None:
    round_ = first_round(exercise)
    turn = Record.objects.get(pk=round_.pk).turn
    actions.submit_move(seat_of(round_, seat), Command(id=uuid4(), turn=turn, move=made))


@pytest.fixture
def played(alice) -> Exercise:
    """A round of `first-steps` with every kind of move, played to its end."""
    exercise = an_exercise(alice)
    round_ = first_round(exercise)
    for seat in ("us", "opposition", "leadership", "officer-1"):
        seated(round_, seat)
    actions.start_round(round_.pk, alice)
    move(exercise, "us", Say(text=LOUD, public=True))
    move(exercise, "us", Say(text=f"{SECRET} <script>alert(1)</script>", to=("opposition",)))
    move(
        exercise,
        "us",
        Threat(to=("leadership",), demand="release_prisoners", by=2, action="sanctions_up", public=True),
    )
    amnesty = Undertaking(kind="amnesty", by=2, breadth=0.5, crimes=False)
    move(exercise, "opposition", Offer(to=("officer-1",), expires=2, terms=(amnesty,)))
    offer = json.loads(LogEntry.objects.get(round=round_, kind="offer").body)["events"][0]["offer"]["id"]
    move(exercise, "officer-1", Answer(offer=offer, answer="reject"))
    move(exercise, "leadership", Orders(main=Order(kind="hold")))
    actions.pause(round_.pk, alice)
    actions.resume(round_.pk, alice)
    actions.extend(round_.pk, alice, seconds=60)
    record = Record.objects.get(pk=round_.pk)
    while record.status != Record.Status.OVER:
        for seat in ("us", "opposition", "leadership", "officer-1"):
            move(exercise, seat, Ready())
        assert actions.resolve_turn(round_.pk, record.turn, "ready")
        record.refresh_from_db()
    return exercise


def shown(client, exercise, **query) -> str:
    answer = client.get(f"/rounds/{first_round(exercise).pk}/log/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_entry_reads(played):
    scenario_words = [Words(chronicle_scenario(played), language) for language in ("en", "es")]
    for entry in LogEntry.objects.filter(round=first_round(played)):
        for words in scenario_words:
            told = chronicle.text_of(entry, words)
            assert told.sentences, entry.kind
            assert told.name
            assert all("%(" not in one for one in told.sentences)


def chronicle_scenario(exercise):
    from wargame.exercises.editions import scenario_of

    return scenario_of(exercise)


def test_it_shows_turn_seat_kind_and_words(alice_client, played):
    page = shown(alice_client, played)
    assert LOUD in page
    assert 'data-role="opposition"' in page
    assert 'data-role="facilitator"' in page
    assert "Sealed orders" in page
    assert f'id="entry-{1}"' in page


def test_what_people_wrote_is_text(alice_client, played):
    page = shown(alice_client, played)
    assert SECRET in page
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_not_all_were_told_is_marked(alice_client, played):
    loud = shown(alice_client, played, q=LOUD)
    secret = shown(alice_client, played, q=SECRET)
    assert "not told to all" in secret
    assert "not told to all" not in loud


def count(page: str) -> int:
    return page.count('<tr id="entry-')


def test_filters_narrow_alone_and_together(alice_client, played):
    round_ = first_round(played)
    log = LogEntry.objects.filter(round=round_)
    assert (
        count(shown(alice_client, played, turn="1", kind="talk"))
        == log.filter(turn=1, kind="say").count()
        == 2
    )
    assert count(shown(alice_client, played, kind="talk", q="HARBOUR")) == 1
    assert count(shown(alice_client, played, seat="leadership", kind="orders", turn="1")) == (
        log.filter(seat="leadership", turn=1, kind__in=("orders", "order_revealed", "close")).count()
    )
    assert count(shown(alice_client, played, seat="facilitator")) == 4
    assert "Nothing matches." in shown(alice_client, played, q="no such words anywhere")


@pytest.mark.parametrize(
    "query",
    [
        {"turn": "-1"},
        {"turn": "9" * 400},
        {"turn": "²"},
        {"seat": "farid"},
        {"kind": "' OR 1=1"},
        {"page": "-3"},
        {"page": "x"},
        {"page": "999999"},
        {"q": "\x00"},
        {"q": "x" * 10_000},
        {"q": "%s%n{{7*7}}"},
    ],
)
def test_a_filter_that_means_nothing_does_no_harm(alice_client, played, query):
    shown(alice_client, played, **query)


def test_pages_go_on_with_the_filter(alice_client, played, monkeypatch):
    monkeypatch.setattr("wargame.debrief.views.PAGE", 5)
    page = shown(alice_client, played, turn="1")
    assert 'href="?turn=1&amp;page=2"' in page
    second = shown(alice_client, played, turn="1", page="2")
    assert count(second) == 5
    assert 'rel="prev"' in second


def file_of(client, exercise) -> dict:
    answer = client.get(f"/rounds/{first_round(exercise).pk}/log.json")
    assert answer["Content-Disposition"].startswith("attachment")
    return json.loads(answer.getvalue())


def test_the_file_has_every_entry_with_all_that_names_it(alice_client, played):
    file = file_of(alice_client, played)
    round_ = first_round(played)
    assert len(file["entries"]) == LogEntry.objects.filter(round=round_).count()
    assert [entry["number"] for entry in file["entries"]] == list(range(1, len(file["entries"]) + 1))
    for entry in file["entries"]:
        assert {"exercise", "round", "number", "turn", "time", "seat", "kind", "body", "digest"} <= set(entry)
        assert (entry["exercise"], entry["round"]) == (played.pk, round_.pk)
    assert file["digest"] == file["entries"][-1]["digest"] == Record.objects.get(pk=round_.pk).digest


CHAINED = ("number", "branch", "turn", "at", "source", "author", "seat", "kind", "body", "command", "seq")


def test_the_chain_can_be_checked_with_the_file_alone(alice_client, played):
    file, before = file_of(alice_client, played), ""
    assert file["format"] == 2
    for entry in file["entries"]:
        body = msgspec.json.encode(entry["body"]).decode()
        for text in entry["texts"]:
            said = entry["body"]["move"]["text"]
            assert text["digest"] == sha256((text["salt"] + said).encode()).hexdigest()
            body = body.replace(f'"text":{msgspec.json.encode(said).decode()}', f'"text":"~{text["digest"]}"')
        at = datetime.fromisoformat(entry["time"]).isoformat()
        parts = [before, *({**entry, "at": at, "body": body}[name] for name in CHAINED)]
        assert entry["digest"] == sha256(msgspec.json.encode(parts)).hexdigest()
        before = entry["digest"]
    assert before == file["digest"]


def test_players_read_it_after_the_end(played):
    bob = seated(first_round(played), "us")
    page = shown(bob, played)
    assert "Back to my table" in page
    assert "/exercises/" not in page.split("<main")[1]


def test_the_board_over_the_turns(alice_client, played):
    record = Record.objects.get(round=first_round(played))
    known = moments(record)
    assert len(known) == LogEntry.objects.filter(round=record.round, kind="close").count() + 1
    page = shown(alice_client, played)
    assert page.count('class="small-plot"') == len(known[0].values) - sum(
        name not in chronicle_scenario(played).tracks for name in known[0].values
    )


def test_while_it_runs_the_board_grows(alice):
    exercise = an_exercise(alice)
    round_ = first_round(exercise)
    seated(round_, "us")
    actions.start_round(round_.pk, alice)
    record = Record.objects.get(pk=round_.pk)
    assert [moment.turn for moment in moments(record)] == [1]
    record_turn = record.turn
    actions.request_close(round_.pk, alice)
    actions.resolve_turn(round_.pk, record_turn, "facilitator")
    record.refresh_from_db()
    assert [moment.turn for moment in moments(record)] == [1, 2]

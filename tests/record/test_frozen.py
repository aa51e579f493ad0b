"""Databases of earlier commits, with the migrations since: their rounds open and play on, or say that they cannot.

244e0d0 is the last commit with the first format of the log. 52b2167 is of the first morning, when scenarios had other
roles. frozen/make.py has made both.
"""

import json
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from game_engine import Say
from tests.play.tables import BOB, CARMEN, DIEGO, Table, hello, open_table
from wargame.exercises import access
from wargame.exercises.models import Round, Seat
from wargame.play import actions, tasks
from wargame.record import checking, signs
from wargame.record.models import LogEntry, Record, WrittenText
from wargame.sockets import answers, wire

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("postgres" in settings.DATABASES["default"]["ENGINE"], reason="they are SQLite's"),
]

FROZEN = Path(__file__).parent / "frozen"
FIRST_FORMAT, FIRST_MORNING = "244e0d0", "52b2167"
WORDS = "This was played with an earlier Offramp"


@pytest.fixture
def thaw(tmp_path, transactional_db, monkeypatch):
    """Puts a frozen database in the place of the test's own, brings it up to date, and gives its rounds by title."""

    def thawed(name: str) -> dict[str, Table]:
        with zipfile.ZipFile(FROZEN / f"{name}.zip") as archive:
            file = archive.extract("database.sqlite3", tmp_path)
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "NAME", file)
        call_command("migrate", verbosity=0, interactive=False)
        rounds = Round.objects.select_related("exercise")
        return {
            round_.exercise.title: Table(round_, {seat.seat: seat for seat in round_.seats.all()})
            for round_ in rounds
        }

    yield thawed
    connection.close()


def replay(table: Table) -> str:
    out = StringIO()
    call_command("replay", table.id, stdout=out)
    return out.getvalue()


def log_in(client):
    client.force_login(User.objects.get(username="alice"))
    return client


@pytest.mark.parametrize("title", ["running", "paused", "over", "ended", "bots"])
def test_a_log_of_the_first_format_verifies_and_reads(thaw, client, title):
    table = thaw(FIRST_FORMAT)[title]
    assert checking.fault_in(table.record) is None
    assert "It comes to the state that is stored" in replay(table)
    page = log_in(client).get(f"/rounds/{table.id}/log/")
    assert page.status_code == 200
    assert "“Good morning.”" in page.content.decode()
    file = json.loads(client.get(f"/rounds/{table.id}/log.json").getvalue())
    assert (file["format"], len(file["entries"])) == (1, table.record.number)
    assert "Between us." in client.get(f"/rounds/{table.id}/").content.decode()
    assert client.get(f"/exercises/{table.round.exercise_id}/").status_code == 200
    greeted = answers.greeting(table.seats[BOB], wire.Hello(since=0), "en").frames
    assert any("Good morning." in frame for frame in greeted)


def test_entries_are_given_their_source(thaw):
    rounds = thaw(FIRST_FORMAT)
    found = LogEntry.objects.filter(round=rounds["bots"].round).values_list("kind", "seat", "source")
    assert {source for kind, _seat, source in found if kind == "say"} == {"person"}
    assert {source for kind, _seat, source in found if kind == "started"} == {"facilitator"}
    assert "bot" in {
        source for kind, seat, source in found if seat == DIEGO and kind in ("orders", "answer", "offer")
    }
    assert {source for kind, _seat, source in found if kind == "turn_began"} == {"engine"}
    paused = LogEntry.objects.get(round=rounds["paused"].round, kind="paused")
    assert (paused.source, paused.author, paused.branch) == ("facilitator", "", 0)


def test_rounds_of_the_first_format_play_on_in_it(thaw):
    rounds, alice = thaw(FIRST_FORMAT), User.objects.get(username="alice")
    actions.resume(rounds["paused"].id, alice)
    for table in (rounds["running"], rounds["paused"], rounds["bots"]):
        table.move(BOB, hello("We go on."))
        table.move(CARMEN, Say(text="So do we.", to=(BOB,)))
        actions.play_bots(table.id, table.record.turn)
        table.turn()
        assert table.record.format == 1
        assert "It comes to the state that is stored" in replay(table)
    assert not WrittenText.objects.exists()
    assert '"schema":2' in rounds["running"].record.state.decode()


def test_a_round_that_waited_begins_in_the_format_of_now(thaw):
    table, alice = thaw(FIRST_FORMAT)["waiting"], User.objects.get(username="alice")
    actions.start_round(table.id, alice)
    table.move(BOB, hello())
    table.turn()
    assert (table.record.format, table.log()[0].content["format"]) == (2, 2)
    assert WrittenText.objects.get().text == "Good morning."
    assert "It comes to the state that is stored" in replay(table)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_round_of_the_first_morning_says_that_it_cannot_be_read(thaw, client, language):
    rounds = thaw(FIRST_MORNING)
    words = WORDS if language == "en" else "Esto se jugó con un Offramp anterior"
    log_in(client).cookies[settings.LANGUAGE_COOKIE_NAME] = language
    listed = client.get("/exercises/").content.decode()
    for title, table in rounds.items():
        assert title in listed
        for page in (
            f"/rounds/{table.id}/log/",
            f"/rounds/{table.id}/",
            f"/exercises/{table.round.exercise_id}/",
        ):
            if title == "waiting" and page.endswith("log/"):
                continue
            answer = client.get(page)
            assert answer.status_code == 410, page
            assert words in answer.content.decode()
            if title != "waiting":
                assert f'href="/rounds/{table.id}/log.json"' in answer.content.decode()
        answer = client.get(f"/exercises/{table.round.exercise_id}/", headers={"accept": "application/json"})
        assert answer.json()["code"] == "unreadable"


def test_a_log_of_the_first_morning_can_be_taken_away(thaw, client):
    table = thaw(FIRST_MORNING)["over"]
    file = json.loads(log_in(client).get(f"/rounds/{table.id}/log.json").getvalue())
    assert len(file["entries"]) == table.record.number
    assert file["scenario"] == "first-steps"
    assert "Good morning." in [
        entry["body"]["move"]["text"] for entry in file["entries"] if entry["kind"] == "say"
    ]
    with pytest.raises(CommandError, match="Its state cannot be read") as refusal:
        replay(table)
    assert refusal.value.returncode == 2
    assert checking.fault_in(table.record) is None


def test_a_seat_of_the_first_morning_is_closed_with_a_code(thaw, server, sit):
    table = thaw(FIRST_MORNING)["running"]
    assert sit(table.seats[BOB], token=access.bearer_token(table.seats[BOB])).closed() == 4410


def test_who_looks_after_all_rounds_passes_over_those(thaw):
    table = thaw(FIRST_MORNING)["running"]
    long_ago = timezone.now() - timezone.timedelta(hours=5)
    Record.objects.filter(pk=table.id).update(
        deadline=long_ago + timezone.timedelta(hours=1), resolve_due=long_ago
    )
    signs.begin(signs.WEB, now=long_ago)
    actions.outages.account()
    # Somebody sits there and has gone; somebody else waits for them.
    seats = Seat.objects.filter(round_id=table.id)
    seats.update(joined_at=long_ago, last_seen_at=long_ago, substituted_at=None)
    seats.filter(seat=CARMEN).update(last_seen_at=timezone.now())
    # The whole task: what it does for one round must not keep it from the others.
    tasks.sweep()
    assert signs.last(signs.SWEEP) is not None
    assert not actions.resolve_turn(table.id, table.record.turn, "deadline")
    assert not actions.play_bots(table.id, table.record.turn)
    assert signs.last(signs.WEB) > long_ago


def test_a_state_that_cannot_be_read_is_told_at_the_table(server, sit, client, alice):
    table = open_table(alice)
    client.force_login(alice)
    Record.objects.filter(pk=table.id).update(state=b"{}", version=9)
    socket = sit(table.seats[BOB])
    socket.send({"t": "hello", "since": None, "language": "en"})
    nack = socket.kind("nack")
    assert (nack["code"], nack["message"][: len(WORDS)]) == ("unreadable", WORDS)
    assert socket.closed() == 4410
    assert client.get(f"/rounds/{table.id}/").status_code == 410

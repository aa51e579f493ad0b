"""Nobody resolves turns: the web process notices, says so, and does it by itself."""

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, chain_is_whole, open_table
from wargame.play import actions, trouble
from wargame.play.actions import outages, overdue
from wargame.record.models import Record, Resolution, Sign

pytestmark = pytest.mark.django_db(transaction=True)

BOTS = dict.fromkeys((CARMEN, DIEGO, ELENA), "bot")
MOVE = {"t": "move", "id": "6a5e2f2e-8a35-4d5e-9b7c-3b1f0a9c6d11", "turn": 1}
SAY = {"kind": "say", "text": "Still here.", "public": True}


@pytest.fixture(autouse=True)
def well():
    trouble.now = trouble.State()
    yield
    trouble.now = trouble.State()


def ago(seconds):
    return timezone.now() - timedelta(seconds=seconds)


def swept(seconds):
    Sign.objects.update_or_create(name="sweep", defaults={"at": ago(seconds)})


def found():
    return [(one.turn, one.bots, one.late) for one in overdue.overdue()]


def test_a_turn_is_overdue_five_seconds_after_its_deadline():
    table = open_table(turn_seconds=600)
    swept(0)
    outages.beat()
    Record.objects.update(deadline=ago(4))
    assert found() == []
    Record.objects.update(deadline=ago(5.5))
    assert found() == [(1, False, True)]
    assert overdue.settle(overdue.overdue()[0])
    assert table.record.turn == 2
    assert found() == []


def test_a_turn_is_overdue_five_seconds_after_all_were_ready_however_often_the_worker_was_asked(asked):
    table = open_table()
    swept(0)
    table.everybody_ready()
    Record.objects.update(resolve_due=ago(5.5))
    actions.sweep()
    assert found() == [(1, False, True)]
    assert overdue.settle(overdue.overdue()[0])
    assert table.record.turn == 2


def test_where_nobody_sweeps_nobody_is_waited_for():
    open_table(turn_seconds=600)
    swept(60)
    Record.objects.update(deadline=ago(1.5))
    assert found() == [(1, False, False)]


def test_bots_that_are_due_are_played():
    table = open_table(holders=BOTS)
    swept(0)
    Record.objects.update(bots_due=ago(5.5))
    assert found() == [(1, True, False)]
    assert overdue.settle(overdue.overdue()[0])
    assert any(entry.seat in BOTS for entry in table.log())
    assert found() == []


def test_what_is_paused_is_not_overdue(alice):
    table = open_table(alice, turn_seconds=600)
    swept(60)
    table.everybody_ready()
    actions.pause(table.id, alice)
    assert found() == []


def test_in_an_outage_nothing_is_overdue():
    open_table(turn_seconds=600)
    Record.objects.update(deadline=ago(20))
    Sign.objects.create(name="web", at=ago(30))
    assert found() == []


def test_what_was_due_and_is_so_no_longer_is_forgotten():
    table = open_table()
    Record.objects.update(resolve_due=ago(30))
    assert not actions.resolve_turn(table.id, 1, "sweep")
    assert table.record.resolve_due is None


def test_without_a_worker_the_table_is_told_and_goes_on(sit, asked, monkeypatch):
    table = open_table(turn_seconds=600)
    bob = sit(table.seats[BOB])
    bob.hello()
    may = held_up(monkeypatch)
    Record.objects.update(deadline=ago(6))
    assert bob.kind("trouble")["kind"] == "late"
    may.set()
    assert bob.kind("turn")["view"]["turn"] == 2
    assert bob.kind("trouble")["kind"] == ""
    assert Resolution.objects.get().trigger == "deadline"
    assert not [entry for entry in table.log() if entry.kind == "given_time"]
    assert chain_is_whole(table)


def held_up(monkeypatch):
    """Nothing that is overdue is done before this is set."""
    may, settle = threading.Event(), overdue.settle
    monkeypatch.setattr(overdue, "settle", lambda due: may.is_set() and settle(due))
    return may


@pytest.mark.skipif(connection.vendor != "sqlite", reason="locks a SQLite file")
def test_while_nothing_can_be_saved_nothing_is_acknowledged_and_the_table_is_told(sit, monkeypatch):
    table = open_table(turn_seconds=600)
    bob = sit(table.seats[BOB])
    bob.hello()
    Record.objects.update(deadline=ago(-600))
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        bob.send({**MOVE, "move": SAY})
        assert bob.kind("trouble", "ack", "nack") == {"t": "trouble", "kind": "saving"}
        other.execute("ROLLBACK")
    assert bob.kind("ack", "nack")["t"] == "ack"
    assert bob.kind("trouble")["kind"] == ""
    assert [entry.kind for entry in table.log()].count("given_time") == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="plants an error of SQLite")
def test_a_full_disk_is_told_and_what_was_refused_is_done_later(sit, errors):
    table = open_table(turn_seconds=600)
    bob = sit(table.seats[BOB])
    bob.hello()
    execute = connection.cursor().execute
    for name in ("play_sign", "play_record", "exercises_seat"):
        execute(
            f"CREATE TRIGGER full_{name} BEFORE UPDATE ON {name} BEGIN"
            " SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    try:
        assert bob.kind("trouble")["kind"] == "saving"
        assert bob.answer({**MOVE, "move": SAY})["code"] == "server_error"
        assert not trouble.now.saves
        assert "database or disk is full" in errors.take()
    finally:
        for name in ("play_sign", "play_record", "exercises_seat"):
            execute(f"DROP TRIGGER full_{name}")
    assert bob.kind("trouble")["kind"] == ""
    assert bob.answer({**MOVE, "move": SAY})["t"] == "ack"
    assert [entry.kind for entry in table.log()].count("say") == 1


def test_console_and_round_page_say_what_is_wrong(alice, alice_client):
    table = open_table(alice, turn_seconds=600)
    pages = [
        reverse("console:console", args=[table.round.exercise_id]),
        reverse("console:round", args=[table.id]),
    ]

    def shown(page):
        text = alice_client.get(page).content.decode()
        return [kind for kind in ("saving", "late", "sweep") if f'data-trouble="{kind}"' in text]

    swept(0)
    assert [shown(page) for page in pages] == [[], []]
    swept(60)
    trouble.now = trouble.State(saves=False, late=frozenset({table.id}))
    assert [shown(page) for page in pages] == [["saving", "late", "sweep"]] * 2


class TestReady:
    def test_all_is_well(self, client):
        actions.swept()
        answer = client.get("/readyz")
        assert answer.status_code == 200
        assert answer.json() | {"sweep": None} == {
            "ready": True,
            "database": {"ok": True},
            "redis": {"ok": True},
            "sweep": None,
        }

    def test_nobody_sweeps(self, client):
        assert client.get("/readyz").json()["sweep"] == {"ok": False, "age": None}
        swept(60)
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["sweep"] == {"ok": False, "age": pytest.approx(60, abs=5)}

    def test_no_redis(self, client, settings):
        actions.swept()
        settings.REDIS_URL = "redis://127.0.0.1:1/0"
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["redis"] == {"ok": False, "why": "ConnectionError"}

    def test_nothing_can_be_saved(self, client):
        actions.swept()
        trouble.now = trouble.State(saves=False)
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["database"]["ok"] is False

    def test_alive_is_asked_of_the_process_alone(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert client.get("/healthz").content == b"ok\n"

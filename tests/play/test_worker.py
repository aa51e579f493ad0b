"""A real Celery worker resolves turns; killed in the middle of one, it loses nothing and does nothing twice."""

import os
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from game_engine import Ready, fingerprint
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, chain_is_whole, database_url, open_table, replayed
from tests.processes import ROOT, spawn, wait_until
from wargame.play import actions
from wargame.record.models import LogEntry, Record, Resolution, SeatEvent

pytestmark = pytest.mark.django_db(transaction=True)

BOTS = dict.fromkeys((CARMEN, DIEGO, ELENA), "bot")


@pytest.fixture
def worker(tmp_path):
    """Starts Celery workers on the tests' database and Redis."""
    started = []

    def start(app="wargame", **env):
        argv = [sys.executable, "-m", "celery", "--app", app, "--quiet", "worker", "--concurrency", "1"]
        argv += ["--loglevel", "ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        log = (tmp_path / f"worker-{len(started)}.log").open("w")
        whole = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "OFFRAMP_DB_POOL": "0",
            "LOG_LEVEL": "ERROR",
            **env,
        }
        started.append(spawn(argv, cwd=ROOT, env=whole, stdout=log, stderr=log))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_round_of_bots_alone_plays_itself_to_the_end(worker):
    worker()
    table = open_table(holders={**BOTS, BOB: "bot"})
    wait_until(lambda: table.record.status == "over", what="the end of a round of bots", seconds=60)
    assert chain_is_whole(table)
    assert fingerprint(replayed(table)) == fingerprint(table.state())


def test_turn_is_resolved_when_the_last_is_ready(worker, sit):
    worker()
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    table.everybody_ready()
    assert bob.kind("turn")["view"]["turn"] == 2


def test_bots_of_a_new_turn_and_those_that_are_addressed_act_by_themselves(worker, sit):
    worker()
    table = open_table(holders=BOTS)
    bob = sit(table.seats[BOB])
    bob.hello(since=0)
    bob.until(lambda frame: frame.get("event", {}).get("seat") in BOTS)
    offer = {"kind": "offer", "to": [CARMEN], "expires": 1, "terms": [{"kind": "hold_fire", "by": 1}]}
    name = "6a5e2f2e-8a35-4d5e-9b7c-3b1f0a9c6d11"
    bob.send({"t": "move", "id": name, "turn": 1, "move": offer})
    made = bob.until(
        lambda frame: (
            frame.get("event", {}).get("kind") == "offer_made" and frame["event"]["offer"]["issuer"] == BOB
        )
    )
    mine = made["event"]["offer"]["id"]
    bob.until(
        lambda frame: (
            frame.get("event", {}).get("kind") in ("offer_answered",)
            and frame["event"]["offer"]["id"] == mine
        )
    )


@pytest.mark.parametrize(
    "point",
    [
        "before anything",
        "after the resolution",
        "half written",
        "before the commit",
        "after the commit, before the ring",
        "after the ring",
    ],
)
def test_worker_killed_in_the_middle_of_a_turn_loses_nothing_and_repeats_nothing(worker, point):
    table = open_table(holders={ELENA: "bot"})
    dying = worker("tests.play.dying_worker", DIES_AT=point)
    for seat in (BOB, CARMEN, DIEGO):
        table.move(seat, Ready())
    wait_until(lambda: dying.poll() is not None, what="the worker's death", seconds=60)
    logged = LogEntry.objects.filter(round=table.round).count()
    worker()

    def resolved() -> bool:
        # Beat's part: it calls the sweeper every second. The wait for a worker that was asked is made short here.
        Record.objects.filter(resolve_due__isnull=False).update(
            resolve_due=timezone.now() - timedelta(seconds=10), turn_asked_at=None
        )
        actions.sweep()
        return table.record.turn == 2

    wait_until(resolved, what="the turn", seconds=60)
    assert LogEntry.objects.filter(round=table.round).count() >= logged
    assert Resolution.objects.filter(round=table.round).count() == 1
    assert LogEntry.objects.filter(round=table.round, kind="close").count() == 1
    for seat in (BOB, CARMEN, DIEGO, ELENA):
        assert SeatEvent.objects.filter(round=table.round, seat=seat, kind="turn").count() == 2
        assert table.numbers(seat) == list(range(1, len(table.numbers(seat)) + 1))
    assert chain_is_whole(table)
    assert fingerprint(replayed(table)) == fingerprint(table.state())

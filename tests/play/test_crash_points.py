"""Whoever is killed at any step of any command leaves it undone or done whole; done again, it has one effect.

Every statement and every commit of every verb is a step, and a process dies at each of them in turn.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from tests.play.deeds import DEEDS
from tests.play.tables import Table, chain_is_whole, database_url
from tests.processes import ROOT, spawn
from wargame.exercises.models import Exercise, Seat
from wargame.play import actions
from wargame.record import tokens
from wargame.record.models import LogEntry, Record, Resolution, SeatEvent

pytestmark = pytest.mark.django_db(transaction=True)

KILLED = 9
# They change moments alone, of which a picture says only whether they have come.
SILENT = {"mark_seen", "mark_all_seen", "mark_away", "sweep", "swept"}
MOMENT = re.compile(r'\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)|\d+\.\d{4,}|(?<="seconds": )[\d.]+')
TOKEN = re.compile(f"{tokens.SIGN}[0-9a-f]{{64}}")


class Dying:
    """The program whose children die."""

    def __init__(self) -> None:
        env = {**os.environ, "DATABASE_URL": database_url(), "OFFRAMP_DB_POOL": "0", "LOG_LEVEL": "ERROR"}
        argv = [sys.executable, "-m", "tests.play.dying"]
        self.process = spawn(
            argv, cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def does(self, deed: str, table: Table, owner: Any, *, dies_at: int) -> dict[str, int]:
        order = {"deed": deed, "round": table.id, "owner": owner.pk, "dies_at": dies_at}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def dying(django_db_setup: None) -> Iterator[Dying]:
    running = Dying()
    yield running
    running.process.kill()
    running.process.wait()


def picture(table: Table) -> dict[str, Any]:
    """All that is kept of a round, without its own id and the time of day."""
    # A round that waits is one without a record.
    kept = Record.objects.filter(pk=table.id).exclude(status=Record.Status.WAITING)
    record = kept.values("status", "turn", "version", "number", "heads", "players", "remaining", "end")
    due = kept.values_list("resolve_due", "bots_due", "deadline")
    seats = Seat.objects.filter(round=table.round).order_by("seat")
    people = seats.values_list("seat", "holder", "generation", "name", "substituted_at", "joined_at")
    log = LogEntry.objects.filter(round=table.round).order_by("number")
    told = SeatEvent.objects.filter(round=table.round).order_by("seat", "number")
    return {
        "record": [_timeless(one, table) for one in record],
        "due": [tuple(moment is not None and moment <= timezone.now() for moment in one) for one in due],
        "seats": [
            tuple(bool(part) if number > 3 else part for number, part in enumerate(one)) for one in people
        ],
        "log": [
            (
                one.number,
                one.turn,
                one.seat,
                one.kind,
                _timeless(one.body, table),
                one.command is not None,
                one.seq,
            )
            for one in log
        ],
        "told": [(frame.seat, frame.number, frame.kind, _timeless(frame.body, table)) for frame in told],
        "resolutions": list(Resolution.objects.filter(round=table.round).values_list("turn", "trigger")),
        "exercises": sorted(Exercise.objects.values_list("title", "ended_at")),
        "tables": Seat.objects.count(),
    }


def _timeless(value: Any, table: Table) -> str:
    # A state read from the database has its keys in another order than one at hand.
    plain = json.loads(value) if isinstance(value, str) else value
    # And what stands for a text is salted anew each time.
    return TOKEN.sub(
        "~", MOMENT.sub("T", json.dumps(plain, default=str, sort_keys=True).replace(table.id, "R"))
    )


def clear() -> None:
    Exercise.objects.all().delete()


@pytest.mark.long
@pytest.mark.parametrize("name", DEEDS)
def test_a_death_at_any_step_leaves_all_or_nothing(dying: Dying, alice: Any, name: str) -> None:
    deed = DEEDS[name]
    table = deed.opens(alice)
    before = picture(table)
    lived = dying.does(name, table, alice, dies_at=0)
    assert lived["code"] == 0
    after = picture(table)
    assert after != before or name in SILENT
    clear()
    undone = 0
    for step in range(1, lived["steps"] + 1):
        table = deed.opens(alice)
        assert dying.does(name, table, alice, dies_at=step)["code"] == KILLED
        found = picture(table)
        assert found in (before, after), f"half done at step {step}"
        undone += found == before
        if found == before or deed.again:
            deed.does(table.id, alice)
            assert picture(table) == after, f"done twice, or never, after a death at step {step}"
        if found["log"]:
            assert chain_is_whole(table)
        clear()
    assert undone > 0


def test_every_verb_is_tried() -> None:
    assert set(actions.__all__) - {"submit_move"} <= set(DEEDS)
    assert {"say", "offer", "answer", "cosign", "withdraw", "threat", "orders", "ready"} <= set(DEEDS)

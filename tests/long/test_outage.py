"""The server is away for longer than a turn has left: what players kept meanwhile counts when it is back."""

import json
import signal
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from websockets.sync.client import connect

from tests.processes import wait_until
from wargame.play.actions import outages

pytestmark = pytest.mark.long

DOWN, LEFT = 20.0, 10.0


def sleep_of_the_web(up, start_up):
    """The machine that serves sleeps, as far as its web process can tell."""
    web = up.child("web")
    web.send_signal(signal.SIGSTOP)
    time.sleep(DOWN)
    web.send_signal(signal.SIGCONT)
    return up


def planned_restart(up, start_up):
    """All is stopped in order, and started again later."""
    assert up.stop() == 0
    time.sleep(DOWN)
    return start_up(up.var, port=up.port).wait_ready()


def power_cut(up, start_up):
    """All is killed outright, and started again later."""
    up.process.kill()
    up.wait_ended()
    time.sleep(DOWN)
    return start_up(up.var, port=up.port).wait_ready()


@pytest.mark.parametrize("outage", [sleep_of_the_web, planned_restart, power_cut])
def test_what_was_kept_through_an_outage_counts(start_up, outage):
    up = start_up().wait_ready()
    wait_until(lambda: up.get("/readyz")[0] == 200, what="the first sweep")
    opened = json.loads(
        up.manage("open_exercise", "first-steps", "--turn-seconds", "600", "--format", "json")
    )
    seat = opened["rounds"][0]["seats"][0]
    deadline = datetime.now(UTC) + timedelta(seconds=LEFT)
    ask(up, "UPDATE play_record SET deadline = ?", deadline.strftime("%Y-%m-%d %H:%M:%S.%f"))
    up = outage(up, start_up)
    assert datetime.now(UTC) > deadline
    answer = say(seat)
    assert answer["t"] == "ack", answer
    ((turn, told),) = ask(up, "SELECT turn, deadline FROM play_record")
    left = datetime.fromisoformat(told).replace(tzinfo=UTC) - datetime.now(UTC)
    assert turn == 1
    # Given back is what passed since the last sign of life, a beat or so before the outage.
    assert timedelta(0) < left <= timedelta(seconds=LEFT + 2 * outages.BEAT_SECONDS)
    ((body,),) = ask(up, "SELECT body FROM play_logentry WHERE kind = 'given_time'")
    assert json.loads(body)["seconds"] >= DOWN
    wait_until(lambda: ask(up, "SELECT turn FROM play_record") == [(2,)], what="the clock to end the turn")
    assert ask(up, "SELECT trigger FROM play_resolution") == [("deadline",)]


def say(seat):
    """Say something as soon as the server lets one in; its answer."""
    headers = {"Authorization": f"Bearer {seat['token']}"}
    with connect(seat["socket_url"], additional_headers=headers, compression=None) as socket:
        socket.send(json.dumps({"t": "hello", "since": None, "language": "en"}))
        move = {"kind": "say", "text": "Kept here.", "public": True}
        socket.send(json.dumps({"t": "move", "id": str(uuid4()), "turn": 1, "move": move}))
        while (frame := json.loads(socket.recv(timeout=30)))["t"] not in ("ack", "nack"):
            pass
    return frame


def ask(up, statement, *values):
    with closing(sqlite3.connect(up.var / "offramp.sqlite3", isolation_level=None, timeout=20)) as connection:
        return connection.execute(statement, values).fetchall()

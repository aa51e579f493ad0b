"""A socket that does not read: it is cut in the end, and makes nobody wait meanwhile."""

import pytest
from django.conf import settings

from tests.play.tables import BOB, CARMEN, hello, open_table
from tests.processes import wait_until
from wargame.sockets import connections, hub

pytestmark = pytest.mark.django_db(transaction=True)

# More than any buffer between two programs takes.
FRAME, FRAMES = "x" * 100_000, 400


def the_loop():
    (loop,) = [loop for loop in hub._hubs if loop.is_running()]
    return loop


def rooms():
    return hub._hubs[the_loop()].rooms


def overwhelm(connection, frames: int = FRAMES) -> None:
    """Send more than it reads, as a table would that talks on and on."""

    def put() -> None:
        for _ in range(frames):
            connection.put(FRAME)

    the_loop().call_soon_threadsafe(put)
    wait_until(lambda: connection._sending_since is not None, what="a frame that is not taken")


@pytest.fixture
def impatient(monkeypatch) -> None:
    monkeypatch.setattr(connections, "SEND_SECONDS", 0.5)
    monkeypatch.setattr(hub, "POLL_SECONDS", 0.05)


@pytest.mark.usefixtures("impatient")
def test_a_seats_socket_that_never_reads_is_cut(sit):
    table = open_table()
    bob, carmen = sit(table.seats[BOB], max_queue=1), sit(table.seats[CARMEN])
    bob.connection.close_timeout = 0.1
    bob.hello()
    carmen.hello()
    (connection,) = rooms()[table.id].seats[BOB]
    overwhelm(connection)
    table.move(CARMEN, hello())
    assert carmen.kind("event")["event"]["text"] == hello().text
    wait_until(lambda: connection.closed, what="a socket that is cut")
    # Whoever reads nothing is not there, and nothing more is kept for them.
    assert table.seats[BOB].pk not in hub._hubs[the_loop()]._seats()
    assert table.seats[CARMEN].pk in hub._hubs[the_loop()]._seats()
    waiting = len(connection._waiting)
    table.move(CARMEN, hello())
    carmen.kind("event")
    assert len(connection._waiting) == waiting


@pytest.mark.usefixtures("impatient")
def test_a_watcher_that_never_reads_is_cut(sit, server, alice, client):
    table = open_table(alice)
    client.force_login(alice)
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}",
        "Origin": f"http://127.0.0.1:{server.port}",
    }
    path = f"/ws/v1/rounds/{table.id}/watch/"
    watcher = sit(table.seats[BOB], token="", path=path, max_queue=1, **headers)
    watcher.connection.close_timeout = 0.1
    # A seat's socket comes after it, so that there is a loop to look at.
    sit(table.seats[CARMEN]).hello()
    wait_until(lambda: rooms()[table.id].watchers, what="a watcher")
    (connection,) = rooms()[table.id].watchers
    overwhelm(connection)
    wait_until(lambda: connection.closed, what="a socket that is cut")


def test_a_socket_for_which_too_much_waits_is_asked_to_come_back(sit):
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    (connection,) = rooms()[table.id].seats[BOB]

    def put() -> None:
        for _ in range(connections.MOST_WAITING + 1):
            connection.put('{"t":"pong"}')

    the_loop().call_soon_threadsafe(put)
    assert bob.closed() == 1013
    assert [frame["t"] for frame in bob.frames].count("pong") == connections.MOST_WAITING

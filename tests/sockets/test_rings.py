"""Rings alone, with the slow poll switched off: whatever a ring leaves out is read from the database at once."""

import threading

import pytest
from channels.layers import channel_layers

from tests.play.tables import BOB, CARMEN, DIEGO, hello, open_table
from tests.processes import wait_until
from tests.sockets.test_slow_way import Way
from wargame.play import actions, broadcast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("elsewhere", "without_poll", "unannounced"),
]

SECONDS = 10


class Some:
    """Redis's layer, but of what happened only some is sent on, as `goes` says of each move by its number from 0."""

    def __init__(self, real, goes) -> None:
        self._real = real
        self._goes = goes
        self.sent: list[dict] = []

    def __getattr__(self, name: str):
        return getattr(self._real, name)

    async def group_send(self, group: str, message: dict) -> None:
        # Tidings of who is there say nothing of a seat.
        if message["frames"]:
            self.sent.append(message)
        if not message["frames"] or self._goes(len(self.sent) - 1):
            await self._real.group_send(group, message)


def listening(sit, table, *names):
    """Sockets of those seats, whose process is rung for the round."""
    sockets = [sit(table.seats[name]) for name in names]
    for socket in sockets:
        socket.hello()
    wait_until(lambda: rung_for(table.id), what="a subscription")
    return sockets


def rung_for(round_id: str) -> bool:
    return any(round_id in known_hub._rings._tuned for known_hub in hubs())


def here(round_id: str) -> list:
    return [
        found
        for known_hub in hubs()
        if round_id in known_hub.rooms
        for found in known_hub.rooms[round_id].connections()
    ]


def hubs() -> list:
    from wargame.sockets import hub

    return [known_hub for loop, known_hub in hub._hubs.items() if loop.is_running()]


def test_a_ring_too_large_for_frames_says_look(sit, layer, monkeypatch):
    monkeypatch.setattr(broadcast, "LARGEST_HINT", 10)
    heard = Some(channel_layers["default"], lambda number: True)
    layer(heard)
    table = open_table(turn_seconds=600)
    (bob,) = listening(sit, table, BOB)
    table.move(CARMEN, hello("one"))
    assert bob.kind("event")["event"]["text"] == "one"
    table.turn()
    assert bob.kind("turn")["view"]["turn"] == 2
    assert bob.numbered == list(range(2, len(bob.numbered) + 2))
    assert not any(frames for message in heard.sent for frames in message["frames"].values())


def test_what_a_lost_ring_would_have_brought_comes_with_the_next(sit, layer):
    table = open_table()
    (bob,) = listening(sit, table, BOB)
    layer(Some(channel_layers["default"], lambda number: number == 3))
    for number in range(4):
        table.move(CARMEN, hello(f"{number}"))
    bob.until(lambda frame: frame.get("seq") == 5)
    assert bob.numbered == [2, 3, 4, 5]


def test_what_is_not_numbered_comes_by_ring_too(sit, alice):
    table = open_table(alice, turn_seconds=600)
    (bob,) = listening(sit, table, BOB)
    actions.pause(table.id, alice)
    assert bob.kind("clock")["status"] == "paused"
    actions.resume(table.id, alice)
    assert bob.kind("clock")["status"] == "running"


def test_a_request_that_is_held_is_answered_by_a_ring_too_large_for_frames(server, monkeypatch):
    monkeypatch.setattr(broadcast, "LARGEST_HINT", 10)
    table = open_table()
    bob = Way(server, table.seats[BOB])
    bob.settle(monkeypatch)
    told: list[dict] = []
    waiting = threading.Thread(target=lambda: told.extend(bob.poll()))
    waiting.start()
    wait_until(lambda: rung_for(table.id) and any(one.greeted for one in here(table.id)), what="a request")
    table.move(DIEGO, hello("Good morning."))
    waiting.join(SECONDS)
    assert [frame["event"]["text"] for frame in told if frame["t"] == "event"] == ["Good morning."]

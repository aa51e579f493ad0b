"""The channel layer may drop, repeat, reorder, fail or be gone: what happened reaches everyone all the same."""

import json
from collections import Counter

import pytest
from channels.layers import channel_layers

from tests.play.tables import BOB, CARMEN, hello, open_table
from tests.processes import wait_until
from wargame.play import broadcast
from wargame.play.held import Told

pytestmark = pytest.mark.django_db(transaction=True)


class Deaf:
    """Takes everything and delivers nothing."""

    async def new_channel(self, prefix: str = "specific.") -> str:
        return "deaf"

    async def receive(self, channel: str) -> dict:
        import asyncio

        await asyncio.Event().wait()
        return {}

    async def group_add(self, group: str, channel: str) -> None: ...
    async def group_discard(self, group: str, channel: str) -> None: ...
    async def group_send(self, group: str, message: dict) -> None: ...


class Broken(Deaf):
    """Fails at everything."""

    async def new_channel(self, prefix: str = "specific.") -> str:
        raise ConnectionError

    async def group_send(self, group: str, message: dict) -> None:
        raise ConnectionError


class Stuck(Deaf):
    """Never comes to an end."""

    async def group_add(self, group: str, channel: str) -> None:
        await self.receive(channel)

    async def group_send(self, group: str, message: dict) -> None:
        await self.receive(group)


@pytest.fixture
def elsewhere(monkeypatch):
    """As if moves were made in another process: this one's hub hears of them by the layer alone."""
    monkeypatch.setattr(broadcast, "_here", None)

    def listen(loop, listener):
        pass

    monkeypatch.setattr(broadcast, "listen", listen)
    monkeypatch.setattr(broadcast, "understood", _as_anothers)


def _as_anothers(message: dict) -> Told | None:
    return _understood({**message, "from": "another process"})


_understood = broadcast.understood


@pytest.fixture
def layer():
    """Puts a layer in the place of Redis's."""
    before = channel_layers.backends.copy()

    def put(one) -> None:
        channel_layers.backends["default"] = one

    yield put
    channel_layers.backends.clear()
    channel_layers.backends.update(before)


def heard_all(table, socket, count) -> None:
    head = 1 + count
    socket.until(lambda frame: frame.get("seq") == head)
    assert socket.numbered == list(range(2, head + 1))


def test_moves_of_another_process_come_by_ring(elsewhere, sit, monkeypatch):
    from wargame.play import hub

    # Far beyond this test's patience: what comes, comes by ring.
    monkeypatch.setattr(hub, "POLL_SECONDS", 600)
    table = open_table(turn_seconds=600)
    bob = sit(table.seats[BOB])
    bob.hello()
    for number in range(10):
        table.move(CARMEN, hello(f"{number}"))
    heard_all(table, bob, 10)
    table.turn()
    assert bob.kind("turn")["view"]["turn"] == 2
    assert bob.kind("clock")["status"] == "running"


@pytest.mark.parametrize("kind", [Deaf, Broken, Stuck])
def test_everyone_converges_though_no_ring_arrives(layer, elsewhere, sit, kind):
    layer(kind())
    table = open_table()
    bob, carmen = sit(table.seats[BOB]), sit(table.seats[CARMEN])
    bob.hello()
    carmen.hello()
    for number in range(5):
        table.move(CARMEN, hello(f"{number}"))
    heard_all(table, bob, 5)
    heard_all(table, carmen, 5)
    table.turn()
    assert bob.kind("turn")["view"]["turn"] == 2


@pytest.mark.parametrize("kind", [Deaf, Broken, Stuck])
def test_sockets_of_this_process_are_served_without_a_layer(layer, sit, monkeypatch, kind):
    from wargame.play import hub

    monkeypatch.setattr(hub, "POLL_SECONDS", 600)
    layer(kind())
    table = open_table()
    bob, carmen = sit(table.seats[BOB]), sit(table.seats[CARMEN])
    bob.hello()
    carmen.hello()
    sent = {"t": "move", "id": "6a5e2f2e-8a35-4d5e-9b7c-3b1f0a9c6d11", "turn": 1, "move": {"kind": "ready"}}
    assert bob.answer(sent)["t"] == "ack"
    assert carmen.kind("event")["seq"] == 2


def test_who_waits_for_the_layer_is_not_forgotten(layer, elsewhere, sit, monkeypatch):
    from wargame.play import hub

    # The poll comes by many times while the layer does not answer.
    monkeypatch.setattr(hub, "POLL_SECONDS", 0.05)
    layer(Stuck())
    # The first socket of a process does not wait: there is no channel yet.
    sit(open_table().seats[BOB]).hello()
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    table.move(CARMEN, hello())
    heard_all(table, bob, 1)


class BusyAtFirst:
    """Redis's layer, but each round's first subscription takes too long."""

    def __init__(self, real, failures: int = 1) -> None:
        self._real = real
        self._failures = failures
        self.asked: Counter[str] = Counter()
        self.joined: set[str] = set()

    def __getattr__(self, name: str):
        return getattr(self._real, name)

    async def group_add(self, group: str, channel: str) -> None:
        self.asked[group] += 1
        if self.asked[group] <= self._failures:
            raise TimeoutError
        await self._real.group_add(group, channel)
        self.joined.add(group)


def test_a_subscription_that_failed_is_asked_for_again(layer, elsewhere, sit, monkeypatch):
    from wargame.play import hub

    # Far beyond this test's patience: what comes, comes by ring.
    monkeypatch.setattr(hub, "POLL_SECONDS", 600)
    busy = BusyAtFirst(channel_layers["default"])
    layer(busy)
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    wait_until(lambda: broadcast.group(table.id) in busy.joined, what="a second try")
    table.move(CARMEN, hello())
    heard_all(table, bob, 1)


class Liar:
    """Redis's layer, but each message comes three times, and every second one is late by one."""

    def __init__(self, real) -> None:
        self._real = real
        self._late: dict | None = None

    def __getattr__(self, name: str):
        return getattr(self._real, name)

    async def group_send(self, group: str, message: dict) -> None:
        late, self._late = self._late, None if self._late else message
        for one in (message, late) if late else ():
            for _ in range(3):
                await self._real.group_send(group, one)


def test_rings_that_come_twice_or_in_disorder_show_nothing_twice(layer, elsewhere, sit):
    layer(Liar(channel_layers["default"]))
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    for number in range(20):
        table.move(CARMEN, hello(f"{number}"))
    heard_all(table, bob, 20)
    said = [frame["event"]["text"] for frame in bob.frames if frame["t"] == "event"]
    assert said == [f"{number}" for number in range(20)]
    assert bob.answer({"t": "ping"})["t"] == "pong"
    assert json.dumps(bob.numbered) == json.dumps(sorted(set(bob.numbered)))

"""The channel layer may drop, repeat, reorder, fail or be gone: what happened reaches everyone all the same."""

import json
import random
import threading
import time
from collections import Counter
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.layers import channel_layers

from game_engine import load_scenario
from tests.play.tables import BOB, CARMEN, hello, open_table
from tests.processes import wait_until
from wargame.play import broadcast

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


def heard_all(table, socket, count) -> None:
    head = 1 + count
    socket.until(lambda frame: frame.get("seq") == head)
    assert socket.numbered == list(range(2, head + 1))


def test_moves_of_another_process_come_by_ring(elsewhere, sit, monkeypatch):
    from wargame.sockets import hub

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
    from wargame.sockets import hub

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
    from wargame.sockets import hub

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
    from wargame.sockets import hub

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


class Chaos:
    """Redis's layer, but each message is lost, doubled, held back or passed by a later one, as a seed has it."""

    LONGEST = 5.0

    def __init__(self, real, seed: int) -> None:
        self._real = real
        self._chance = random.Random(seed)
        self._late: list[threading.Timer] = []
        self.fates: Counter[str] = Counter()

    def __getattr__(self, name: str):
        return getattr(self._real, name)

    async def group_send(self, group: str, message: dict) -> None:
        fate = self._chance.choice(("lost", "doubled", "late", "plain"))
        self.fates[fate] += 1
        if fate == "lost":
            return
        if fate == "late":
            # Whoever sends has gone by then, and its event loop too.
            send = async_to_sync(self._real.group_send)
            self._late.append(threading.Timer(self._chance.random() * self.LONGEST, send, (group, message)))
            self._late[-1].start()
            return
        for _ in range(2 if fate == "doubled" else 1):
            await self._real.group_send(group, message)

    def wait(self) -> None:
        """Return when nothing is held back any more."""
        for timer in self._late:
            timer.join()


def crowd(sit, tables: int, *, officers: int) -> list[tuple[Any, list[Any]]]:
    """Tables full of people who have said hello, each with its sockets."""
    found = []
    for _ in range(tables):
        table = open_table(scenario=load_scenario("venezuela-2025"), officers=officers)
        people = [seat for seat in table.seats.values() if seat.holder == "person"]
        sockets = [sit(seat) for seat in people]
        for socket in sockets:
            socket.hello()
        found.append((table, sockets))
    return found


def test_twenty_seats_hear_all_through_a_layer_that_drops_doubles_and_delays(layer, elsewhere, sit):
    chaos = Chaos(channel_layers["default"], seed=3)
    layer(chaos)
    tables = crowd(sit, 3, officers=4)
    assert sum(len(sockets) for _table, sockets in tables) >= 20
    for number in range(67):
        for table, _sockets in tables:
            table.move(CARMEN, hello(f"{number}"))
    chaos.wait()
    for table, sockets in tables:
        for socket in sockets:
            heard_all(table, socket, 67)
            # What was held back has come by now, and shows nothing again.
            assert socket.answer({"t": "ping"})["t"] == "pong"
            said = [frame["event"]["text"] for frame in socket.frames if frame["t"] == "event"]
            assert said == [f"{number}" for number in range(67)]
    assert min(chaos.fates[one] for one in ("lost", "doubled", "late", "plain")) > 20


def test_thirty_seats_miss_nothing_though_the_loop_stands_still(elsewhere, sit):
    from wargame.sockets import hub

    tables = crowd(sit, 4, officers=5)
    assert sum(len(sockets) for _table, sockets in tables) >= 30
    (loop,) = [loop for loop in hub._hubs if loop.is_running()]
    loop.call_soon_threadsafe(time.sleep, 2)
    for number in range(125):
        for table, _sockets in tables:
            table.move(CARMEN, hello(f"{number}"))
    for table, sockets in tables:
        for socket in sockets:
            heard_all(table, socket, 125)

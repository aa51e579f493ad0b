"""The sockets of this process, by round: one subscription to the layer for all of them, and direct sends.

A ring's frame is sent on only if it is the next number of the seat; otherwise the database is read. A slow poll
finds what no ring announced.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from wargame.play import broadcast
from wargame.record import queries
from wargame.record.in_hand import Announcement, Frame
from wargame.sockets import relief, threads, wire
from wargame.sockets.attendance import Attendance
from wargame.sockets.connections import NO_LONGER_YOURS, REPLACED, SeatConnection, WatchConnection
from wargame.sockets.rings import Rings

logger = logging.getLogger(__name__)

POLL_SECONDS = 2.0
SOCKETS_A_SEAT = 5


@dataclass
class Room:
    """The sockets of one round here, and the last unnumbered news that they were sent."""

    round: str
    seats: dict[str, list[SeatConnection]] = field(default_factory=lambda: defaultdict(list))
    watchers: set[WatchConnection] = field(default_factory=set)
    pulse: queries.Pulse | None = None

    @property
    def empty(self) -> bool:
        return not self.watchers and not any(self.seats.values())

    def connections(self) -> list[SeatConnection]:
        return [connection for connections in self.seats.values() for connection in connections]


class Hub:
    """One a process and event loop."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self._rings = Rings(self.rooms.keys, self._deliver)
        self._looks: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        broadcast.listen(asyncio.get_running_loop(), self.announced_here)
        self.attendance = Attendance(self._seats)
        rings = self._rings
        for work in (
            rings.publish(),
            rings.listen(),
            rings.keep_tuned(),
            self.attendance.keep(),
            self._poll(),
        ):
            self._start(work)

    async def join(self, connection: SeatConnection) -> None:
        """Let a seat's socket hear of its round. The oldest of too many goes."""
        room, new = self._room(connection.seat.round_id)
        connections = room.seats[connection.seat.seat]
        connections.append(connection)
        while len(connections) > SOCKETS_A_SEAT:
            connections.pop(0).close(REPLACED)
        if new:
            await self._rings.tune(room.round)

    def leave(self, connection: SeatConnection) -> bool:
        """Forget a socket; whether it was the seat's last one here."""
        room = self.rooms.get(connection.seat.round_id)
        if room is None or connection not in room.seats[connection.seat.seat]:
            return False
        room.seats[connection.seat.seat].remove(connection)
        return not room.seats[connection.seat.seat]

    def _seats(self) -> set[str]:
        return {
            connection.seat.pk
            for room in self.rooms.values()
            for connection in room.connections()
            if not connection.closed
        }

    async def watch(self, connection: WatchConnection) -> None:
        """Let a facilitator's socket hear that something has changed."""
        for round_id in connection.rounds:
            room, new = self._room(round_id)
            room.watchers.add(connection)
            if new:
                await self._rings.tune(round_id)

    def unwatch(self, connection: WatchConnection) -> None:
        for round_id in connection.rounds:
            if round_id in self.rooms:
                self.rooms[round_id].watchers.discard(connection)

    def announced_here(self, news: Announcement) -> None:
        """A command of this process was committed."""
        self._deliver(news)
        self._rings.outbox.put_nowait(news)

    def look(self, round_id: str) -> None:
        """Read the unnumbered news soon, and send it to those who have not had it."""
        if not self._looks:
            self._start(self._look_all())
        self._looks.add(round_id)

    def _deliver(self, news: Announcement) -> None:
        room = self.rooms.get(news.round)
        if room is None:
            return
        for seat, frames in news.frames.items():
            for connection in room.seats.get(seat, ()):
                self._offer(connection, frames)
        for watcher in room.watchers:
            watcher.ring(news.round, news.number)
        if news.look:
            self.look(news.round)

    def _offer(self, connection: SeatConnection, frames: list[Frame]) -> None:
        if not frames:
            return
        for frame in frames:
            connection.hear(frame)
        if connection.behind:
            self._start(self.catch_up(connection))

    async def catch_up(self, connection: SeatConnection) -> None:
        """Send a socket what it has missed, as often as more has come meanwhile."""
        if connection.reading:
            return
        connection.reading = True
        try:
            while connection.behind and not connection.closed:
                frames = await threads.run(queries.after, connection.seat, connection.sent)
                if not frames:
                    return
                for frame in frames:
                    connection.hear(frame)
        finally:
            connection.reading = False

    async def _catch_up_and_feel(self, connection: SeatConnection, pulse: queries.Pulse) -> None:
        # What happened first, then how things stand: "over" comes after the turn that ended it.
        await self.catch_up(connection)
        self._feel_one(connection, pulse)

    def _feel_one(self, connection: SeatConnection, pulse: queries.Pulse) -> None:
        if connection.feel(pulse):
            self._start(self._send_relief(connection, pulse))

    async def _send_relief(self, connection: SeatConnection, pulse: queries.Pulse) -> None:
        language = connection.wording.words.language if connection.wording is not None else ""
        frame = await threads.run(relief.frame, connection.seat, pulse, language)
        if frame is not None:
            connection.put(wire.encode(frame).decode())

    def _room(self, round_id: str) -> tuple[Room, bool]:
        """The room, and whether it is new and must be tuned by someone in it (the poll forgets empty rooms)."""
        new = round_id not in self.rooms
        if new:
            self.rooms[round_id] = Room(round_id)
        return self.rooms[round_id], new

    # --- the slow poll

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            for room in list(self.rooms.values()):
                for connection in (*room.connections(), *room.watchers):
                    connection.cut_if_stuck()
                if room.empty:
                    del self.rooms[room.round]
                    await self._rings.forget(room.round)
            await self._read(set(self.rooms))

    async def _look_all(self) -> None:
        await asyncio.sleep(0)
        wanted, self._looks = self._looks & set(self.rooms), set()
        await self._read(wanted)

    async def _read(self, round_ids: set[str]) -> None:
        if not round_ids:
            return
        try:
            pulses = await threads.run(queries.pulses, round_ids)
        except Exception as failure:
            logger.warning("the database does not answer: %s", type(failure).__name__)
            return
        for round_id, pulse in pulses.items():
            if round_id in self.rooms:
                self._feel(self.rooms[round_id], pulse)

    def _feel(self, room: Room, pulse: queries.Pulse) -> None:
        before, room.pulse = room.pulse, pulse
        for connection in room.connections():
            if pulse.generations.get(connection.seat.seat) != connection.seat.generation:
                connection.close(NO_LONGER_YOURS)
                continue
            if connection.miss(pulse.heads.get(connection.seat.seat, 0)):
                self._start(self._catch_up_and_feel(connection, pulse))
            else:
                self._feel_one(connection, pulse)
        if before is None or before.number != pulse.number or before.who != pulse.who:
            for watcher in room.watchers:
                watcher.ring(room.round, pulse.number)

    def send_trouble(self, of: Callable[[str], str]) -> None:
        """Send every table here what is wrong with the server, by round, if that has changed."""
        for room in self.rooms.values():
            for connection in room.connections():
                connection.worry(of(room.round))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        # The loop keeps only weak references to its tasks.
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("a task of the hub failed", exc_info=task.exception())


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """The hub of the running loop, made at the first call."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        for old in [loop for loop in _hubs if loop.is_closed()]:
            del _hubs[old]
        _hubs[loop] = Hub()
    return _hubs[loop]

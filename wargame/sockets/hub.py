"""The sockets of this process, by round: one subscription to the layer for all of them, and direct sends.

What comes by a ring is sent on only if it is the next number of the seat; else the database is read. A slow poll
finds what no ring told.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from wargame.play import broadcast
from wargame.record import queries
from wargame.record.held import Frame, Told
from wargame.sockets import relief, threads, wire
from wargame.sockets.attendance import Attendance
from wargame.sockets.lines import NO_LONGER_YOURS, REPLACED, SeatLine, WatchLine
from wargame.sockets.rings import Rings

logger = logging.getLogger(__name__)

POLL_SECONDS = 2.0
SOCKETS_A_SEAT = 5


@dataclass
class Room:
    """The sockets of one round here, and the last that they were told of what is not numbered."""

    round: str
    seats: dict[str, list[SeatLine]] = field(default_factory=lambda: defaultdict(list))
    watchers: set[WatchLine] = field(default_factory=set)
    pulse: queries.Pulse | None = None

    @property
    def empty(self) -> bool:
        return not self.watchers and not any(self.seats.values())

    def lines(self) -> list[SeatLine]:
        return [line for lines in self.seats.values() for line in lines]


class Hub:
    """One a process and event loop."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self._rings = Rings(self.rooms.keys, self._deliver)
        self._looks: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        broadcast.listen(asyncio.get_running_loop(), self.told_here)
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

    async def join(self, line: SeatLine) -> None:
        """Let a seat's socket hear of its round. The oldest of too many goes."""
        room, new = self._room(line.seat.round_id)
        lines = room.seats[line.seat.seat]
        lines.append(line)
        while len(lines) > SOCKETS_A_SEAT:
            lines.pop(0).close(REPLACED)
        if new:
            await self._rings.tune(room.round)

    def leave(self, line: SeatLine) -> bool:
        """Forget a socket; whether it was the seat's last one here."""
        room = self.rooms.get(line.seat.round_id)
        if room is None or line not in room.seats[line.seat.seat]:
            return False
        room.seats[line.seat.seat].remove(line)
        return not room.seats[line.seat.seat]

    def _seats(self) -> set[str]:
        return {line.seat.pk for room in self.rooms.values() for line in room.lines() if not line.closed}

    async def watch(self, line: WatchLine) -> None:
        """Let a facilitator's socket hear that something has changed."""
        for round_id in line.rounds:
            room, new = self._room(round_id)
            room.watchers.add(line)
            if new:
                await self._rings.tune(round_id)

    def unwatch(self, line: WatchLine) -> None:
        for round_id in line.rounds:
            if round_id in self.rooms:
                self.rooms[round_id].watchers.discard(line)

    def told_here(self, told: Told) -> None:
        """A command of this process was committed."""
        self._deliver(told)
        self._rings.outbox.put_nowait(told)

    def look(self, round_id: str) -> None:
        """Read what is not numbered, soon, and tell whoever has not heard."""
        if not self._looks:
            self._start(self._look_all())
        self._looks.add(round_id)

    def _deliver(self, told: Told) -> None:
        room = self.rooms.get(told.round)
        if room is None:
            return
        for seat, frames in told.frames.items():
            for line in room.seats.get(seat, ()):
                self._offer(line, frames)
        for watcher in room.watchers:
            watcher.ring(told.round, told.number)
        if told.look:
            self.look(told.round)

    def _offer(self, line: SeatLine, frames: list[Frame]) -> None:
        if not frames:
            return
        for frame in frames:
            line.hear(frame)
        if line.behind:
            self._start(self.catch_up(line))

    async def catch_up(self, line: SeatLine) -> None:
        """Send a socket what it has missed, as often as more has come meanwhile."""
        if line.reading:
            return
        line.reading = True
        try:
            while line.behind and not line.closed:
                frames = await threads.run(queries.after, line.seat, line.sent)
                if not frames:
                    return
                for frame in frames:
                    line.hear(frame)
        finally:
            line.reading = False

    async def _catch_up_and_feel(self, line: SeatLine, pulse: queries.Pulse) -> None:
        # What happened first, then how things stand: "over" comes after the turn that ended it.
        await self.catch_up(line)
        self._feel_one(line, pulse)

    def _feel_one(self, line: SeatLine, pulse: queries.Pulse) -> None:
        if line.feel(pulse):
            self._start(self._tell_relief(line, pulse))

    async def _tell_relief(self, line: SeatLine, pulse: queries.Pulse) -> None:
        language = line.wording.words.language if line.wording is not None else ""
        told = await threads.run(relief.frame, line.seat, pulse, language)
        if told is not None:
            line.put(wire.encode(told).decode())

    def _room(self, round_id: str) -> tuple[Room, bool]:
        """The room, and whether it is new and to be tuned: by someone who is in it, for the poll forgets empty ones."""
        new = round_id not in self.rooms
        if new:
            self.rooms[round_id] = Room(round_id)
        return self.rooms[round_id], new

    # --- the slow poll

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            for room in list(self.rooms.values()):
                for line in (*room.lines(), *room.watchers):
                    line.cut_if_stuck()
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
        for line in room.lines():
            if pulse.generations.get(line.seat.seat) != line.seat.generation:
                line.close(NO_LONGER_YOURS)
                continue
            if line.miss(pulse.heads.get(line.seat.seat, 0)):
                self._start(self._catch_up_and_feel(line, pulse))
            else:
                self._feel_one(line, pulse)
        if before is None or before.number != pulse.number or before.who != pulse.who:
            for watcher in room.watchers:
                watcher.ring(room.round, pulse.number)

    def tell_trouble(self, of: Callable[[str], str]) -> None:
        """Tell every table here what is wrong with the server, by round, where that has changed."""
        for room in self.rooms.values():
            for line in room.lines():
                line.worry(of(room.round))

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
        for old in [one for one in _hubs if one.is_closed()]:
            del _hubs[old]
        _hubs[loop] = Hub()
    return _hubs[loop]

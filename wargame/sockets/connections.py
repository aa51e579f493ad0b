"""A socket on the server's side: what it was sent last, and what waits to be sent."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any

from wargame.exercises.models import Seat
from wargame.record.in_hand import Frame
from wargame.record.queries import Pulse
from wargame.sockets import wire
from wargame.sockets.wording import Wording, clock, presence

BINARY = 1003
TOO_BIG = 1009
TRY_LATER = 1013
BAD_FRAMES = 4400
NO_LONGER_YOURS = 4401
NO_SUCH_SEAT = 4404
REPLACED = 4409
UNREADABLE = 4410
FLOODING = 4429

SEND_SECONDS = 10
MOST_WAITING = 1000
RING_SECONDS = 0.25

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Connection:
    """Sends in order and never makes others wait: a socket that does not read is cut."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: deque[dict[str, Any]] = deque()
        self._wake = asyncio.Event()
        self.closed = False
        self._sending_since: float | None = None
        self._writer = asyncio.get_running_loop().create_task(self._write())

    def put(self, text: str) -> None:
        """Send a frame when its turn comes."""
        if self.closed:
            return
        if len(self._waiting) >= MOST_WAITING:
            self.close(TRY_LATER)
            return
        self._waiting.append({"type": "websocket.send", "text": text})
        self._wake.set()

    def close(self, code: int) -> None:
        """Close after what waits has been sent."""
        if not self.closed:
            self.closed = True
            self._waiting.append({"type": "websocket.close", "code": code})
            self._wake.set()

    async def end(self) -> None:
        """The socket is read no more: write its close if one is due, and stop."""
        if self.closed and not self._writer.done():
            await asyncio.wait({self._writer}, timeout=SEND_SECONDS)
        self.closed = True
        self._writer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._writer

    def cut_if_stuck(self) -> None:
        """Give up a socket that has not taken a frame for long. Checked now and then: a timer a frame costs more."""
        since = self._sending_since
        if since is not None and asyncio.get_running_loop().time() - since > SEND_SECONDS:
            self.closed = True
            self._writer.cancel()

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            while self._waiting:
                message = self._waiting.popleft()
                self._sending_since = loop.time()
                try:
                    await self._send(message)
                except Exception:
                    # The other side has gone; the reader will notice.
                    self.closed = True
                    return
                self._sending_since = None
                if message["type"] == "websocket.close":
                    return
            self._wake.clear()
            await self._wake.wait()


class SeatConnection(Connection):
    """A seat's socket. sent: the last number sent; known: the last number known here."""

    def __init__(self, send: Send, seat: Seat) -> None:
        super().__init__(send)
        self.seat = seat
        self.sent = 0
        self.known = 0
        self.reading = False
        self.wording: Wording | None = None
        self._pulse: Pulse | None = None
        self._trouble = ""

    @property
    def greeted(self) -> bool:
        """Whether the socket has said hello and has its picture. Before that it is sent nothing."""
        return self.wording is not None

    @property
    def behind(self) -> bool:
        """Whether there is something to read for it."""
        return self.greeted and self.known > self.sent

    def hear(self, frame: Frame) -> None:
        """Send the frame if it is the next one. One that comes twice is dropped; one that comes early is read later."""
        self.known = max(self.known, frame.number)
        if self.wording is not None and frame.number == self.sent + 1:
            self.sent = frame.number
            self.put(self.wording.frame(frame))

    def miss(self, head: int) -> bool:
        """There are frames up to `head`; whether some of them have to be read."""
        self.known = max(self.known, head)
        return self.behind

    def greet(self, wording: Wording, *, sent: int, pulse: Pulse) -> None:
        """From here on, send what comes after that number and what changes from that pulse."""
        self.sent = sent
        self.wording = wording
        self._pulse = pulse
        # A client that has just been greeted takes it that all is well.
        self._trouble = ""

    @property
    def mark(self) -> str:
        """Stands for the last unnumbered news that was sent; empty before hello."""
        if self._pulse is None:
            return ""
        who = sorted(self._pulse.who_for(self.seat.seat).items())
        state = repr((self._pulse.clock, who, self._trouble))
        return sha256(state.encode()).hexdigest()[:16]

    def feel(self, pulse: Pulse) -> bool:
        """Send the unnumbered news that has changed: the clock, and who is there.

        Returns whether a bot that sat here has just gone.
        """
        before, self._pulse = self._pulse, pulse if self.greeted else None
        if before is None:
            return False
        if before.clock != pulse.clock:
            self.put(wire.encode(clock(pulse.status, pulse.deadline)).decode())
        seat = self.seat.seat
        if before.who_for(seat) != pulse.who_for(seat):
            self.put(wire.encode(presence(pulse.seen_by(seat))).decode())
        return before.kind_of(seat) == Seat.Holder.BOT != pulse.kind_of(seat)

    def worry(self, kind: str) -> None:
        """Send what is wrong with the server, or that nothing is any more."""
        if self.greeted and kind != self._trouble:
            self._trouble = kind
            self.put(wire.encode(wire.Trouble(kind)).decode())


class WatchConnection(Connection):
    """A facilitator's socket: rings, at most a few a second."""

    def __init__(self, send: Send, rounds: tuple[str, ...]) -> None:
        super().__init__(send)
        self.rounds = rounds
        self._rung: dict[str, int] = {}

    def ring(self, round_id: str, number: int) -> None:
        """Say that the round has changed, soon; several changes are one ring."""
        if not self._rung:
            asyncio.get_running_loop().call_later(RING_SECONDS, self._flush)
        self._rung[round_id] = max(number, self._rung.get(round_id, 0))

    def _flush(self) -> None:
        rung, self._rung = self._rung, {}
        for round_id, number in rung.items():
            self.put(wire.encode(wire.Ring(round_id, number)).decode())

"""The two ends of a socket: a seat's, which moves, and a facilitator's, which watches.

Plain ASGI applications behind Channels' routing: a consumer of Channels' own would hop to a thread on every
frame, to close connections that are to be kept.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from django.utils import timezone

from wargame.exercises.models import Seat
from wargame.record.held import Told
from wargame.sockets import answers, doors, threads, wire
from wargame.sockets.flood import budget_of
from wargame.sockets.hub import hub
from wargame.sockets.lines import (
    BAD_FRAMES,
    BINARY,
    FLOODING,
    NO_LONGER_YOURS,
    TOO_BIG,
    TRY_LATER,
    SeatLine,
    WatchLine,
)
from wargame.sockets.wording import LANGUAGES, wording

logger = logging.getLogger(__name__)

RECHECK_SECONDS = 2.0

T = TypeVar("T")
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def seat_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """A seat's socket, from the handshake to the end."""
    named = scope["url_route"]["kwargs"]
    door = doors.seat_for if "seat_id" in named else doors.seat_by_token
    seat = await _admitted(receive, send, partial(door, scope, **named))
    if seat is not None:
        await SeatConsumer(SeatLine(send, seat)).serve(receive)


async def watch_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """A facilitator's socket: it is told when something has changed, and says nothing."""
    rounds = await _admitted(receive, send, partial(doors.rounds_led, scope, **scope["url_route"]["kwargs"]))
    if rounds is not None:
        await WatchConsumer(WatchLine(send, rounds), scope).serve(receive)


async def _admitted(receive: Receive, send: Send, door: Callable[[], T]) -> T | None:
    """What the door gives; else the socket is closed with a code, which a handshake refused could not carry."""
    await receive()
    await send({"type": "websocket.accept"})
    try:
        return await threads.run(door)
    except doors.Closed as closed:
        code = closed.code
    except Exception:
        logger.exception("a socket could not be opened")
        code = TRY_LATER
    await send({"type": "websocket.close", "code": code})
    return None


class SeatConsumer:
    """Frame in, action, frame out."""

    def __init__(self, line: SeatLine) -> None:
        self.line = line
        self.language = LANGUAGES[0]
        self._budget = budget_of(line.seat.pk)

    async def serve(self, receive: Receive) -> None:
        """Answer what comes in until the line ends."""
        try:
            await self.arrive()
            while not self.line.closed and (message := await receive())["type"] == "websocket.receive":
                await self._receive(message)
        except Exception:
            logger.exception("a socket was given up")
            self.line.close(TRY_LATER)
        finally:
            await self.leave()

    async def arrive(self) -> None:
        """Someone has come: let the line hear of its round, and others see who is there."""
        await hub().join(self.line)
        await hub().attendance.arrive(self.line.seat)
        hub().told_here(look_at(self.line.seat))

    async def leave(self) -> None:
        """The line has ended, or is ended here."""
        last = hub().leave(self.line)
        await self.line.end()
        if last and await hub().attendance.leave(self.line.seat):
            hub().told_here(look_at(self.line.seat))

    async def _receive(self, message: dict[str, Any]) -> None:
        text = message.get("text")
        if text is None or len(text) > wire.LARGEST_FRAME:
            self.line.close(BINARY if text is None else TOO_BIG)
        elif not self._budget.spend(len(text) if text.isascii() else len(text.encode(errors="replace"))):
            if self._budget.flooding:
                self.line.close(FLOODING)
            else:
                self._put(answers.slow_down(text, self.language))
        else:
            await self._frame(text)

    async def _frame(self, text: str) -> None:
        try:
            match wire.read(text):
                case wire.MoveFrame() as frame:
                    self._put(await threads.run(answers.moved, self.line.seat, frame, self.language))
                case wire.Ping():
                    self._put(wire.Pong(wire.told_time(timezone.now())))
                case wire.Older() as frame:
                    self.line.put(await threads.run(answers.earlier, self.line.seat, frame, self.language))
                case wire.Hello() as frame:
                    await self._greet(frame)
        except wire.BadFrame as bad:
            self._put(await threads.run(answers.unreadable, self.line.seat, bad, self.language))
            if self._budget.bad():
                self.line.close(BAD_FRAMES)
        except Exception:
            logger.exception("a frame could not be served")
            self._put(answers.broken(self.language))

    async def _greet(self, frame: wire.Hello) -> None:
        """Welcome, then what was missed, or the whole picture; from here on, whatever comes."""
        self.language = frame.language if frame.language in LANGUAGES else LANGUAGES[0]
        greeting = await threads.run(answers.greeting, self.line.seat, frame, self.language)
        for one in greeting.frames:
            self.line.put(one)
        speak = wording(greeting.facts.scenario, self.language)
        self.line.greet(speak, sent=greeting.sent, pulse=greeting.pulse)
        await hub().catch_up(self.line)

    def _put(self, frame: wire.Out) -> None:
        self.line.put(wire.encode(frame).decode())


class WatchConsumer:
    """Rings only; the pages fetch what they show."""

    def __init__(self, line: WatchLine, scope: Scope) -> None:
        self.line = line
        self._scope = scope

    async def serve(self, receive: Receive) -> None:
        checking = asyncio.create_task(self._recheck())
        try:
            await hub().watch(self.line)
            while (await receive())["type"] != "websocket.disconnect":
                pass
        finally:
            checking.cancel()
            hub().unwatch(self.line)
            await self.line.end()

    async def _recheck(self) -> None:
        while not self.line.closed:
            await asyncio.sleep(RECHECK_SECONDS)
            try:
                led = await threads.run(doors.still_led, self._scope, self.line.rounds)
            except Exception as failure:
                logger.warning("a watcher could not be checked: %s", type(failure).__name__)
                continue
            if not led:
                self.line.close(NO_LONGER_YOURS)


def look_at(seat: Seat) -> Told:
    """Tidings that say no more than: see who is there."""
    return Told(seat.round_id, 0, {}, look=True)

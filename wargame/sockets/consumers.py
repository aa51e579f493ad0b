"""The two ends of a socket: a seat's, which moves, and a facilitator's, which watches.

Plain ASGI applications behind Channels' routing: a consumer of Channels' own would hop to a thread on every
frame, to close database connections that should stay open.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from django.utils import timezone

from game_engine import ENGLISH, language_for
from wargame.exercises.editions import Unreadable
from wargame.exercises.models import Seat
from wargame.record.in_hand import Announcement
from wargame.sockets import answers, doors, threads, wire
from wargame.sockets.connections import (
    BAD_FRAMES,
    BINARY,
    FLOODING,
    NO_LONGER_YOURS,
    TOO_BIG,
    TRY_LATER,
    UNREADABLE,
    SeatConnection,
    WatchConnection,
)
from wargame.sockets.flood import budget_of
from wargame.sockets.hub import hub
from wargame.sockets.wording import wording

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
        await SeatConsumer(SeatConnection(send, seat)).serve(receive)


async def watch_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """A facilitator's socket: it hears when something has changed, and sends nothing."""
    rounds = await _admitted(receive, send, partial(doors.rounds_led, scope, **scope["url_route"]["kwargs"]))
    if rounds is not None:
        await WatchConsumer(WatchConnection(send, rounds), scope).serve(receive)


async def _admitted(receive: Receive, send: Send, door: Callable[[], T]) -> T | None:
    """What the door gives. Otherwise the socket is closed with a code, which a refused handshake could not carry."""
    await receive()
    await send({"type": "websocket.accept"})
    try:
        return await threads.run(door)
    except doors.Closed as closed:
        code = closed.code
    except Unreadable:
        code = UNREADABLE
    except Exception:
        logger.exception("a socket could not be opened")
        code = TRY_LATER
    await send({"type": "websocket.close", "code": code})
    return None


class SeatConsumer:
    """Frame in, action, frame out."""

    def __init__(self, connection: SeatConnection) -> None:
        self.connection = connection
        self.language = ENGLISH
        self._budget = budget_of(connection.seat.pk)

    async def serve(self, receive: Receive) -> None:
        """Answer what comes in until the connection ends."""
        try:
            await self.arrive()
            while not self.connection.closed and (message := await receive())["type"] == "websocket.receive":
                await self._receive(message)
        except Exception:
            logger.exception("a socket was given up")
            self.connection.close(TRY_LATER)
        finally:
            await self.leave()

    async def arrive(self) -> None:
        """Someone has come: let the connection hear of its round, and others see who is there."""
        await hub().join(self.connection)
        await hub().attendance.arrive(self.connection.seat)
        hub().announced_here(look_at(self.connection.seat))

    async def leave(self) -> None:
        """The connection has ended, or is ended here."""
        last = hub().leave(self.connection)
        await self.connection.end()
        if last and await hub().attendance.leave(self.connection.seat):
            hub().announced_here(look_at(self.connection.seat))

    async def _receive(self, message: dict[str, Any]) -> None:
        text = message.get("text")
        if text is None or len(text) > wire.LARGEST_FRAME:
            self.connection.close(BINARY if text is None else TOO_BIG)
        elif not self._budget.spend(len(text) if text.isascii() else len(text.encode(errors="replace"))):
            if self._budget.flooding:
                self.connection.close(FLOODING)
            else:
                self._put(answers.slow_down(text, self.language))
        else:
            await self._frame(text)

    async def _frame(self, text: str) -> None:
        try:
            match wire.read(text):
                case wire.MoveFrame() as frame:
                    self._put(await threads.run(answers.moved, self.connection.seat, frame, self.language))
                case wire.Ping():
                    self._put(wire.Pong(wire.iso_time(timezone.now())))
                case wire.Older() as frame:
                    self.connection.put(
                        await threads.run(answers.earlier, self.connection.seat, frame, self.language)
                    )
                case wire.Hello() as frame:
                    await self._greet(frame)
        except Unreadable:
            self._put(answers.unreadable_record(self.language))
            self.connection.close(UNREADABLE)
        except wire.BadFrame as bad:
            self._put(await threads.run(answers.unreadable, self.connection.seat, bad, self.language))
            if self._budget.bad():
                self.connection.close(BAD_FRAMES)
        except Exception:
            logger.exception("a frame could not be served")
            self._put(answers.broken(self.language))

    async def _greet(self, frame: wire.Hello) -> None:
        """Send welcome, then what was missed or the whole picture. From now on, send what comes."""
        self.language = language_for(frame.language)
        greeting = await threads.run(answers.greeting, self.connection.seat, frame, self.language)
        for text in greeting.frames:
            self.connection.put(text)
        speak = wording(greeting.facts.scenario, self.language)
        self.connection.greet(speak, sent=greeting.sent, pulse=greeting.pulse)
        await hub().catch_up(self.connection)

    def _put(self, frame: wire.Out) -> None:
        self.connection.put(wire.encode(frame).decode())


class WatchConsumer:
    """Rings only. The pages fetch what they show."""

    def __init__(self, connection: WatchConnection, scope: Scope) -> None:
        self.connection = connection
        self._scope = scope

    async def serve(self, receive: Receive) -> None:
        checking = asyncio.create_task(self._recheck())
        try:
            await hub().watch(self.connection)
            while (await receive())["type"] != "websocket.disconnect":
                pass
        finally:
            checking.cancel()
            hub().unwatch(self.connection)
            await self.connection.end()

    async def _recheck(self) -> None:
        while not self.connection.closed:
            await asyncio.sleep(RECHECK_SECONDS)
            try:
                led = await threads.run(doors.still_led, self._scope, self.connection.rounds)
            except Exception as failure:
                logger.warning("a watcher could not be checked: %s", type(failure).__name__)
                continue
            if not led:
                self.connection.close(NO_LONGER_YOURS)


def look_at(seat: Seat) -> Announcement:
    """News that says no more than: look who is there."""
    return Announcement(seat.round_id, 0, {}, look=True)

"""The slow way, for networks that block WebSockets: the same frames by HTTP, a request at a time.

A request brings a client's frames and is held until there is something to tell. It is served by the very consumer
that serves a socket, as one that will send no more, so the same gates and views hold. Nothing is stored between two
requests: each says what its client knows, and any process may answer it.
"""

import asyncio
import json
import logging
from collections import deque
from functools import partial
from http import HTTPStatus
from typing import Any

import msgspec
from django.utils import timezone
from msgspec import Raw

from game_engine import language_for
from wargame.exercises.models import Seat
from wargame.play import trouble
from wargame.sockets import doors, threads, wire
from wargame.sockets.connections import FLOODING, TRY_LATER, SeatConnection
from wargame.sockets.consumers import Receive, Scope, SeatConsumer, Send, look_at
from wargame.sockets.hub import hub

logger = logging.getLogger(__name__)

HOLD_SECONDS = 20.0
# What comes together goes together: a busy table costs its slow readers four requests a second, not forty.
LINGER_SECONDS = 0.25
LARGEST_BODY = 2 * wire.LARGEST_FRAME
BODY_SECONDS = 10.0
# Frames that are sent at every hello: alone they are no news.
USUAL = ("welcome", "clock", "presence", "relieved", "trouble", "pong")
JSON = b"application/json"
PLAIN = b"text/plain; charset=utf-8"


class Visit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request: the client's frames, its language, the mark of the last answer, and whether to wait for news."""

    frames: list[Raw] = []
    language: str = ""
    mark: str = ""
    hold: bool = False


class Refusal(Exception):
    """A request that is no visit."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


async def seat_visit(scope: Scope, receive: Receive, send: Send) -> None:
    """One request of a seat's client, from its first byte to the answer."""
    try:
        visit = await _read(scope, receive)
    except Refusal as refusal:
        await turn_away(scope, receive, send, status=refusal.status)
        return
    named = scope["url_route"]["kwargs"]
    door = doors.seat_for if "seat_id" in named else doors.seat_by_token
    code = None
    try:
        seat = await threads.run(partial(door, scope, **named))
    except doors.Closed as closed:
        code = closed.code
    except Exception:
        logger.exception("a visit could not be let in")
        code = TRY_LATER
    if code is not None:
        await _answer(send, HTTPStatus.OK, _frames_body([], mark="", close=code))
        return
    visitor = Visitor(VisitConnection(seat), visit)
    await visitor.serve(visitor.next_frame(receive))
    connection = visitor.connection
    await _answer(
        send, HTTPStatus.OK, _frames_body(connection.collected, mark=visitor.mark, close=connection.code)
    )


class VisitConnection(SeatConnection):
    """A connection whose frames are collected for the answer. `news` is set once there is something worth answering."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(_nowhere, seat)
        self.collected: list[str] = []
        self.code: int | None = None
        self.news = asyncio.Event()

    def put(self, text: str) -> None:
        if not self.closed:
            self.collected.append(text)
            self.news.set()

    def close(self, code: int) -> None:
        if not self.closed:
            self.code = code
            self.news.set()
        super().close(code)

    @property
    def has_news(self) -> bool:
        """Whether something was collected that is not sent at every hello."""
        return self.closed or not all(frame.startswith(_USUAL) for frame in self.collected)


class Visitor(SeatConsumer):
    """A socket that will send no more. Its client comes back within moments, so its end leaves no seat empty."""

    connection: VisitConnection

    def __init__(self, connection: VisitConnection, visit: Visit) -> None:
        super().__init__(connection)
        self.mark = ""
        self.language = language_for(visit.language)
        self._visit = visit
        self._frames = deque(bytes(frame).decode(errors="replace") for frame in visit.frames)

    def next_frame(self, receive: Receive) -> Receive:
        """What a socket's `receive` would give: the frames, then the end, when it is time to answer."""

        async def give() -> dict[str, Any]:
            if self._frames:
                return {"type": "websocket.receive", "text": self._frames.popleft()}
            await self._hold(receive)
            return {"type": "websocket.disconnect"}

        return give

    async def arrive(self) -> None:
        if not self._budget.spend(0):
            self.connection.close(FLOODING)
            return
        if self._visit.hold:
            await hub().join(self.connection)
        attendance = hub().attendance
        if not attendance.fresh(self.connection.seat):
            await attendance.arrive(self.connection.seat)
            hub().announced_here(look_at(self.connection.seat))

    async def leave(self) -> None:
        self.mark = self.connection.mark
        hub().leave(self.connection)
        await self.connection.end()

    async def _hold(self, receive: Receive) -> None:
        connection, visit = self.connection, self._visit
        connection.worry(trouble.now.of(connection.seat.round_id))
        if not visit.hold or not connection.greeted or connection.has_news or connection.mark != visit.mark:
            return
        # The client knows all this, and its time is of now: it would be wrong by the time of the answer.
        connection.collected.clear()
        connection.news.clear()
        await _first(connection.news.wait(), _gone(receive), seconds=HOLD_SECONDS)
        if connection.news.is_set() and not connection.closed:
            await asyncio.sleep(LINGER_SECONDS)
        connection.put(wire.encode(wire.Pong(wire.iso_time(timezone.now()))).decode())


async def turn_away(scope: Scope, receive: Receive, send: Send, *, status: HTTPStatus) -> None:
    """Answer with a status only."""
    await _answer(send, status, f"{status.phrase}\n".encode(), kind=PLAIN)


async def no_such_address(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers a request to an address that leads to no seat."""
    await turn_away(scope, receive, send, status=HTTPStatus.NOT_FOUND)


async def _read(scope: Scope, receive: Receive) -> Visit:
    if scope["method"] != "POST":
        raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _body(receive)
        return _decode(body)
    except TimeoutError:
        raise Refusal(HTTPStatus.REQUEST_TIMEOUT) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Refusal(HTTPStatus.BAD_REQUEST) from None


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise Refusal(HTTPStatus.BAD_REQUEST)
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        more = message.get("more_body", False)
    return bytes(body)


async def _first(*waiting: Any, seconds: float) -> None:
    """Wait for the first to end, but no longer than that."""
    tasks = {asyncio.ensure_future(awaited) for awaited in waiting}
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _nowhere(message: dict[str, Any]) -> None:
    """A visit has no socket to send to."""


def _frames_body(frames: list[str], *, mark: str, close: int | None) -> bytes:
    return f'{{"frames":[{",".join(frames)}],"mark":{json.dumps(mark)},"close":{json.dumps(close)}}}'.encode()


async def _answer(send: Send, status: HTTPStatus, body: bytes, *, kind: bytes = JSON) -> None:
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})


_decode = msgspec.json.Decoder(Visit).decode
_USUAL = tuple(f'{{"t":"{name}"' for name in USUAL)

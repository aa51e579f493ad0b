"""uvicorn's HTTP protocol with limits: nobody holds a connection by sending slowly, and nothing too large is read.

uvicorn ends idle connections only, and its parser takes headers and bodies of any size. Everything here is about
receiving; an answer may take as long as the application likes.
"""

import asyncio
from collections import deque
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from wargame.serving.limits import Limits
from wargame.serving.notes import note

# After a refusal, what still comes is read and thrown away for so long: a connection that is closed with bytes unread
# is reset, and the answer with it.
LINGER_SECONDS = 2.0
SAY = {
    HTTPStatus.BAD_REQUEST: "A request to open a socket has no body.",
    HTTPStatus.REQUEST_TIMEOUT: "This took too long to arrive.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "This is more than may be sent at once.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The headers are too large. Deleting this site's cookies may help.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Offramp is full at this moment. Try again in a few seconds.",
}


class BoundedHttp(HttpToolsProtocol):
    """One connection. `limits` is set on the class before it serves."""

    limits: Limits

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._timer: asyncio.TimerHandle | None = None
        self._head_bytes = 0  # of a head that is not complete
        self._body_bytes = 0
        self._in_head = False
        self._in_body = False
        self._silent = True  # not a byte has come yet
        self._refusal: tuple[HTTPStatus, str] | None = None
        self._lingering = False
        self._is_socket = False  # another protocol has the connection
        self._unanswered: deque[RequestResponseCycle] = deque()  # requests sent ahead wait behind the first

    # --- the connection

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self.limits.brim:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "connections")
        else:
            self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._lingering or self.transport.is_closing():
            return
        self._silent = False
        # Counted before it is parsed: the parser keeps a header, however long, until its end has come.
        self._head_bytes += len(data)
        super().data_received(data)
        if self._is_socket or self.transport.is_closing():
            return
        if self._in_body or not self._in_head:
            self._head_bytes = 0
        elif self._head_bytes > self.limits.head_bytes:
            self._refusal = (HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers")
        if self._refusal is not None:
            self._refuse(*self._refusal)
        elif not self._in_head and not self._in_body and self._timer is None and self._answered:
            # Empty lines between two requests: they end the wait of a connection that is kept, and begin nothing.
            self._wait_for_head()

    def on_response_complete(self) -> None:
        self._unanswered.popleft()
        super().on_response_complete()
        if self.transport.is_closing():
            self._drop_if_unread()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._drop_if_unread()

    def handle_websocket_upgrade(self) -> None:
        if self._refusal is not None:
            return
        self._stop_waiting()
        self._is_socket = True
        super().handle_websocket_upgrade()

    # --- the parts of a request, as the parser meets them

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        self._body_bytes = 0
        if self._timer is None:
            self._wait_for_head()

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._stop_waiting()
        self._refusal = self._why_not()
        if self._refusal is not None:
            return
        self._in_body = True
        before = self.cycle
        super().on_headers_complete()
        if self.cycle is not None and self.cycle is not before:
            self._unanswered.append(self.cycle)
        self._wait_for_body()

    def on_body(self, body: bytes) -> None:
        if self._refusal is not None:
            return
        self._body_bytes += len(body)
        if self._body_bytes > self.limits.body_bytes:
            self._refusal = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body")
            return
        super().on_body(body)

    def on_message_complete(self) -> None:
        if self._refusal is not None:
            return
        self._in_body = False
        self._stop_waiting()
        super().on_message_complete()

    def _why_not(self) -> tuple[HTTPStatus, str] | None:
        """What is wrong with a request whose headers are all there."""
        limits = self.limits
        lines = [len(name) + len(value) + 4 for name, value in self.headers] + [len(self.url)]
        too_long = sum(lines) > limits.head_bytes
        is_handshake = self.parser.should_upgrade() and self._should_upgrade()
        if is_handshake:
            too_long = too_long or max(lines) > limits.handshake_line or len(lines) > limits.handshake_lines
        if too_long:
            return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers"
        if len(self.connections) > limits.connections:
            return HTTPStatus.SERVICE_UNAVAILABLE, "connections"
        lengths = [value for name, value in self.headers if name == b"content-length"]
        has_body = any(value != b"0" for value in lengths) or b"transfer-encoding" in dict(self.headers)
        if is_handshake and has_body:
            # The reader of sockets would neither answer nor end, and no timer of ours watches it.
            return HTTPStatus.BAD_REQUEST, "handshake with a body"
        if any(value.isdigit() and int(value) > limits.body_bytes for value in lengths):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body"
        return None

    # --- waiting, and no longer

    @property
    def _answered(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _wait_for_head(self) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(self.limits.head_seconds, self._too_slow, "headers")

    def _wait_for_body(self) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(self.limits.body_seconds, self._too_slow, "body")

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self, what: str) -> None:
        self._timer = None
        if self.flow.read_paused:
            # It is us who do not read: an earlier request of the same connection is still being answered.
            self._timer = self.loop.call_later(self.limits.head_seconds, self._too_slow, what)
        elif self._silent:
            # Browsers open connections that they may not need; an answer to nothing would puzzle them.
            self._end()
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT, f"slow {what}")

    # --- the end

    def _refuse(self, status: HTTPStatus, cause: str) -> None:
        """Answer with a status of our own where nothing was answered yet, and end the connection."""
        self._stop_waiting()
        self._unset_keepalive_if_required()
        note(cause, status)
        begun = bool(self._unanswered) and self._unanswered[0].response_started
        self.pipeline.clear()
        for cycle in self._unanswered:
            # The application reads that the visitor has gone; what it says now goes nowhere.
            cycle.disconnected = True
            cycle.message_event.set()
        if not begun:
            self.transport.write(answer(status))
        self._linger()

    def _linger(self) -> None:
        self._lingering = True
        self.flow.resume_reading()
        if len(self.connections) <= self.limits.brim and self.transport.can_write_eof():
            self.transport.write_eof()
            self._timer = self.loop.call_later(LINGER_SECONDS, self._end)
        else:
            self._end()

    def _end(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.close()
        self._drop_if_unread()

    def _drop_if_unread(self) -> None:
        # A connection that is closed lives on until its last byte is taken; one that was lost forgets this call.
        self.loop.call_later(self.limits.unread_seconds, self.transport.abort)

    def eof_received(self) -> None:
        if self._lingering:
            self._stop_waiting()
            self._end()


def answer(status: HTTPStatus) -> bytes:
    """A whole answer in one sentence."""
    body = f"{SAY[status]}\n".encode()
    head = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        "content-type: text/plain; charset=utf-8",
        f"content-length: {len(body)}",
        "cache-control: no-store",
        "connection: close",
    ]
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        head.append("retry-after: 5")
    return "\r\n".join([*head, "", ""]).encode() + body

"""A real server in this process, real sockets to it, and what the table asks of Celery."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

# The apps are not loaded yet when this is read, so what needs them is imported where it is used.
import pytest
import uvicorn
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.processes import wait_until
from wargame.supervisor.ports import free_port

SECONDS = 10


class Socket:
    """A seat's socket as a test uses it. `closed` is the close code once it is."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.frames: list[dict[str, Any]] = []

    def send(self, frame: Any) -> None:
        self.connection.send(frame if isinstance(frame, str | bytes) else json.dumps(frame))

    def receive(self) -> dict[str, Any]:
        frame = json.loads(self.connection.recv(timeout=SECONDS))
        self.frames.append(frame)
        return frame

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first frame from here on that is wanted."""
        while True:
            frame = self.receive()
            if wanted(frame):
                return frame

    def kind(self, *kinds: str) -> dict[str, Any]:
        """The next frame of one of these kinds."""
        return self.until(lambda frame: frame["t"] in kinds)

    def hello(self, since: Any = None, language: Any = "en") -> dict[str, Any]:
        """Say hello; the last frame of the answer."""
        self.send({"t": "hello", "since": since, "language": language})
        self.kind("welcome")
        return self.kind("snapshot", "presence")

    def answer(self, frame: Any) -> dict[str, Any]:
        """Send a frame; the ack, nack or pong."""
        self.send(frame)
        return self.kind("ack", "nack", "pong")

    def raw_answer(self, frame: dict[str, Any]) -> str:
        """Send a frame; the ack or nack as it came."""
        self.send(frame)
        while True:
            text = self.connection.recv(timeout=SECONDS)
            self.frames.append(json.loads(text))
            if self.frames[-1]["t"] in ("ack", "nack"):
                return text

    def closed(self) -> int:
        """The code with which the server closes, after whatever it sends first."""
        try:
            while True:
                self.receive()
        except ConnectionClosed as closed:
            assert closed.rcvd is not None, "cut without a close"
            return closed.rcvd.code

    @property
    def numbered(self) -> list[int]:
        return [frame["seq"] for frame in self.frames if frame["t"] in ("event", "turn")]


class Server:
    """Offramp's ASGI application behind uvicorn, in a thread of the tests' process."""

    def __init__(self) -> None:
        from wargame.asgi import application

        self.port = free_port("127.0.0.1")
        config = uvicorn.Config(
            application,
            port=self.port,
            lifespan="off",
            # Our own logging, so that what uvicorn catches reaches the same place as what we catch.
            log_config=None,
            log_level="warning",
            ws_max_size=65_536,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        wait_until(lambda: self._server.started, what="uvicorn")

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(SECONDS)
        _close_database_threads()

    def url(self, path: str) -> str:
        return f"ws://127.0.0.1:{self.port}{path}"


def _close_database_threads() -> None:
    """Let go of the connections that the sockets' threads keep: a database in use cannot be dropped."""
    from django.db import connection

    from wargame.sockets import threads

    pool = threads._threads()
    together = threading.Barrier(pool._max_workers)

    def close() -> None:
        # Each waits for the others, so that every thread gets one.
        together.wait(SECONDS)
        connection.close()

    for closing in [pool.submit(close) for _ in range(pool._max_workers)]:
        closing.result()
    pool.shutdown()
    threads._threads.cache_clear()


class Errors(logging.Handler):
    """Keeps what is logged as an error, in whichever thread."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(self.format(record))

    def take(self) -> str:
        """What was logged, which was meant to be."""
        taken, self.told = "\n".join(self.told), []
        return taken


@pytest.fixture
def errors() -> Iterator[Errors]:
    """What the server logs as an error. Whatever a test does not take from here fails it at its end."""
    # Setting Django up puts new handlers in the place of those at the root, and this import does so once more.
    import wargame.asgi  # noqa: F401

    keeping = Errors()
    logging.getLogger().addHandler(keeping)
    yield keeping
    logging.getLogger().removeHandler(keeping)


@pytest.fixture
def server(errors) -> Iterator[Server]:
    """A server of this test's own, which logs no error that the test does not expect."""
    running = Server()
    running.start()
    yield running
    running.stop()
    assert errors.told == []


@pytest.fixture
def sit(server) -> Iterator[Callable[..., Socket]]:
    """Opens a socket of a seat with its bearer token. max_queue: so many frames are taken in before they are read."""
    from wargame.exercises import access

    opened = ExitStack()

    def open_socket(
        seat: Any, *, token: str | None = None, path: str = "", max_queue: int = 16, **headers: str
    ) -> Socket:
        if token is None:
            token = access.bearer_token(seat)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        url = server.url(path or f"/ws/v1/seats/{seat.pk}/")
        socket = connect(
            url, additional_headers=headers, compression=None, open_timeout=SECONDS, max_queue=max_queue
        )
        return Socket(opened.enter_context(socket))

    with opened:
        yield open_socket


@pytest.fixture
def asked(monkeypatch) -> Callable[[], list]:
    """What was asked of Celery since the last look. The requests go no further, so that the test is the worker."""
    from wargame.play import later

    wanted: list = []
    monkeypatch.setattr(later, "_send", lambda name, args: wanted.append((name, args)))

    def look() -> list:
        # The sender is one thread: when this comes out of it, all before has.
        later._sender.submit(lambda: None).result()
        found = list(wanted)
        wanted.clear()
        return found

    return look

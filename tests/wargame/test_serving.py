"""The web server against visitors who are slow, or send too much, or are too many: bare sockets at a real process."""

import os
import resource
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect

from tests.processes import ROOT, spawn, wait_until
from wargame.supervisor.ports import free_port

PATIENCE = 30
GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /accounts/sign-in/ HTTP/1.1\r\nHost: localhost\r\n"
HANDSHAKE = (
    b"GET /ws/v1/seats/none/ HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)
QUICK = {"OFFRAMP_HEAD_SECONDS": "1", "OFFRAMP_BODY_SECONDS": "1", "OFFRAMP_BODY_BYTES": "20000"}


class Served:
    """`python -m wargame.serving` on a free port; `lines` grows with what it logs."""

    def __init__(self, var: Path, *arguments: str, env: dict[str, str], descriptors: int = 0) -> None:
        self.port = free_port("127.0.0.1")
        argv = [sys.executable, "-m", "wargame.serving", "--port", str(self.port), *arguments]
        if descriptors:
            code = (
                "import os, resource, sys;"
                f"resource.setrlimit(resource.RLIMIT_NOFILE, ({descriptors}, {descriptors}));"
                "os.execv(sys.argv[1], sys.argv[1:])"
            )
            argv = [sys.executable, "-c", code, *argv]
        self.process = spawn(
            argv,
            cwd=ROOT,
            env={**os.environ, "OFFRAMP_VAR": str(var), **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()
        wait_until(self.answers, what="the server")

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    def answers(self) -> bool:
        try:
            return self.ask(GET + b"\r\n").startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    def open(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self, data: bytes) -> bytes:
        """The whole answer to a request that asks for its connection to be closed."""
        with self.open() as line:
            line.sendall(data.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
            return everything(line)

    def told(self, cause: str) -> list[str]:
        return [line for line in self.lines if f"cause={cause}" in line]


def everything(line: socket.socket) -> bytes:
    """All that comes until the server ends the connection. Fails if it resets it, or never does."""
    found = b""
    while part := line.recv(65536):
        found += part
    return found


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    started: list[Served] = []

    def start(*arguments: str, descriptors: int = 0, **env: str) -> Served:
        started.append(Served(tmp_path, *arguments, env=env, descriptors=descriptors))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with little patience, shared by the tests that do it no harm."""
    served = Served(tmp_path_factory.mktemp("quick"), env=QUICK)
    yield served
    served.process.kill()
    served.process.wait()


def drip(line: socket.socket) -> bytes:
    """Send a byte, and another, as long as nothing comes; then all that comes."""
    while not select.select([line], [], [], 0.05)[0]:
        line.send(b"x")
    return everything(line)


# --- slow


def test_who_says_nothing_is_let_go_without_a_word(quick: Served) -> None:
    with quick.open() as line:
        assert everything(line) == b""


@pytest.mark.parametrize(
    ("begin", "cause"),
    [
        (b"G", "slow headers"),
        (GET + b"X-Slow: ", "slow headers"),
        (HANDSHAKE + b"X-Slow: ", "slow headers"),
        (POST + b"Content-Length: 15000\r\n\r\n", "slow body"),
    ],
)
def test_a_byte_now_and_then_is_cut(quick: Served, begin: bytes, cause: str) -> None:
    with quick.open() as line:
        line.sendall(begin)
        # The first of them is whole only by the letters that follow, and then no method.
        assert drip(line).split(b"\r\n")[0] in (
            b"HTTP/1.1 408 Request Timeout",
            *([b"HTTP/1.1 400 Bad Request"] if begin == b"G" else []),
        )
    if begin != b"G":
        wait_until(lambda: quick.told(cause), what="the log")


def test_a_chunked_body_that_stops_is_cut(quick: Served) -> None:
    with quick.open() as line:
        line.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab")
        assert everything(line).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("then", [GET, b"\r\n"])
def test_a_connection_that_is_kept_is_cut_too(quick: Served, then: bytes) -> None:
    """Its second request has no more time than the first, and empty lines are no request."""
    with quick.open() as line:
        line.sendall(GET + b"\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 200 ")
        line.sendall(then)
        # What is left of the first answer may come before.
        assert everything(line).removeprefix(b"ok\n").startswith(b"HTTP/1.1 408 ")


def test_an_answer_may_be_held_for_longer(serve: Callable[..., Served]) -> None:
    served = serve("--app", "tests.wargame.held_answers:application", **QUICK)
    with served.open() as held:
        held.sendall(b"POST /hold HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
        for _ in range(3):
            # Each is let go after the time in which a request must have come.
            test_who_says_nothing_is_let_go_without_a_word(served)
        assert served.ask(b"GET /release HTTP/1.1\r\nHost: a\r\n\r\n").endswith(b"ok")
        assert held.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_a_socket_lives_on(serve: Callable[..., Served]) -> None:
    """What was a request is none any more: no time of it runs on, and nothing else is written there."""
    served = serve("--app", "tests.wargame.held_answers:application", **QUICK)
    with connect(f"ws://127.0.0.1:{served.port}/") as line:
        for number in range(3):
            test_who_says_nothing_is_let_go_without_a_word(served)
            line.send(str(number))
            assert line.recv(PATIENCE) == str(number)


def test_a_refusal_ends_the_requests_before_it_too(serve: Callable[..., Served]) -> None:
    served = serve("--app", "tests.wargame.held_answers:application", **QUICK)
    with served.open() as line:
        line.sendall(b"GET /hold HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
        line.sendall(b"GET /x HTTP/1.1\r\nX-Long: " + b"x" * 40_000)
        served.ask(b"GET /release HTTP/1.1\r\nHost: a\r\n\r\n")
        everything(line)
    served.ask(GET + b"\r\n")
    assert not [one for one in served.lines if "Exception" in one]


def test_a_second_request_waits_for_the_first_one_s_answer(serve: Callable[..., Served]) -> None:
    """The server itself does not read on meanwhile: that is no slowness of the visitor's."""
    served = serve("--app", "tests.wargame.held_answers:application", **QUICK)
    with served.open() as line:
        line.sendall(b"GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
        line.sendall(b"POST /next HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n")
        for _ in range(3):
            test_who_says_nothing_is_let_go_without_a_word(served)
        served.ask(b"GET /release HTTP/1.1\r\nHost: a\r\n\r\n")
        line.sendall(b"abc")
        found = b""
        while found.count(b"HTTP/1.1 200 ") < 2:
            part = line.recv(65536)
            assert part, found
            found += part


# --- too much


def test_a_body_that_says_it_is_too_large_is_refused_before_it_comes(quick: Served) -> None:
    with quick.open() as line:
        line.sendall(POST + b"Content-Length: 20001\r\n\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 413 ")
    assert quick.ask(POST + b"Content-Length: 20000\r\n\r\n" + b"x" * 20000)[9:12] != b"413"


def test_a_body_that_does_not_say_is_refused_at_the_first_byte_too_many(quick: Served) -> None:
    chunk = b"3e8\r\n" + b"x" * 1000 + b"\r\n"
    with quick.open() as line:
        line.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 20)
        assert not select.select([line], [], [], 0)[0]
        line.sendall(b"1\r\nx")
        assert line.recv(65536).startswith(b"HTTP/1.1 413 ")
    wait_until(lambda: quick.told("body"), what="the log")


def test_who_sends_on_still_reads_the_refusal(quick: Served) -> None:
    """A connection closed on bytes unread would be reset, and a browser would show no more than that."""
    with quick.open() as line:
        line.sendall(POST + b"Content-Length: 3000000\r\n\r\n" + b"x" * 3_000_000)
        assert everything(line).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("begin", [GET, HANDSHAKE])
@pytest.mark.parametrize(
    "headers",
    [
        b"X-Large: " + b"x" * 70_000 + b"\r\n\r\n",
        b"X-Endless: " + b"x" * 70_000,
        b"".join(b"X-Many-%d: %s\r\n" % (number, b"x" * 500) for number in range(90)) + b"\r\n",
    ],
    ids=["one", "endless", "many"],
)
def test_headers_that_are_too_large_are_refused(quick: Served, begin: bytes, headers: bytes) -> None:
    with quick.open() as line:
        line.sendall(begin + headers)
        assert everything(line).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("headers", [b"X-Long: " + b"x" * 9_000 + b"\r\n", b"X-One: 1\r\n" * 130])
def test_a_handshake_is_always_answered(quick: Served, headers: bytes) -> None:
    """Its reader takes less than that of pages, and would drop it in silence."""
    assert quick.ask(GET + headers + b"\r\n").startswith(b"HTTP/1.1 200 ")
    with quick.open() as line:
        line.sendall(HANDSHAKE + headers + b"\r\n")
        assert everything(line).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("headers", [b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n"])
@pytest.mark.parametrize("body", [b"", b"12345", b"0\r\n\r\n"])
def test_a_handshake_with_a_body_is_refused(quick: Served, headers: bytes, body: bytes) -> None:
    """Its reader takes none, and would keep the connection in silence."""
    with quick.open() as line:
        line.sendall(HANDSHAKE + headers + b"\r\n" + body)
        assert everything(line).startswith(b"HTTP/1.1 400 ")


# --- too many


def test_who_comes_when_all_places_are_taken_is_told_so(serve: Callable[..., Served]) -> None:
    served = serve(OFFRAMP_CONNECTIONS="5", OFFRAMP_HEAD_SECONDS="60")
    held = [served.open() for _ in range(5)]
    refusals = [served.ask(GET + b"\r\n") for _ in range(3)]
    refusals.append(served.ask(HANDSHAKE + b"\r\n"))
    assert all(one.startswith(b"HTTP/1.1 503 ") and b"\r\nretry-after: " in one for one in refusals)
    wait_until(lambda: served.told("connections"), what="the log")
    assert len(served.told("connections")) == 1
    for line in held:
        line.close()
    wait_until(served.answers, what="a free place")


def test_at_the_limit_of_descriptors_nobody_is_reset(serve: Callable[..., Served]) -> None:
    served = serve(descriptors=256, OFFRAMP_HEAD_SECONDS="60")
    lines = [served.open() for _ in range(400)]
    wait_until(lambda: len(select.select(lines, [], [], 0)[0]) > 150, what="the refusals")
    for line in select.select(lines, [], [], 0)[0]:
        assert everything(line).startswith(b"HTTP/1.1 503 ")
    assert served.told("connections")
    for line in lines:
        line.close()
    wait_until(served.answers, what="a free place")


def test_it_may_open_as_many_files_as_the_system_allows(quick: Served) -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux tells the limits of another process")
    # The leash has become the server, so the process is the same.
    assert resource.prlimit(quick.process.pid, resource.RLIMIT_NOFILE)[0] == min(hard, 65_536)

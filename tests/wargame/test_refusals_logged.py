"""What is refused on purpose is one line in the log of the running server: no error, no traceback, no content."""

import http.client
from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.processes import wait_until
from tests.supervised import Supervised

# With the cookie, so that the form is read for its token.
COOKIE = {"Cookie": f"offramp-csrf={'a' * 32}"}
FORM = {"Content-Type": "application/x-www-form-urlencoded", **COOKIE}
SECRET = "only-the-visitor-knows-this"


def ask(server: Supervised, method: str, *, body: bytes = b"", headers: dict[str, str]) -> int:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        line.request(method, f"/accounts/sign-in/?{SECRET}", body, headers)
        return line.getresponse().status
    finally:
        line.close()


def wrong_host(server: Supervised) -> int:
    return ask(server, "GET", headers={"Host": f"{SECRET}.example"})


def too_large(server: Supervised) -> int:
    return ask(server, "POST", body=b"a=" + SECRET.encode() * 100_000, headers=FORM)


def too_many_fields(server: Supervised) -> int:
    return ask(server, "POST", body=b"&".join([SECRET.encode() + b"=1"] * 1_100), headers=FORM)


def bad_multipart(server: Supervised) -> int:
    headers = {"Content-Type": f"multipart/form-data; boundary={SECRET}\x80", **COOKIE}
    return ask(server, "POST", body=SECRET.encode(), headers=headers)


def no_token(server: Supervised) -> int:
    headers = {"Content-Type": FORM["Content-Type"]}
    return ask(server, "POST", body=f"username={SECRET}".encode(), headers=headers)


def foreign_origin(server: Supervised) -> int:
    return ask(server, "POST", headers={**FORM, "Origin": f"https://{SECRET}.example"})


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (wrong_host, 400),
        (too_large, 413),
        (too_many_fields, 400),
        (bad_multipart, 400),
        (no_token, 403),
        (foreign_origin, 403),
    ],
)
def test_an_expected_refusal_is_one_line(
    supervised: Supervised, send: Callable[[Supervised], int], status: int
) -> None:
    before = len(supervised.lines)
    assert send(supervised) == status
    lines = said_since(supervised, before)
    assert len(lines) == 1, lines
    assert "WARNING" in lines[0]
    assert f"status={status}" in lines[0]
    assert SECRET not in lines[0]


def said_since(server: Supervised, before: int) -> list[str]:
    """What the web process wrote, up to a line that this test makes it write."""
    mark = f"/ws/mark-{uuid4()}"
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    line.request("GET", mark, headers={**upgrade, "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="})
    line.getresponse().read()
    line.close()
    wait_until(lambda: any(mark in text for text in server.lines[before:]), what="the log")
    web = [text for text in server.lines[before:] if text.startswith("   web |")]
    return [text for text in web if mark not in text]

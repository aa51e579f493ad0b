"""The gate before every WebSocket: who may open one, judged by its headers alone.

Browsers send our cookies with a socket that any page opens, so a socket is let in only from our own pages, by
an exact comparison of scheme, host and port. A program that shows a bearer token has no page and needs no
origin.
"""

import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

logger = logging.getLogger(__name__)

DEFAULT_PORTS = {"http": 80, "https": 443}
SECRET_PARAMETERS = {"token", "access_token", "bearer", "authorization", "auth", "key", "secret", "password"}

Origin = tuple[str, str, int]


class OriginGate:
    """Lets a WebSocket handshake through to `inner`, or answers it with an HTTP status: 400 or 403.

    `turn_away` answers; the slow way, which is plain HTTP behind the same gate, has one of its own.
    """

    def __init__(self, inner: Any, *, turn_away: Any = None) -> None:
        self.inner = inner
        self.turn_away = turn_away or refuse

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        status = refusal(scope)
        if status is None:
            await self.inner(scope, receive, send)
            return
        logger.warning(
            "socket refused status=%d path=%s", status, scope["path"][:100].encode("unicode_escape").decode()
        )
        await self.turn_away(scope, receive, send, status=status)


def refusal(scope: dict[str, Any]) -> HTTPStatus | None:
    """The status with which to refuse this handshake, or None to let it in."""
    if carries_secret(scope.get("query_string", b"")):
        return HTTPStatus.BAD_REQUEST
    hosts = header(scope, b"host")
    origins = header(scope, b"origin")
    if len(hosts) != 1 or not known_host(hosts[0]):
        return HTTPStatus.BAD_REQUEST
    if not origins and has_bearer(scope):
        return None
    if len(origins) != 1:
        return HTTPStatus.FORBIDDEN
    origin = parse_origin(origins[0])
    return (
        None if origin is not None and origin in accepted_origins(scope, hosts[0]) else HTTPStatus.FORBIDDEN
    )


def accepted_origins(scope: dict[str, Any], host: str) -> set[Origin | None]:
    """The origins whose pages may open a socket: those configured, else the request's own."""
    if settings.ORIGINS:
        return {parse_origin(origin) for origin in settings.ORIGINS} - {None}
    secure = settings.HTTPS or scope.get("scheme") in ("wss", "https")
    return {parse_origin(f"{'https' if secure else 'http'}://{host}")} - {None}


def parse_origin(text: str) -> Origin | None:
    """(scheme, host, port) of an origin; None for `null` and for anything that is not exactly an origin."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        return None
    # An origin has no user, path, query or fragment; one with any of them was made by hand.
    if text.lower() != f"{parts.scheme}://{parts.netloc}".lower() or "@" in parts.netloc:
        return None
    return parts.scheme, parts.hostname.lower(), port if port is not None else DEFAULT_PORTS[parts.scheme]


def known_host(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def header(scope: dict[str, Any], name: bytes) -> list[str]:
    """Every value of a header. Bytes that are not ASCII become a value that matches nothing."""
    return [value.decode("ascii", "replace") for key, value in scope["headers"] if key.lower() == name]


def has_bearer(scope: dict[str, Any]) -> bool:
    values = header(scope, b"authorization")
    return len(values) == 1 and values[0][:7].lower() == "bearer " and bool(values[0][7:].strip())


def carries_secret(query: bytes) -> bool:
    """True if a token is in the query string, where logs and histories would keep it."""
    try:
        names = {name.lower() for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True)}
    except ValueError:
        return True
    return bool(names & SECRET_PARAMETERS)


async def refuse(scope: dict[str, Any], receive: Any, send: Any, *, status: HTTPStatus) -> None:
    """Answer a handshake with an HTTP status, or by a close where the server knows no other way."""
    await receive()
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 4000 + status})
        return
    body = f"{status.phrase}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "websocket.http.response.start", "status": int(status), "headers": headers})
    await send({"type": "websocket.http.response.body", "body": body})


async def no_such_door(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answers a WebSocket to an address that has none."""
    await refuse(scope, receive, send, status=HTTPStatus.NOT_FOUND)

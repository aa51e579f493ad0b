"""Cookies of this instance alone: browsers send a host's cookies to every port of it."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.http.cookie import parse_cookie

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def instance_name(plain: str, *, secret: str, https: bool) -> str:
    """The cookie's name with a mark of this instance, so that two on one host do not overwrite each other's."""
    mark = hashlib.sha256(f"offramp.cookies:{secret}".encode()).hexdigest()[:8]
    return f"{before(plain, https=https)}-{mark}"


def before(plain: str, *, https: bool) -> str:
    """The cookie's name as it was before instances had marks."""
    return f"__Host-{plain}" if https else plain


class KnownByOldNames:
    """Takes a cookie of the old name for the one of the new name where a browser has no other yet.

    People at a table go on after an upgrade; the next page brings the new name.
    """

    def __init__(self, inner: Application) -> None:
        self.inner = inner
        self._new = {
            before("offramp", https=settings.HTTPS): settings.SESSION_COOKIE_NAME,
            before("offramp-csrf", https=settings.HTTPS): settings.CSRF_COOKIE_NAME,
        }

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = {**scope, "headers": [self._renewed(*header) for header in scope["headers"]]}
        await self.inner(scope, receive, send)

    def _renewed(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        if name != b"cookie":
            return name, value
        sent = parse_cookie(value.decode("latin-1"))
        for old, new in self._new.items():
            if old in sent and new not in sent:
                value += f"; {new}={sent[old]}".encode("latin-1")
        return name, value

"""Sessions as the database keeps them, with a sign-in that ends before the session does.

A browser's session remembers the seats that it holds for as long as rounds last; a facilitator's sign-in in the same
browser ends within the day.
"""

from collections.abc import MutableMapping
from datetime import timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

SIGNED_IN_UNTIL = "signed_in_until"
CAME_BY_LINK = "came_by_link"
SIGN_IN_LIFETIME = timedelta(hours=12)


def begin_sign_in(session: MutableMapping[str, Any]) -> None:
    """From now on the sign-in of this session has a limited life."""
    session[SIGNED_IN_UNTIL] = (timezone.now() + SIGN_IN_LIFETIME).timestamp()


def limit_sign_in(session: MutableMapping[str, Any]) -> None:
    """Give a sign-in without an end one, before the session is made to last longer."""
    if SESSION_KEY in session and SIGNED_IN_UNTIL not in session:
        begin_sign_in(session)


class SessionStore(DatabaseStore):
    def load(self) -> dict[str, Any]:
        return _in_time(super().load())

    async def aload(self) -> dict[str, Any]:
        return _in_time(await super().aload())


def _in_time(data: dict[str, Any]) -> dict[str, Any]:
    if data.get(SIGNED_IN_UNTIL, float("inf")) > timezone.now().timestamp():
        return data
    ended = {SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY, SIGNED_IN_UNTIL, CAME_BY_LINK}
    return {key: value for key, value in data.items() if key not in ended}

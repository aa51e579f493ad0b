"""A form that is sent twice (a double click, Back and again, a slow network) does one thing."""

import secrets
from collections.abc import Callable
from threading import Lock

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

FIELD = "once"
KEPT_SECONDS = 3600
_LOCKS = tuple(Lock() for _ in range(32))


def new_token() -> str:
    return secrets.token_urlsafe(12)


def once(request: HttpRequest, do: Callable[[], str], *, still: Callable[[str], bool]) -> str:
    """What `do` gave when this form was first sent, for as long as `still` says it is good; else do it now.

    A form that names no showing is done every time. Whoever sends another's token gets nothing of theirs: the
    browser's own CSRF secret is part of the key.
    """
    token = request.POST.get(FIELD, "")
    if not token:
        return do()
    chosen = sorted((key, value) for key, value in request.POST.items() if key != "csrfmiddlewaretoken")
    whole = f"{request.path}\n{request.META.get('CSRF_COOKIE', '')}\n{chosen}"
    key = f"once:{salted_hmac('offramp.once', whole, algorithm='sha256').hexdigest()[:40]}"
    with _LOCKS[int(key[-4:], 16) % len(_LOCKS)]:
        before = cache.get(key)
        if before is not None and still(before):
            return str(before)
        made = do()
        cache.set(key, made, KEPT_SECONDS)
        return made

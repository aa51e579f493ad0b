"""A form that is sent twice (a double click, Back and again, a slow network) does one thing.

Each showing of a form has a token. What was made of it is a unique row of the database, written in the transaction
that makes it: of several processes that get the same form, one does it, and the others wait and read its answer.
"""

import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy

from wargame.exercises.models import Sent
from wargame.refusals import Refused

FIELD = "once"
KEPT = timedelta(days=1)
TOKEN = re.compile(r"[\w-]{8,64}", re.ASCII)
ALREADY_DONE = gettext_lazy("That is done already. Nothing was done twice.")
STALE = gettext_lazy("This has changed since you looked. Nothing was done: look again, and decide anew.")
OUT_OF_DATE = gettext_lazy("That page is out of date. Reload it, and press again. Nothing was done.")


def new_token() -> str:
    return secrets.token_urlsafe(12)


def once(request: HttpRequest, do: Callable[[], str], *, still: Callable[[str], bool]) -> str:
    """What `do` gave when this form was first sent, for as long as `still` says it is good; else do it now.

    A form without a token is done every time. A refusal by `do` is not remembered.
    """
    if not request.POST.get(FIELD, ""):
        return do()
    chosen = sorted((key, value) for key, value in request.POST.items() if key != "csrfmiddlewaretoken")
    key = key_of(request, str(chosen))
    with transaction.atomic():
        if not claim(key):
            before = Sent.objects.select_for_update().get(key=key).answer
            if still(before):
                return before
        made = do()
        Sent.objects.filter(key=key).update(answer=made)
    return made


def key_of(request: HttpRequest, meant: str) -> str:
    """The name of what this browser asks for here. Another browser's token gives nothing: the browser's
    own CSRF secret is part of it."""
    whole = f"{request.path}\n{request.META.get('CSRF_COOKIE', '')}\n{meant}"
    return salted_hmac("offramp.once", whole, algorithm="sha256").hexdigest()[:40]


def pressed(request: HttpRequest, meant: str) -> str:
    """The name of this press of a button, with what it was meant for: pressed again with the same token, it is the
    same. Refused as `bad_command` where the form has no token."""
    token = request.POST.get(FIELD, "")
    if not TOKEN.fullmatch(token):
        raise bad_command()
    return key_of(request, f"{token} {meant}")


def bad_command() -> Refused:
    """A command that does not say what it was meant for."""
    return Refused("bad_command", str(OUT_OF_DATE), status=HTTPStatus.BAD_REQUEST)


def claim(key: str) -> bool:
    """Take this name for the transaction under way; False if it has been taken.

    Waits for another transaction that has taken it and may yet be undone.
    """
    assert transaction.get_connection().in_atomic_block
    try:
        with transaction.atomic():
            Sent.objects.create(key=key)
    except IntegrityError:
        return False
    return True


def require_first(key: str) -> None:
    """Inside the transaction that does it: refused as `already_done` where this very form has been done."""
    if not claim(key):
        raise Refused("already_done", str(ALREADY_DONE))


def forget_old() -> int:
    """Remove the rows that no form can name any more. Returns how many."""
    old = Sent.objects.filter(at__lt=timezone.now() - KEPT)
    return old.delete()[0] if old.exists() else 0

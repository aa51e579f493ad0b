"""What can be done with accounts: signing in by password or by link, signing out, making links."""

import hashlib
import logging
import secrets
from datetime import timedelta
from http import HTTPStatus

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from wargame.accounts.models import FailedSignIn, SignInLink
from wargame.accounts.networks import note_facilitator
from wargame.accounts.sessions import CAME_BY_LINK, begin_sign_in
from wargame.addresses import client_address
from wargame.refusals import Refused

logger = logging.getLogger(__name__)

LINK_LIFETIME = timedelta(minutes=15)
FIRST_LINK_LIFETIME = timedelta(hours=24)
FAILURES_ALLOWED = 5
FAILURES_WINDOW = timedelta(minutes=15)
FIRST_FACILITATOR = "facilitator"

PASSWORD_BACKEND = "django.contrib.auth.backends.ModelBackend"  # noqa: S105


def sign_in(request: HttpRequest, username: str, password: str) -> User:
    """Sign in by password. Refused as `wrong_password`, or as `slow_down` after too many failures."""
    fingerprint = _fingerprint(username, client_address(request))
    since = timezone.now() - FAILURES_WINDOW
    FailedSignIn.objects.filter(at__lt=since).delete()
    if FailedSignIn.objects.filter(fingerprint=fingerprint).count() >= FAILURES_ALLOWED:
        message = _("Too many wrong passwords. Wait a quarter of an hour, or use a sign-in link.")
        raise Refused("slow_down", message, status=HTTPStatus.TOO_MANY_REQUESTS)
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, User):
        FailedSignIn.objects.create(fingerprint=fingerprint, at=timezone.now())
        logger.warning("sign-in failed")
        raise Refused(
            "wrong_password", _("That name and password do not go together."), status=HTTPStatus.BAD_REQUEST
        )
    FailedSignIn.objects.filter(fingerprint=fingerprint).delete()
    _open_session(request, user)
    return user


def _fingerprint(username: str, address: str) -> str:
    account = username.strip().casefold()
    return salted_hmac("offramp.sign-in", f"{account}\n{address}", algorithm="sha256").hexdigest()


def make_link(user: User, *, lifetime: timedelta = LINK_LIFETIME) -> str:
    """A token that signs `user` in once within `lifetime`."""
    token = secrets.token_urlsafe(32)
    expires_at = timezone.now() + lifetime
    SignInLink.objects.create(digest=_digest(token), user=user, expires_at=expires_at)
    return token


def link_is_open(token: str) -> bool:
    """Whether the token would still let someone in."""
    return _open_links(token).exists()


def enter(request: HttpRequest, token: str) -> User:
    """Sign in by a one-time link. Refused as `link_spent` when it was used, is too old or never was."""
    with transaction.atomic():
        # One conditional update: of several who come at once with the same link, one changes the row.
        if _open_links(token).update(used_at=timezone.now()) != 1:
            raise link_spent()
        user = User.objects.get(sign_in_links__digest=_digest(token))
    _open_session(request, user)
    request.session[CAME_BY_LINK] = True
    return user


def link_spent() -> Refused:
    message = _("This sign-in link has been used or is too old. Ask for a new one where Offramp runs.")
    return Refused("link_spent", message, status=HTTPStatus.GONE)


def _open_links(token: str) -> QuerySet[SignInLink]:
    return SignInLink.objects.filter(
        digest=_digest(token), used_at=None, expires_at__gt=timezone.now(), user__is_active=True
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _open_session(request: HttpRequest, user: User) -> None:
    # The key must change even where the session was another facilitator's or had none.
    request.session.cycle_key()
    login(request, user, backend=PASSWORD_BACKEND)
    begin_sign_in(request.session)
    note_facilitator(request)
    logger.info("signed in user=%d", user.pk)


def sign_out(request: HttpRequest) -> None:
    """End the session and forget all that it held."""
    logout(request)


def facilitator(username: str | None = None) -> User:
    """The facilitator of that name, or the first one; made without a password where there is none.

    Raises ValidationError for an impossible name.
    """
    if username is None:
        known = User.objects.filter(is_active=True).order_by("pk").first()
        if known is not None:
            return known
    name = username or FIRST_FACILITATOR
    User(username=name).clean_fields(exclude=["password"])
    user, made = User.objects.get_or_create(username=name)
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user

"""The networks in which facilitators are signed in: a class is there, not a stranger's program."""

from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from wargame.accounts.sessions import SIGN_IN_LIFETIME, SessionStore
from wargame.addresses import client_address

MOST_A_NETWORK = 20


def note_facilitator(request: HttpRequest) -> None:
    """Remember that a facilitator works in this network. Neither the address nor anything on disk is stored."""
    place, key = _place(client_address(request)), request.session.session_key
    known = [known_key for known_key in cache.get(place, ()) if known_key != key]
    if key:
        cache.set(place, [*known, key][-MOST_A_NETWORK:], SIGN_IN_LIFETIME.total_seconds())


def is_led_from(address: str) -> bool:
    """Whether a facilitator who was last seen in the network of this address is still signed in."""
    return any(SESSION_KEY in SessionStore(key).load() for key in cache.get(_place(address), ()))


def _place(address: str) -> str:
    digest = salted_hmac("offramp.network", address, algorithm="sha256").hexdigest()
    return f"facilitators:{digest[:32]}"

"""How often something may happen: counts in the cache, which forgets them. Each process counts for itself."""

import math
from dataclasses import dataclass
from threading import Lock
from time import time

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from wargame.addresses import client_address

_LOCK = Lock()


@dataclass(frozen=True)
class Pace:
    """`at_once` times at once and then one every `seconds`, for each key. The key itself is not kept."""

    name: str
    at_once: int
    seconds: float

    def spend(self, key: str) -> int:
        """Count one more and return 0 if it is within the pace; otherwise return the seconds to wait."""
        place, now = _place(self.name, key), time()
        with _LOCK:
            # The moment at which everything counted so far no longer counts.
            even = max(now, float(cache.get(place, 0.0)))
            wait = even + self.seconds - now - self.at_once * self.seconds
            if wait > 1e-6:
                return math.ceil(wait)
            cache.set(place, even + self.seconds, self.at_once * self.seconds + 1)
        return 0


@dataclass(frozen=True)
class Paces:
    """A pace for each browser, which affects nobody else, and a wider one for its address, which may be a school's."""

    browser: Pace
    address: Pace

    def spend(self, request: HttpRequest) -> int:
        """Seconds to wait, or 0. A browser that is too fast counts nothing against its address."""
        browser = browser_of(request)
        return (self.browser.spend(browser) if browser else 0) or self.address.spend(client_address(request))


@dataclass(frozen=True)
class Under:
    """What was begun from an address, by id, the last `most` within `seconds`: to ask which of it still runs."""

    name: str
    most: int
    seconds: int

    def ids(self, address: str) -> list[str]:
        return list(cache.get(_place(self.name, address), ()))

    def note(self, address: str, new: str) -> None:
        with _LOCK:
            cache.set(_place(self.name, address), [*self.ids(address), new][-self.most :], self.seconds)


def browser_of(request: HttpRequest) -> str:
    """What tells one browser from another without being kept as it is: a keyed hash of its form secret.

    Empty without a cookie. A client can pose as another browser by sending another cookie.
    """
    secret = request.META.get("CSRF_COOKIE") or request.session.session_key or ""
    return _hash("offramp.browser", secret) if secret else ""


def _place(name: str, key: str) -> str:
    return f"limit:{name}:{_hash('offramp.limit', key)}"


def _hash(salt: str, text: str) -> str:
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()[:32]


# A class comes from one address: none of these limits stops forty people who come within a second.
AT_ONCE, A_SECOND = 60, 10
WRONG_CODES = Paces(
    Pace("wrong-codes", at_once=20, seconds=3), Pace("wrong-codes-address", AT_ONCE, 1 / A_SECOND)
)
SEATS = Paces(Pace("seats", at_once=5, seconds=5), Pace("seats-address", AT_ONCE, 1 / A_SECOND))

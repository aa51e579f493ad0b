"""Who acted, under a name that says nothing: a pseudonym a person and round, which no other round knows.

The log holds a salted digest of it. The salts stand beside the log (`Record.authors`): without them nobody can tell
whose a digest is, so a person is forgotten by taking theirs away.
"""

from collections.abc import Mapping
from functools import lru_cache

from django.contrib.auth.models import User
from django.utils.crypto import salted_hmac

from wargame.exercises.models import Seat
from wargame.record import tokens

_PURPOSE = "offramp.author"


def of_seat(seat: Seat) -> str:
    """Who sits there: the same for one browser all through a round; otherwise new whenever the seat is given."""
    who = f"browser/{seat.browser}" if seat.browser else f"seat/{seat.seat}/{seat.generation}"
    return _pseudonym(seat.round_id, who)


def of_user(round_id: str, user: User | None) -> str:
    """The facilitator; empty where nobody is signed in."""
    return _pseudonym(round_id, f"user/{user.pk}") if user is not None else ""


def by_digest(salts: Mapping[str, str]) -> dict[str, str]:
    """The pseudonyms of a round by the digests that stand in its log. salts: `Record.authors` as data."""
    return {tokens.salted(salt, pseudonym): pseudonym for pseudonym, salt in salts.items()}


# Asked at every move.
@lru_cache(maxsize=4096)
def _pseudonym(round_id: str, who: str) -> str:
    return salted_hmac(_PURPOSE, f"{round_id}/{who}").hexdigest()[:16]

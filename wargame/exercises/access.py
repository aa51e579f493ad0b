"""Who may act for a seat: the tokens in its links, and the seats that a session holds.

Tokens are made from the seat's id and generation and kept nowhere; raising the generation voids them all.
"""

from collections.abc import MutableMapping
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

from wargame.exercises.models import Seat

HELD = "seats"
JOIN_SALT = "offramp.seat.join"
BEARER_SALT = "offramp.seat.bearer"

Session = MutableMapping[str, Any]


def join_token(seat: Seat) -> str:
    """What a seat's own link carries: whoever opens it takes the seat."""
    return _token(JOIN_SALT, seat)


def bearer_token(seat: Seat) -> str:
    """What an agent shows in `Authorization: Bearer …`."""
    return _token(BEARER_SALT, seat)


def opens(seat: Seat, token: str) -> bool:
    """Whether a join token is this seat's, now."""
    return constant_time_compare(token, join_token(seat))


def bears(seat: Seat, token: str) -> bool:
    """Whether a bearer token is this seat's, now."""
    return constant_time_compare(token, bearer_token(seat))


def hold(session: Session, seat: Seat) -> None:
    """Let this session act for the seat until the seat's generation changes."""
    session[HELD] = {**session.get(HELD, {}), seat.id: seat.generation}


def holds(session: Session, seat: Seat) -> bool:
    """Whether this session acts for the seat, now."""
    return session.get(HELD, {}).get(seat.id) == seat.generation


def held(session: Session) -> dict[str, int]:
    """The seats that this session ever took, and in which generation."""
    return dict(session.get(HELD, {}))


def _token(salt: str, seat: Seat) -> str:
    # 160 bits in 40 letters: short enough for a QR code that a phone reads from across a room.
    return salted_hmac(salt, f"{seat.id}:{seat.generation}", algorithm="sha256").hexdigest()[:40]

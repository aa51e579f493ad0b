"""Who may act for a seat: the tokens in its links, and the seats that a session holds.

Tokens are made from the seat's id and generation and stored nowhere. Raising the generation voids them all.
"""

from collections.abc import Iterable, MutableMapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from wargame.accounts.sessions import limit_sign_in
from wargame.exercises.models import Seat

HELD = "seats"
LEFT = "left"
RENEWED = "renewed"
JOIN_SALT = "offramp.seat.join"
BEARER_SALT = "offramp.seat.bearer"
# How long a player who left by mistake may come back in the same browser.
REGRET = timedelta(minutes=10)

Session = MutableMapping[str, Any]


def join_token(seat: Seat) -> str:
    """What a seat's own link carries: the visitor who opens it takes the seat."""
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
    """Let this session act for the seat until the seat's generation changes.

    Whoever sits down ends the ways back to seats left before: those are another person's, or would let one look at
    another seat's secrets and return.
    """
    session[HELD] = {**session.get(HELD, {}), seat.id: seat.generation}
    if session.get(LEFT):
        session[LEFT] = {}


def holds(session: Session, seat: Seat) -> bool:
    """Whether this session acts for the seat, now."""
    return session.get(HELD, {}).get(seat.id) == seat.generation


def seats_held(session: Session) -> dict[str, int]:
    """The seats that this session ever took, and in which generation."""
    return dict(session.get(HELD, {}))


def was_put_out(session: Session, seat: Seat) -> bool:
    """Whether this session held the seat until its links were made void."""
    return session.get(HELD, {}).get(seat.id, seat.generation) != seat.generation


def forgive(session: Session, seats: Iterable[Seat]) -> None:
    """Forget that this session was put out of these seats."""
    out = {seat.pk for seat in seats if was_put_out(session, seat)}
    if out:
        session[HELD] = {key: value for key, value in session[HELD].items() if key not in out}


def renew(session: Any) -> None:
    """Let a session that holds seats last its whole time again, once a day: an occasional visitor keeps them."""
    today = timezone.now().date().isoformat()
    if not session.get(HELD) or session.get(RENEWED) == today:
        return
    limit_sign_in(session)
    session.set_expiry(None)
    session[RENEWED] = today


def forget(session: Session, seat: Seat) -> None:
    """Stop acting for the seat. For a short while the session remembers that it did."""
    session[HELD] = {key: value for key, value in session.get(HELD, {}).items() if key != seat.id}
    session[LEFT] = {
        **session.get(LEFT, {}),
        seat.id: [seat.generation, timezone.now().timestamp()],
    }


def has_left(session: Session, seat: Seat) -> bool:
    """Whether this session left the seat itself, and nothing has made its link void since."""
    return bool(session.get(LEFT, {}).get(seat.id, [0])[0] == seat.generation)


def may_come_back(session: Session, seat: Seat) -> bool:
    """Whether this session left the seat so short a while ago that it may have been a mistake."""
    if not has_left(session, seat):
        return False
    return bool(timezone.now().timestamp() - session[LEFT][seat.id][1] < REGRET.total_seconds())


def left(session: Session) -> list[str]:
    """The ids of the seats that this session left."""
    return list(session.get(LEFT, {}))


def _token(salt: str, seat: Seat) -> str:
    # 160 bits in 40 letters: short enough for a QR code that a phone reads from across a room.
    return salted_hmac(salt, f"{seat.id}:{seat.generation}", algorithm="sha256").hexdigest()[:40]

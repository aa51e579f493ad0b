"""Who may open a socket: by the session of a browser, or by the bearer token of an agent."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from wargame.exercises import access
from wargame.exercises.models import Exercise, Round, Seat
from wargame.record import store
from wargame.sockets.connections import NO_LONGER_YOURS, NO_SUCH_SEAT

Scope = dict[str, Any]


class Closed(Exception):
    """The door stays shut; `code` is the close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def seat_for(scope: Scope, seat_id: str) -> Seat:
    """The seat that this handshake may act for. Raises Closed.

    Another's seat is answered like one that does not exist.
    """
    seat = Seat.objects.filter(pk=seat_id, holder=Seat.Holder.PERSON).first()
    token = _bearer(scope)
    if token is not None:
        if seat is None or not access.bears(seat, token):
            raise Closed(NO_LONGER_YOURS)
        return _readable(seat)
    if seat is not None and access.holds(scope["session"], seat):
        return _readable(seat)
    raise Closed(NO_LONGER_YOURS if seat_id in access.seats_held(scope["session"]) else NO_SUCH_SEAT)


def seat_by_token(scope: Scope, round_id: str) -> Seat:
    """The seat of that round whose bearer token is shown. Raises Closed."""
    token = _bearer(scope)
    for seat in Seat.objects.filter(round_id=round_id, holder=Seat.Holder.PERSON):
        if token and access.bears(seat, token):
            return _readable(seat)
    raise Closed(NO_LONGER_YOURS)


def _readable(seat: Seat) -> Seat:
    """The seat, if its round's scenario can be read. Raises Unreadable."""
    store.facts(seat.round_id)
    return seat


def rounds_led(scope: Scope, *, round_id: str = "", exercise_id: str = "") -> tuple[str, ...]:
    """The rounds that this facilitator may watch: one, or all of an exercise. Raises Closed."""
    user = scope.get("user") or AnonymousUser()
    if not user.is_authenticated:
        raise Closed(NO_LONGER_YOURS)
    if exercise_id and not Exercise.objects.filter(pk=exercise_id, owner_id=user.pk).exists():
        raise Closed(NO_SUCH_SEAT)
    rounds = Round.objects.filter(exercise__owner_id=user.pk)
    found = rounds.filter(exercise_id=exercise_id) if exercise_id else rounds.filter(pk=round_id)
    ids = tuple(found.values_list("id", flat=True))
    if not ids:
        raise Closed(NO_SUCH_SEAT)
    return ids


def still_led(scope: Scope, rounds: tuple[str, ...]) -> bool:
    """Whether the session is still signed in as the facilitator of these rounds."""
    session = scope["session"]
    if not session.exists(session.session_key or ""):
        return False
    return Round.objects.filter(pk__in=rounds, exercise__owner_id=scope["user"].pk).count() == len(rounds)


def _bearer(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name.lower() == b"authorization":
            kind, _, token = value.decode("ascii", "replace").partition(" ")
            # Other kinds are a proxy's business: behind it, the session says who one is.
            return token.strip() if kind.lower() == "bearer" else None
    return None

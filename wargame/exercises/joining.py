"""How people come to seats: by the exercise's code, by a seat's own link, and how they are put out again."""

from http import HTTPStatus

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wargame.exercises import access
from wargame.exercises.editions import scenario_of, seat_order
from wargame.exercises.models import Exercise, Seat
from wargame.refusals import Refused

OVER = "over"


def open_exercise(code: str) -> Exercise | None:
    """The exercise that this code opens, ended or not, or None. Practices have no door for others."""
    return Exercise.objects.filter(code=code, practice=False).first()


def seat_held(exercise: Exercise, session: access.Session) -> Seat | None:
    """The seat of the exercise that this session acts for, in a round that is not over, if any."""
    for seat in _seats(exercise).filter(pk__in=access.held(session)):
        if access.holds(session, seat):
            return seat
    return None


def free_seats(exercise: Exercise) -> list[Seat]:
    """The seats that a newcomer may take, in the order in which they are given out.

    People's seats come before those that bots play. Rounds fill evenly: the one with the fewest people goes
    first.
    """
    taken: dict[str, int] = {}
    scenario, free = scenario_of(exercise), []
    for seat in _seats(exercise):
        if seat.joined_at is None and seat.holder != Seat.Holder.STANDING:
            free.append(seat)
        elif seat.holder == Seat.Holder.PERSON:
            taken[seat.round_id] = taken.get(seat.round_id, 0) + 1
    return sorted(
        free,
        key=lambda seat: (
            seat.holder == Seat.Holder.BOT,
            taken.get(seat.round_id, 0),
            seat.round.number,
            seat_order(scenario, seat.seat),
        ),
    )


def take_any(exercise: Exercise, session: access.Session, *, name: str) -> Seat:
    """Sit down wherever a seat is free. Refused as `lobby_closed` or `full`.

    Who has a seat already keeps it.
    """
    with transaction.atomic():
        _lock(exercise)
        for seat in free_seats(exercise):
            return _sit_down(seat, session, name=name)
    raise Refused(
        "full",
        _(
            "Every seat is taken. Ask your facilitator to open another round, or to give you a seat's own link."
        ),
    )


def take(exercise: Exercise, session: access.Session, *, seat_id: str, name: str) -> Seat:
    """Sit down in this seat. Refused as `lobby_closed`, or as `taken` when someone else was faster."""
    with transaction.atomic():
        _lock(exercise)
        for seat in free_seats(exercise):
            if seat.pk == seat_id:
                return _sit_down(seat, session, name=name)
    raise Refused("taken", _("That seat has just been taken. Choose another one, or take any seat."))


def seat_by_link(seat_id: str, token: str) -> Seat | None:
    """The seat whose own link this is, or None for a link that is wrong, copied in part or no longer good."""
    seat = Seat.objects.select_related("round__exercise").filter(pk=seat_id).first()
    if seat is None or seat.holder == Seat.Holder.STANDING or not access.opens(seat, token):
        return None
    return seat


def enter(seat: Seat, session: access.Session, *, name: str = "") -> Seat:
    """Sit down by the seat's own link, for the first time or again, whoever sat there."""
    with transaction.atomic():
        return _sit_down(seat, session, name=name or seat.name)


def rename(seat: Seat, *, name: str) -> None:
    """Change or take away the name shown beside a seat."""
    Seat.objects.filter(pk=seat.pk).update(name=name)


def put_out(seat: Seat) -> None:
    """Void the seat's links and whoever holds it; it is free again."""
    Seat.objects.filter(pk=seat.pk).update(
        generation=F("generation") + 1, joined_at=None, last_seen_at=None, name=""
    )


def set_lobby(exercise: Exercise, *, is_open: bool) -> None:
    """Let people in by the code, or no longer. Links of seats work either way."""
    Exercise.objects.filter(pk=exercise.pk).update(lobby_open=is_open)


def _seats(exercise: Exercise) -> QuerySet[Seat]:
    # A round that nobody has started has no record yet.
    going = Q(round__record__isnull=True) | ~Q(round__record__status=OVER)
    return Seat.objects.filter(going, round__exercise=exercise).select_related("round")


def _lock(exercise: Exercise) -> None:
    """Hold the exercise for this transaction, so that two never get one seat; refuses where the lobby is closed."""
    now = Exercise.objects.select_for_update().get(pk=exercise.pk)
    if now.ended_at is not None:
        raise Refused("over", _("This exercise has ended."), status=HTTPStatus.GONE)
    if not now.lobby_open:
        raise lobby_closed()


def lobby_closed() -> Refused:
    return Refused(
        "lobby_closed",
        _("The door is closed. Ask your facilitator to open it, or for your seat's own link."),
        status=HTTPStatus.FORBIDDEN,
    )


def _sit_down(seat: Seat, session: access.Session, *, name: str) -> Seat:
    now = timezone.now()
    Seat.objects.filter(pk=seat.pk).update(
        holder=Seat.Holder.PERSON, joined_at=now, substituted_at=None, name=name
    )
    seat.holder, seat.joined_at, seat.substituted_at, seat.name = Seat.Holder.PERSON, now, None, name
    access.hold(session, seat)
    return seat

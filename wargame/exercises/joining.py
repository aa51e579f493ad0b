"""How people come to seats: by the exercise's code, by a seat's own link, and how they are put out again."""

from dataclasses import dataclass
from http import HTTPStatus

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wargame.exercises import access
from wargame.exercises.editions import scenario_of, seat_order
from wargame.exercises.models import Exercise, Seat
from wargame.exercises.names import UnusableName, own_name
from wargame.exercises.once import ALREADY_DONE, STALE, require_first
from wargame.refusals import Refused

OVER = "over"


def open_exercise(code: str) -> Exercise | None:
    """The exercise that this code opens, ended or not, or None. Practices have no door for others."""
    return Exercise.objects.filter(code=code, practice=False).first()


def seat_held(exercise: Exercise, session: access.Session) -> Seat | None:
    """The seat of the exercise that this session acts for, in a round that is not over, if any."""
    for seat in _seats(exercise).filter(pk__in=access.seats_held(session)):
        if access.holds(session, seat):
            return seat
    return None


def free_seats(exercise: Exercise) -> list[Seat]:
    """The seats that a newcomer may take, in the order in which they are given out.

    People's seats come before those that bots play, which are not given out where bots are hidden. Rounds fill
    evenly: the one with the fewest people goes first.
    """
    taken: dict[str, int] = {}
    scenario, free = scenario_of(exercise), []
    for seat in _seats(exercise):
        if seat.holder == Seat.Holder.BOT and exercise.hide_bots:
            continue
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


def take_any(exercise: Exercise, session: access.Session, *, name: str, browser: str = "") -> Seat:
    """Sit down wherever a seat is free. Refused as `lobby_closed`, `full`, `one_seat`, `put_out`, or for the name.

    A visitor who has a seat in the exercise keeps it. `browser` tells this browser from others (limits.browser_of).
    """
    with transaction.atomic():
        own = _admit(exercise, session, browser)
        if own is not None:
            return own
        for seat in free_seats(exercise):
            return _sit_down(seat, session, name=name, browser=browser)
    raise Refused(
        "full",
        _(
            "Every seat is taken. Ask your facilitator to open another round, or to give you a seat's own link."
        ),
    )


def take(exercise: Exercise, session: access.Session, *, seat_id: str, name: str, browser: str = "") -> Seat:
    """Sit down in this seat. Refused like take_any, or as `taken` when someone else was faster."""
    with transaction.atomic():
        own = _admit(exercise, session, browser)
        if own is not None:
            return own
        for seat in free_seats(exercise):
            if seat.pk == seat_id:
                return _sit_down(seat, session, name=name, browser=browser)
    raise Refused("taken", _("That seat has just been taken. Choose another one, or take any seat."))


def seat_by_link(seat_id: str, token: str) -> Seat | None:
    """The seat whose own link this is, or None for a link that is wrong, copied in part or no longer good."""
    seat = Seat.objects.select_related("round__exercise").filter(pk=seat_id).first()
    if seat is None or seat.holder == Seat.Holder.STANDING or not access.opens(seat, token):
        return None
    return seat


def enter(seat: Seat, session: access.Session, *, name: str = "", browser: str = "") -> Seat:
    """Sit down by the seat's own link, for the first time or again, even if somebody else sat there.

    A visitor who was put out is let in again by a link. Refused as `one_seat` where this session has
    another seat at the table, or for the name.
    """
    if seat_beside(seat, session) is not None:
        raise one_seat()
    with transaction.atomic():
        access.forgive(session, Seat.objects.filter(round__exercise_id=seat.round.exercise_id))
        return _sit_down(seat, session, name=name or seat.name, browser=browser)


def seat_beside(seat: Seat, session: access.Session) -> Seat | None:
    """Another seat of the same round for which this session acts, while the round goes on, if any."""
    for other in _seats(seat.round.exercise).filter(
        round_id=seat.round_id, pk__in=access.seats_held(session)
    ):
        if other.pk != seat.pk and access.holds(session, other):
            return other
    return None


def why_not_in(exercise: Exercise, session: access.Session) -> Refused | None:
    """Why the code does not let this session in, or None."""
    if exercise.ended_at is not None or not exercise.lobby_open:
        return lobby_closed()
    return put_out_before() if is_put_out(exercise, session) else None


def is_put_out(exercise: Exercise, session: access.Session) -> bool:
    """Whether the facilitator has put this session out of a seat of the exercise and has not let it in again."""
    seats = Seat.objects.filter(round__exercise=exercise, pk__in=access.seats_held(session))
    return any(access.was_put_out(session, seat) for seat in seats)


def leave(seat: Seat, session: access.Session, *, browser: str = "") -> None:
    """Forget the seat in this browser. It stays its person's: their link and their other devices go on."""
    access.forget(session, seat)
    if browser:
        Seat.objects.filter(pk=seat.pk, browser=browser).update(browser="")


def left_here(exercise: Exercise, session: access.Session) -> Seat | None:
    """The seat of the exercise that was left in this browser a moment ago, if any."""
    for seat in _seats(exercise).filter(pk__in=access.left(session)):
        if access.may_come_back(session, seat):
            return seat
    return None


def come_back(seat: Seat, session: access.Session, *, browser: str = "") -> None:
    """Take back the seat that was left by mistake. Refused as `not_found` when it is too late, or as `one_seat`."""
    if not access.may_come_back(session, seat):
        message = _("It is too late to take this seat back. Ask your facilitator for its link.")
        raise Refused("not_found", message, status=HTTPStatus.NOT_FOUND)
    if seat_held(seat.round.exercise, session) is not None:
        raise one_seat()
    access.hold(session, seat)
    if browser:
        Seat.objects.filter(pk=seat.pk).update(browser=browser)


@dataclass(frozen=True)
class MeantSeat:
    """A seat as the facilitator saw it when they pressed a button: how often its link was made anew, and who played it
    (None where that does not matter). key: names this press; it is done once."""

    key: str
    generation: int
    player: str | None = None


def require_meant(seat: Seat, meant: MeantSeat | None) -> None:
    """Inside the transaction that does it: refused as `already_done`, or as `stale_status` where it is not as it was
    seen."""
    if meant is None:
        return
    require_first(meant.key)
    now = Seat.objects.select_for_update().get(pk=seat.pk)
    if now.generation != meant.generation or meant.player not in (None, now.played_by):
        raise Refused("stale_status", str(STALE))


def rename(seat: Seat, *, name: str, meant: MeantSeat | None = None) -> None:
    """Change or take away the name shown beside a seat. Refused for the name, and as `already_done` or
    `stale_status`."""
    with transaction.atomic():
        require_meant(seat, meant)
        Seat.objects.filter(pk=seat.pk).update(name=_shown(seat, name))


def put_out(seat: Seat) -> None:
    """Void the seat's links and put out its holder. The seat is free again."""
    Seat.objects.filter(pk=seat.pk).update(
        generation=F("generation") + 1, joined_at=None, last_seen_at=None, name="", browser=""
    )


def set_lobby(exercise: Exercise, *, is_open: bool, key: str = "") -> None:
    """Open or close the door for the code. Links of seats work either way. key: names the press of a button, which
    is refused as `already_done` the second time, and where the door stands so already."""
    with transaction.atomic():
        if key:
            require_first(key)
        changed = Exercise.objects.filter(pk=exercise.pk, lobby_open=not is_open).update(lobby_open=is_open)
        if key and not changed:
            raise Refused("already_done", str(ALREADY_DONE))


def _seats(exercise: Exercise) -> QuerySet[Seat]:
    # A round that nobody has started has no record yet.
    going = Q(round__record__isnull=True) | ~Q(round__record__status=OVER)
    return Seat.objects.filter(going, round__exercise=exercise).select_related("round")


def _admit(exercise: Exercise, session: access.Session, browser: str) -> Seat | None:
    """Let a newcomer in by the code, alone for this transaction. Returns the seat of a visitor who has one already.

    A form that was sent from two tabs at once finds by `browser` that the other one has sat down.
    """
    own = seat_held(exercise, session)
    if own is not None:
        return own
    _lock(exercise)
    if is_put_out(exercise, session):
        raise put_out_before()
    if browser and _seats(exercise).filter(browser=browser).exclude(joined_at=None).exists():
        raise one_seat()
    return None


def _lock(exercise: Exercise) -> None:
    """Lock the exercise for this transaction, so that no two visitors get one seat. Refused if the lobby is closed."""
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


def put_out_before() -> Refused:
    return Refused(
        "put_out",
        _(
            "Your facilitator has put you out of a seat here, so the code does not let this browser in again. "
            "Ask for a seat's own link."
        ),
        status=HTTPStatus.FORBIDDEN,
    )


def one_seat() -> Refused:
    return Refused("one_seat", _("This browser has a seat here already. One browser plays one seat."))


def _shown(seat: Seat, name: str) -> str:
    """The name as it is shown beside the seat. Refused as `too_long`, `unseen` or `name_taken`."""
    if name == seat.name:
        return name
    try:
        return own_name(name, scenario_of(seat.round.exercise))
    except UnusableName as refused:
        raise Refused(refused.why, refused.advice(), status=HTTPStatus.BAD_REQUEST) from None


def _sit_down(seat: Seat, session: access.Session, *, name: str, browser: str) -> Seat:
    name = _shown(seat, name)
    now = timezone.now()
    Seat.objects.filter(pk=seat.pk).update(
        holder=Seat.Holder.PERSON, joined_at=now, substituted_at=None, name=name, browser=browser
    )
    seat.holder, seat.joined_at, seat.substituted_at, seat.name = Seat.Holder.PERSON, now, None, name
    access.hold(session, seat)
    return seat

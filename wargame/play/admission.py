"""Who may open the pages of a round: its facilitator, and the visitor who holds a seat."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from wargame.exercises import access
from wargame.exercises.editions import Unreadable, scenario_of, seat_name, text_in
from wargame.exercises.models import Exercise, Round, Seat
from wargame.play import actions
from wargame.record import store
from wargame.record.models import Record
from wargame.refusals import Refused
from wargame.speech.calendar import calendar_of

Status = Record.Status


def not_your_seat(session: access.Session, seat: Seat | None) -> Refused:
    """Why this session may not act for the seat. A seat that it never had and one that does not exist look the same."""
    return Refused("not_found", _why_not_yours(session, seat), status=HTTPStatus.NOT_FOUND)


def _why_not_yours(session: access.Session, seat: Seat | None) -> str:
    if seat is not None and access.was_put_out(session, seat):
        if seat.joined_at is not None:
            return gettext("Your facilitator has given this seat to somebody else, by a new link.")
        return gettext(
            "Your facilitator has put you out of this seat: only its new link opens it. Ask for that."
        )
    if seat is not None and access.has_left(session, seat):
        return gettext("This seat was left in this browser. Its own link opens it again.")
    return gettext(
        "This seat is not yours in this browser: it was taken in another one, or the cookie that "
        "remembered it has run out or was deleted. Open its own link again, or join with the code."
    )


def has_begun(round_: Round) -> bool:
    """Whether there is a table to sit at."""
    return Record.objects.filter(round=round_).exclude(status=Status.WAITING).exists()


def welcome_back(seat: Seat) -> None:
    """A person has come to this seat's page: a bot that sat in gives the seat back."""
    actions.take_up(seat, meant=True)


def own_round(user: AbstractBaseUser | AnonymousUser, round_id: str) -> Round:
    """The round, if this facilitator leads it. Raises Http404 otherwise."""
    found = Round.objects.select_related("exercise", "record").filter(pk=round_id).first()
    if found is None or not user.is_authenticated or found.exercise.owner_id != user.pk:
        raise Http404
    return found


@dataclass(frozen=True)
class UnderWay:
    """A round that this visitor sits in and that is not over. when: empty while it waits to begin."""

    seat: Seat
    role: str
    name: str
    title: str
    when: str


def under_way(session: access.Session, *, practice: bool | None = None) -> list[UnderWay]:
    """Where the visitor of this session sits, the newest first; with `practice`, only such rounds or only others."""
    own_seats = access.seats_held(session)
    if not own_seats:
        return []
    seats = (
        Seat.objects.filter(pk__in=own_seats)
        .exclude(round__record__status=Status.OVER)
        .exclude(round__record__isnull=True, round__exercise__ended_at__isnull=False)
        .select_related("round__exercise", "round__record")
        .order_by("-round__exercise__created_at")
    )
    if practice is not None:
        seats = seats.filter(round__exercise__practice=practice)
    return [_place(seat) for seat in seats if access.holds(session, seat)]


def _place(seat: Seat) -> UnderWay:
    exercise, record = seat.round.exercise, getattr(seat.round, "record", None)
    scenario = scenario_of(exercise)
    title = text_in(scenario.title) if exercise.practice else exercise.title
    begun = record is not None and record.status != Status.WAITING
    when = calendar_of(store.state_of(seat.round_id, record.version)).name(record.turn) if begun else ""
    return UnderWay(seat, scenario.role_of(seat.seat), seat_name(scenario, seat.seat), title, when)


@contextmanager
def logs_offered(exercise: Exercise) -> Iterator[None]:
    """Where what is stored cannot be read, the refusal leads to the logs, which can be downloaded all the same."""
    try:
        yield
    except Unreadable as refused:
        refused.links = [
            (reverse("debrief:log_json", args=[round_.pk]), f"{gettext('Download JSON')} ({round_.number})")
            for round_ in exercise.rounds.filter(record__number__gt=0)
        ]
        raise

"""Rounds that a visitor plays alone, with bots in the other seats."""

from http import HTTPStatus

from django.utils import timezone
from django.utils.translation import gettext as _

from wargame.exercises import access
from wargame.exercises.actions import Plan, create_exercise, end_exercise
from wargame.exercises.editions import scenario_named
from wargame.exercises.models import Seat
from wargame.play import actions, desk
from wargame.play.models import Record
from wargame.refusals import Refused


def start(scenario_id: str, seat: str) -> Seat:
    """Open and begin a practice of a scenario on offer; gives the visitor's seat. Refused as `bad_plan`."""
    scenario = scenario_named(scenario_id)
    officers = scenario.officers.usual
    holders = dict.fromkeys(scenario.seats(officers), Seat.Holder.BOT.value)
    holders |= dict.fromkeys(scenario.optional_seats, Seat.Holder.STANDING.value)
    holders[seat] = Seat.Holder.PERSON.value
    plan = Plan(scenario=scenario, holders=holders, officers=officers, practice=True)
    exercise = create_exercise(None, plan)
    own = Seat.objects.select_related("round").get(round__exercise=exercise, seat=seat)
    Seat.objects.filter(pk=own.pk).update(joined_at=timezone.now(), last_seen_at=timezone.now())
    actions.start_round(own.round_id, None)
    return own


def running(session: access.Session) -> list[desk.UnderWay]:
    """The practice rounds of this session that are not over, the newest first."""
    return desk.under_way(session, practice=True)


def is_running(seat_id: str) -> bool:
    """Whether the round of this seat is under way."""
    over = Record.Status.OVER
    return Seat.objects.filter(pk=seat_id).exclude(round__record__status=over).exists()


def end(session: access.Session, seat_id: str) -> None:
    """End one's own practice. Refused as `not_found` where it is not one's own, or no practice."""
    seat = Seat.objects.select_related("round__exercise").filter(pk=seat_id).first()
    if seat is None or not seat.round.exercise.practice or not access.holds(session, seat):
        raise Refused("not_found", _("There is no such round."), status=HTTPStatus.NOT_FOUND)
    if is_running(seat.pk):
        actions.end_round(seat.round_id, None)
    end_exercise(seat.round.exercise)

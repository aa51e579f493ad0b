"""Rounds that a visitor plays alone, with bots in the other seats."""

from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from wargame.exercises import access
from wargame.exercises.actions import Plan, create_exercise, end_exercise
from wargame.exercises.editions import scenario_named
from wargame.exercises.limits import Under
from wargame.exercises.models import Seat
from wargame.play import actions, admission
from wargame.record.models import Record
from wargame.refusals import Refused, slow_down

# A round that its player left without ending it does not count for long: its bots wait, and nothing is computed.
PLAYED_WITHIN = timedelta(minutes=15)
ASK_AGAIN = 60
STARTED = Under("practices", most=2_000, seconds=86_400)


def start(scenario_id: str, seat: str, *, address: str, led: bool = False) -> Seat:
    """Open and begin a practice of a scenario on offer; gives the visitor's seat.

    led: whether a facilitator works in the network of this address. Such a network has no limit: a class may all
    begin at once. Refused as `bad_plan`, or as `slow_down` where too many run: from that address, or in all.
    """
    if not led:
        _require_room(address)
    own = _begin(scenario_id, seat)
    STARTED.note(address, own.pk)
    return own


def _require_room(address: str) -> None:
    played = Seat.objects.filter(
        holder=Seat.Holder.PERSON,
        round__exercise__practice=True,
        round__exercise__ended_at=None,
        round__record__status=Record.Status.RUNNING,
        last_seen_at__gt=timezone.now() - PLAYED_WITHIN,
    )
    begun = STARTED.ids(address)
    if len(begun) >= settings.PRACTICES_AN_ADDRESS:
        n = played.filter(pk__in=begun).count()
        if n >= settings.PRACTICES_AN_ADDRESS:
            message = _(
                "%(n)d rounds are being played from your network. Go on with one, or wait until some have ended."
            )
            raise slow_down(message % {"n": n}, wait=ASK_AGAIN)
    if played.count() >= settings.PRACTICES:
        message = _("As many rounds are being played here as this server takes. Wait until some have ended.")
        raise slow_down(message, wait=ASK_AGAIN)


def _begin(scenario_id: str, seat: str) -> Seat:
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


def running(session: access.Session) -> list[admission.UnderWay]:
    """The practice rounds of this session that are not over, the newest first."""
    return admission.under_way(session, practice=True)


def is_running(seat_id: str) -> bool:
    """Whether the round of this seat is under way."""
    over = Record.Status.OVER
    return Seat.objects.filter(pk=seat_id).exclude(round__record__status=over).exists()


def end(session: access.Session, seat_id: str) -> None:
    """End the visitor's own practice. Refused as `not_found` if it is another's, or not a practice."""
    seat = Seat.objects.select_related("round__exercise").filter(pk=seat_id).first()
    if seat is None or not seat.round.exercise.practice or not access.holds(session, seat):
        raise Refused("not_found", _("There is no such round."), status=HTTPStatus.NOT_FOUND)
    if is_running(seat.pk):
        actions.end_round(seat.round_id, None)
    end_exercise(seat.round.exercise)

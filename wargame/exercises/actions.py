"""Opening an exercise: its edition of the scenario, its rounds, and a seat for each side in each round."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from game_engine import Scenario, dump_scenario
from wargame.exercises.models import TITLE_LENGTH, Edition, Exercise, Round, Seat
from wargame.refusals import Refused
from wargame.texts import clean_line, is_seen

MOST_ROUNDS = 50
SHORTEST_TURN, LONGEST_TURN = 10, 7 * 86_400


@dataclass(frozen=True)
class Plan:
    """What a facilitator wants to open.

    holders: who plays each seat (`person`, `bot` or `standing`); seats that are left out are for people, and the
    optional ones for the scenario's standing policy. turn_seconds: None for turns without a deadline.
    """

    scenario: Scenario
    title: str = ""
    rounds: int = 1
    officers: int | None = None
    holders: Mapping[str, str] = field(default_factory=dict)
    turn_seconds: int | None = None
    practice: bool = False
    temperament: str = "logit"
    hide_bots: bool = False


def create_exercise(owner: User | None, plan: Plan) -> Exercise:
    """Open an exercise. Nobody owns a practice. Refused as `bad_plan`, saying what cannot be."""
    seats = _seats(plan)
    with transaction.atomic():
        exercise = Exercise.objects.create(
            owner=owner,
            title=_title(plan),
            edition=keep_edition(plan.scenario),
            turn_seconds=plan.turn_seconds,
            officers=_officers(plan),
            practice=plan.practice,
            hide_bots=plan.hide_bots,
        )
        rounds = [Round(exercise=exercise, number=number + 1) for number in range(plan.rounds)]
        Round.objects.bulk_create(rounds)
        Seat.objects.bulk_create(
            Seat(round=round_, seat=seat, holder=holder, temperament=plan.temperament)
            for round_ in rounds
            for seat, holder in seats.items()
        )
    return exercise


def keep_edition(scenario: Scenario) -> Edition:
    """The scenario as it is now, kept once however many exercises take it."""
    edition, _made = Edition.objects.get_or_create(
        digest=scenario.digest, defaults={"scenario": scenario.id, "body": dump_scenario(scenario)}
    )
    return edition


def end_exercise(exercise: Exercise) -> None:
    """Mark the exercise as ended. Its rounds must have been ended before."""
    Exercise.objects.filter(pk=exercise.pk, ended_at=None).update(ended_at=timezone.now())


def _seats(plan: Plan) -> dict[str, str]:
    """Who plays each seat, in the order of play."""
    if not 1 <= plan.rounds <= MOST_ROUNDS:
        raise _bad(_("An exercise has 1 to %(most)d rounds.") % {"most": MOST_ROUNDS})
    if plan.turn_seconds is not None and not SHORTEST_TURN <= plan.turn_seconds <= LONGEST_TURN:
        raise _bad(_("A turn lasts from 10 seconds to 7 days, or has no end."))
    names, optional = plan.scenario.seats(_officers(plan)), plan.scenario.optional_seats
    unknown = sorted(set(plan.holders) - set(names))
    if unknown:
        raise _bad(_("This exercise has no seat %(seat)s.") % {"seat": ", ".join(unknown)})
    seats = {
        seat: plan.holders.get(seat, Seat.Holder.STANDING if seat in optional else Seat.Holder.PERSON)
        for seat in names
    }
    for seat, holder in seats.items():
        if holder not in Seat.Holder.values or (holder == Seat.Holder.STANDING and seat not in optional):
            raise _bad(_("The seat %(seat)s must be played by a person or a bot.") % {"seat": seat})
    return seats


def _title(plan: Plan) -> str:
    title = clean_line(plan.title)[:TITLE_LENGTH]
    return title if is_seen(title) else plan.scenario.title["en"]


def _officers(plan: Plan) -> int:
    rule = plan.scenario.officers
    officers = rule.usual if plan.officers is None else plan.officers
    if not rule.least <= officers <= rule.most:
        bounds = {"least": rule.least, "most": rule.most}
        raise _bad(_("This scenario has %(least)d to %(most)d officer seats.") % bounds)
    return officers


def _bad(message: str) -> Refused:
    return Refused("bad_plan", message, status=HTTPStatus.BAD_REQUEST)

"""What the pages before play show."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from game_engine import Scenario
from wargame.exercises.editions import scenario_of, seat_name, seat_order, text_in, the_seat
from wargame.exercises.joining import free_seats
from wargame.exercises.models import Exercise, Seat

Visitor = AbstractBaseUser | AnonymousUser


def exercises_of(user: Visitor) -> QuerySet[Exercise]:
    """The exercises that this facilitator leads, the newest first, with how many rounds, people and rounds over."""
    people = Q(rounds__seats__holder=Seat.Holder.PERSON, rounds__seats__joined_at__isnull=False)
    return (
        Exercise.objects.filter(owner_id=user.pk, practice=False)
        .select_related("edition")
        .annotate(
            tables=Count("rounds", distinct=True),
            people=Count("rounds__seats", filter=people, distinct=True),
            begun=Count("rounds__record", filter=~Q(rounds__record__status="waiting"), distinct=True),
            over=Count("rounds__record", filter=Q(rounds__record__status="over"), distinct=True),
        )
        .order_by("-created_at")
    )


def own_exercise(user: Visitor, exercise_id: str) -> Exercise:
    """The exercise, if this facilitator leads it. Raises Http404 otherwise, as if another's did not exist."""
    own = Exercise.objects.filter(pk=exercise_id, owner_id=user.pk) if user.is_authenticated else None
    found = own.select_related("edition").first() if own is not None else None
    if found is None:
        raise Http404
    return found


def own_seat(user: Visitor, seat_id: str) -> Seat:
    """The seat, if this facilitator leads its exercise. Raises Http404 otherwise."""
    seat = Seat.objects.select_related("round__exercise").filter(pk=seat_id).first()
    if seat is None or not user.is_authenticated or seat.round.exercise.owner_id != user.pk:
        raise Http404
    return seat


@dataclass(frozen=True)
class Place:
    """A free seat as a newcomer sees it."""

    id: str
    seat: str
    role: str
    name: str
    the: str
    goal: str
    bot: bool


@dataclass(frozen=True)
class Table:
    """The free seats of one round."""

    number: int
    places: tuple[Place, ...]


def free_tables(exercise: Exercise) -> tuple[Table, ...]:
    """The rounds that have free seats, in their order, each with its seats in the order of the roles."""
    scenario = scenario_of(exercise)
    tables: dict[int, list[Seat]] = {}
    for seat in free_seats(exercise):
        tables.setdefault(seat.round.number, []).append(seat)
    return tuple(
        Table(
            number,
            tuple(
                place(scenario, seat)
                for seat in sorted(seats, key=lambda each: seat_order(scenario, each.seat))
            ),
        )
        for number, seats in sorted(tables.items())
    )


def place(scenario: Scenario, seat: Seat) -> Place:
    """The seat in words: what it is called and, in a sentence, what it wants."""
    role = scenario.role_of(seat.seat)
    return Place(
        id=seat.pk,
        seat=seat.seat,
        role=role,
        name=seat_name(scenario, seat.seat),
        the=the_seat(scenario, seat.seat),
        goal=text_in(scenario.role_rule(role).goal),
        bot=seat.holder == Seat.Holder.BOT,
    )

"""The links that a facilitator gives out. They begin with an address that other devices reach."""

from django.urls import reverse

from wargame.addresses import Reach
from wargame.exercises import access
from wargame.exercises.models import Exercise, Seat


def join_url(reach: Reach, exercise: Exercise) -> str:
    """Where the exercise's code leads."""
    return reach.url + reverse("exercises:join", args=[exercise.code])


def join_page(reach: Reach) -> str:
    """The address at which people type a code that they read from a wall."""
    return reach.shown + reverse("exercises:join")


def seat_url(reach: Reach, seat: Seat) -> str:
    """The seat's own link."""
    return reach.url + reverse("exercises:take", args=[seat.pk, access.join_token(seat)])

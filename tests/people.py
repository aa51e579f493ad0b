"""Exercises with people in them, for tests of pages."""

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from game_engine import load_scenario
from wargame.exercises import access
from wargame.exercises.actions import Plan, create_exercise
from wargame.exercises.models import Exercise, Round, Seat

SEATS = {"bob": "us", "carmen": "opposition", "diego": "leadership", "elena": "officer-1"}


def an_exercise(owner: User, **plan) -> Exercise:
    """An exercise of `first-steps`, with four seats for people unless the plan says otherwise."""
    return create_exercise(owner, Plan(scenario=load_scenario("first-steps"), title="IR 204", **plan))


def first_round(exercise: Exercise) -> Round:
    return exercise.rounds.get(number=1)


def seat_of(round_: Round, seat: str) -> Seat:
    return round_.seats.get(seat=seat)


def take_link(seat: Seat) -> str:
    return reverse("exercises:take", args=[seat.pk, access.join_token(seat)])


def seated(round_: Round, seat: str, name: str = "") -> Client:
    """A browser that has taken the seat by its own link."""
    client = Client()
    answer = client.post(take_link(seat_of(round_, seat)), {"name": name})
    assert answer.status_code == 302, answer.content
    return client

import re

import pytest
from django.test import Client

from game_engine import ROLES
from wargame.exercises.models import Exercise

NEW = "/exercises/new/"
PLAN = {"title": "IR 204, section B", "scenario": "venezuela-2025-class", "rounds": "3", "minutes": "5"}


def made() -> Exercise:
    return Exercise.objects.get()


def test_a_stranger_is_asked_to_sign_in(client, db):
    answer = client.get(NEW)
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/sign-in/?next=/exercises/new/"


def test_the_form_names_every_scenario_and_seat(alice_client):
    page = alice_client.get(NEW).content.decode()
    for scenario in ("first-steps", "venezuela-2025-class", "venezuela-2025"):
        assert f'value="{scenario}"' in page
    for place in (*ROLES, "officer-1", "officer-6"):
        assert (f'name="{place}"' in page) == (place != "officer")


def test_an_exercise_has_its_rounds_and_seats(alice, alice_client):
    answer = alice_client.post(NEW, {**PLAN, "leadership": "bot", "legislature": "person"})
    exercise = made()
    assert answer["Location"] == f"/exercises/{exercise.pk}/"
    assert exercise.owner == alice
    assert (exercise.title, exercise.turn_seconds, exercise.officers) == ("IR 204, section B", 300, 2)
    assert [round_.number for round_ in exercise.rounds.all()] == [1, 2, 3]
    holders = {seat.seat: seat.holder for seat in exercise.rounds.first().seats.all()}
    assert holders == {
        "us": "person",
        "opposition": "person",
        "leadership": "bot",
        "officer-1": "person",
        "officer-2": "person",
        "congress": "person",
        "region": "standing",
        "patrons": "standing",
    }


def test_without_minutes_there_is_no_clock(alice_client):
    alice_client.post(NEW, {**PLAN, "minutes": ""})
    assert made().turn_seconds is None


def test_no_clock_is_a_choice_whatever_the_minutes(alice_client):
    alice_client.post(NEW, {**PLAN, "clock": "free"})
    assert made().turn_seconds is None


def test_a_clock_needs_minutes(alice_client):
    answer = alice_client.post(NEW, {**PLAN, "clock": "timed", "minutes": ""})
    assert answer.status_code == 400
    assert "how many minutes" in answer.text
    assert not Exercise.objects.exists()


def test_a_new_exercise_starts_from_the_class_and_its_pace(alice_client):
    page = alice_client.get(NEW).text
    assert 'value="venezuela-2025-class" data-minutes="8" required checked' in page
    assert re.search(r'name="minutes" value="8"', page)


def test_officers_are_numbered_without_gaps(alice_client):
    alice_client.post(NEW, {**PLAN, "officer-2": "absent", "officer-5": "bot"})
    seats = {seat.seat: seat.holder for seat in made().rounds.first().seats.all()}
    assert seats["officer-2"] == "bot"
    assert "officer-5" not in seats


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"title": "\u3164"}, "title"),
        ({"title": "\u202e\x00"}, "title"),
        ({"scenario": "nowhere"}, "scenario"),
        ({"scenario": ""}, "scenario"),
        ({"rounds": "0"}, "rounds"),
        ({"rounds": "1000000"}, "rounds"),
        ({"rounds": "one"}, "rounds"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "-1"}, "minutes"),
        ({"minutes": "5256000"}, "minutes"),
        ({"coercer": "standing"}, "coercer"),
        ({"legislature": "absent"}, "legislature"),
        ({"scenario": "first-steps", "officer-3": "person"}, "__all__"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(alice_client, wrong, field):
    answer = alice_client.post(NEW, {**PLAN, **wrong})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert not Exercise.objects.exists()


def test_an_exercise_needs_a_person(alice_client):
    seats = ("coercer", "opposition", "leadership", "officer-1", "officer-2")
    answer = alice_client.post(NEW, {**PLAN, **dict.fromkeys(seats, "bot")})
    assert answer.status_code == 400
    assert not Exercise.objects.exists()


def test_sent_twice_it_makes_one(alice):
    client = Client()
    client.force_login(alice)
    once = client.get(NEW).content.decode().split('name="once" value="')[1].split('"')[0]
    first = client.post(NEW, {**PLAN, "once": once})
    second = client.post(NEW, {**PLAN, "once": once})
    assert first["Location"] == second["Location"]
    assert Exercise.objects.count() == 1


def test_it_is_not_made_without_the_pages_token(alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.post(NEW, PLAN).status_code == 403
    assert not Exercise.objects.exists()

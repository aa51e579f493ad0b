"""Many people sit down at once: nobody shares a seat, and nobody is turned away while one is free."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection

from tests.people import an_exercise, first_round, seat_of
from wargame.exercises import joining
from wargame.exercises.models import Exercise, Seat
from wargame.refusals import Refused

PEOPLE = 8


@pytest.fixture
def exercise(transactional_db) -> Exercise:
    return an_exercise(User.objects.create_user("alice"))


def at_once(act) -> list[str]:
    """What `act(number)` gave to each of the people, all of whom begin at the same moment."""
    start = Barrier(PEOPLE)

    def one(number: int) -> str:
        start.wait(10)
        try:
            return act(number).pk
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as people:
        return list(people.map(one, range(PEOPLE)))


def test_any_seat(exercise):
    got = at_once(lambda number: joining.take_any(exercise, {}, name=f"person {number}"))
    seats = [one for one in got if one != "full"]
    assert len(seats) == len(set(seats)) == 4
    assert got.count("full") == PEOPLE - 4
    names = Seat.objects.filter(pk__in=seats).values_list("name", flat=True)
    assert sorted(names) == sorted(f"person {got.index(seat)}" for seat in seats)


def test_the_same_seat(exercise):
    wanted = seat_of(first_round(exercise), "us").pk
    got = at_once(lambda number: joining.take(exercise, {}, seat_id=wanted, name=f"person {number}"))
    assert sorted(got) == sorted([wanted, *["taken"] * (PEOPLE - 1)])
    assert Seat.objects.get(pk=wanted).name == f"person {got.index(wanted)}"

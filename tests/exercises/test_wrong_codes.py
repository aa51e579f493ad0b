"""Wrong codes and links are slowed; who has a right one gets in, whatever was tried from there before."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.people import an_exercise, first_round, seat_of, seated, take_link
from wargame.exercises.limits import Pace

WRONG = "/join/ABCDEFGH/"


@pytest.fixture(autouse=True)
def now(monkeypatch) -> list[float]:
    """The time by which tries are counted: it stands still until a test moves it."""
    cache.clear()
    clock = [1000.0]
    monkeypatch.setattr("wargame.exercises.limits.time", lambda: clock[0])
    return clock


@pytest.fixture
def exercise(alice):
    return an_exercise(alice)


def exhaust(path: str = WRONG, **extra) -> None:
    """Guess without a cookie until this address is told to wait."""
    for _ in range(200):
        if Client().get(path, **extra).status_code == 429:
            return
    pytest.fail("nobody was slowed")


def test_who_has_the_secret_gets_in_after_any_number_of_wrong_tries(exercise):
    round_ = first_round(exercise)
    carmen = seated(round_, "opposition")
    exhaust()
    exhaust(f"/seat/{seat_of(round_, 'us').pk}/x/")
    bob = Client()
    assert bob.get(f"/join/{exercise.code}/").status_code == 200
    assert bob.get("/join/", {"code": exercise.code})["Location"] == f"/join/{exercise.code}/"
    assert bob.post(f"/join/{exercise.code}/", {"name": "", "seat": "any"}).status_code == 302
    assert Client().get(take_link(seat_of(round_, "leadership"))).status_code == 200
    assert Client().post(take_link(seat_of(round_, "leadership")), {"name": ""}).status_code == 302
    # Who sits already goes on: by the code, by the link, and at the seat.
    for page in (f"/join/{exercise.code}/", f"/table/{seat_of(round_, 'opposition').pk}/lobby/"):
        assert carmen.get(page).status_code == 200
    assert carmen.get(take_link(seat_of(round_, "opposition"))).status_code == 302


def test_the_one_who_guessed_gets_in_too_once_right(client, exercise):
    for _ in range(100):
        client.get(WRONG)
    assert client.get(f"/join/{exercise.code}/").status_code == 200


def test_wrong_tries_are_slowed_by_browser_and_hit_no_other(client, db):
    client.get("/")
    assert settings.CSRF_COOKIE_NAME in client.cookies
    answers = [client.get(WRONG) for _ in range(100)]
    codes = [answer.status_code for answer in answers]
    assert codes[:20] == [404] * 20
    assert codes[-1] == 429
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert "in a moment" in answers[-1].text
    assert Client().get(WRONG).status_code == 404


def test_an_address_is_never_slowed_under_sixty_at_once(db, now):
    assert [Client().get(WRONG).status_code for _ in range(60)] == [404] * 60
    exhaust()
    assert Client().get(WRONG, REMOTE_ADDR="10.9.9.9").status_code == 404
    # From there on ten a second.
    now[0] += 1
    assert [Client().get(WRONG).status_code for _ in range(11)] == [404] * 10 + [429]


def test_a_header_does_not_change_where_one_comes_from(db):
    for number in range(200):
        answer = Client().get(WRONG, headers={"X-Forwarded-For": f"10.0.0.{number}"})
        if answer.status_code == 429:
            return
    pytest.fail("nobody was slowed")


def test_a_script_reads_when_to_come_again(db):
    exhaust()
    answer = Client().get(WRONG, headers={"Accept": "application/json"})
    assert answer.json()["code"] == "slow_down"
    assert answer["Retry-After"] == "1"


def test_a_class_sits_down_at_once_behind_one_address(alice):
    exercise = an_exercise(alice, rounds=15)
    answers = [
        Client().post(f"/join/{exercise.code}/", {"name": "", "seat": "any"}).status_code for _ in range(60)
    ]
    assert answers == [302] * 60


def test_one_browser_takes_few_seats_at_once(alice):
    pupil = Client()
    pupil.get("/")
    codes = [pupil.post(f"/join/{an_exercise(alice).code}/", {"name": "", "seat": "any"}) for _ in range(7)]
    assert [one.status_code for one in codes] == [302] * 5 + [429] * 2
    assert codes[-1]["Retry-After"] == "5"


def test_a_pace_is_so_many_at_once_and_then_one_at_a_time(now):
    pace = Pace("test", at_once=3, seconds=2)
    assert [pace.spend("a") for _ in range(5)] == [0, 0, 0, 2, 2]
    assert pace.spend("b") == 0
    now[0] += 2
    assert [pace.spend("a") for _ in range(2)] == [0, 2]
    now[0] += 60
    assert [pace.spend("a") for _ in range(4)] == [0, 0, 0, 2]

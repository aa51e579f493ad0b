"""One browser, one seat a table; put out is out until let in; a shared computer is left behind clean."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.people import an_exercise, first_round, seat_of, seated, take_link
from wargame.console import verbs
from wargame.exercises import access
from wargame.exercises.models import Seat
from wargame.play import actions

REFUSED = 'class="refusal"'


@pytest.fixture(autouse=True)
def _forget_counts():
    cache.clear()


@pytest.fixture
def exercise(alice):
    return an_exercise(alice, rounds=2)


def sit(client, exercise, **fields):
    return client.post(f"/join/{exercise.code}/", {"name": "", "seat": "any", **fields})


def seat_in(answer) -> Seat:
    assert answer.status_code == 302, answer.content.decode()
    return Seat.objects.get(pk=answer["Location"].split("/")[2])


def taken() -> int:
    return Seat.objects.exclude(joined_at=None).count()


# --- one seat


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_take_one_seat(alice, exercise):
    bob = Client()
    bob.get(f"/join/{exercise.code}/")
    secret = bob.cookies[settings.CSRF_COOKIE_NAME].value
    start = Barrier(2)

    def tab(_number: int) -> int:
        one = Client()
        one.cookies[settings.CSRF_COOKIE_NAME] = secret
        start.wait(10)
        try:
            return sit(one, exercise).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as tabs:
        assert sorted(tabs.map(tab, range(2))) == [302, 409]
    assert taken() == 1


def test_the_link_of_another_seat_at_ones_table_is_refused(exercise):
    round_ = first_round(exercise)
    bob, other = seated(round_, "us", "Bob"), seat_of(round_, "leadership")
    for answer in (bob.get(take_link(other)), bob.post(take_link(other), {"name": "Bob"})):
        assert answer.status_code == 409
        assert "already plays another seat of this table" in answer.text
        assert f"/seat/{seat_of(round_, 'us').pk}/leave/" in answer.text
    other.refresh_from_db()
    assert other.joined_at is None
    assert bob.get(f"/table/{other.pk}/lobby/").status_code == 404


def test_who_leaves_the_first_seat_may_take_the_second(exercise):
    round_ = first_round(exercise)
    bob, other = seated(round_, "us"), seat_of(round_, "leadership")
    bob.post(f"/seat/{seat_of(round_, 'us').pk}/leave/")
    assert seat_in(bob.post(take_link(other), {"name": ""})) == other
    assert bob.get(f"/table/{seat_of(round_, 'us').pk}/lobby/").status_code == 404


def test_a_link_of_another_table_moves_one_there(exercise):
    bob = seated(first_round(exercise), "us")
    other = seat_of(exercise.rounds.get(number=2), "us")
    assert seat_in(bob.post(take_link(other), {"name": ""})) == other


# --- put out


def test_who_is_put_out_does_not_come_back_by_the_code(alice, exercise):
    bob = Client()
    seat = seat_in(sit(bob, exercise))
    verbs.put_out(seat.pk, alice)
    page = bob.get(f"/join/{exercise.code}/")
    assert page.status_code == 403
    assert "put you out" in page.text
    assert "Take any seat" not in page.text
    other = seat_of(exercise.rounds.get(number=2), "us")
    for wanted in ("any", seat.pk, other.pk):
        assert sit(bob, exercise, seat=wanted).status_code == 403
    assert taken() == 0
    # Others take the seat as before.
    assert seat_in(sit(Client(), exercise, seat=seat.pk)) == seat


@pytest.mark.parametrize("number", [1, 2])
def test_a_link_lets_in_who_was_put_out(alice, exercise, number):
    bob = Client()
    seat = seat_in(sit(bob, exercise))
    verbs.put_out(seat.pk, alice)
    given = seat_of(exercise.rounds.get(number=number), "us")
    assert seat_in(bob.post(take_link(given), {"name": ""})) == given
    # From there on the code leads back, as for everybody.
    assert seat_in(sit(bob, exercise)) == given


def test_who_was_put_out_is_told_so(alice, exercise):
    bob = seated(first_round(exercise), "us")
    seat = seat_of(first_round(exercise), "us")
    verbs.put_out(seat.pk, alice)
    page = f"/table/{seat.pk}/lobby/"
    assert "put you out of this seat" in bob.get(page).text
    seated(first_round(exercise), "us", "Carmen")
    assert "given this seat to somebody else" in bob.get(page).text
    assert "cookie that remembered it" in Client().get(page).text
    # A lobby that is open asks by itself; it is sent to where it is told.
    answer = bob.get(page, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, page)


# --- leaving


def test_a_seat_is_left_on_this_computer_alone(exercise):
    round_ = first_round(exercise)
    seat = seat_of(round_, "us")
    shared, phone = seated(round_, "us", "Bob"), seated(round_, "us", "Bob")
    for page in ("/", f"/join/{exercise.code}/", f"/table/{seat.pk}/lobby/"):
        assert f'action="/seat/{seat.pk}/leave/"' in shared.get(page).text, page
    left = shared.post(f"/seat/{seat.pk}/leave/", follow=True)
    assert "This computer has forgotten the seat" in left.text
    assert "Where you sit" not in shared.get("/").text
    assert shared.get(f"/table/{seat.pk}/lobby/").status_code == 404
    assert phone.get(f"/table/{seat.pk}/lobby/").status_code == 200
    seat.refresh_from_db()
    assert (seat.name, seat.generation, seat.joined_at is None) == ("Bob", 1, False)


def test_the_table_has_the_way_to_leave(alice, exercise):
    round_ = first_round(exercise)
    bob = seated(round_, "us")
    actions.start_round(round_.pk, alice)
    seat = seat_of(round_, "us")
    assert f'action="/seat/{seat.pk}/leave/"' in bob.get(f"/table/{seat.pk}/").text


def test_the_next_one_takes_a_seat_of_their_own(exercise):
    shared = Client()
    first = seat_in(sit(shared, exercise, name="Bob"))
    shared.post(f"/seat/{first.pk}/leave/")
    second = seat_in(sit(shared, exercise, name="Carmen"))
    assert second != first
    first.refresh_from_db()
    assert first.name == "Bob"


def test_back_to_the_form_does_not_give_the_seat_that_was_left(exercise):
    shared = Client()
    page = shared.get(f"/join/{exercise.code}/").text
    once = page.split('name="once" value="')[1].split('"')[0]
    first = seat_in(sit(shared, exercise, once=once))
    shared.post(f"/seat/{first.pk}/leave/")
    assert seat_in(sit(shared, exercise, once=once)) != first


def test_who_left_by_mistake_comes_back(exercise):
    bob = Client()
    seat = seat_in(sit(bob, exercise, name="Bob"))
    bob.post(f"/seat/{seat.pk}/leave/")
    # By the page that follows, and by the code.
    for page in (f"/seat/{seat.pk}/left/", f"/join/{exercise.code}/"):
        assert "take it back" in bob.get(page).text
    assert seat_in(bob.post(f"/seat/{seat.pk}/left/")) == seat
    assert bob.get(f"/table/{seat.pk}/lobby/").status_code == 200
    assert seat_in(sit(bob, exercise)) == seat


def test_the_way_back_closes(alice, exercise, monkeypatch):
    bob = Client()
    seat = seat_in(sit(bob, exercise))
    bob.post(f"/seat/{seat.pk}/leave/")
    late = timezone.now() + access.REGRET
    with monkeypatch.context() as patch:
        patch.setattr("wargame.exercises.access.timezone.now", lambda: late)
        assert bob.get(f"/seat/{seat.pk}/left/").status_code == 302
        assert bob.post(f"/seat/{seat.pk}/left/").status_code == 302
        assert "take it back" not in bob.get(f"/join/{exercise.code}/").text
    assert bob.get(f"/table/{seat.pk}/lobby/").status_code == 404
    verbs.put_out(seat.pk, alice)
    assert bob.post(f"/seat/{seat.pk}/left/")["Location"] == "/join/"
    assert bob.get(f"/table/{seat.pk}/lobby/").status_code == 404


def test_the_way_back_is_closed_to_who_sits_elsewhere(exercise):
    shared = Client()
    first = seat_in(sit(shared, exercise))
    shared.post(f"/seat/{first.pk}/leave/")
    sit(shared, exercise)
    assert shared.post(f"/seat/{first.pk}/left/")["Location"] == "/join/"
    assert shared.get(f"/table/{first.pk}/lobby/").status_code == 404


def test_nobody_looks_at_another_seat_and_comes_back(exercise):
    us, enemy = (seat_of(first_round(exercise), seat) for seat in ("us", "leadership"))
    bob = Client()
    sit(bob, exercise, seat=us.pk)
    bob.post(f"/seat/{us.pk}/leave/")
    assert seat_in(sit(bob, exercise, seat=enemy.pk)) == enemy
    bob.post(f"/seat/{enemy.pk}/leave/")
    assert "take it back" in bob.get(f"/seat/{enemy.pk}/left/").text
    assert bob.post(f"/seat/{us.pk}/left/")["Location"] == "/join/"
    assert bob.get(f"/table/{us.pk}/lobby/").status_code == 404


def test_nobody_leaves_anothers_seat(exercise):
    bob = seated(first_round(exercise), "us")
    seat = seat_of(first_round(exercise), "us")
    assert Client().post(f"/seat/{seat.pk}/leave/").status_code == 302
    assert Client(enforce_csrf_checks=True).post(f"/seat/{seat.pk}/leave/").status_code == 403
    assert bob.get(f"/seat/{seat.pk}/leave/").status_code == 405
    assert bob.get(f"/table/{seat.pk}/lobby/").status_code == 200

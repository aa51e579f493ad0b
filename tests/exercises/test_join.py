import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.people import an_exercise, first_round, seat_of, seated, take_link
from wargame.exercises import access, joining
from wargame.exercises.models import Seat
from wargame.exercises.names import clean_code, shown_code
from wargame.play import actions


@pytest.fixture(autouse=True)
def _forget_counts():
    cache.clear()


@pytest.fixture
def exercise(alice):
    return an_exercise(alice)


def sit(client, exercise, **fields):
    return client.post(f"/join/{exercise.code}/", {"name": "", "seat": "any", **fields})


def seat_in(answer) -> Seat:
    assert answer.status_code == 302, answer.content.decode()
    return Seat.objects.get(pk=answer["Location"].split("/")[2])


# --- codes


@pytest.mark.parametrize(
    "write", [str.lower, shown_code, lambda code: f" {code[:4]} {code[4:]} ", lambda code: ".".join(code)]
)
def test_a_code_is_understood_however_it_is_written(client, exercise, write):
    answer = client.get("/join/", {"code": write(exercise.code)})
    assert answer["Location"] == f"/join/{exercise.code}/"


def test_misread_letters_stand_for_those_they_look_like():
    assert clean_code("O0I1LABC") == "QQJJJABC"


@pytest.mark.parametrize("text", ["", "ABC", "ABCDEFGHJ", "ABCD-EF!Ü", "ÄBCDEFGH", "8" * 1000, "ABCDEFG\x00"])
def test_what_can_be_no_code_is_none(text):
    assert clean_code(text) is None


def test_wrong_codes_all_read_the_same(client, exercise):
    answers = [
        client.get("/join/", {"code": "ABCDEFGH"}),
        client.get("/join/ABCDEFGH/"),
        client.get("/join/nonsense/"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    main = [answer.content.decode().split("<main")[1].split("</main>")[0] for answer in answers]
    assert main[0] == main[1] == main[2]
    assert "ABCDEFGH" not in main[0]


def test_a_class_behind_one_address_gets_in(alice):
    exercise = an_exercise(alice, rounds=10)
    for number in range(40):
        seat = seat_in(sit(Client(), exercise, name=f"Pupil {number}"))
        assert seat.joined_at is not None
    assert Seat.objects.filter(holder="person", joined_at=None).count() == 0


def test_a_practice_has_no_door(client, db):
    practice = an_exercise(None, practice=True)
    assert client.get(f"/join/{practice.code}/").status_code == 404


# --- sitting down


def test_rounds_fill_evenly(alice):
    exercise = an_exercise(alice, rounds=3)
    seats = [seat_in(sit(Client(), exercise)) for _ in range(6)]
    assert [(seat.round.number, seat.seat) for seat in seats] == [
        (1, "us"),
        (2, "us"),
        (3, "us"),
        (1, "opposition"),
        (2, "opposition"),
        (3, "opposition"),
    ]


def test_people_come_before_bots(alice):
    exercise = an_exercise(alice, holders={"us": "bot", "opposition": "bot"})
    seats = [seat_in(sit(Client(), exercise)) for _ in range(4)]
    assert [seat.seat for seat in seats] == ["leadership", "officer-1", "us", "opposition"]
    assert {seat.holder for seat in seats} == {"person"}


def test_a_seat_can_be_chosen(client, exercise):
    wanted = seat_of(first_round(exercise), "leadership")
    assert seat_in(sit(client, exercise, seat=wanted.pk)) == wanted


def test_who_comes_second_to_a_seat_is_told(client, exercise):
    wanted = seat_of(first_round(exercise), "leadership")
    sit(Client(), exercise, seat=wanted.pk, name="Diego")
    answer = sit(client, exercise, seat=wanted.pk, name="Farid")
    assert answer.status_code == 409
    assert "has just been taken" in answer.content.decode()
    wanted.refresh_from_db()
    assert wanted.name == "Diego"


def test_a_seat_of_another_exercise_cannot_be_chosen(client, alice, exercise):
    other = seat_of(first_round(an_exercise(alice)), "us")
    assert sit(client, exercise, seat=other.pk).status_code == 409
    other.refresh_from_db()
    assert other.joined_at is None


def test_standing_seats_are_not_given_out(client, exercise):
    page = client.get(f"/join/{exercise.code}/").content.decode()
    assert 'data-seat="us"' in page
    assert 'data-seat="congress"' not in page


def test_when_all_is_full_it_says_so(alice):
    exercise = an_exercise(alice)
    for _ in range(4):
        sit(Client(), exercise)
    answer = sit(Client(), exercise)
    assert answer.status_code == 409
    assert "Every seat is taken" in answer.content.decode()


def test_who_has_a_seat_is_led_back_to_it(client, exercise):
    first = seat_in(sit(client, exercise))
    again = sit(client, exercise, seat=seat_of(first_round(exercise), "leadership").pk)
    assert seat_in(again) == first
    assert f"/table/{first.pk}/lobby/" in client.get(f"/join/{exercise.code}/").content.decode()


def test_sent_twice_at_once_it_takes_one_seat(exercise):
    client = Client()
    once = (
        client.get(f"/join/{exercise.code}/").content.decode().split('name="once" value="')[1].split('"')[0]
    )
    secret = client.cookies[settings.CSRF_COOKIE_NAME].value
    first = sit(client, exercise, once=once)
    # The second click left before the first one's answer brought a session.
    racing = Client()
    racing.cookies[settings.CSRF_COOKIE_NAME] = secret
    second = sit(racing, exercise, once=once)
    assert first["Location"] == second["Location"]
    assert Seat.objects.exclude(joined_at=None).count() == 1


def test_anothers_form_gives_no_one_the_seat(exercise):
    client = Client()
    once = (
        client.get(f"/join/{exercise.code}/").content.decode().split('name="once" value="')[1].split('"')[0]
    )
    first = seat_in(sit(client, exercise, once=once))
    assert seat_in(sit(Client(), exercise, once=once)) != first


def test_the_session_key_changes_at_joining(client, exercise):
    client.get("/")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    sit(client, exercise)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key
    assert not type(session)(session.session_key).exists(session.session_key)


def test_a_closed_door_keeps_newcomers_out(client, exercise):
    joining.set_lobby(exercise, is_open=False)
    assert client.get(f"/join/{exercise.code}/").status_code == 403
    assert sit(client, exercise).status_code == 403
    assert not Seat.objects.exclude(joined_at=None).exists()


def test_a_closed_door_keeps_nobody_from_their_seat(client, exercise):
    seat = seat_in(sit(client, exercise))
    joining.set_lobby(exercise, is_open=False)
    assert client.get(f"/join/{exercise.code}/").status_code == 200
    assert client.get(f"/table/{seat.pk}/lobby/").status_code == 200


# --- names


@pytest.mark.parametrize(
    "name", ["", "Zoë", "=cmd|' /C calc'!A0", "<img src=x onerror=alert(1)>", "👩‍🏫", "x" * 40]
)
def test_a_name_is_kept_as_text(client, exercise, name):
    seat = seat_in(sit(client, exercise, name=name))
    assert seat.name == name
    page = client.get(f"/table/{seat.pk}/lobby/").content.decode()
    assert "<img src=x" not in page


def test_names_are_composed_and_single_spaced(client, exercise):
    assert seat_in(sit(client, exercise, name="  Zoe\u0308   Q ")).name == "Zoë Q"


@pytest.mark.parametrize(
    ("name", "kept"),
    [("a\x00b", "ab"), ("a\nb", "a b"), ("a\u202eb", "ab"), ("a\u2066b", "ab"), ("\x1b[31m", "[31m")],
)
def test_what_could_harm_is_left_out_of_a_name(client, exercise, name, kept):
    assert seat_in(sit(client, exercise, name=name)).name == kept


@pytest.mark.parametrize("name", ["x" * 41, "\u3164", "\u200b\u0301"])
def test_names_that_cannot_be_shown_are_refused_at_the_field(client, exercise, name):
    answer = sit(client, exercise, name=name)
    assert answer.status_code == 400
    assert 'class="field-error"' in answer.content.decode()
    assert not Seat.objects.exclude(joined_at=None).exists()


# --- a seat's own link


def test_a_link_sits_one_down_by_its_button_only(client, exercise):
    seat = seat_of(first_round(exercise), "us")
    assert client.get(take_link(seat)).status_code == 200
    seat.refresh_from_db()
    assert seat.joined_at is None
    assert seat_in(client.post(take_link(seat), {"name": "Bob"})) == seat
    seat.refresh_from_db()
    assert seat.name == "Bob"


def test_a_link_works_again_with_and_without_the_cookie(exercise):
    bob = seated(first_round(exercise), "us", "Bob")
    seat = seat_of(first_round(exercise), "us")
    assert seat_in(bob.get(take_link(seat))) == seat
    elsewhere = Client()
    assert "Bob" in elsewhere.get(take_link(seat)).content.decode()
    assert seat_in(elsewhere.post(take_link(seat), {"name": "Bob"})) == seat
    assert bob.get(f"/table/{seat.pk}/lobby/").status_code == 200


def test_a_link_works_with_the_door_closed(client, exercise):
    joining.set_lobby(exercise, is_open=False)
    seat = seat_of(first_round(exercise), "us")
    assert seat_in(client.post(take_link(seat), {"name": ""})) == seat


def test_a_new_link_voids_the_old_one_and_puts_out_its_holder(exercise):
    bob = seated(first_round(exercise), "us", "Bob")
    seat = seat_of(first_round(exercise), "us")
    old = take_link(seat)
    joining.put_out(seat)
    assert bob.get(f"/table/{seat.pk}/lobby/").status_code == 404
    assert bob.get(old).status_code == 404
    seat.refresh_from_db()
    assert (seat.joined_at, seat.name) == (None, "")
    assert Client().get(take_link(seat)).status_code == 200


def test_a_link_cut_short_is_not_found(client, exercise):
    seat = seat_of(first_round(exercise), "us")
    token = access.join_token(seat)
    for wrong in (f"/seat/{seat.pk}/{token[:-1]}/", f"/seat/{seat.pk}/x/", f"/seat/nobody/{token}/"):
        assert client.get(wrong).status_code == 404
        assert client.post(wrong, {"name": ""}).status_code == 404
    seat.refresh_from_db()
    assert seat.joined_at is None


def test_the_bearer_token_is_no_link(client, exercise):
    seat = seat_of(first_round(exercise), "us")
    assert client.get(f"/seat/{seat.pk}/{access.bearer_token(seat)}/").status_code == 404


# --- late


def test_a_late_comer_takes_a_bots_seat(alice, exercise):
    round_ = first_round(exercise)
    for seat in ("us", "opposition", "leadership"):
        seated(round_, seat)
    actions.substitute(seat_of(round_, "officer-1").pk, alice)
    actions.start_round(round_.pk, alice)
    elena = Client()
    seat = seat_in(sit(elena, exercise, name="Elena"))
    assert (seat.seat, seat.played_by) == ("officer-1", "person")
    assert elena.get(f"/table/{seat.pk}/lobby/")["Location"] == f"/table/{seat.pk}/"
    round_.record.refresh_from_db()
    assert '"officer-1":{"kind":"person"' in round_.record.players.replace(" ", "")


def test_a_round_that_is_over_gives_no_seats(alice, client):
    exercise = an_exercise(alice, rounds=2)
    round_ = first_round(exercise)
    actions.start_round(round_.pk, alice)
    actions.end_round(round_.pk, alice)
    assert seat_in(sit(client, exercise)).round.number == 2


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, exercise, method):
    assert getattr(client, method)(f"/join/{exercise.code}/").status_code == 405


def test_nobody_sits_down_without_the_pages_token(exercise):
    client = Client(enforce_csrf_checks=True)
    assert sit(client, exercise).status_code == 403
    assert client.post(take_link(seat_of(first_round(exercise), "us"))).status_code == 403
    assert not Seat.objects.exclude(joined_at=None).exists()

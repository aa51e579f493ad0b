import json

import pytest
from django.test import Client

from tests.people import an_exercise, first_round, seat_of, seated, take_link
from tests.pressing import press, sent_by
from wargame.exercises.models import Exercise, Seat
from wargame.play import actions
from wargame.record.models import LogEntry, Record

Status = Record.Status


@pytest.fixture
def exercise(alice):
    return an_exercise(alice, rounds=2, turn_seconds=300)


def record(exercise: Exercise, number: int = 1) -> Record | None:
    return Record.objects.filter(round__exercise=exercise, round__number=number).first()


def do(client, exercise, verb, number=1, **headers):
    round_ = exercise.rounds.get(number=number)
    page = f"/rounds/{round_.pk}/" if verb == "end" else f"/exercises/{exercise.pk}/"
    return press(client, page, f"/rounds/{round_.pk}/do/{verb}/", headers=headers)


def do_all(client, exercise, verb):
    page = f"/exercises/{exercise.pk}/"
    return press(client, page, f"{page}all/{verb}/")


def do_seat(client, seat, verb):
    return press(client, f"/rounds/{seat.round_id}/", f"/seats/{seat.pk}/do/{verb}/")


def kinds(exercise: Exercise) -> list[str]:
    return list(LogEntry.objects.filter(round=first_round(exercise)).values_list("kind", flat=True))


def test_the_list_has_ones_own_exercises_alone(alice, alice_client, django_user_model):
    an_exercise(alice)
    other = django_user_model.objects.create_user("otto")
    an_exercise(other)
    Exercise.objects.filter(owner=other).update(title="Not yours")
    page = alice_client.get("/exercises/").content.decode()
    assert "IR 204" in page
    assert "Not yours" not in page


def test_without_exercises_the_list_says_what_to_do(alice_client):
    assert "No exercises yet." in alice_client.get("/exercises/").content.decode()


def test_the_console_shows_the_code_and_every_round(alice_client, exercise):
    page = alice_client.get(f"/exercises/{exercise.pk}/").content.decode()
    assert f"{exercise.code[:4]}-{exercise.code[4:]}" in page
    assert f"http://testserver/join/{exercise.code}/" in page
    assert page.count('class="marks"') == 2
    assert "5 minutes a turn" in page


def test_a_mark_says_in_a_word_who_sits_there(alice_client, exercise):
    seated(first_round(exercise), "us", "Bob")
    page = alice_client.get(f"/exercises/{exercise.pk}/").content.decode()
    assert "The United States (Bob): away" in page
    assert "The opposition: nobody yet" in page
    assert "Congress: standing policy" in page


def test_who_waits_in_the_lobby_is_there(alice_client, exercise):
    bob = seated(first_round(exercise), "us")
    bob.get(f"/table/{seat_of(first_round(exercise), 'us').pk}/lobby/")
    assert "The United States: here" in alice_client.get(f"/exercises/{exercise.pk}/").content.decode()


def test_a_round_is_started_with_bots_in_the_empty_seats(alice_client, exercise):
    seated(first_round(exercise), "us")
    answer = do(alice_client, exercise, "start")
    assert answer["Location"] == f"/exercises/{exercise.pk}/"
    assert record(exercise).status == Status.RUNNING
    played = {seat.seat: seat.played_by for seat in first_round(exercise).seats.all()}
    assert (played["us"], played["opposition"], played["congress"]) == ("person", "bot", "standing")


def test_start_all_leaves_rounds_without_people_waiting(alice_client, exercise):
    seated(exercise.rounds.get(number=2), "us")
    do_all(alice_client, exercise, "start")
    answer = alice_client.get(f"/exercises/{exercise.pk}/")
    assert "1 round waits for its people." in answer.content.decode()
    assert record(exercise, 1) is None
    assert record(exercise, 2).status == Status.RUNNING


def test_start_all_starts_rounds_that_are_for_bots_alone(alice, alice_client):
    exercise = an_exercise(
        alice, holders=dict.fromkeys(("us", "opposition", "leadership", "officer-1"), "bot")
    )
    do_all(alice_client, exercise, "start")
    assert record(exercise).status == Status.RUNNING


def test_pause_resume_extend(alice_client, exercise):
    seated(first_round(exercise), "us")
    do(alice_client, exercise, "start")
    before = record(exercise).deadline
    do(alice_client, exercise, "extend")
    assert (record(exercise).deadline - before).total_seconds() == 120
    do(alice_client, exercise, "pause")
    assert record(exercise).status == Status.PAUSED
    assert "paused" in alice_client.get(f"/exercises/{exercise.pk}/").content.decode()
    do(alice_client, exercise, "resume")
    assert record(exercise).status == Status.RUNNING
    assert [kind for kind in kinds(exercise) if kind in ("extended", "paused", "resumed")] == [
        "extended",
        "paused",
        "resumed",
    ]


def test_close_has_the_turn_resolved(alice_client, exercise):
    seated(first_round(exercise), "us")
    do(alice_client, exercise, "start")
    do(alice_client, exercise, "close")
    now = record(exercise)
    assert actions.resolve_turn(now.pk, 1, "facilitator")
    assert record(exercise).turn == 2


def test_a_refusal_is_told_on_the_console(alice_client, exercise):
    start = f"/rounds/{first_round(exercise).pk}/do/start/"
    sent = sent_by(alice_client, f"/exercises/{exercise.pk}/", start)
    pause = start.replace("start", "pause")
    answer = alice_client.post(pause, sent, follow=True)
    assert "The round has not begun yet." in answer.content.decode()


def test_a_script_reads_the_refusals_code(alice_client, exercise):
    start = f"/rounds/{first_round(exercise).pk}/do/start/"
    sent, json_please = (
        sent_by(alice_client, f"/exercises/{exercise.pk}/", start),
        {"Accept": "application/json"},
    )
    answer = alice_client.post(start.replace("start", "pause"), sent, headers=json_please)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_started")
    assert alice_client.post(start, sent, headers=json_please).json() == {"done": True, "message": ""}


def test_one_is_led_back_to_ones_own_pages_only(alice_client, exercise):
    round_ = first_round(exercise)
    console = f"/exercises/{exercise.pk}/"
    answer = press(alice_client, console, f"/rounds/{round_.pk}/do/start/", back="https://evil.example/")
    assert answer["Location"] == f"/exercises/{exercise.pk}/"
    answer = press(alice_client, console, f"/rounds/{round_.pk}/do/pause/", back=f"/rounds/{round_.pk}/")
    assert answer["Location"] == f"/rounds/{round_.pk}/"


def test_end_all_ends_the_exercise(alice_client, exercise):
    seated(first_round(exercise), "us")
    do(alice_client, exercise, "start")
    do_all(alice_client, exercise, "end")
    exercise.refresh_from_db()
    assert record(exercise).status == Status.OVER
    assert exercise.ended_at is not None
    assert not exercise.lobby_open
    assert Client().get(f"/join/{exercise.code}/").status_code == 403


@pytest.mark.parametrize("verb", ["close", "explode", "start_round"])
def test_what_cannot_be_done_to_all_is_not_there(alice_client, exercise, verb):
    assert alice_client.post(f"/exercises/{exercise.pk}/all/{verb}/").status_code == 404


# --- seats


def test_a_bot_sits_in_and_the_seat_is_given_back(alice_client, exercise):
    seated(first_round(exercise), "us", "Bob")
    do(alice_client, exercise, "start")
    seat = seat_of(first_round(exercise), "us")
    do_seat(alice_client, seat, "bot")
    seat.refresh_from_db()
    assert seat.played_by == "bot"
    assert "a bot for one who has gone" in alice_client.get(f"/rounds/{seat.round_id}/").content.decode()
    do_seat(alice_client, seat, "give_back")
    seat.refresh_from_db()
    assert seat.played_by == "person"
    assert kinds(exercise)[-2:] == ["substituted", "given_back"]


@pytest.mark.parametrize("way", ["link", "lobby", "table"])
def test_who_comes_back_to_a_seat_takes_it_from_the_bot(alice_client, exercise, way):
    bob = seated(first_round(exercise), "us", "Bob")
    do(alice_client, exercise, "start")
    seat = seat_of(first_round(exercise), "us")
    ways = {"link": take_link(seat), "lobby": f"/table/{seat.pk}/lobby/", "table": f"/table/{seat.pk}/"}
    assert bob.get(ways["table"]).status_code == 200
    do_seat(alice_client, seat, "bot")
    assert bob.get(ways[way], follow=True).status_code == 200
    seat.refresh_from_db()
    assert seat.played_by == "person"
    assert json.loads(record(exercise).players)["us"]["kind"] == "person"
    assert kinds(exercise)[-2:] == ["substituted", "given_back"]


def test_who_is_put_out_has_no_table_any_more(alice_client, exercise):
    bob = seated(first_round(exercise), "us", "Bob")
    do(alice_client, exercise, "start")
    seat = seat_of(first_round(exercise), "us")
    old = take_link(seat)
    assert bob.get(f"/table/{seat.pk}/").status_code == 200
    do_seat(alice_client, seat, "put_out")
    assert bob.get(f"/table/{seat.pk}/").status_code == 404
    assert bob.get(old).status_code == 404
    assert kinds(exercise)[-1] == "put_out"


def test_a_standing_seat_takes_no_bot(alice_client, exercise):
    seat = seat_of(first_round(exercise), "congress")
    sent = {"once": "a-token-of-a-form", "meant": seat.meant}
    answer = alice_client.post(f"/seats/{seat.pk}/do/bot/", sent, follow=True)
    assert "standing policy plays that seat" in answer.content.decode()


def test_a_name_can_be_set_and_taken_away(alice_client, exercise):
    seat = seat_of(first_round(exercise), "us")
    for name in ("Bob", ""):
        press(alice_client, f"/rounds/{seat.round_id}/", f"/exercises/seats/{seat.pk}/name/", name=name)
        assert Seat.objects.get(pk=seat.pk).name == name
    press(alice_client, f"/rounds/{seat.round_id}/", f"/exercises/seats/{seat.pk}/name/", name="\u3164")
    assert Seat.objects.get(pk=seat.pk).name == ""


# --- links and the door


def test_every_seat_has_its_link_and_its_qr_code(alice_client, exercise):
    page = alice_client.get(f"/rounds/{first_round(exercise).pk}/").content.decode()
    for seat in first_round(exercise).seats.all():
        link = f"http://testserver{take_link(seat)}"
        assert (link in page) == (seat.holder == "person")
    svg = alice_client.get(f"/exercises/seats/{seat_of(first_round(exercise), 'us').pk}/link.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert b"style=" not in svg.content
    assert svg.content.startswith(b"<svg")


def test_the_projector_shows_code_and_qr(alice_client, exercise):
    page = alice_client.get(f"/exercises/{exercise.pk}/projector/").content.decode()
    assert f"{exercise.code[:4]}-{exercise.code[4:]}" in page
    assert "testserver/join/" in page
    assert alice_client.get(f"/exercises/{exercise.pk}/join.svg").status_code == 200


def test_the_door_is_closed_and_opened(alice_client, exercise):
    for value, is_open in (("0", False), ("1", True)):
        page = f"/exercises/{exercise.pk}/"
        press(alice_client, page, f"{page}door/", open=value)
        exercise.refresh_from_db()
        assert exercise.lobby_open == is_open


# --- what is live


def test_what_has_not_changed_is_not_sent_again(alice_client, exercise):
    asked = {"HX-Request": "true"}
    first = alice_client.get(f"/exercises/{exercise.pk}/", headers=asked)
    assert b"<table" in first.content
    assert b"<html" not in first.content
    again = alice_client.get(f"/exercises/{exercise.pk}/", headers={**asked, "X-Seen": first["X-Seal"]})
    assert (again.status_code, again.content) == (204, b"")
    seated(first_round(exercise), "us", "Bob")
    changed = alice_client.get(f"/exercises/{exercise.pk}/", headers={**asked, "X-Seen": first["X-Seal"]})
    assert b"(Bob)" in changed.content


def test_the_round_page_shows_what_players_do_not_see(alice_client, exercise):
    round_ = first_round(exercise)
    assert "This round has not begun." in alice_client.get(f"/rounds/{round_.pk}/").content.decode()
    seated(round_, "us")
    do(alice_client, exercise, "start")
    page = alice_client.get(f"/rounds/{round_.pk}/").content.decode()
    assert "Strength of the regime" in page
    assert "A wholly safe exile would be worth" in page


def test_in_spanish_numbers_in_drawings_stay_plain(alice_client, exercise):
    seated(first_round(exercise), "us")
    do(alice_client, exercise, "start")
    alice_client.cookies["offramp-language"] = "es"
    page = alice_client.get(f"/rounds/{first_round(exercise).pk}/").content.decode()
    assert '<html lang="es">' in page
    widths = [part.split('"')[0] for part in page.split('class="track-fill" width="')[1:]]
    assert widths
    assert all(float(width) >= 0 for width in widths)


# --- the lobby


def test_the_lobby_turns_into_the_table(alice_client, exercise):
    bob = seated(first_round(exercise), "us", "Bob")
    lobby = f"/table/{seat_of(first_round(exercise), 'us').pk}/lobby/"
    page = bob.get(lobby).content.decode()
    assert "Waiting for the round to begin." in page
    part = bob.get(lobby, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert b"Bob" in part.content
    do(alice_client, exercise, "start")
    table = lobby.removesuffix("lobby/")
    assert bob.get(lobby)["Location"] == table
    assert bob.get(lobby, headers={"HX-Request": "true"})["HX-Redirect"] == table


def test_before_the_beginning_the_table_is_the_lobby(exercise):
    bob = seated(first_round(exercise), "us", "Bob")
    table = f"/table/{seat_of(first_round(exercise), 'us').pk}/"
    assert bob.get(table)["Location"] == f"{table}lobby/"

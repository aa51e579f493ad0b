"""What a facilitator presses is done once, and to what they saw: by pages without scripts, one after the other."""

import pytest
from django.utils import timezone

from tests.people import an_exercise, first_round, seat_of, seated
from tests.pressing import press, sent_by
from wargame.exercises.models import Exercise, Seat, Sent
from wargame.exercises.once import KEPT, forget_old
from wargame.play import actions
from wargame.record.models import LogEntry, Record

JSON = {"Accept": "application/json"}


@pytest.fixture
def exercise(alice):
    return an_exercise(alice, rounds=2, turn_seconds=300)


@pytest.fixture
def running(alice_client, exercise):
    """The first round of the exercise, begun, with Bob at the US."""
    round_ = first_round(exercise)
    seated(round_, "us", "Bob")
    press(alice_client, console(exercise), do(round_, "start"))
    return round_


def console(exercise: Exercise) -> str:
    return f"/exercises/{exercise.pk}/"


def do(one, verb: str) -> str:
    return f"/rounds/{one.pk}/do/{verb}/"


def page_of(one, verb: str) -> str:
    return f"/rounds/{one.pk}/" if verb == "end" else console(one.exercise)


def record(one) -> Record:
    return Record.objects.get(pk=one.pk)


def kinds_logged(one) -> list[str]:
    return list(LogEntry.objects.filter(round=one).values_list("kind", flat=True))


def close(one) -> None:
    """The worker closes the turn."""
    now = record(one)
    Record.objects.filter(pk=one.pk).update(deadline=timezone.now())
    assert actions.resolve_turn(one.pk, now.turn, "deadline")


def refused(answer) -> str:
    return answer.json().get("code", "") if answer.status_code != 200 else ""


def state(one) -> tuple:
    """All that a command can change of a round, its seats and its exercise."""
    found = Record.objects.filter(pk=one.pk).values(
        "status", "turn", "number", "deadline", "remaining", "end"
    )
    seats = one.seats.order_by("seat").values("generation", "substituted_at", "joined_at", "name")
    exercise = Exercise.objects.filter(pk=one.exercise_id).values("lobby_open", "ended_at")
    return list(found), list(seats), list(exercise), kinds_logged(one)


# --- one round


@pytest.mark.parametrize("verb", ["pause", "extend", "close", "end"])
def test_a_form_that_is_sent_twice_does_it_once(alice_client, running, verb):
    sent = sent_by(alice_client, page_of(running, verb), do(running, verb))
    assert alice_client.post(do(running, verb), sent, headers=JSON).json() == {"done": True, "message": ""}
    before = state(running)
    assert refused(alice_client.post(do(running, verb), sent, headers=JSON)) == "already_done"
    assert state(running) == before


def test_a_second_start_begins_nothing(alice_client, exercise):
    round_ = first_round(exercise)
    sent = sent_by(alice_client, console(exercise), do(round_, "start"))
    alice_client.post(do(round_, "start"), sent)
    assert refused(alice_client.post(do(round_, "start"), sent, headers=JSON)) == "already_done"
    assert kinds_logged(round_).count("started") == 1


def test_close_pressed_again_as_the_turn_is_closing_is_done_already(alice_client, running):
    press(alice_client, console(running.exercise), do(running, "close"))
    again = press(alice_client, console(running.exercise), do(running, "close"), headers=JSON)
    assert refused(again) == "already_done"


def test_close_sent_twice_closes_one_turn(alice_client, running):
    """The worker has closed the turn between the two."""
    sent = sent_by(alice_client, console(running.exercise), do(running, "close"))
    alice_client.post(do(running, "close"), sent)
    assert actions.resolve_turn(running.pk, 1, "facilitator")
    assert refused(alice_client.post(do(running, "close"), sent, headers=JSON)) == "already_done"
    assert not actions.resolve_turn(running.pk, 2, "facilitator")
    assert record(running).turn == 2


@pytest.mark.parametrize("verb", ["pause", "extend", "close", "end"])
def test_what_was_meant_for_a_turn_that_has_closed_is_refused(alice_client, running, verb):
    sent = sent_by(alice_client, page_of(running, verb), do(running, verb))
    close(running)
    before = state(running)
    assert refused(alice_client.post(do(running, verb), sent, headers=JSON)) == "stale_turn"
    assert state(running) == before


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        ("extend", "stale_status"),
        ("close", "stale_status"),
        ("end", "stale_status"),
        ("pause", "already_done"),
    ],
)
def test_what_was_meant_for_a_running_clock_is_refused_once_it_is_paused(alice_client, running, verb, code):
    sent = sent_by(alice_client, page_of(running, verb), do(running, verb))
    press(alice_client, console(running.exercise), do(running, "pause"))
    before = state(running)
    assert refused(alice_client.post(do(running, verb), sent, headers=JSON)) == code
    assert state(running) == before


def test_two_more_minutes_can_be_given_twice_on_purpose(alice_client, running):
    before = record(running).deadline
    for _ in range(2):
        press(alice_client, console(running.exercise), do(running, "extend"))
    assert (record(running).deadline - before).total_seconds() == 240


def test_without_script_a_refusal_is_told_on_the_page_that_comes(alice_client, running):
    sent = sent_by(alice_client, console(running.exercise), do(running, "close"))
    close(running)
    page = alice_client.post(do(running, "close"), sent, follow=True).content.decode()
    assert "The turn has moved on." in page
    assert sent_by(alice_client, console(running.exercise), do(running, "close"))["meant"] == "running.2"


@pytest.mark.parametrize("lost", ["once", "meant"])
@pytest.mark.parametrize("verb", ["pause", "extend", "close", "end"])
def test_a_command_that_does_not_say_what_it_was_meant_for_is_refused(alice_client, running, verb, lost):
    sent = sent_by(alice_client, page_of(running, verb), do(running, verb))
    before = state(running)
    for odd in ("", "running.1\n", "running.-1", "running.99999", "odd.1", "running", "١"):
        answer = alice_client.post(do(running, verb), {**sent, lost: odd}, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_command"), odd
    del sent[lost]
    assert refused(alice_client.post(do(running, verb), sent, headers=JSON)) == "bad_command"
    assert state(running) == before


# --- all rounds


def all_of(exercise: Exercise, verb: str) -> str:
    return f"{console(exercise)}all/{verb}/"


@pytest.fixture
def both(alice_client, exercise):
    """Both rounds of the exercise, begun."""
    for round_ in exercise.rounds.all():
        seated(round_, "us")
    press(alice_client, console(exercise), all_of(exercise, "start"))
    return list(exercise.rounds.order_by("number"))


@pytest.mark.parametrize("verb", ["extend", "pause", "end"])
def test_all_rounds_at_once_twice_is_once(alice_client, exercise, both, verb):
    sent = sent_by(alice_client, console(exercise), all_of(exercise, verb))
    alice_client.post(all_of(exercise, verb), sent)
    before = [state(one) for one in both]
    assert refused(alice_client.post(all_of(exercise, verb), sent, headers=JSON)) == "already_done"
    assert [state(one) for one in both] == before


def test_a_round_that_has_moved_on_is_left_as_it_is_and_told(alice_client, exercise, both):
    sent = sent_by(alice_client, console(exercise), all_of(exercise, "pause"))
    close(both[0])
    answer = alice_client.post(all_of(exercise, "pause"), sent, headers=JSON)
    assert answer.json()["message"].startswith("1 round had moved on and was left as it is.")
    assert [record(one).status for one in both] == ["running", "paused"]
    # Sent again, as by a line that was cut, it is done where it was not, as it was meant.
    assert alice_client.post(all_of(exercise, "pause"), sent, headers=JSON).status_code == 200
    assert [record(one).status for one in both] == ["running", "paused"]


def test_an_exercise_ends_with_its_last_round(alice_client, exercise, both):
    sent = sent_by(alice_client, console(exercise), all_of(exercise, "end"))
    close(both[0])
    alice_client.post(all_of(exercise, "end"), sent)
    assert [record(one).status for one in both] == ["running", "over"]
    exercise.refresh_from_db()
    assert exercise.ended_at is None
    press(alice_client, console(exercise), all_of(exercise, "end"))
    assert record(both[0]).status == "over"
    exercise.refresh_from_db()
    assert exercise.ended_at is not None


@pytest.mark.parametrize(
    "rounds", ["", "1", "1.running", "x.running.1", "1.running.1 " * 3 + "2.odd.1", "-1.running.1"]
)
def test_a_command_to_all_names_the_rounds_it_is_meant_for(alice_client, exercise, both, rounds):
    sent = sent_by(alice_client, console(exercise), all_of(exercise, "pause"), rounds=rounds)
    assert refused(alice_client.post(all_of(exercise, "pause"), sent, headers=JSON)) == "bad_command"
    assert [record(one).status for one in both] == ["running", "running"]


# --- seats and the door


def seat_do(seat: Seat, verb: str) -> str:
    return f"/seats/{seat.pk}/do/{verb}/"


@pytest.mark.parametrize("verb", ["bot", "put_out"])
def test_a_seat_is_given_or_emptied_once(alice_client, running, verb):
    seat = seat_of(running, "us")
    sent = sent_by(alice_client, f"/rounds/{running.pk}/", seat_do(seat, verb))
    alice_client.post(seat_do(seat, verb), sent)
    before = state(running)
    assert refused(alice_client.post(seat_do(seat, verb), sent, headers=JSON)) == "already_done"
    assert state(running) == before


def test_who_took_the_seat_since_is_not_put_out(alice_client, running):
    """Two pages of the facilitator's: the second would void the link that the first has just made."""
    seat = seat_of(running, "us")
    pages = [sent_by(alice_client, f"/rounds/{running.pk}/", seat_do(seat, "put_out")) for _ in range(2)]
    alice_client.post(seat_do(seat, "put_out"), pages[0])
    seated(running, "us", "Farid")
    assert refused(alice_client.post(seat_do(seat, "put_out"), pages[1], headers=JSON)) == "stale_status"
    assert seat_of(running, "us").name == "Farid"
    alice_client.post(f"/exercises/seats/{seat.pk}/name/", {**pages[1], "name": "Bob"})
    assert seat_of(running, "us").name == "Farid"


def test_a_bot_is_seated_where_the_person_was_seen(alice_client, running):
    seat = seat_of(running, "us")
    pages = [sent_by(alice_client, f"/rounds/{running.pk}/", seat_do(seat, "bot")) for _ in range(2)]
    alice_client.post(seat_do(seat, "bot"), pages[0])
    assert refused(alice_client.post(seat_do(seat, "bot"), pages[1], headers=JSON)) == "stale_status"
    press(alice_client, f"/rounds/{running.pk}/", seat_do(seat, "give_back"))
    assert kinds_logged(running).count("substituted") == kinds_logged(running).count("given_back") == 1


def test_the_door_that_stands_so_already_is_left(alice_client, exercise):
    door = f"{console(exercise)}door/"
    pages = [sent_by(alice_client, console(exercise), door) for _ in range(2)]
    alice_client.post(door, pages[0])
    press(alice_client, console(exercise), door)
    page = alice_client.post(door, pages[0], follow=True).content.decode()
    assert "That is done already." in page
    exercise.refresh_from_db()
    assert exercise.lobby_open
    alice_client.post(door, {"open": "0"})
    exercise.refresh_from_db()
    assert exercise.lobby_open


# --- what is remembered


def test_old_presses_are_forgotten(alice_client, running):
    kept = Sent.objects.count()
    assert kept
    Sent.objects.create(key="old")
    Sent.objects.filter(key="old").update(at=timezone.now() - KEPT * 2)
    assert forget_old() == 1
    assert forget_old() == 0
    assert Sent.objects.count() == kept

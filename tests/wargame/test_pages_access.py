"""Who may open which page, and with which method: every address of the pages against everyone."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.people import an_exercise, first_round, seat_of, seated
from wargame.console import verbs
from wargame.exercises.models import Exercise, Seat
from wargame.play import actions
from wargame.record.models import LogEntry, Record

FACILITATORS_PAGES = (
    "/exercises/{exercise}/",
    "/exercises/{exercise}/projector/",
    "/exercises/{exercise}/join.svg",
    "/rounds/{round}/",
    "/exercises/seats/{seat}/link.svg",
)
FACILITATORS_ACTS = (
    "/exercises/{exercise}/door/",
    "/exercises/{exercise}/all/start/",
    "/exercises/{exercise}/all/pause/",
    "/exercises/{exercise}/all/resume/",
    "/exercises/{exercise}/all/extend/",
    "/exercises/{exercise}/all/end/",
    "/rounds/{round}/do/start/",
    "/rounds/{round}/do/pause/",
    "/rounds/{round}/do/resume/",
    "/rounds/{round}/do/extend/",
    "/rounds/{round}/do/close/",
    "/rounds/{round}/do/end/",
    "/seats/{seat}/do/bot/",
    "/seats/{seat}/do/give_back/",
    "/seats/{seat}/do/put_out/",
    "/exercises/seats/{seat}/name/",
)
LOGS = ("/rounds/{round}/log/", "/rounds/{round}/log.json")
TABLES = ("/table/{seat}/", "/table/{seat}/lobby/")


@pytest.fixture
def exercise(alice):
    return an_exercise(alice)


@pytest.fixture
def running(alice, exercise):
    seated(first_round(exercise), "opposition")
    actions.start_round(first_round(exercise).pk, alice)
    return exercise


@pytest.fixture
def otto_client(db):
    """Another facilitator's browser."""
    otto = User.objects.create_user("otto", password="correct horse battery")
    an_exercise(otto)
    client = Client()
    client.force_login(otto)
    return client


def at(pattern: str, exercise: Exercise, seat: str = "us") -> str:
    round_ = first_round(exercise)
    return pattern.format(exercise=exercise.pk, round=round_.pk, seat=seat_of(round_, seat).pk)


def everything(exercise: Exercise) -> tuple:
    """All that an act could change."""
    exercise.refresh_from_db()
    records = list(Record.objects.values_list("status", "turn", "deadline", "number"))
    seats = list(Seat.objects.order_by("pk").values_list("holder", "generation", "name", "substituted_at"))
    return exercise.lobby_open, exercise.ended_at, records, seats, LogEntry.objects.count()


@pytest.mark.parametrize("pattern", FACILITATORS_PAGES)
def test_the_facilitators_pages_are_the_facilitators(alice_client, otto_client, running, pattern):
    page = at(pattern, running)
    bob = seated(first_round(running), "us")
    assert alice_client.get(page).status_code == 200
    assert otto_client.get(page).status_code == 404
    for client in (bob, Client()):
        answer = client.get(page)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/sign-in/")


@pytest.mark.parametrize("pattern", FACILITATORS_ACTS)
def test_only_the_facilitator_acts(otto_client, running, pattern):
    bob = seated(first_round(running), "us")
    before = everything(running)
    assert otto_client.post(at(pattern, running), {"open": "0", "name": "x"}).status_code == 404
    for client in (bob, Client()):
        assert client.post(at(pattern, running), {"open": "0", "name": "x"}).status_code == 302
    assert everything(running) == before


@pytest.mark.parametrize("pattern", FACILITATORS_ACTS)
def test_looking_changes_nothing(alice_client, running, pattern):
    before = everything(running)
    assert alice_client.get(at(pattern, running)).status_code == 405
    assert everything(running) == before


@pytest.mark.parametrize("pattern", FACILITATORS_ACTS)
def test_nothing_is_done_without_the_pages_token(alice, running, pattern):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    before = everything(running)
    assert client.post(at(pattern, running), {"open": "0", "name": "x"}).status_code == 403
    assert everything(running) == before


@pytest.mark.parametrize("pattern", [*FACILITATORS_PAGES, *LOGS, *TABLES])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(alice_client, running, pattern, method):
    assert getattr(alice_client, method)(at(pattern, running)).status_code == 405


@pytest.mark.parametrize("pattern", LOGS)
def test_the_log_is_secret_while_the_round_runs(alice_client, otto_client, running, pattern):
    bob = seated(first_round(running), "us")
    page = at(pattern, running)
    assert alice_client.get(page).status_code == 200
    assert bob.get(page).status_code == 403
    assert otto_client.get(page).status_code == 404
    assert Client().get(page).status_code == 404


@pytest.mark.parametrize("pattern", LOGS)
def test_the_log_opens_to_its_players_at_the_end(alice, alice_client, otto_client, running, pattern):
    bob = seated(first_round(running), "us")
    farid = seated(first_round(an_exercise(alice)), "us")
    actions.end_round(first_round(running).pk, alice)
    page = at(pattern, running)
    assert alice_client.get(page).status_code == 200
    assert bob.get(page).status_code == 200
    assert farid.get(page).status_code == 404
    assert otto_client.get(page).status_code == 404
    assert Client().get(page).status_code == 404


@pytest.mark.parametrize("pattern", LOGS)
def test_before_the_beginning_there_is_no_log(alice_client, exercise, pattern):
    bob = seated(first_round(exercise), "us")
    assert alice_client.get(at(pattern, exercise)).status_code == 404
    assert bob.get(at(pattern, exercise)).status_code == 404


@pytest.mark.parametrize("pattern", TABLES)
def test_a_table_is_its_holders(alice_client, running, pattern):
    bob = seated(first_round(running), "us")
    carmen = seated(first_round(running), "opposition")
    page = at(pattern, running)
    assert bob.get(page, follow=True).status_code == 200
    for client in (carmen, alice_client, Client()):
        answer = client.get(page)
        assert answer.status_code == 404
        assert "Open its own link again" in answer.content.decode()


@pytest.mark.parametrize("pattern", [*FACILITATORS_PAGES, *LOGS, *TABLES])
def test_what_is_not_there_is_not_found(alice_client, db, pattern):
    nowhere = pattern.format(exercise="nowhere", round="nowhere", seat="nowhere")
    assert alice_client.get(nowhere).status_code == 404


def test_lists_and_forms_need_a_sign_in(client, db):
    for page in ("/exercises/", "/exercises/new/"):
        assert client.get(page)["Location"].startswith("/accounts/sign-in/")


@pytest.mark.parametrize(
    "address", ["/table/%00/", "/rounds/%00%ff/log/", "/exercises/%F0%9F%92%A3/", "/join/%00/"]
)
def test_addresses_that_no_database_takes_are_not_found(alice_client, db, address):
    assert alice_client.get(address).status_code == 404


@pytest.mark.parametrize("pattern", LOGS)
def test_who_was_put_out_does_not_read_the_log(alice, running, pattern):
    bob = seated(first_round(running), "us")
    verbs.put_out(seat_of(first_round(running), "us").pk, alice)
    actions.end_round(first_round(running).pk, alice)
    assert bob.get(at(pattern, running)).status_code == 404

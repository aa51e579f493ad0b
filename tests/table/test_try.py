import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.people import an_exercise, first_round, seat_of, seated
from wargame.exercises.models import Exercise, Seat
from wargame.play import actions
from wargame.record.models import Record
from wargame.table import practice

TRY = "/try/"


@pytest.fixture(autouse=True)
def _forget_counts(db):
    cache.clear()


def begin(client, **fields):
    return client.post(TRY, {"scenario": "first-steps", **fields})


def seat_in(answer) -> Seat:
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"].startswith("/table/")
    return Seat.objects.select_related("round__exercise").get(pk=answer["Location"].split("/")[2])


def test_the_page_names_what_to_play_and_who_one_is(client):
    page = client.get(TRY).content.decode()
    for scenario in ("first-steps", "venezuela-2025-class", "venezuela-2025"):
        assert f'value="{scenario}"' in page
    assert page.count('name="seat"') == 7


@pytest.mark.parametrize("scenario", ["first-steps", "venezuela-2025-class", "venezuela-2025"])
def test_a_round_begins_at_once_with_bots_in_the_other_seats(client, scenario):
    seat = seat_in(begin(client, scenario=scenario, seat="opposition"))
    exercise = seat.round.exercise
    assert (exercise.practice, exercise.owner, exercise.turn_seconds) == (True, None, None)
    assert exercise.edition.scenario == scenario
    assert (seat.seat, seat.holder) == ("opposition", "person")
    others = seat.round.seats.exclude(pk=seat.pk)
    assert set(others.values_list("holder", flat=True)) == {"bot", "standing"}
    assert seat.round.record.status == Record.Status.RUNNING
    assert client.get(f"/table/{seat.pk}/").status_code == 200


def test_without_a_seat_one_plays_the_us(client):
    assert seat_in(begin(client)).seat == "us"


def test_an_optional_seat_can_be_played(client):
    seat = seat_in(begin(client, seat="legislature"))
    assert seat.holder == "person"
    assert seat.round.seats.get(seat="us").holder == "bot"


@pytest.mark.parametrize(
    "wrong", [{"scenario": "nowhere"}, {"scenario": ""}, {"seat": "officer-9"}, {"seat": "x" * 9999}]
)
def test_what_cannot_be_played_is_refused(client, wrong):
    answer = begin(client, **wrong)
    assert answer.status_code == 400
    assert "field-error" in answer.content.decode()
    assert not Exercise.objects.exists()


def test_sent_twice_it_begins_one_round(client):
    once = client.get(TRY).content.decode().split('name="once" value="')[1].split('"')[0]
    first, second = begin(client, once=once), begin(client, once=once)
    assert first["Location"] == second["Location"]
    assert Exercise.objects.count() == 1


def test_the_second_click_of_a_newcomer_finds_the_first_ones_round(client):
    once = client.get(TRY).content.decode().split('name="once" value="')[1].split('"')[0]
    first = begin(client, once=once)
    racing = Client()
    racing.cookies[settings.CSRF_COOKIE_NAME] = client.cookies[settings.CSRF_COOKIE_NAME].value
    second = begin(racing, once=once)
    assert second["Location"] == first["Location"]
    assert racing.get(second["Location"]).status_code == 200


def test_the_same_page_sent_again_after_the_end_begins_another(client):
    once = client.get(TRY).content.decode().split('name="once" value="')[1].split('"')[0]
    first = seat_in(begin(client, once=once))
    actions.end_round(first.round_id, None)
    assert seat_in(begin(client, once=once)) != first


def test_a_visitor_has_five_rounds_at_most_and_is_led_on(client):
    seats = [seat_in(begin(client)) for _ in range(5)]
    refused = begin(client)
    assert refused.status_code == 429
    page = refused.content.decode()
    for seat in seats:
        assert f'href="/table/{seat.pk}/"' in page
    assert client.post(f"{TRY}{seats[0].pk}/end/").status_code == 302
    assert begin(client).status_code == 302


def test_a_script_reads_the_code_of_the_refusal(client):
    for _ in range(5):
        begin(client)
    refused = client.post(TRY, {"scenario": "first-steps"}, headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_rounds")


# --- caps


@pytest.fixture
def capped(settings):
    settings.PRACTICES_AN_ADDRESS, settings.PRACTICES = 3, 5


def test_a_class_begins_at_once(db):
    assert {begin(Client()).status_code for _ in range(40)} == {302}


def test_so_many_run_at_once_from_an_address(capped):
    seats = [seat_in(begin(Client())) for _ in range(3)]
    refused = begin(Client())
    assert refused.status_code == 429
    assert "from your network" in refused.text
    assert refused["Retry-After"] == "60"
    # Neither a header nor another browser makes another network.
    forged = Client(headers={"X-Forwarded-For": "10.9.9.9"})
    assert forged.post(TRY, {"scenario": "first-steps"}).status_code == 429
    assert begin(Client(REMOTE_ADDR="10.1.2.3")).status_code == 302
    # One that ends makes room.
    actions.end_round(seats[0].round_id, None)
    assert begin(Client()).status_code == 302


def test_so_many_run_at_once_in_all(capped):
    for number in range(5):
        assert begin(Client(REMOTE_ADDR=f"10.0.0.{number}")).status_code == 302
    refused = begin(Client(REMOTE_ADDR="10.0.0.9"))
    assert refused.status_code == 429
    assert "as this server takes" in refused.text


def test_what_nobody_has_open_counts_no_longer(capped):
    for _ in range(3):
        begin(Client())
    Seat.objects.filter(holder="person").update(last_seen_at=timezone.now() - practice.PLAYED_WITHIN)
    assert begin(Client()).status_code == 302


def test_no_cap_holds_where_a_facilitator_is_signed_in(capped, alice):
    facilitator = Client()
    facilitator.post("/accounts/sign-in/", {"username": "alice", "password": "correct horse battery"})
    for _ in range(8):
        assert begin(Client()).status_code == 302
    # It is of that network alone, and ends with the sign-in.
    assert begin(Client(REMOTE_ADDR="10.1.2.3")).status_code == 429
    facilitator.post("/accounts/sign-out/")
    assert begin(Client()).status_code == 429


def test_a_facilitator_who_comes_to_another_network_is_seen_there(capped, alice):
    facilitator = Client()
    facilitator.force_login(alice)
    for _ in range(3):
        begin(Client(REMOTE_ADDR="10.1.2.3"))
    assert begin(Client(REMOTE_ADDR="10.1.2.3")).status_code == 429
    facilitator.get("/exercises/", REMOTE_ADDR="10.1.2.3")
    assert begin(Client(REMOTE_ADDR="10.1.2.3")).status_code == 302


def test_nobody_else_can_end_or_see_it(client):
    seat = seat_in(begin(client))
    farid = Client()
    assert farid.post(f"{TRY}{seat.pk}/end/").status_code == 404
    assert farid.get(f"/table/{seat.pk}/").status_code == 404
    assert Record.objects.get(pk=seat.round_id).status == Record.Status.RUNNING


def test_ending_twice_does_no_harm(client):
    seat = seat_in(begin(client))
    for _ in range(2):
        assert client.post(f"{TRY}{seat.pk}/end/").status_code == 302
    assert Record.objects.get(pk=seat.round_id).status == Record.Status.OVER


def test_looking_does_not_begin_or_end_anything(client):
    seat = seat_in(begin(client))
    assert client.get(f"{TRY}{seat.pk}/end/").status_code == 405
    client.get(TRY, {"scenario": "first-steps"})
    assert Exercise.objects.count() == 1


def test_nothing_begins_without_the_pages_token(db):
    assert begin(Client(enforce_csrf_checks=True)).status_code == 403
    assert not Exercise.objects.exists()


def test_one_plays_to_the_log(client):
    seat = seat_in(begin(client))
    record = Record.objects.get(pk=seat.round_id)
    assert client.get(f"/rounds/{record.pk}/log/").status_code == 403
    while record.status != Record.Status.OVER:
        ready(seat, record.turn)
        assert actions.resolve_turn(record.pk, record.turn, "ready")
        record.refresh_from_db()
    page = client.get(f"/rounds/{record.pk}/log/").content.decode()
    assert "The turn was closed: everybody was ready." in page
    assert client.get(TRY).content.decode().count("Your rounds under way") == 0


def ready(seat: Seat, turn: int) -> None:
    from uuid import uuid4

    from game_engine import Ready
    from wargame.play.actions.moving import Command

    actions.submit_move(seat, Command(id=uuid4(), turn=turn, move=Ready()))


# --- the way from and back to the first page


def test_what_is_chosen_on_the_first_page_is_chosen_on_the_next(client):
    answer = client.post(TRY, {"scenario": "venezuela-2025-class", "choose": "1"})
    assert answer["Location"] == "/try/?scenario=venezuela-2025-class"
    page = client.get(answer["Location"]).text
    assert 'value="venezuela-2025-class" required checked' in page
    assert Exercise.objects.count() == 0


@pytest.mark.parametrize("odd", ["nowhere", "", "a&seat=x\r\n", "x" * 999])
def test_an_odd_choice_leads_to_the_first_steps(client, odd):
    page = client.post(TRY, {"scenario": odd, "choose": "1"}, follow=True).text
    assert 'value="first-steps" required checked' in page


def test_scenarios_have_one_order_and_one_name_on_every_page(client, alice_client):
    for language, title in (("en", "Venezuela 2025: for a class"), ("es", "Venezuela 2025: para una clase")):
        for page in ("/", TRY, "/exercises/new/"):
            text = alice_client.get(page, headers={"accept-language": language}).text
            order = [text.index(f'value="{one}"') for one in ("first-steps", "venezuela-2025-class")]
            assert [*order, text.index('value="venezuela-2025"')] == sorted(
                [*order, text.index('value="venezuela-2025"')]
            )
            assert title in text


def test_the_first_page_shows_the_way_back(client, alice):
    exercise = an_exercise(alice)
    bob = seated(first_round(exercise), "us")
    waiting = bob.get("/").text
    assert f'href="/table/{seat_of(first_round(exercise), "us").pk}/lobby/"' in waiting
    assert "not started" in waiting
    actions.start_round(first_round(exercise).pk, alice)
    assert f'href="/table/{seat_of(first_round(exercise), "us").pk}/"' in bob.get("/").text
    actions.end_round(first_round(exercise).pk, alice)
    assert "Where you sit" not in bob.get("/").text
    assert "Where you sit" not in client.get("/").text

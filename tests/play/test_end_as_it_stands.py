"""A facilitator ends a round before its time, and scores it: what was shown is got, told, logged and made again."""

import json

import pytest

from game_engine import IllegalMove, Order, Orders, fingerprint, view_for
from tests.people import an_exercise, first_round, seat_of, seated
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, chain_is_whole, hello, open_table, replayed
from tests.pressing import press
from wargame.play import actions
from wargame.record.models import LogEntry, Record, Resolution, SeatEvent
from wargame.speech.refusing import MoveRefused

SEATS = (BOB, CARMEN, DIEGO, ELENA)
ENDED = "The facilitator ended the round here, and it is scored as it stood."


def shown(state) -> dict[str, float]:
    return {seat.seat: view_for(state, seat.seat).outlook.ended_now for seat in state.seats}


@pytest.fixture
def table(db, asked):
    return open_table()


def test_everybody_gets_what_was_shown(table):
    table.turn()
    table.move(BOB, hello())
    table.move(BOB, Orders(main=Order("strike")))
    before = shown(table.state())
    actions.end_as_it_stands(table.id, None)
    record, state = table.record, table.state()
    assert (record.status, record.turn, record.end) == ("over", 2, state.end)
    assert record.ended_at is not None
    assert state.payoffs == before
    for seat in SEATS:
        last = SeatEvent.objects.filter(round_id=table.id, seat=seat).latest("number")
        body = json.loads(last.body)
        assert (last.kind, last.turn, body["view"]["payoff"]) == ("turn", 2, before[seat])
        earned = [event["seat"] for event in body["report"] if event["kind"] == "payoff_earned"]
        assert earned == [seat]
    # No order of the turn took effect: nobody was struck.
    assert not LogEntry.objects.filter(round_id=table.id, kind="strike_made").exists()


def test_the_log_makes_it_again(table):
    table.turn()
    table.move(CARMEN, Orders(main=Order("mobilise")))
    actions.end_as_it_stands(table.id, None)
    assert fingerprint(replayed(table)) == fingerprint(table.state())
    assert chain_is_whole(table)
    line = LogEntry.objects.get(round_id=table.id, kind="scored")
    assert (line.seat, line.turn, line.content["turn"]) == ("", 2, 2)
    assert set(line.content["orders"]) == {CARMEN}
    assert Resolution.objects.get(round_id=table.id, turn=2).trigger == "ended"


def test_nothing_happens_after_it(table):
    actions.end_as_it_stands(table.id, None)
    before = table.record.number
    for late in (actions.end_as_it_stands, actions.end_round, actions.pause, actions.request_close):
        with pytest.raises(MoveRefused) as refused:
            late(table.id, None)
        assert refused.value.code == "over"
    with pytest.raises((MoveRefused, IllegalMove)):
        table.move(BOB, hello())
    assert not actions.resolve_turn(table.id, 1, "deadline")
    assert table.record.number == before


def test_a_paused_round_can_be_scored_and_one_that_has_not_begun_cannot(db, asked):
    paused, waiting = open_table(), open_table(start=False)
    actions.pause(paused.id, None)
    actions.end_as_it_stands(paused.id, None)
    assert set(paused.state().payoffs) >= set(SEATS)
    with pytest.raises(MoveRefused) as refused:
        actions.end_as_it_stands(waiting.id, None)
    assert refused.value.code == "not_started"


# --- the pages


@pytest.fixture
def running(alice, alice_client):
    exercise = an_exercise(alice, rounds=2, turn_seconds=300)
    for round_ in exercise.rounds.all():
        seated(round_, "us", "Bob")
    press(alice_client, f"/exercises/{exercise.pk}/", f"/exercises/{exercise.pk}/all/start/")
    return exercise


def test_one_round_is_scored_by_a_button_that_asks(alice_client, running):
    round_ = first_round(running)
    page = alice_client.get(f"/rounds/{round_.pk}/").content.decode()
    assert "End and score as it stands" in page
    assert "End without a result" in page
    press(alice_client, f"/rounds/{round_.pk}/", f"/rounds/{round_.pk}/do/score/")
    page = alice_client.get(f"/rounds/{round_.pk}/").content.decode()
    assert ENDED in page
    assert page.count("Payoff:") == round_.seats.count()
    assert "(scored as it stood)" in alice_client.get(f"/exercises/{running.pk}/").content.decode()
    log = alice_client.get(f"/rounds/{round_.pk}/log/").content.decode()
    assert "The round was ended, and scored as it stood." in log
    assert ENDED in log


def test_all_rounds_are_scored_at_once(alice_client, running):
    press(alice_client, f"/exercises/{running.pk}/", f"/exercises/{running.pk}/all/score/")
    for round_ in running.rounds.all():
        record = Record.objects.get(pk=round_.pk)
        assert (record.status, bool(record.end)) == ("over", True)
    running.refresh_from_db()
    assert running.ended_at is not None
    assert not running.lobby_open


def test_without_a_result_nobody_has_points(alice_client, running):
    round_ = first_round(running)
    press(alice_client, f"/rounds/{round_.pk}/", f"/rounds/{round_.pk}/do/end/")
    page = alice_client.get(f"/rounds/{round_.pk}/").content.decode()
    assert "without a result" in page
    assert "Payoff:" not in page
    assert Record.objects.get(pk=round_.pk).end == ""


@pytest.mark.django_db(transaction=True)
def test_a_player_hears_it_by_socket(alice_client, running, sit):
    round_ = first_round(running)
    seat = seat_of(round_, "us")
    socket = sit(seat)
    socket.hello()
    press(alice_client, f"/rounds/{round_.pk}/", f"/rounds/{round_.pk}/do/score/")
    frame = socket.kind("turn")
    assert frame["view"]["stopped"] is True
    assert frame["view"]["end_text"].endswith(ENDED)
    [said] = [event["text"] for event in frame["report"] if event["kind"] == "round_ended"]
    assert said.startswith("The facilitator ends the round here, and it is scored as it stands: ")
    clock = socket.until(lambda frame: frame["t"] == "clock" and frame["status"] == "over")
    assert clock["deadline"] is None

"""What a bot may do in a person's seat, and what it leaves behind when they come back."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from game_engine import Offer, Order, Orders, Ready, Undertaking, to_plain
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, Table, chain_is_whole, hello, open_table, replayed
from wargame.console import verbs
from wargame.exercises.models import Seat
from wargame.play import actions
from wargame.record.models import LogEntry

pytestmark = pytest.mark.django_db(transaction=True)

OTHERS = (BOB, CARMEN, ELENA)
RALLY = Orders(main=Order(kind="rally"))


@pytest.fixture
def table(alice) -> Table:
    opened = open_table(alice)
    hour_ago = timezone.now() - timedelta(hours=1)
    Seat.objects.filter(round=opened.round, holder="person").update(joined_at=hour_ago)
    return opened


def sit_in(table: Table, seat: str, by) -> None:
    """Let a bot sit down at the seat and look around."""
    actions.substitute(table.seats[seat].pk, by)
    actions.play_bots(table.id, table.record.turn)


def lines(table: Table, seat: str, *kinds: str) -> list[LogEntry]:
    return [entry for entry in table.log() if entry.seat == seat and entry.kind in kinds]


def own(table: Table, seat: str):
    return next(one for one in table.state().seats if one.seat == seat)


def closed_with(table: Table, turn: int) -> dict:
    return LogEntry.objects.get(round=table.round, kind="close", turn=turn).content["orders"]


@pytest.mark.parametrize("sealed", [RALLY, Orders(minor=Order(kind="release_prisoners")), Orders()])
def test_what_a_person_sealed_for_this_turn_stays(table, alice, sealed):
    table.move(DIEGO, sealed)
    sit_in(table, DIEGO, alice)
    for seat in OTHERS:
        table.move(seat, Ready())
    assert actions.resolve_turn(table.id, 1, "ready")
    assert len(lines(table, DIEGO, "orders")) == 1
    assert closed_with(table, 1)[DIEGO] == to_plain(sealed)


def test_where_nothing_was_sealed_the_bot_seals_and_in_the_next_turn_too(table, alice):
    table.move(DIEGO, RALLY)
    sit_in(table, DIEGO, alice)
    for turn in (1, 2):
        for seat in OTHERS:
            table.move(seat, Ready())
        assert actions.resolve_turn(table.id, turn, "ready")
    assert {entry.turn: entry.content.get("by") for entry in lines(table, DIEGO, "orders")} == {
        1: None,
        2: "bot",
    }


def test_what_a_bot_sealed_it_may_seal_again(table, alice):
    sit_in(table, DIEGO, alice)
    first = own(table, DIEGO).orders
    assert first is not None
    state = json.loads(table.record.players)[DIEGO]
    assert state["sealed_by"] == "bot"
    table.move(DIEGO, RALLY)
    assert json.loads(table.record.players)[DIEGO]["sealed_by"] == "person"


def test_a_bot_is_not_ready_before_the_last_person_is(table, alice):
    sit_in(table, DIEGO, alice)
    assert not own(table, DIEGO).ready
    for seat in (BOB, CARMEN):
        table.move(seat, Ready())
        actions.play_bots(table.id, 1)
        assert not own(table, DIEGO).ready
    assert not actions.resolve_turn(table.id, 1, "ready")
    table.move(ELENA, Ready())
    assert actions.resolve_turn(table.id, 1, "ready")
    ready = [entry for entry in table.log() if entry.kind == "ready"]
    assert [entry.seat for entry in ready] == [BOB, CARMEN, ELENA, DIEGO]
    assert ready[-1].content["by"] == "bot"


def test_where_bots_sit_in_for_everybody_the_turn_waits_for_its_clock(table, alice):
    for seat in (BOB, CARMEN, DIEGO, ELENA):
        sit_in(table, seat, alice)
    assert table.record.resolve_due is None
    assert not actions.resolve_turn(table.id, 1, "ready")
    actions.request_close(table.id, alice)
    assert actions.resolve_turn(table.id, 1, "facilitator")
    assert table.record.resolve_due is None
    assert table.record.bots_due is not None
    actions.take_up(table.seats[DIEGO], meant=True)
    table.move(DIEGO, Ready())
    assert actions.resolve_turn(table.id, 2, "ready")


def test_a_round_that_is_started_before_anybody_has_come_waits_for_them(alice):
    table = open_table(alice, start=False)
    verbs.start(table.id, alice)
    assert table.record.turn == 1
    assert table.record.resolve_due is None
    assert not actions.resolve_turn(table.id, 1, "ready")


def test_bots_are_not_ready_in_a_turn_that_its_clock_closes(table, alice):
    sit_in(table, DIEGO, alice)
    actions.request_close(table.id, alice)
    assert actions.resolve_turn(table.id, 1, "facilitator")
    assert not lines(table, DIEGO, "ready")


def test_all_that_a_bot_does_is_marked_in_the_log_and_nothing_else(table, alice):
    ask = Offer(to=(DIEGO,), expires=1, terms=(Undertaking(kind="hold_fire", by=1),))
    table.move(BOB, ask)
    sit_in(table, DIEGO, alice)
    table.turn()
    moves = [entry for entry in table.log() if entry.command is not None]
    assert {entry.seat for entry in moves if entry.content.get("by") == "bot"} == {DIEGO}
    assert lines(table, DIEGO, "answer")
    assert all(entry.content.get("by") == "bot" for entry in moves if entry.seat == DIEGO)


def test_ready_is_taken_back_when_a_person_comes_back(table, alice):
    table.move(DIEGO, RALLY)
    table.move(DIEGO, Ready())
    sit_in(table, DIEGO, alice)
    actions.take_up(table.seats[DIEGO], meant=True)
    assert not own(table, DIEGO).ready
    back, taken = table.log()[-2:]
    assert (back.kind, taken.kind) == ("given_back", "ready")
    assert taken.content["move"] == {"kind": "ready", "ready": False}
    assert taken.content["by"] == "return"
    for seat in OTHERS:
        table.move(seat, Ready())
    assert table.record.resolve_due is None
    assert not actions.resolve_turn(table.id, 1, "ready")
    assert own(table, DIEGO).orders == RALLY
    assert replayed(table) == table.state()
    assert chain_is_whole(table)


def test_whom_no_bot_relieved_stays_ready(table):
    table.move(DIEGO, Ready())
    actions.take_up(table.seats[DIEGO], meant=True)
    assert own(table, DIEGO).ready


def test_ready_pressed_on_return_counts(table, alice):
    sit_in(table, DIEGO, alice)
    table.move(DIEGO, Ready())
    assert own(table, DIEGO).ready
    assert [entry.kind for entry in lines(table, DIEGO, "given_back", "ready")] == ["given_back", "ready"]


def test_ready_is_taken_back_in_a_pause_too(table, alice):
    table.move(DIEGO, Ready())
    sit_in(table, DIEGO, alice)
    actions.pause(table.id, alice)
    actions.take_up(table.seats[DIEGO], meant=True)
    assert not own(table, DIEGO).ready
    actions.resume(table.id, alice)
    assert not json.loads(table.record.players)[DIEGO]["ready"]


def test_who_comes_back_as_the_turn_is_about_to_close_is_waited_for(table, alice):
    sit_in(table, DIEGO, alice)
    for seat in OTHERS:
        table.move(seat, Ready())
    assert table.record.resolve_due is not None
    actions.take_up(table.seats[DIEGO], meant=True)
    assert not actions.resolve_turn(table.id, 1, "ready")
    table.move(DIEGO, hello())
    assert table.record.turn == 1


def test_who_comes_back_just_after_the_turn_has_closed_has_the_next_one(table, alice):
    sit_in(table, DIEGO, alice)
    for seat in OTHERS:
        table.move(seat, Ready())
    assert actions.resolve_turn(table.id, 1, "ready")
    actions.take_up(table.seats[DIEGO], meant=True)
    assert not own(table, DIEGO).ready
    assert not any(entry.kind == "ready" and entry.turn == 2 for entry in table.log())


def test_a_whole_round_with_a_bot_that_comes_and_goes_is_repeated_by_its_log(table, alice):
    for turn in range(1, 40):
        if table.record.status == "over":
            break
        if turn % 2:
            sit_in(table, DIEGO, alice)
            if turn % 3 == 0:
                actions.take_up(table.seats[DIEGO], meant=True)
        else:
            actions.take_up(table.seats[DIEGO], meant=True)
        table.turn()
    assert table.record.status == "over"
    assert replayed(table) == table.state()
    assert chain_is_whole(table)

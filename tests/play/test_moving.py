"""A seat moves: once, in its turn, and with everything that the round keeps of it."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from game_engine import IllegalMove, Move, Orders, Ready, Say, fingerprint
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, chain_is_whole, hello, open_table, replayed
from wargame.console import verbs
from wargame.exercises.models import Seat
from wargame.play import actions
from wargame.play.actions import bots
from wargame.record import store
from wargame.record.models import LogEntry, Record, SeatEvent
from wargame.speech.refusing import MoveRefused

pytestmark = pytest.mark.django_db(transaction=True)


def refused(table, seat, move, **how):
    with pytest.raises(MoveRefused) as refusal:
        table.move(seat, move, **how)
    return refusal.value


def test_move_is_logged_and_told_to_its_audience_alone():
    table = open_table()
    table.move(BOB, Say(text="Between us.", to=(CARMEN,)))
    heard = {
        seat: SeatEvent.objects.filter(round=table.round, seat=seat, kind="said").count()
        for seat in table.seats
    }
    assert heard[BOB] == heard[CARMEN] == 1
    assert sum(heard.values()) == 2
    entry = table.log()[-1]
    assert (entry.seat, entry.kind, entry.turn) == (BOB, "say", 1)
    assert entry.content["move"]["text"] == "Between us."


def test_numbers_of_each_seat_have_no_gaps():
    table = open_table()
    for number in range(5):
        table.move(BOB, Say(text=f"{number}", to=(CARMEN,)))
        table.move(DIEGO, hello())
    for seat, one in table.seats.items():
        if one.holder == "person":
            assert table.numbers(seat) == list(range(1, len(table.numbers(seat)) + 1))
    assert len(table.numbers(BOB)) == 11
    assert len(table.numbers(DIEGO)) == 6


def test_same_command_twice_happens_once():
    table, name = open_table(), uuid4()
    first = table.move(BOB, hello(), id=name)
    before = Record.objects.values().get()
    assert table.move(BOB, hello(), id=name) == first
    assert Record.objects.values().get() == before


def test_same_command_counts_although_the_turn_has_moved_on():
    table, name = open_table(), uuid4()
    first = table.move(BOB, hello(), id=name)
    table.turn()
    assert table.move(BOB, hello(), id=name, turn=1) == first


def test_id_of_another_move_is_refused():
    table, name = open_table(), uuid4()
    table.move(BOB, hello(), id=name)
    count = LogEntry.objects.count()
    assert refused(table, BOB, hello("Something else."), id=name).code == "id_reused"
    assert refused(table, CARMEN, hello(), id=name).code == "id_reused"
    assert LogEntry.objects.count() == count


@pytest.mark.parametrize("turn", [0, 2, 99])
def test_another_turn_is_stale(turn):
    refusal = refused(open_table(), BOB, hello(), turn=turn)
    assert (refusal.code, refusal.turn) == ("stale_turn", 1)


def test_round_that_does_not_take_moves_says_why():
    table = open_table(start=False)
    with pytest.raises(MoveRefused) as refusal:
        table.move(BOB, hello(), turn=1)
    assert refusal.value.code == "not_started"
    actions.start_round(table.id, None)
    actions.pause(table.id, None)
    assert refused(table, BOB, hello()).code == "paused"
    actions.resume(table.id, None)
    table.move(BOB, hello())
    actions.end_round(table.id, None)
    assert refused(table, BOB, hello()).code == "over"


def test_move_after_the_deadline_is_too_late_though_the_turn_is_open():
    table = open_table(turn_seconds=3600)
    table.move(BOB, hello())
    Record.objects.update(deadline=timezone.now())
    assert refused(table, BOB, hello()).code == "too_late"


def test_illegal_move_changes_nothing():
    table = open_table()
    before = Record.objects.values().get()
    with pytest.raises(IllegalMove) as illegal:
        table.move(BOB, Say(text="To myself.", to=(BOB,)))
    assert illegal.value.code == "bad_recipient"
    assert Record.objects.values().get() == before
    assert LogEntry.objects.filter(kind="say").count() == 0


def test_log_replays_to_the_stored_state():
    table = open_table(holders=dict.fromkeys((CARMEN, DIEGO, ELENA), "bot"))
    while table.record.status == "running":
        actions.play_bots(table.id, table.record.turn)
        table.move(BOB, hello())
        table.turn()
    assert fingerprint(replayed(table)) == fingerprint(table.state())
    assert table.record.end == table.state().end


def test_log_is_chained_and_a_changed_line_shows():
    table = open_table()
    table.move(BOB, hello())
    table.turn()
    assert chain_is_whole(table)
    for change in ("turn = 3", "seat = 'opposition'", "body = replace(body, 'public', 'private')"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT turn, seat, body FROM play_logentry WHERE kind = 'say'")
            kept = cursor.fetchone()
            cursor.execute(f"UPDATE play_logentry SET {change} WHERE kind = 'say'")
            assert not chain_is_whole(table), change
            cursor.execute(
                "UPDATE play_logentry SET turn = %s, seat = %s, body = %s WHERE kind = 'say'", kept
            )
    assert chain_is_whole(table)


def test_rows_of_the_log_cannot_be_saved_or_deleted():
    table = open_table()
    with pytest.raises(TypeError):
        table.log()[0].save()
    with pytest.raises(TypeError):
        table.log()[0].delete()


def test_price_of_a_move_is_the_same_early_and_late():
    table = open_table()

    def price(move: Move) -> int:
        with CaptureQueriesContext(connection) as queries:
            table.move(BOB, move, turn=1)
        return len(queries)

    quiet, spoken = price(Orders()), price(hello())
    for _ in range(60):
        table.move(BOB, hello())
    assert (price(Orders()), price(hello())) == (quiet, spoken)
    # BEGIN, the record, the line, what the seats are told, the record, COMMIT; and the text, where there is one.
    assert (quiet, spoken) == (6, 7)


def test_sealed_orders_are_replaced_and_known_to_their_seat_alone():
    table = open_table()
    table.move(BOB, Orders())
    told = SeatEvent.objects.filter(round=table.round, kind="orders_sealed").values_list("seat", flat=True)
    assert list(told) == [BOB]


def test_thinking_again_takes_readiness_back():
    table = open_table()
    table.everybody_ready()
    assert table.record.resolve_due is not None
    table.move(BOB, Ready(ready=False))
    assert table.record.resolve_due is None
    assert not actions.resolve_turn(table.id, 1, "ready")
    assert table.record.turn == 1


def test_who_was_put_out_moves_no_more_and_takes_nothing_from_a_bot(alice):
    table = open_table(alice)
    verbs.put_out(table.seats[BOB].pk, alice)
    actions.substitute(table.seats[BOB].pk, alice)
    count = LogEntry.objects.count()
    assert refused(table, BOB, hello()).code == "forbidden"
    assert LogEntry.objects.count() == count
    assert Seat.objects.get(pk=table.seats[BOB].pk).played_by == "bot"


def test_ids_of_bots_cannot_be_worked_out_without_the_seed():
    """Else the refusal `id_reused` would say which orders a bot has sealed."""
    table = open_table()
    with store.lock(table.id, announce=lambda _: None) as in_hand:
        ids = {
            bots._id(replace(in_hand, seed=seed), DIEGO, Orders())
            for seed in (in_hand.seed, in_hand.seed + 1)
        }
    assert len(ids) == 2

"""A turn closes when all are ready, at its deadline, or on the facilitator's word: once, whoever asks."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from game_engine import Offer, Ready, Undertaking
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, chain_is_whole, hello, open_table
from wargame.exercises.models import Seat
from wargame.play import actions
from wargame.record.models import LogEntry, Record, Resolution, SeatEvent
from wargame.speech.refusing import MoveRefused

pytestmark = pytest.mark.django_db(transaction=True)

BOTS = dict.fromkeys((CARMEN, DIEGO, ELENA), "bot")


def test_turn_waits_for_everybody():
    table = open_table()
    for seat in (BOB, CARMEN, DIEGO):
        table.move(seat, Ready())
    assert not actions.resolve_turn(table.id, 1, "ready")
    table.move(ELENA, Ready())
    assert actions.resolve_turn(table.id, 1, "ready")
    assert table.record.turn == 2


def test_turn_is_resolved_once():
    table = open_table()
    table.everybody_ready()
    assert [actions.resolve_turn(table.id, 1, "ready") for _ in range(3)] == [True, False, False]
    assert Resolution.objects.count() == LogEntry.objects.filter(kind="close").count() == 1
    assert SeatEvent.objects.filter(seat=BOB, kind="turn").count() == 2


def test_every_seat_gets_its_report_and_its_new_view_in_one_frame():
    table = open_table()
    table.turn()
    for seat in (BOB, CARMEN, DIEGO, ELENA):
        body = json.loads(SeatEvent.objects.filter(seat=seat, kind="turn", turn=1).get().body)
        assert body["view"]["turn"] == 2
        assert body["view"]["viewer"] == seat
        assert body["report"][-1] == {"kind": "turn_began", "turn": 2, "phase": "contest"}
        assert not any("audience" in event for event in body["report"])


def test_deadline_closes_the_turn_and_the_next_one_has_its_own():
    table = open_table(turn_seconds=60)
    assert not actions.resolve_turn(table.id, 1, "deadline")
    Record.objects.update(deadline=timezone.now() - timedelta(seconds=1))
    assert actions.resolve_turn(table.id, 1, "sweep")
    assert Resolution.objects.get().trigger == "deadline"
    left = table.record.deadline - timezone.now()
    assert timedelta(seconds=50) < left <= timedelta(seconds=60)


def test_facilitator_closes_a_turn_before_all_are_ready(alice):
    table = open_table(alice)
    actions.request_close(table.id, alice)
    assert actions.resolve_turn(table.id, 1, "facilitator")
    assert Resolution.objects.get().trigger == "facilitator"
    assert table.record.deadline is None


def test_clock_stands_still_while_paused(alice):
    table = open_table(alice, turn_seconds=600)
    actions.pause(table.id, alice)
    Record.objects.update(remaining=123.0)
    assert table.record.deadline is None
    assert not actions.resolve_turn(table.id, 1, "deadline")
    actions.resume(table.id, alice)
    left = (table.record.deadline - timezone.now()).total_seconds()
    assert 120 < left <= 123


def test_readiness_from_before_the_pause_counts_after_it(alice):
    table = open_table(alice)
    table.everybody_ready()
    actions.pause(table.id, alice)
    assert not actions.resolve_turn(table.id, 1, "ready")
    actions.resume(table.id, alice)
    assert table.record.resolve_due is not None
    assert actions.resolve_turn(table.id, 1, "ready")


@pytest.mark.parametrize("paused", [False, True])
def test_extension_gives_more_time(alice, paused):
    table = open_table(alice, turn_seconds=60)
    if paused:
        actions.pause(table.id, alice)
    actions.extend(table.id, alice, seconds=120)
    actions.resume(table.id, alice)
    left = (table.record.deadline - timezone.now()).total_seconds()
    assert 170 < left <= 180


def test_extension_after_the_deadline_keeps_the_turn_open(alice):
    table = open_table(alice, turn_seconds=60)
    Record.objects.update(deadline=timezone.now() - timedelta(seconds=5))
    actions.extend(table.id, alice, seconds=30)
    assert not actions.resolve_turn(table.id, 1, "deadline")
    table.move(BOB, hello())


@pytest.mark.parametrize("seconds", [0, -1, 8 * 86_400])
def test_extension_has_bounds(alice, seconds):
    with pytest.raises(MoveRefused) as refusal:
        actions.extend(open_table(alice).id, alice, seconds=seconds)
    assert refusal.value.code == "bad_seconds"


@pytest.mark.parametrize(
    "verb", [actions.start_round, actions.pause, actions.resume, actions.request_close, actions.end_round]
)
def test_only_the_facilitator_of_the_exercise_steers_it(alice, verb):
    farid = User.objects.create_user("farid")
    table = open_table(alice)
    before = Record.objects.values().get()
    for stranger in (farid, None):
        with pytest.raises(MoveRefused) as refusal:
            verb(table.id, stranger)
        assert refusal.value.code == "not_found"
    assert Record.objects.values().get() == before


def test_round_starts_once(alice):
    table = open_table(alice)
    with pytest.raises(MoveRefused) as refusal:
        actions.start_round(table.id, alice)
    assert refusal.value.code == "running"
    assert LogEntry.objects.filter(kind="started").count() == 1


def test_end_is_the_end(alice):
    table = open_table(alice)
    actions.end_round(table.id, alice)
    record = table.record
    assert (record.status, record.end, record.deadline) == ("over", "", None)
    assert record.ended_at is not None
    for verb in (actions.pause, actions.resume, actions.request_close, actions.end_round):
        with pytest.raises(MoveRefused):
            verb(table.id, alice)


def test_sweeper_finds_what_was_left_behind(asked):
    table = open_table(turn_seconds=60)
    assert actions.sweep() == 0
    Record.objects.update(deadline=timezone.now() - timedelta(seconds=1))
    assert actions.sweep() == 1
    assert asked() == [("resolve_turn", (table.id, 1, "sweep"))]
    # It has just been asked for: not every second again.
    assert actions.sweep() == 0
    Record.objects.update(turn_asked_at=timezone.now() - timedelta(seconds=10))
    assert actions.sweep() == 1


def test_sweeper_finds_a_turn_whose_readiness_was_never_answered(asked):
    table = open_table()
    table.everybody_ready()
    asked()
    Record.objects.update(resolve_due=timezone.now() - timedelta(seconds=10))
    assert actions.sweep() == 1
    assert asked() == [("resolve_turn", (table.id, 1, "sweep"))]


def test_sweeper_finds_bots_that_have_not_acted(asked):
    table = open_table(holders=BOTS)
    asked()
    Record.objects.update(bots_due=timezone.now() - timedelta(seconds=10))
    assert actions.sweep() == 1
    assert asked() == [("play_bots", (table.id, 1))]
    actions.play_bots(table.id, 1)
    assert table.record.bots_due is None
    assert actions.sweep() == 0


def test_sweeper_leaves_rounds_alone_that_do_not_run(alice):
    table = open_table(alice, turn_seconds=60)
    Record.objects.update(deadline=timezone.now() - timedelta(seconds=1))
    actions.pause(table.id, alice)
    Record.objects.update(deadline=timezone.now() - timedelta(seconds=1))
    assert actions.sweep() == 0


def test_bots_act_once_however_often_they_are_called():
    table = open_table(holders=BOTS)
    assert actions.play_bots(table.id, 1)
    acted = [(entry.seat, entry.kind, entry.command) for entry in table.log()]
    assert any(seat in BOTS for seat, _kind, _command in acted)
    actions.play_bots(table.id, 1)
    assert [(entry.seat, entry.kind, entry.command) for entry in table.log()] == acted
    assert not actions.play_bots(table.id, 2)


def test_bot_is_woken_by_an_offer_to_it_and_answers(asked):
    table = open_table(holders={CARMEN: "bot"})
    actions.play_bots(table.id, 1)
    asked()
    giving = (Undertaking("hold_fire", by=2),)
    table.move(BOB, Offer(to=(CARMEN,), expires=2, terms=giving))
    assert asked() == [("play_bots", (table.id, 1))]
    made = next(offer.id for offer in table.state().offers if offer.issuer == BOB)
    actions.play_bots(table.id, 1)
    answers = [entry.content["move"]["offer"] for entry in table.log() if entry.kind == "answer"]
    assert made in answers


def test_bots_orders_are_sealed_before_the_turn_closes_though_nobody_called_them():
    table = open_table(holders=BOTS)
    table.move(BOB, Ready())
    assert actions.resolve_turn(table.id, 1, "ready")
    orders = next(entry for entry in table.log() if entry.kind == "close").content["orders"]
    assert set(BOTS) <= set(orders)


def test_round_of_bots_alone_asks_for_its_own_turns_to_the_end(asked):
    table = open_table(holders={**BOTS, BOB: "bot"})
    for _ in range(20):
        wanted = asked()
        if not wanted:
            break
        for name, args in wanted:
            getattr(actions, name)(*args)
    assert table.record.status == "over"
    assert chain_is_whole(table)


def test_bot_that_fails_does_not_keep_the_table_waiting(monkeypatch):
    from wargame.play.actions import bots

    def lost(*args):
        raise ZeroDivisionError

    table = open_table(holders=BOTS)
    monkeypatch.setattr(bots, "choose", lost)
    table.turn()
    assert table.record.turn == 2


def test_bot_sits_in_for_a_player_who_has_gone_and_gives_the_seat_back(alice):
    table = open_table(alice)
    for seat in (BOB, CARMEN, DIEGO):
        table.move(seat, Ready())
    actions.substitute(table.seats[ELENA].pk, alice)
    assert actions.resolve_turn(table.id, 1, "ready")
    assert ELENA in next(entry for entry in table.log() if entry.kind == "close").content["orders"]
    actions.give_back(table.seats[ELENA].pk, alice)
    assert json.loads(table.record.players)[ELENA]["kind"] == "person"
    for seat in (BOB, CARMEN, DIEGO):
        table.move(seat, Ready())
    assert not actions.resolve_turn(table.id, 2, "ready")
    assert [entry.kind for entry in table.log() if entry.kind in ("substituted", "given_back")] == [
        "substituted",
        "given_back",
    ]


def test_player_who_moves_has_the_seat_again(alice):
    table = open_table(alice)
    actions.substitute(table.seats[ELENA].pk, alice)
    table.move(ELENA, hello("I am back."))
    assert Seat.objects.get(pk=table.seats[ELENA].pk).substituted_at is None
    assert json.loads(table.record.players)[ELENA]["kind"] == "person"


def test_newcomer_in_a_bots_seat_moves_for_it(alice):
    table = open_table(alice, holders={CARMEN: "bot"})
    Seat.objects.filter(pk=table.seats[CARMEN].pk).update(holder="person", joined_at=timezone.now())
    actions.take_up(table.seats[CARMEN])
    for seat in (BOB, DIEGO, ELENA):
        table.move(seat, Ready())
    assert not actions.resolve_turn(table.id, 1, "ready")


def test_late_goodbye_of_a_replaced_connection_does_not_mark_the_seat_away():
    table = open_table()
    seat = table.seats[BOB]
    first = actions.mark_seen(seat.pk)
    second = actions.mark_seen(seat.pk)
    assert not actions.mark_away(seat.pk, first)
    assert Seat.objects.get(pk=seat.pk).last_seen_at == second
    assert actions.mark_away(seat.pk, second)
    assert timezone.now() - Seat.objects.get(pk=seat.pk).last_seen_at >= timedelta(seconds=30)

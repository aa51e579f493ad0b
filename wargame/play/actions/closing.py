"""A turn ends."""

from django.contrib.auth.models import User

from game_engine import Event, close_turn
from wargame.exercises.models import Exercise
from wargame.play import broadcast, later
from wargame.play.actions import bots, outages
from wargame.play.actions.common import Meant, Status, everybody_ready, led, open_turn
from wargame.play.actions.hands import sync_players
from wargame.play.actions.making import BOT, forget_seals, sealed_by_bots
from wargame.record import store
from wargame.record.announcing import announce_turn, is_order_of, kind_of, log_body, sealed, versions
from wargame.record.in_hand import ENGINE, FACILITATOR, STANDING, LogLine, RoundInHand
from wargame.speech.refusing import MoveRefused


def request_close(round_id: str, by: User | None, *, meant: Meant | None = None) -> None:
    """Ask for the turn's end now, ready or not. Refused as `paused` where the clock stands, and as `already_done`
    where the turn is closing."""
    with led(round_id, by, meant=meant) as in_hand:
        if in_hand.status == Status.PAUSED:
            raise MoveRefused("paused", turn=in_hand.turn)
        if meant is not None and in_hand.deadline is not None and in_hand.deadline <= in_hand.now:
            raise MoveRefused("already_done", turn=in_hand.turn)
        # From this moment no move counts; should the request for the worker be lost, the sweeper sees the deadline.
        in_hand.deadline, in_hand.look = in_hand.now, True
        later.resolve(in_hand.facts.round, in_hand.turn, "facilitator")


def resolve_turn(round_id: str, turn: int, trigger: str) -> bool:
    """Close that turn if it is the present one and its time has come; False if there was nothing to do.

    May be asked any number of times by anyone: a turn is resolved once.
    """
    with store.lock_readable(round_id, announce=broadcast.ring) as in_hand:
        if in_hand is None or in_hand.status != Status.RUNNING or in_hand.turn != turn:
            return False
        sync_players(in_hand)
        reason = _reason(in_hand, trigger)
        if reason is None:
            # The reason is gone, for instance that all were ready.
            in_hand.changed = in_hand.changed or in_hand.resolve_due is not None
            in_hand.resolve_due = None
            return False
        if not store.settle(round_id, turn, reason):
            return False
        bots.act(in_hand, all_ready=reason == "ready")
        _close(in_hand, reason)
    return True


def _reason(in_hand: RoundInHand, trigger: str) -> str | None:
    """Why the turn may close now. What was true when the task was sent may no longer be true."""
    if in_hand.deadline is not None and in_hand.now >= in_hand.deadline:
        if trigger == "facilitator":
            return "facilitator"
        if outages.took_moves_until(in_hand.deadline):
            return "deadline"
    return "ready" if everybody_ready(in_hand) else None


def _close(in_hand: RoundInHand, reason: str) -> None:
    orders, by_bots = sealed(in_hand.state), sealed_by_bots(in_hand)
    step = close_turn(in_hand.state)
    source = FACILITATOR if reason == "facilitator" else ENGINE
    body = log_body(trigger=reason, orders=orders, bots=by_bots, versions=versions())
    in_hand.log(LogLine("close", body, source=source))
    standing = [seat.seat for seat in in_hand.state.seats if seat.standing]
    for event in step.events:
        in_hand.log(_line(event, by_bots, standing))
    announce_turn(in_hand, step, bots=by_bots)
    in_hand.advance(step.state)
    in_hand.turn = step.state.turn
    forget_seals(in_hand)
    in_hand.look, in_hand.bots_due, in_hand.resolve_due = True, None, None
    if step.state.phase == "over":
        finish(in_hand, step.state.end or "")
    else:
        exercise = Exercise.objects.only("turn_seconds").get(pk=in_hand.facts.exercise)
        open_turn(in_hand, exercise.turn_seconds)


def _line(event: Event, by_bots: list[str], standing: list[str]) -> LogLine:
    seat = getattr(event, "seat", "")
    marked = {"by": BOT} if is_order_of(event, by_bots) else {}
    source = STANDING if is_order_of(event, standing) else ENGINE
    return LogLine(kind_of(event), log_body(event=event, **marked), seat, source=source)


def finish(in_hand: RoundInHand, end: str) -> None:
    """Nothing more happens in this round."""
    in_hand.status, in_hand.end, in_hand.ended_at = Status.OVER.value, end, in_hand.now
    in_hand.deadline = in_hand.remaining = in_hand.resolve_due = in_hand.bots_due = None
    in_hand.look = True

"""A turn ends."""

from django.contrib.auth.models import User

from game_engine import Event
from game_engine import close_turn as resolve
from wargame.exercises.models import Exercise
from wargame.play import broadcast, later
from wargame.play.actions import bots, outages
from wargame.play.actions.common import Meant, Status, everybody_ready, led, open_turn
from wargame.play.actions.hands import sync_players
from wargame.play.actions.making import BOT, forget_seals, sealed_by_bots
from wargame.record import store
from wargame.record.held import Held, Line
from wargame.record.telling import is_order_of, kind_of, log_body, sealed, tell_turn
from wargame.speech.refusing import MoveRefused


def close_turn(round_id: str, by: User | None, *, meant: Meant | None = None) -> None:
    """Have the turn closed now, whoever is ready. Refused as `paused` where the clock stands, and as `already_done`
    where the turn is closing."""
    with led(round_id, by, meant=meant) as held:
        if held.status == Status.PAUSED:
            raise MoveRefused("paused", turn=held.turn)
        if meant is not None and held.deadline is not None and held.deadline <= held.now:
            raise MoveRefused("already_done", turn=held.turn)
        # From this moment no move counts; should the request for the worker be lost, the sweeper sees the deadline.
        held.deadline, held.look = held.now, True
        later.resolve(held.facts.round, held.turn, "facilitator")


def resolve_turn(round_id: str, turn: int, trigger: str) -> bool:
    """Close that turn if it is the present one and its time has come; False if there was nothing to do.

    May be asked any number of times by anyone: a turn is resolved once.
    """
    with store.lock(round_id, told=broadcast.ring) as held:
        if held is None or held.status != Status.RUNNING or held.turn != turn:
            return False
        sync_players(held)
        reason = _reason(held, trigger)
        if reason is None:
            # Whatever made it due, as when all were ready, is so no longer.
            held.changed = held.changed or held.resolve_due is not None
            held.resolve_due = None
            return False
        if not store.settle(round_id, turn, reason):
            return False
        bots.act(held, all_ready=reason == "ready")
        _close(held, reason)
    return True


def _reason(held: Held, trigger: str) -> str | None:
    """Why the turn may close now. What was true when the task was sent may be so no longer."""
    if held.deadline is not None and held.now >= held.deadline:
        if trigger == "facilitator":
            return "facilitator"
        if outages.took_moves_until(held.deadline):
            return "deadline"
    return "ready" if everybody_ready(held) else None


def _close(held: Held, reason: str) -> None:
    orders, by_bots = sealed(held.state), sealed_by_bots(held)
    step = resolve(held.state)
    held.log(Line("close", log_body(trigger=reason, orders=orders, bots=by_bots)))
    for event in step.events:
        held.log(_line(event, by_bots))
    tell_turn(held, step, bots=by_bots)
    held.advance(step.state)
    held.turn = step.state.turn
    forget_seals(held)
    held.look, held.bots_due, held.resolve_due = True, None, None
    if step.state.phase == "over":
        finish(held, step.state.end or "")
    else:
        exercise = Exercise.objects.only("turn_seconds").get(pk=held.facts.exercise)
        open_turn(held, exercise.turn_seconds)


def _line(event: Event, by_bots: list[str]) -> Line:
    seat = getattr(event, "seat", "")
    marked = {"by": BOT} if is_order_of(event, by_bots) else {}
    return Line(kind_of(event), log_body(event=event, **marked), seat)


def finish(held: Held, end: str) -> None:
    """Nothing more happens in this round."""
    held.status, held.end, held.ended_at = Status.OVER.value, end, held.now
    held.deadline = held.remaining = held.resolve_due = held.bots_due = None
    held.look = True

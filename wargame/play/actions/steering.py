"""What a facilitator does with a round that runs: pause, resume, extend, end."""

from datetime import timedelta

from django.contrib.auth.models import User

from game_engine import end_as_it_stands as stop
from wargame.play.actions.closing import finish
from wargame.play.actions.common import Meant, Status, led, look_again
from wargame.play.actions.sitting import excuse
from wargame.record import store
from wargame.record.held import Line
from wargame.record.telling import kind_of, log_body, sealed, tell_turn
from wargame.speech.refusing import MoveRefused

LONGEST = 7 * 86_400


def pause(round_id: str, by: User | None, *, meant: Meant | None = None) -> None:
    """Stop the clock and refuse moves until the round is resumed. A round that is paused stays so."""
    with led(round_id, by, meant=meant, leads_to=Status.PAUSED) as held:
        if held.status == Status.PAUSED:
            return
        left = (held.deadline - held.now).total_seconds() if held.deadline else None
        held.remaining = max(left, 0.0) if left is not None else None
        held.status, held.deadline, held.resolve_due, held.look = Status.PAUSED.value, None, None, True
        held.log(Line("paused", log_body(remaining=held.remaining)))


def resume(round_id: str, by: User | None, *, meant: Meant | None = None) -> None:
    """Let the clock go on with the seconds that were left. A round that runs goes on."""
    with led(round_id, by, meant=meant, leads_to=Status.RUNNING) as held:
        if held.status != Status.PAUSED:
            return
        held.status, held.look = Status.RUNNING.value, True
        excuse(round_id)
        if held.remaining is not None:
            held.deadline = held.now + timedelta(seconds=held.remaining)
        held.remaining = None
        held.log(Line("resumed", log_body(deadline=held.deadline)))
        look_again(held)


def extend(round_id: str, by: User | None, *, seconds: int, meant: Meant | None = None) -> None:
    """Give the turn more time; a turn without a deadline gets one. Refused as `bad_seconds`."""
    if not 1 <= seconds <= LONGEST:
        raise MoveRefused("bad_seconds", "seconds")
    with led(round_id, by, meant=meant) as held:
        more = timedelta(seconds=seconds)
        if held.status == Status.PAUSED:
            held.remaining = (held.remaining or 0.0) + seconds
        else:
            held.deadline = max(held.deadline or held.now, held.now) + more
        held.look = True
        held.log(Line("extended", log_body(seconds=seconds, deadline=held.deadline)))
        look_again(held)


def end_as_it_stands(round_id: str, by: User | None, *, meant: Meant | None = None) -> None:
    """End the round as it stands, and score it so: everybody gets the points shown for "if it ended now"."""
    with led(round_id, by, meant=meant) as held:
        orders = sealed(held.state)
        step = stop(held.state)
        store.settle(round_id, held.turn, "ended")
        held.log(Line("scored", log_body(turn=held.turn, orders=orders)))
        for event in step.events:
            held.log(Line(kind_of(event), log_body(event=event), getattr(event, "seat", "")))
        tell_turn(held, step)
        held.advance(step.state)
        finish(held, step.state.end or "")


def end_round(round_id: str, by: User | None, *, meant: Meant | None = None) -> None:
    """End the round as it stands, without a result."""
    with led(round_id, by, meant=meant) as held:
        held.log(Line("ended", log_body(turn=held.turn)))
        finish(held, "")

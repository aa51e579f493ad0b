"""What a facilitator does with a round that runs: pause, resume, extend, end."""

from datetime import timedelta

from django.contrib.auth.models import User

from game_engine import end_as_it_stands as stop
from wargame.play.actions.closing import finish
from wargame.play.actions.common import Meant, Status, led, look_again
from wargame.play.actions.sitting import excuse
from wargame.record import store
from wargame.record.announcing import announce_turn, kind_of, log_body, sealed, versions
from wargame.record.in_hand import ENGINE, LogLine
from wargame.speech.refusing import MoveRefused

LONGEST = 7 * 86_400


def pause(round_id: str, by: User | None, *, meant: Meant | None = None) -> None:
    """Stop the clock and refuse moves until the round is resumed. A round that is paused stays so."""
    with led(round_id, by, meant=meant, leads_to=Status.PAUSED) as in_hand:
        if in_hand.status == Status.PAUSED:
            return
        left = (in_hand.deadline - in_hand.now).total_seconds() if in_hand.deadline else None
        in_hand.remaining = max(left, 0.0) if left is not None else None
        in_hand.status, in_hand.deadline, in_hand.resolve_due, in_hand.look = (
            Status.PAUSED.value,
            None,
            None,
            True,
        )
        in_hand.log(LogLine("paused", log_body(remaining=in_hand.remaining)))


def resume(round_id: str, by: User | None, *, meant: Meant | None = None) -> None:
    """Let the clock go on with the seconds that were left. A running round stays so."""
    with led(round_id, by, meant=meant, leads_to=Status.RUNNING) as in_hand:
        if in_hand.status != Status.PAUSED:
            return
        in_hand.status, in_hand.look = Status.RUNNING.value, True
        excuse(round_id)
        if in_hand.remaining is not None:
            in_hand.deadline = in_hand.now + timedelta(seconds=in_hand.remaining)
        in_hand.remaining = None
        in_hand.log(LogLine("resumed", log_body(deadline=in_hand.deadline)))
        look_again(in_hand)


def extend(round_id: str, by: User | None, *, seconds: int, meant: Meant | None = None) -> None:
    """Give the turn more time; a turn without a deadline gets one. Refused as `bad_seconds`."""
    if not 1 <= seconds <= LONGEST:
        raise MoveRefused("bad_seconds", "seconds")
    with led(round_id, by, meant=meant) as in_hand:
        more = timedelta(seconds=seconds)
        if in_hand.status == Status.PAUSED:
            in_hand.remaining = (in_hand.remaining or 0.0) + seconds
        else:
            in_hand.deadline = max(in_hand.deadline or in_hand.now, in_hand.now) + more
        in_hand.look = True
        in_hand.log(LogLine("extended", log_body(seconds=seconds, deadline=in_hand.deadline)))
        look_again(in_hand)


def end_as_it_stands(round_id: str, by: User | None, *, meant: Meant | None = None) -> None:
    """End the round as it stands, and score it so: everybody gets the points shown for "if it ended now"."""
    with led(round_id, by, meant=meant) as in_hand:
        orders = sealed(in_hand.state)
        step = stop(in_hand.state)
        store.settle(round_id, in_hand.turn, "ended")
        in_hand.log(LogLine("scored", log_body(turn=in_hand.turn, orders=orders, versions=versions())))
        for event in step.events:
            seat = getattr(event, "seat", "")
            in_hand.log(LogLine(kind_of(event), log_body(event=event), seat, source=ENGINE))
        announce_turn(in_hand, step)
        in_hand.advance(step.state)
        finish(in_hand, step.state.end or "")


def end_round(round_id: str, by: User | None, *, meant: Meant | None = None) -> None:
    """End the round as it stands, without a result."""
    with led(round_id, by, meant=meant) as in_hand:
        in_hand.log(LogLine("ended", log_body(turn=in_hand.turn, versions=versions())))
        finish(in_hand, "")

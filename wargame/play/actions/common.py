"""What the verbs share: who may lead a round, when a turn may close, and what is due."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User

from wargame.exercises.models import Exercise, Round, Seat
from wargame.exercises.once import claim
from wargame.play import broadcast, later
from wargame.play.actions import outages
from wargame.record import store
from wargame.record.held import Held
from wargame.record.models import Record
from wargame.speech.refusing import MoveRefused

Status = Record.Status


@dataclass(frozen=True)
class Meant:
    """A round as the facilitator saw it when they pressed a button: its status, and its turn (0 before the first).
    key: names this press; it is done once."""

    key: str
    status: str
    turn: int


@contextmanager
def led(round_id: str, by: User | None, *, meant: Meant | None = None, leads_to: str = "") -> Iterator[Held]:
    """Hold a round that `by` leads (nobody leads a practice) and that has begun. leads_to: the status that the verb
    is to bring about.

    Refused as `not_found`, `not_started` or `over`; and where it is not as it was `meant`, as `already_done`,
    `stale_turn` or `stale_status`.
    """
    require_lead(round_id, by)
    outages.account()
    with store.lock(round_id, told=broadcast.ring) as held:
        first(meant)
        if held is None or held.status == Status.WAITING:
            raise MoveRefused("not_started")
        if held.status == Status.OVER:
            raise MoveRefused("over")
        if meant is not None:
            require_meant(held, meant, leads_to=leads_to)
        yield held


def first(meant: Meant | None) -> None:
    """Inside the transaction that does it: refused as `already_done` where this very press has been done."""
    if meant is not None and not claim(meant.key):
        raise MoveRefused("already_done")


def require_meant(held: Held, meant: Meant, *, leads_to: str = "") -> None:
    """Whoever pressed saw the round as it is. Refused as `stale_turn`, `already_done` or `stale_status`."""
    if held.turn != meant.turn:
        raise MoveRefused("stale_turn", "turn", turn=held.turn)
    if held.status == leads_to:
        raise MoveRefused("already_done", turn=held.turn)
    if held.status != meant.status:
        raise MoveRefused("stale_status", "status", turn=held.turn)


def require_lead(round_id: str, by: User | None) -> Exercise:
    """The round's exercise, if `by` leads it. Another's is as if it were not there: `not_found`."""
    found = Round.objects.select_related("exercise").filter(pk=round_id).first()
    if found is None or found.exercise.owner_id != (by.pk if by is not None else None):
        raise MoveRefused("not_found")
    return found.exercise


def people(held: Held) -> list[str]:
    """The seats that people move for."""
    return [seat for seat, one in held.players.items() if one["kind"] == Seat.Holder.PERSON]


def bots(held: Held) -> list[str]:
    """The seats that bots move for."""
    return [seat for seat, one in held.players.items() if one["kind"] == Seat.Holder.BOT]


def everybody_ready(held: Held) -> bool:
    """Whether nobody is left to wait for: bots act when the turn closes.

    Where bots sit in for all people, their turns end by the clock or by the facilitator: else the round would be
    over within seconds, and whoever comes back would find nothing left to play.
    """
    present = people(held)
    if not present:
        return not any(one.get("sits_in") for one in held.players.values())
    return all(held.players[seat]["ready"] for seat in present)


def open_turn(held: Held, turn_seconds: int | None) -> None:
    """Set the clock of a turn that has just begun, and have done what is to be done in it."""
    held.deadline = held.now + timedelta(seconds=turn_seconds) if turn_seconds else None
    held.remaining = None
    look_again(held)
    if bots(held) and not everybody_ready(held):
        wake_bots(held)


def look_again(held: Held) -> None:
    """After readiness, people or the clock have changed: is the turn to be closed now?"""
    if held.status == Status.RUNNING and everybody_ready(held):
        held.resolve_due = held.now
        later.resolve(held.facts.round, held.turn, "ready")
    else:
        held.resolve_due = None
    held.changed = True


def wake_bots(held: Held) -> None:
    """Have the bots look at the table soon."""
    held.bots_due = held.now
    held.changed = True
    later.play_bots(held.facts.round, held.turn)

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
from wargame.record import authors, store
from wargame.record.in_hand import FACILITATOR, PERSON, RoundInHand
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
def led(
    round_id: str, by: User | None, *, meant: Meant | None = None, leads_to: str = ""
) -> Iterator[RoundInHand]:
    """Hold a round that `by` leads (nobody leads a practice) and that has begun. leads_to: the status that the verb
    is to bring about.

    Refused as `not_found`, `not_started` or `over`; and where it is not as it was `meant`, as `already_done`,
    `stale_turn` or `stale_status`.
    """
    require_lead(round_id, by)
    outages.account()
    with store.lock(round_id, announce=broadcast.ring) as in_hand:
        first(meant)
        if in_hand is None or in_hand.status == Status.WAITING:
            raise MoveRefused("not_started")
        if in_hand.status == Status.OVER:
            raise MoveRefused("over")
        if meant is not None:
            require_meant(in_hand, meant, leads_to=leads_to)
        work_for_leader(in_hand, by)
        yield in_hand


def first(meant: Meant | None) -> None:
    """Inside the transaction that does it: refused as `already_done` where this very press has been done."""
    if meant is not None and not claim(meant.key):
        raise MoveRefused("already_done")


def require_meant(in_hand: RoundInHand, meant: Meant, *, leads_to: str = "") -> None:
    """Check that the facilitator saw the round as it is. Refused as `stale_turn`, `already_done` or `stale_status`."""
    if in_hand.turn != meant.turn:
        raise MoveRefused("stale_turn", "turn", turn=in_hand.turn)
    if in_hand.status == leads_to:
        raise MoveRefused("already_done", turn=in_hand.turn)
    if in_hand.status != meant.status:
        raise MoveRefused("stale_status", "status", turn=in_hand.turn)


def require_lead(round_id: str, by: User | None) -> Exercise:
    """The round's exercise, if `by` leads it. Otherwise refused as `not_found`, as if it did not exist."""
    found = Round.objects.select_related("exercise").filter(pk=round_id).first()
    if found is None or found.exercise.owner_id != (by.pk if by is not None else None):
        raise MoveRefused("not_found")
    return found.exercise


def work_for(in_hand: RoundInHand, seat: Seat) -> None:
    """What this command logs was done by the person who sits there."""
    in_hand.source, in_hand.by = PERSON, authors.of_seat(seat)


def work_for_leader(in_hand: RoundInHand, by: User | None) -> None:
    """What this command logs was done by the facilitator, or in a practice, which nobody leads, by its player."""
    in_hand.source = FACILITATOR if by is not None else PERSON
    in_hand.by = authors.of_user(in_hand.facts.round, by)


def people(in_hand: RoundInHand) -> list[str]:
    """The seats that people move for."""
    return [seat for seat, player in in_hand.players.items() if player["kind"] == Seat.Holder.PERSON]


def bots(in_hand: RoundInHand) -> list[str]:
    """The seats that bots move for."""
    return [seat for seat, player in in_hand.players.items() if player["kind"] == Seat.Holder.BOT]


def everybody_ready(in_hand: RoundInHand) -> bool:
    """Whether nobody is left to wait for: bots act when the turn closes.

    Where bots sit in for all people, their turns end by the clock or by the facilitator: else the round would be
    over within seconds, and whoever comes back would find nothing left to play.
    """
    present = people(in_hand)
    if not present:
        return not any(player.get("sits_in") for player in in_hand.players.values())
    return all(in_hand.players[seat]["ready"] for seat in present)


def open_turn(in_hand: RoundInHand, turn_seconds: int | None) -> None:
    """Set the clock of a turn that has just begun, and start its work."""
    in_hand.deadline = in_hand.now + timedelta(seconds=turn_seconds) if turn_seconds else None
    in_hand.remaining = None
    look_again(in_hand)
    if bots(in_hand) and not everybody_ready(in_hand):
        wake_bots(in_hand)


def look_again(in_hand: RoundInHand) -> None:
    """After a change of readiness, people or clock: close the turn if it is due."""
    if in_hand.status == Status.RUNNING and everybody_ready(in_hand):
        in_hand.resolve_due = in_hand.now
        later.resolve(in_hand.facts.round, in_hand.turn, "ready")
    else:
        in_hand.resolve_due = None
    in_hand.changed = True


def wake_bots(in_hand: RoundInHand) -> None:
    """Have the bots look at the table soon."""
    in_hand.bots_due = in_hand.now
    in_hand.changed = True
    later.play_bots(in_hand.facts.round, in_hand.turn)

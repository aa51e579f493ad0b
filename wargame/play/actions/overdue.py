"""The web process itself does what the worker should have done by now, with or without Redis.

Paused rounds and clocks that stand are not overdue. No time is given back: moves were taken all along.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from wargame.play import trouble
from wargame.play.actions.bots import play_bots
from wargame.play.actions.closing import resolve_turn
from wargame.record import signs
from wargame.record.models import Record

OVERDUE = timedelta(seconds=5)
# If nobody sweeps, there is nobody to wait for.
SHORT = timedelta(seconds=1)


@dataclass(frozen=True)
class Due:
    """A turn to be closed, or bots to be played. late: so late that people must know."""

    round: str
    turn: int
    bots: bool
    late: bool


def overdue() -> list[Due]:
    """Work that is due and has not been done in time, turns first."""
    now = timezone.now()
    before = now - (SHORT if trouble.sweepless_since() else OVERDUE)
    people_could_move_until = min(now, signs.last(signs.WEB) or now)
    turns = _turns(min(before, people_could_move_until), before).values_list(
        "round_id", "turn", "deadline", "resolve_due"
    )
    found = [
        Due(round_id, turn, bots=False, late=_is_late(now, deadline, ready))
        for round_id, turn, deadline, ready in turns
    ]
    running = Record.objects.filter(status=Record.Status.RUNNING, bots_due__lte=before)
    waiting = running.values_list("round_id", "turn")
    return found + [Due(round_id, turn, bots=True, late=False) for round_id, turn in waiting]


def settle(due: Due) -> bool:
    """Do it, unless somebody has meanwhile."""
    return play_bots(due.round, due.turn) if due.bots else resolve_turn(due.round, due.turn, "overdue")


def _turns(passed: datetime, ready: datetime) -> QuerySet[Record]:
    running = Record.objects.filter(status=Record.Status.RUNNING)
    return running.filter(Q(deadline__lte=passed) | Q(resolve_due__lte=ready))


def _is_late(now: datetime, deadline: datetime | None, ready: datetime | None) -> bool:
    return any(moment is not None and moment <= now - OVERDUE for moment in (deadline, ready))

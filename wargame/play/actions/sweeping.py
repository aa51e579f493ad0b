"""What was left behind is found again: turns that are due, and bots that have not acted."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from wargame.play import later, signs, store
from wargame.play.models import Record

# A worker that has been asked gets so long before it is asked again.
PATIENCE = timedelta(seconds=3)


def sweep() -> int:
    """Ask again for whatever is due and has not been done; gives how many tasks were sent."""
    now = timezone.now()
    # In an outage no turn ends by its clock: only those are due whose time was up while people could move.
    turns = list(_due_turns(now, min(now, signs.last(signs.WEB) or now)).values_list("round_id", "turn"))
    for round_id, turn in turns:
        store.asked(round_id, turn, resolve_due=now)
        later.resolve(round_id, turn, "sweep")
    waiting = list(_due_bots(now).values_list("round_id", "turn"))
    for round_id, turn in waiting:
        store.asked(round_id, turn, bots_due=now)
        later.play_bots(round_id, turn)
    return len(turns) + len(waiting)


def _due_turns(now: datetime, passed: datetime) -> QuerySet[Record]:
    running = Record.objects.filter(status=Record.Status.RUNNING)
    due = running.filter(Q(deadline__lte=passed) | Q(resolve_due__isnull=False))
    return due.filter(Q(resolve_due__isnull=True) | Q(resolve_due__lte=now - PATIENCE))


def _due_bots(now: datetime) -> QuerySet[Record]:
    return Record.objects.filter(status=Record.Status.RUNNING, bots_due__lte=now - PATIENCE)

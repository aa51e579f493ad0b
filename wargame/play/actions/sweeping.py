"""Finds unfinished work: turns that are due, and bots that have not acted."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from wargame.play import later
from wargame.record import signs, store
from wargame.record.models import Record

# How long a worker has before it is asked again.
PATIENCE = timedelta(seconds=3)


def sweep() -> int:
    """Ask again for everything that is due and has not been done. Returns how many tasks were sent."""
    now = timezone.now()
    turns = list(_due_turns(now).values_list("round_id", "turn"))
    for round_id, turn in turns:
        store.asked(round_id, turn, turn_asked_at=now)
        later.resolve(round_id, turn, "sweep")
    waiting = list(_due_bots(now).values_list("round_id", "turn"))
    for round_id, turn in waiting:
        store.asked(round_id, turn, bots_asked_at=now)
        later.play_bots(round_id, turn)
    return len(turns) + len(waiting)


def ask_for_passed() -> None:
    """Ask for the turns whose time is just up, once."""
    now = timezone.now()
    running = Record.objects.filter(status=Record.Status.RUNNING, deadline__gt=now - PATIENCE)
    passed = running.filter(deadline__lte=min(now, signs.last(signs.WEB) or now))
    unasked = passed.filter(Q(turn_asked_at=None) | Q(turn_asked_at__lt=F("deadline")))
    for round_id, turn in list(unasked.values_list("round_id", "turn")):
        store.asked(round_id, turn, turn_asked_at=now)
        later.resolve(round_id, turn, "deadline")


def swept() -> None:
    """Leave a sign that somebody sweeps. Without one, a web process does what is due."""
    now = timezone.now()
    if not signs.give(signs.SWEEP, now=now):
        signs.begin(signs.SWEEP, now=now)


def _due_turns(now: datetime) -> QuerySet[Record]:
    # In an outage no turn ends by its clock: only those are due whose time was up while people could move.
    passed = min(now, signs.last(signs.WEB) or now)
    running = Record.objects.filter(status=Record.Status.RUNNING)
    due = running.filter(Q(deadline__lte=passed) | Q(resolve_due__lte=now - PATIENCE))
    return due.filter(Q(turn_asked_at=None) | Q(turn_asked_at__lte=now - PATIENCE))


def _due_bots(now: datetime) -> QuerySet[Record]:
    due = Record.objects.filter(status=Record.Status.RUNNING, bots_due__lte=now - PATIENCE)
    return due.filter(Q(bots_asked_at=None) | Q(bots_asked_at__lte=now - PATIENCE))

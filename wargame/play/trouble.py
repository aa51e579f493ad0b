"""The faults that this web process knows of, for tables, consoles and `/readyz`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from wargame.record import signs

# The sweep runs every second on the worker, started by beat over Redis: without one of them there is no sweep.
SWEEP_LATE = timedelta(seconds=6)


@dataclass
class State:
    """saves: whether the database takes what is written. late: the rounds whose turn should have ended."""

    saves: bool = True
    late: frozenset[str] = frozenset()

    def of(self, round_id: str) -> str:
        """What a table hears: `saving` if nothing can be saved, `late` if its turn is overdue, or nothing."""
        if not self.saves:
            return "saving"
        return "late" if round_id in self.late else ""


now = State()


def sweepless_since() -> datetime | None:
    """Since when nobody has swept though somebody should have. None while all is well, and if nobody ever has."""
    last = signs.last(signs.SWEEP)
    return last if last is not None and last < timezone.now() - SWEEP_LATE else None

"""A Celery worker that is killed outright in the middle of a turn, at the point that DIES_AT names.

Run as `celery --app tests.play.dying_worker worker …`. The point is one of the steps through which a turn's end goes.
"""

import os
import signal

import django

django.setup()

from wargame.celery import app  # noqa: E402  (the apps must be loaded first)
from wargame.play import broadcast  # noqa: E402
from wargame.play.actions import bots, closing  # noqa: E402
from wargame.record import store  # noqa: E402

POINTS = {
    "before anything": (bots, "act"),
    "after the resolution": (closing, "announce_turn"),
    "half written": (store, "_update"),
    "before the commit": (store, "_write"),
    "after the commit, before the ring": (store, "_committed"),
    "after the ring": (broadcast, "ring"),
}
AFTER = {"before the commit", "after the ring"}


def die() -> None:
    """Kill the whole worker, pool and parent, as a power cut would."""
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def plant(point: str) -> None:
    module, name = POINTS[point]
    step = getattr(module, name)

    def planted(*args, **kwargs):
        if point in AFTER:
            step(*args, **kwargs)
        die()

    setattr(module, name, planted)


plant(os.environ["DIES_AT"])

__all__ = ["app"]

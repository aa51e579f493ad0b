"""One at a time on a folder of run-time files."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from wargame.supervisor.supervise import Failed


@contextmanager
def only_one() -> Iterator[None]:
    """Lock the folder of run-time files: two supervisors would write the same Redis files. Raises Failed."""
    with (settings.VAR_DIR / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failed(
                f"Offramp already runs on the files in {settings.VAR_DIR}: stop it, or set OFFRAMP_VAR."
            ) from None
        yield

"""Lines in the log for visitors who are cut off or refused: one line a kind at a time, however many there are."""

import logging
import time

logger = logging.getLogger(__name__)

EVERY_SECONDS = 10.0

_told: dict[str, tuple[float, int]] = {}


def note(cause: str, status: int) -> None:
    """Log it, without anything that the visitor sent. Further ones of that kind within ten seconds are only counted."""
    now = time.monotonic()
    at, missed = _told.get(cause, (-EVERY_SECONDS, 0))
    if now - at < EVERY_SECONDS:
        _told[cause] = (at, missed + 1)
        return
    _told[cause] = (now, 0)
    more = f" before={missed}" if missed else ""
    logger.warning("refused status=%d cause=%s%s", status, cause, more)

"""How much a socket may send: frames a second, and how many that nobody can read."""

import time
from collections import deque

from wargame import environment

BURST = environment.integer("OFFRAMP_MOVES_BURST", 40)
A_SECOND = environment.integer("OFFRAMP_MOVES_A_SECOND", 20)
# So many frames over the limit, and the socket is closed.
TOO_MANY_OVER = 60
BAD_FRAMES, BAD_SECONDS = 10, 60.0


class Budget:
    """Tokens that come back with time. Frames that are refused cost one too, so that hammering does not help."""

    def __init__(self) -> None:
        self._left = float(BURST)
        self._at = time.monotonic()
        self._bad: deque[float] = deque(maxlen=BAD_FRAMES)

    def spend(self) -> bool:
        """Take one; False if there was none."""
        now = time.monotonic()
        self._left = min(float(BURST), self._left + (now - self._at) * A_SECOND) - 1.0
        self._at = now
        return self._left >= 0.0

    @property
    def flooding(self) -> bool:
        """Whether the sender does not stop when told to."""
        return self._left < -TOO_MANY_OVER

    def bad(self) -> bool:
        """One more frame that could not be read; whether that is one too many."""
        now = time.monotonic()
        self._bad.append(now)
        return len(self._bad) == BAD_FRAMES and now - self._bad[0] < BAD_SECONDS

"""How much a seat may send over all its connections to this process: frames, bytes, and frames that cannot be read."""

import time
from collections import deque

from wargame import environment

BURST = environment.integer("OFFRAMP_MOVES_BURST", 40)
A_SECOND = environment.integer("OFFRAMP_MOVES_A_SECOND", 20)
# Every message is stored for everyone who hears it. A person who types sends ten bytes a second.
BYTES_BURST = max(65_536, environment.integer("OFFRAMP_BYTES_BURST", 131_072))
BYTES_A_SECOND = environment.integer("OFFRAMP_BYTES_A_SECOND", 8_192)
# After so many frames over the limit, the connection is closed.
TOO_MANY_OVER = 60
BAD_FRAMES, BAD_SECONDS = 10, 60.0
# After so long a silence a budget is full again, and forgotten.
FORGOTTEN_AFTER = 120.0
MOST_KEPT = 2_000


class Budget:
    """Tokens that come back with time. Refused frames cost one too, so that hammering does not help."""

    def __init__(self) -> None:
        self._left = float(BURST)
        self._bytes = float(BYTES_BURST)
        self.at = time.monotonic()
        self._bad: deque[float] = deque(maxlen=BAD_FRAMES)

    def spend(self, size: int) -> bool:
        """Take one frame of that size; False if there was no room for it."""
        now = time.monotonic()
        passed, self.at = now - self.at, now
        self._left = min(float(BURST), self._left + passed * A_SECOND) - 1.0
        self._bytes = min(float(BYTES_BURST), self._bytes + passed * BYTES_A_SECOND)
        if self._left < 0.0 or self._bytes < size:
            return False
        self._bytes -= size
        return True

    @property
    def flooding(self) -> bool:
        """Whether the sender goes on after being told to slow down."""
        return self._left < -TOO_MANY_OVER

    def bad(self) -> bool:
        """Count a frame that could not be read; whether that is one too many."""
        now = time.monotonic()
        self._bad.append(now)
        return len(self._bad) == BAD_FRAMES and now - self._bad[0] < BAD_SECONDS


def budget_of(seat_id: str) -> Budget:
    """The seat's budget in this process. Another process has its own."""
    budget = _budgets.get(seat_id)
    if budget is None:
        if len(_budgets) >= MOST_KEPT:
            _forget_old()
        budget = _budgets[seat_id] = Budget()
    return budget


def _forget_old() -> None:
    old = time.monotonic() - FORGOTTEN_AFTER
    for seat_id in [seat_id for seat_id, budget in _budgets.items() if budget.at < old]:
        del _budgets[seat_id]


_budgets: dict[str, Budget] = {}

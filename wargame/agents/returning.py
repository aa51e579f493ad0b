"""When a client tries its line again, as docs/protocol.md asks of it."""

from random import Random

FIRST_WAIT, LONGEST_WAIT = 0.25, 8.0


class Returning:
    """Counts the attempts of one client. `draw` makes the moments random, so that a class does not come as a herd."""

    def __init__(self, draw: Random) -> None:
        self._draw = draw
        self._silent = 0
        self._rest = 0.0

    def wait(self, *, answered: bool) -> float:
        """Seconds to wait.

        answered: the attempt was refused, or an open line has ended; then it is a random moment of each second.
        Only while nothing answers does the wait double, to eight seconds.
        """
        chance = self._draw.random()
        if answered:
            wait, self._rest = self._rest + chance, 1.0 - chance
            self._silent = 0
            return wait
        self._rest = 0.0
        self._silent += 1
        return chance * min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** (self._silent - 1))

    def reset(self) -> None:
        """The line is there."""
        self._silent = 0
        self._rest = 0.0

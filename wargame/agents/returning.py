"""When a client connects again, as docs/protocol.md asks."""

from random import Random

FIRST_WAIT, LONGEST_WAIT = 0.25, 8.0


class Returning:
    """Counts the attempts of one client. `draw` makes the moments random, so that a class does not come all at once."""

    def __init__(self, draw: Random) -> None:
        self._draw = draw
        self._silent = 0
        self._rest = 0.0

    def wait(self, *, answered: bool) -> float:
        """Seconds to wait.

        answered: the attempt was refused, or an open connection has ended. Then it is a random moment of each second.
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
        """The connection is open."""
        self._silent = 0
        self._rest = 0.0

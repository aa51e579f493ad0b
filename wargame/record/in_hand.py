"""What a command holds of a round while it works, and what it leaves to be written and told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from game_engine import RoundState, Scenario

Body = str


@dataclass(frozen=True)
class Facts:
    """What never changes of a round."""

    round: str
    exercise: str
    number: int
    practice: bool
    scenario: Scenario
    hides_bots: bool = False


@dataclass(frozen=True)
class Announcement:
    """What one commit has to tell: by seat, the numbered frames; `look`: something unnumbered has changed."""

    round: str
    number: int
    frames: dict[str, list["Frame"]]
    look: bool = False


@dataclass(frozen=True)
class Frame:
    """A numbered frame of one seat, as it is kept."""

    number: int
    turn: int
    at: datetime
    kind: str
    body: Body


@dataclass
class LogLine:
    """A line for the log. `seq` is what the move's sender is told in the ack."""

    kind: str
    body: Body
    seat: str = ""
    command: UUID | None = None
    seq: int | None = None
    turn: int = 0


@dataclass
class RoundInHand:
    """A locked round: the record's columns, and what is to be written when the lock is let go."""

    facts: Facts
    now: datetime
    load: Callable[[int], RoundState]
    status: str
    turn: int
    version: int
    number: int
    digest: str
    heads: dict[str, int]
    players: dict[str, dict[str, Any]]
    seed: int
    deadline: datetime | None
    remaining: float | None
    resolve_due: datetime | None
    bots_due: datetime | None
    began_at: datetime | None
    ended_at: datetime | None
    end: str
    lines: list[LogLine] = field(default_factory=list)
    frames: dict[str, list[Frame]] = field(default_factory=dict)
    boards: dict[int, Body] = field(default_factory=dict)
    look: bool = False
    changed: bool = False
    moved: bool = False
    _state: RoundState | None = None

    @property
    def loaded(self) -> RoundState | None:
        """The state if this command has looked at it."""
        return self._state

    @property
    def state(self) -> RoundState:
        """The state that the log comes to."""
        if self._state is None:
            self._state = self.load(self.version)
        return self._state

    def advance(self, state: RoundState) -> None:
        """Take a new state."""
        if state is self._state:
            return
        self._state, self.moved = state, True
        for one in state.seats:
            self.players[one.seat]["ready"] = one.ready

    def log(self, line: LogLine) -> LogLine:
        """Append a line to the log."""
        line.turn = self.turn
        self.lines.append(line)
        return line

    def show(self, board: Body) -> None:
        """Put down the public board as the present turn leaves it."""
        self.boards[self.turn] = board

    def tell(self, seat: str, kind: str, body: Body) -> int:
        """Give a seat its next numbered frame."""
        number = self.heads.get(seat, 0) + 1
        self.heads[seat] = number
        self.frames.setdefault(seat, []).append(Frame(number, self.turn, self.now, kind, body))
        return number

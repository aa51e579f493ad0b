"""What a command knows of a round while it works, and what it leaves to be written and announced."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from game_engine import RoundState, Scenario
from wargame.record.models import LogEntry
from wargame.record.tokens import Written, fields_of
from wargame.record.tokens import token as token_of

Body = str

ENGINE, PERSON, BOT, STANDING, FACILITATOR = (source.value for source in LogEntry.Source)
OF_PEOPLE = (PERSON, FACILITATOR)


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
    """A numbered frame of one seat, as it is stored."""

    number: int
    turn: int
    at: datetime
    kind: str
    body: Body


@dataclass
class LogLine:
    """A line for the log. `seq` is what the move's sender is told in the ack.

    source and author: what wrote it, and the pseudonym of the person who did it. Left empty, they are those of whoever
    the command works for.
    """

    kind: str
    body: Body
    seat: str = ""
    command: UUID | None = None
    source: str = ""
    author: str = ""
    branch: int = 0
    seq: int | None = None
    turn: int = 0


@dataclass
class RoundInHand:
    """A locked round: the record's columns, and what is to be written when the lock is let go.

    source, by: what the command works for, and the pseudonym of the person, if it is one. texts: what people wrote, by
    token.
    """

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
    format: int
    authors: dict[str, str]
    source: str = ENGINE
    by: str = ""
    texts: dict[str, Written] = field(default_factory=dict)
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
        for own in state.seats:
            self.players[own.seat]["ready"] = own.ready

    def log(self, line: LogLine) -> LogLine:
        """Append a line to the log."""
        line.turn, line.source = self.turn, line.source or self.source
        if not line.author and line.source in OF_PEOPLE:
            line.author = self.by
        self.lines.append(line)
        return line

    def put_aside(self, text: str) -> str:
        """What stands in bodies of the log and of frames for a text that a person wrote.

        A round of the first format has its texts in the log itself.
        """
        if self.format == 1:
            return text
        for token, written in self.texts.items():
            if written.text == text:
                return token
        written = Written(text)
        token = token_of(written.digest)
        self.texts[token] = written
        return token

    def put_parts_aside(self, *parts: Any) -> list[Any]:
        """Moves and events as they stand in bodies: a person's texts are put aside."""
        return [self._put_part_aside(part, fields) if (fields := fields_of(part)) else part for part in parts]

    def _put_part_aside(self, part: Any, fields: Iterable[str]) -> Any:
        return replace(part, **{name: self.put_aside(getattr(part, name)) for name in fields})

    def show(self, board: Body) -> None:
        """Write the public board as the present turn leaves it."""
        self.boards[self.turn] = board

    def add_frame(self, seat: str, kind: str, body: Body) -> int:
        """Give a seat its next numbered frame."""
        number = self.heads.get(seat, 0) + 1
        self.heads[seat] = number
        self.frames.setdefault(seat, []).append(Frame(number, self.turn, self.now, kind, body))
        return number

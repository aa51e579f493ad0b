"""The chain of a round's log: each entry's digest is over the one before it and over all that the entry says.

There are two formats. The first (rounds whose `started` names none) knows neither source, author nor branch, leaves
out the client's id and number, and holds what people wrote as it is. The second is named in `started`; it covers every
column, and holds of texts and authors a salted digest alone.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import msgspec

FORMAT = 2
"""The format of rounds that begin now."""

_encode = msgspec.json.Encoder().encode


class Entry(Protocol):
    """What the chain reads of an entry: a row that is to be written, or one that was read."""

    @property
    def number(self) -> int: ...
    @property
    def branch(self) -> int: ...
    @property
    def turn(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def source(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def seat(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def command(self) -> UUID | None: ...
    @property
    def seq(self) -> int | None: ...


class Row(NamedTuple):
    """An entry that is to be written. author: the salted digest."""

    number: int
    branch: int
    turn: int
    at: datetime
    source: str
    author: str
    seat: str
    kind: str
    body: str
    command: UUID | None
    seq: int | None


def chained(before: str, entry: Entry, *, format: int) -> str:
    """The digest of an entry that comes after the one with the digest `before`, which is empty for the first.

    Raises KeyError for an unknown format.
    """
    return sha256(_FORMATS[format](before, entry)).hexdigest()


def knows(format: Any) -> bool:
    """Whether this program can read a chain of that format."""
    return format in _FORMATS


def _first(before: str, entry: Entry) -> bytes:
    at = entry.at.astimezone(UTC).isoformat()
    return f"{before}\n{entry.number}\n{entry.turn}\n{at}\n{entry.seat}\n{entry.kind}\n{entry.body}".encode()


def _second(before: str, entry: Entry) -> bytes:
    at = entry.at.astimezone(UTC).isoformat()
    command = str(entry.command) if entry.command is not None else None
    who = [entry.source, entry.author, entry.seat]
    return _encode(
        [before, entry.number, entry.branch, entry.turn, at, *who, entry.kind, entry.body, command, entry.seq]
    )


_FORMATS: dict[int, Callable[[str, Entry], bytes]] = {1: _first, 2: _second}

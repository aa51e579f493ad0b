"""The frames of the socket protocol, a type each. docs/protocol.md explains them.

Incoming frames are read strictly: an unknown field, another type or too deep nesting is a BadFrame with a code.
"""

import json
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, Literal, Never
from uuid import UUID

import msgspec
from msgspec import Meta, Raw

from game_engine import Move, misfit

PROTOCOL = 1
LARGEST_FRAME = 65_536
DEEPEST = 12


class BadFrame(Exception):
    """A frame that cannot be read. `detail` names the part; `command` is the move's id where legible."""

    def __init__(self, code: str, detail: str = "", *, command: str | None = None) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.command = command


class In(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="t"):
    """The root of the frames that clients send."""


class Hello(In, frozen=True, tag="hello"):
    """The first frame. A `since` that is not a number and an unknown language count as missing."""

    since: Any = None
    language: Any = None


class MoveFrame(In, frozen=True, tag="move"):
    id: str
    turn: Annotated[int, Meta(ge=0, le=10_000)]
    move: Raw


class Ping(In, frozen=True, tag="ping"):
    pass


class Older(In, frozen=True, tag="older"):
    """Asks for what was left out; `before` as the server gave it."""

    of: Literal["talk", "offers", "ledger"]
    before: Annotated[str, Meta(max_length=40)] | None = None


class Out(msgspec.Struct, frozen=True, tag_field="t", omit_defaults=True):
    """The root of the frames that the server sends."""


class Welcome(Out, frozen=True, tag="welcome", omit_defaults=False):
    protocol: int
    round: str
    seat: str
    scenario: str
    head: int
    now: str
    language: str


class Clock(Out, frozen=True, tag="clock", omit_defaults=False):
    deadline: str | None
    paused: bool
    now: str
    status: str


class Trouble(Out, frozen=True, tag="trouble", omit_defaults=False):
    """What is wrong with the server: `saving` (nothing can be saved), `late` (the turn is overdue), or nothing."""

    kind: str


class Present(msgspec.Struct, frozen=True):
    """One seat: is someone there, when last seen, who moves for it, is it ready."""

    present: bool
    since: str | None
    kind: str
    ready: bool


class Presence(Out, frozen=True, tag="presence"):
    seats: dict[str, Present]


class Deed(msgspec.Struct, frozen=True):
    """Something that a bot did in a person's seat, in a sentence."""

    turn: int
    text: str


class Spell(msgspec.Struct, frozen=True):
    """A time in which a bot sat in a person's seat."""

    since: str
    until: str
    did: list[Deed]


class Relieved(Out, frozen=True, tag="relieved"):
    """For the person who has come back: when bots sat here, and what they did."""

    spells: list[Spell]


class EventFrame(Out, frozen=True, tag="event"):
    seq: int
    turn: int
    at: str
    event: Raw
    offer: Raw | None = None
    commitments: list[Raw] | None = None


class TurnFrame(Out, frozen=True, tag="turn"):
    seq: int
    turn: int
    at: str
    report: Raw
    view: Raw


class Snapshot(Out, frozen=True, tag="snapshot", omit_defaults=False):
    seq: int
    view: Raw
    talk: list[Raw]
    older: str | None
    report: Raw | None
    clock: Clock
    presence: Presence


class Earlier(Out, frozen=True, tag="earlier", omit_defaults=False):
    """What was left out before; `before` asks for the rest, None if there is no more."""

    of: str
    lines: list[Raw]
    before: str | None


class Ack(Out, frozen=True, tag="ack"):
    id: str
    seq: int


class Nack(Out, frozen=True, tag="nack", omit_defaults=False):
    id: str | None
    code: str
    message: str
    detail: str
    turn: int | None


class Pong(Out, frozen=True, tag="pong"):
    now: str


class Ring(Out, frozen=True, tag="ring"):
    """For those who watch: something has changed in that round."""

    round: str
    number: int


encode = msgspec.json.Encoder().encode


@lru_cache(maxsize=256)
def iso_time(moment: datetime) -> str:
    """A moment as frames carry it: UTC, to the millisecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


Frame = Hello | MoveFrame | Ping | Older
_read = msgspec.json.Decoder(Frame).decode
_plain = msgspec.json.Decoder().decode


def read(text: str) -> Frame:
    """The frame that a client sent. Raises BadFrame."""
    try:
        frame = _read(text)
        _require_once(text)
    except (msgspec.DecodeError, RecursionError):
        _explain(text)
    if isinstance(frame, Hello) and depth(text) > DEEPEST:
        raise BadFrame("too_deep")
    return frame


def _require_once(text: str) -> None:
    """Raise BadFrame if an object has a field twice: readers differ on which of the two counts."""
    # Each part has its colon. Where there are no more of them than parts, no part can be there twice; the
    # slower reading is for colons within texts.
    if text.count(":") != _parts(_plain(text)):
        _read_once(text)


def _parts(value: Any) -> int:
    """How many fields plain data has, at all depths."""
    if isinstance(value, list):
        return sum(_parts(inner) for inner in value)
    if isinstance(value, dict):
        return len(value) + sum(_parts(inner) for inner in value.values() if type(inner) in (dict, list))
    return 0


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadFrame("bad_json")
    return found


def _no_number(name: str) -> Never:
    """NaN and the infinities, which Python reads and JSON has not."""
    raise ValueError(name)


# Numbers of any length are read as floats: it is the names that are looked at.
_read_once = json.JSONDecoder(object_pairs_hook=_once, parse_int=float, parse_constant=_no_number).decode


def _is_json(text: str) -> bool:
    """Whether the text is JSON, however large its numbers are. Raises BadFrame where an object names a part twice."""
    try:
        _read_once(text)
    except (ValueError, RecursionError):
        return False
    return True


def command_id(frame: MoveFrame) -> UUID:
    """The move's id. Raises BadFrame if it is not a UUID in its usual form."""
    if len(frame.id) == 36:
        try:
            return UUID(frame.id)
        except ValueError:
            pass
    raise BadFrame("bad_id", "id")


def bad_move(frame: MoveFrame) -> BadFrame:
    """What is wrong with an invalid move."""
    legible = frame.id if len(frame.id) == 36 else None
    if depth(bytes(frame.move).decode()) > DEEPEST - 1:
        return BadFrame("too_deep", "move", command=legible)
    code, detail = judged(Move, _plain(frame.move))
    return BadFrame(code, f"move.{detail}" if detail else "move", command=legible)


def _explain(text: str) -> Never:
    """Why the frame could not be read: the first thing wrong with it, from the outside in."""
    plain = _plainly(text)
    if not isinstance(plain, dict):
        raise BadFrame("bad_envelope")
    tag = plain.get("t")
    if tag not in ("hello", "move", "ping", "older"):
        raise BadFrame("unknown_type", "t")
    command = plain.get("id")
    if tag == "move" and (not isinstance(command, str) or len(command) != 36):
        raise BadFrame("bad_id", "id")
    if tag == "move" and "turn" not in plain:
        raise BadFrame("stale_turn", "turn", command=command)
    raise BadFrame(*judged(Frame, plain), command=command if tag == "move" else None)


def _plainly(text: str) -> Any:
    """The frame as plain data. Raises BadFrame for text that is not JSON or too deep."""
    if depth(text) > DEEPEST:
        raise BadFrame("too_deep")
    try:
        _require_once(text)
        return _plain(text)
    except (msgspec.DecodeError, RecursionError):
        if _HALF_LETTER.search(text):
            raise BadFrame("bad_text") from None
        # It is JSON, with a number that no computer holds.
        raise BadFrame("bad_type" if _is_json(text) else "bad_json") from None


def depth(text: str) -> int:
    """How deep the brackets are nested, without those in strings."""
    deepest = level = 0
    for mark in _MARKS.findall(text):
        if mark in "[{":
            level += 1
            deepest = max(deepest, level)
        elif mark in "]}":
            level -= 1
    return deepest


_MARKS = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.DOTALL)
# The JSON of half a letter beyond the first 65,536; whole ones come in pairs, which can be read.
_HALF_LETTER = re.compile(r"\\u[dD][89a-fA-F]")
_CODES = {
    "type": "bad_type",
    "bounds": "out_of_range",
    "length": "out_of_range",
    "pattern": "bad_type",
    "option": "unknown_type",
    "unknown": "unknown_field",
    "missing": "missing_field",
    "key": "bad_type",
}


def judged(kind: Any, plain: Any) -> tuple[str, str]:
    """(code, path) of the first thing that is wrong with plain data that msgspec has refused."""
    wrong = misfit(kind, plain)
    return ("bad_type", "") if wrong is None else (_CODES[wrong.fault], wrong.place[:80])

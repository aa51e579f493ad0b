"""States, moves and events as plain JSON and back, with the number of the schema they are written in.

An older record is brought up to date by the upcasters, one a schema step, before it is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec

from game_engine.errors import CodecError
from game_engine.events import Event
from game_engine.moves import Move
from game_engine.scenario import Scenario
from game_engine.state import RoundState

SCHEMA = 2
"""The shape of a stored state, and nothing else. RULES numbers what the rules do with it."""


def _says_whether_stopped(body: dict[str, Any]) -> dict[str, Any]:
    """Schema 1 wrote `stopped` only if it was true, and not at all before rounds could be stopped."""
    return {"stopped": False, **body}


UPCASTERS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _says_whether_stopped}
"""By schema number, the function that turns a record of it into one of the next."""

_ENCODER = msgspec.json.Encoder(order="deterministic")
_MOVE = msgspec.json.Decoder(Move)
_SKIPPED = frozenset({"scenario"})
_FIELDS = frozenset(RoundState.__struct_fields__) - _SKIPPED


class _Stored(msgspec.Struct):
    schema: int
    digest: str
    state: msgspec.Raw


_STORED = msgspec.json.Decoder(_Stored)


def dump_state(state: RoundState) -> bytes:
    """A state as JSON bytes; the scenario is named by its digest, not copied."""
    body = {name: getattr(state, name) for name in state.__struct_fields__ if name not in _SKIPPED}
    return _ENCODER.encode({"schema": SCHEMA, "digest": state.scenario.digest, "state": body})


def load_state(data: bytes, scenario: Scenario) -> RoundState:
    """The state of `dump_state`. Raises CodecError for another scenario's, a newer schema's, or a damaged record."""
    try:
        stored = _STORED.decode(data)
        body = msgspec.json.decode(stored.state)
    except msgspec.DecodeError as error:
        raise CodecError(f"not a stored state: {error}") from error
    if stored.digest != scenario.digest:
        raise CodecError("stored with another scenario")
    if not 0 < stored.schema <= SCHEMA:
        raise CodecError(f"schema {stored.schema} is not one that this engine reads (1 to {SCHEMA})")
    for number in range(stored.schema, SCHEMA):
        body = UPCASTERS[number](body)
    missing = _FIELDS - body.keys()
    if missing:
        raise CodecError(f"damaged state: without {', '.join(sorted(missing))}")
    try:
        return msgspec.convert({**body, "scenario": scenario}, RoundState)
    except msgspec.ValidationError as error:
        raise CodecError(f"damaged state: {error}") from error


def decode_move(data: bytes | dict[str, Any]) -> Move:
    """A move from JSON. Raises msgspec.ValidationError (or DecodeError) naming the path of what is wrong."""
    move: Move = msgspec.convert(data, Move) if isinstance(data, dict) else _MOVE.decode(data)
    return move


def to_plain(value: object) -> Any:
    """Moves, events, views and their parts as plain JSON data."""
    return msgspec.to_builtins(value)


def load_event(data: dict[str, Any]) -> Event:
    """An event from plain data. Raises CodecError for anything else."""
    try:
        event: Event = msgspec.convert(data, Event)
    except msgspec.ValidationError as error:
        raise CodecError(f"not an event: {error}") from error
    return event


def fingerprint(state: RoundState) -> str:
    """A hash of everything in a state, scenario included: two states are equal when theirs are."""
    return hashlib.sha256(dump_state(state)).hexdigest()

"""Scenarios as JSON bytes, exact to the last digit, with the digest that names them."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec

from game_engine.errors import CodecError
from game_engine.scenario import Scenario

DIGEST_LENGTH = 16


def digest_of(scenario: Scenario) -> str:
    """The first 16 hex digits of the SHA-256 of the scenario's canonical JSON, its own digest left empty."""
    return _digest(msgspec.to_builtins(scenario))


def sealed(scenario: Scenario) -> Scenario:
    """The scenario with its digest."""
    return msgspec.structs.replace(scenario, digest=digest_of(scenario))


def dump_scenario(scenario: Scenario) -> bytes:
    """The scenario as canonical JSON, under the digest of what is written.

    One that was stored before the engine had all of today's entries is written with those, hence under another digest.
    """
    return msgspec.json.encode(sealed(scenario), order="sorted")


def read_scenario(data: bytes | str) -> Scenario:
    """The scenario that `dump_scenario` wrote, now or in an older version: entries that came since have their default,
    and the digest stays the one under which it was stored. Raises CodecError for damaged or altered data."""
    try:
        scenario = msgspec.json.decode(data, type=Scenario, strict=True)
        stored: dict[str, Any] = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        raise CodecError(f"stored scenario: {broken}") from broken
    # Over what is stored, not over what was read: a later engine reads more entries than an older one wrote.
    if scenario.digest != _digest(stored):
        raise CodecError("stored scenario: its digest does not fit its content")
    return scenario


def _digest(plain: dict[str, Any]) -> str:
    blank = {**plain, "digest": ""}
    return sha256(msgspec.json.encode(blank, order="sorted")).hexdigest()[:DIGEST_LENGTH]

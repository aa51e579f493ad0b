"""Scenarios as JSON bytes, exact to the last digit, with the digest that names them."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from game_engine.errors import CodecError
from game_engine.scenario import Scenario

DIGEST_LENGTH = 16


def digest_of(scenario: Scenario) -> str:
    """The first 16 hex digits of the SHA-256 of the scenario's canonical JSON, its own digest left empty."""
    blank = msgspec.structs.replace(scenario, digest="")
    return sha256(msgspec.json.encode(blank, order="sorted")).hexdigest()[:DIGEST_LENGTH]


def sealed(scenario: Scenario) -> Scenario:
    """The scenario with its digest."""
    return msgspec.structs.replace(scenario, digest=digest_of(scenario))


def dump_scenario(scenario: Scenario) -> bytes:
    """The scenario as canonical JSON."""
    return msgspec.json.encode(scenario, order="sorted")


def read_scenario(data: bytes | str) -> Scenario:
    """The scenario that `dump_scenario` wrote. Raises CodecError for damaged or altered data."""
    try:
        scenario = msgspec.json.decode(data, type=Scenario, strict=True)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        raise CodecError(f"stored scenario: {broken}") from broken
    if scenario.digest != digest_of(scenario):
        raise CodecError("stored scenario: its digest does not fit its content")
    return scenario

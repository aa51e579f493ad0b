"""States that an earlier engine stored are brought up to date, a step a schema, and read."""

from __future__ import annotations

import json

import pytest

from game_engine import (
    SCHEMA,
    CodecError,
    Seating,
    dump_state,
    fingerprint,
    load_scenario,
    load_state,
    new_round,
)

SCENARIO = load_scenario("first-steps")


def stored(schema: int, **changes: object) -> bytes:
    """A state as it is stored, in that schema; a change to None takes a field away."""
    plain = json.loads(dump_state(new_round(SCENARIO, 7, Seating(officers=SCENARIO.officers.usual)).state))
    state = {
        name: value for name, value in (plain["state"] | changes).items() if name not in changes or value
    }
    return json.dumps({**plain, "schema": schema, "state": state}).encode()


def test_a_state_of_the_first_schema_is_read() -> None:
    """It did not say whether the round was stopped, unless it was."""
    assert SCHEMA == 2
    now = load_state(stored(2), SCENARIO)
    assert fingerprint(load_state(stored(1, stopped=None), SCENARIO)) == fingerprint(now)
    assert load_state(stored(1, stopped=True), SCENARIO).stopped


@pytest.mark.parametrize("name", ["stopped", "board", "ledger"])
def test_a_state_of_this_schema_says_all(name: str) -> None:
    with pytest.raises(CodecError, match=f"damaged state: without {name}"):
        load_state(stored(SCHEMA, **{name: None}), SCENARIO)


def test_a_field_that_is_no_more_is_not_passed_over() -> None:
    with pytest.raises(CodecError, match="serial"):
        load_state(stored(SCHEMA, serial=3), SCENARIO)


@pytest.mark.parametrize("schema", [0, SCHEMA + 1])
def test_another_schema_is_not_guessed_at(schema: int) -> None:
    with pytest.raises(CodecError, match=f"schema {schema}"):
        load_state(stored(schema), SCENARIO)

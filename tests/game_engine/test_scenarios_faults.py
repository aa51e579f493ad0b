"""One fault in a whole scenario, of shape or of sense: refused with the path at fault and what belongs there."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from game_engine import ScenarioError, parse_scenario
from tests.game_engine.scenario_files import GONE, changed, document, full, index, refused

FREE = settings(max_examples=60, deadline=None)
FULL = full()

# ------------------------------------------------------------------------------------------------- shape and sense

COERCER, PATRONS = index("roles", role="coercer"), index("roles", role="patrons")
ULTIMATUM = index("orders", kind="ultimatum")
RESIST = index("orders", kind="resist")
AMNESTY, EXILE = index("undertakings", kind="amnesty"), index("undertakings", kind="exile")
DEFECT, RESIGN = index("undertakings", kind="defect"), index("undertakings", kind="resign")
TEXT = {"en": "A", "es": "B"}
SECRET = {"fact": "resolved", "value": True, "text": TEXT}


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        (("start", "cohesion", "much"), "start.cohesion"),
        (("start", "cohesion", GONE), "start.cohesion"),
        (("start", "cohesion", -0.1), "start.cohesion"),
        (("start", "mood", 1), "start.mood"),
        (("start", "posture", "sleep"), "start.posture"),
        (("turns", 0), "turns"),
        (("turns", 1_000_000), "turns"),
        (("turn_days", -1), "turn_days"),
        (("starts", "1 December"), "starts"),
        (("starts", "2025-13-01"), "starts"),
        (("title", "es", ""), "title.es"),
        (("title", "en", GONE), "title.en"),
        (("title", {}), "title.en"),
        (("title", "xx", "A"), "title.xx"),
        (("orders", 3, "kind", 5), "orders[3].kind"),
        (("ends", "coup", "region", "fixed", 1000), "ends.coup.region.fixed"),
        (("ends", "coup", "region", "foxed", 1), "ends.coup.region.foxed"),
        (("ends", "coup", GONE), "ends.coup"),
        (("ends", "draw", {}), "ends"),
        (("parameters", {"ledger": {"priors": {"coercer": {"threat": 2}}}}), "parameters.ledger.priors.coercer.threat"),
        (("parameters", {"ledger": {"priors": {"us": {}}}}), "parameters.ledger.priors"),
        (("tracks", "legal", GONE), "tracks.legal"),
        (("tracks", "mood", TEXT), "tracks.mood"),
        (("tracks", "legal", "es", 3), "tracks.legal.es"),
        (("officers", "usual", 0), "officers.usual"),
        (("officers", {"least": 3, "usual": 2, "most": 6}), "officers.least"),
        (("officers", {"least": 1, "usual": 5, "most": 4}), "officers.usual"),
        (("officers", {"most": 6, "cells": 5}), "officers.cells"),
        (("start", "ultimatum", 13), "start.ultimatum"),
        (("start", "exile_closes", 13), "start.exile_closes"),
        (("start", "host", "nowhere"), "start.host"),
        (("start", "host", GONE), "start.exile_closes"),
        (("roles", COERCER, GONE), "roles"),
        (("roles", PATRONS, "role", "region"), f"roles[{PATRONS}].role"),
        (("roles", PATRONS, "seat", "us"), f"roles[{COERCER}].seat"),
        (("roles", PATRONS, "seat", "spectator"), f"roles[{PATRONS}].seat"),
        (("roles", PATRONS, "seat", "officer-1"), f"roles[{PATRONS}].seat"),
        (("roles", index("roles", role="officer"), "seat", "general"), "roles[3].seat"),
        (("ends", "coup", "patrons", GONE), "ends.coup.patrons"),
        (("undertakings", RESIGN, "demandable", False), "undertakings"),
        (("roles", COERCER, "secrets", 0, "fact", "vengeful"), f"roles[{COERCER}].secrets[0].fact"),
        (("roles", PATRONS, "secrets", [SECRET]), f"roles[{PATRONS}].secrets[0].fact"),
        (("roles", PATRONS, GONE), f"orders[{index('orders', role='patrons')}].role"),
        (("orders", 1, "kind", "hold"), "orders[1].kind"),
        (("orders", 1, "kind", "nuke"), "orders[1].kind"),
        (("orders", ULTIMATUM, "fields", []), f"orders[{ULTIMATUM}].fields"),
        (("orders", ULTIMATUM, "fields", ["by", "by"]), f"orders[{ULTIMATUM}].fields"),
        (("orders", ULTIMATUM, "phase", "day_after"), f"orders[{ULTIMATUM}].phase"),
        (("orders", RESIST, "threat", True), f"orders[{RESIST}].threat"),
        (("orders", RESIST, GONE), "orders"),
        (("orders", index("orders", kind="cells"), GONE), "orders"),
        (("undertakings", 0, "kind", "exile"), "undertakings[1].kind"),
        (("undertakings", RESIGN, "order", "sail"), f"undertakings[{RESIGN}].order"),
        (("undertakings", RESIGN, "order", GONE), f"undertakings[{RESIGN}].order"),
        (("undertakings", RESIGN, "roles", []), f"undertakings[{RESIGN}].roles"),
        (("undertakings", RESIGN, "roles", ["coercer"]), f"undertakings[{RESIGN}].order"),
        (("undertakings", DEFECT, "roles", ["coercer"]), f"undertakings[{DEFECT}].roles"),
        (("undertakings", DEFECT, "order", "cells"), f"undertakings[{DEFECT}].order"),
        (("undertakings", AMNESTY, "fields", ["breadth"]), f"undertakings[{AMNESTY}].fields"),
        (("undertakings", AMNESTY, "will", "es", "{host}"), f"undertakings[{AMNESTY}].will.es"),
        (("undertakings", AMNESTY, "does", "en", "{breadth.real}"), f"undertakings[{AMNESTY}].does.en"),
        (("undertakings", AMNESTY, "does", "en", "{breadth!r}"), f"undertakings[{AMNESTY}].does.en"),
        (("undertakings", AMNESTY, "does", "en", "{"), f"undertakings[{AMNESTY}].does.en"),
        (("undertakings", EXILE, "name", "en", "{host}"), f"undertakings[{EXILE}].name.en"),
        (("hosts", 1, "id", "gulf"), "hosts[0].id"),
        (("hosts", 1, "offered_by", ["moon"]), "hosts[1].offered_by[0]"),
        (("standing", 0, "role", "coercer"), "standing[0].role"),
        (("standing", 0, "main", "sail"), "standing[0].main"),
        (("standing", 0, "minor", "defer"), "standing[0].minor"),
        (("standing", 0, "track", "cohesion"), "standing[0].track"),
        (("standing", 0, "at_least", GONE), "standing[0].at_least"),
        (("standing", 2, GONE), "standing"),
        (("standing", []), "standing"),
        (("lessons", [{"turn": 20, "panel": "me", "text": TEXT}]), "lessons[0].turn"),
        (("lessons", [{"turn": 1, "panel": "window", "text": TEXT}]), "lessons[0].panel"),
    ],
)  # fmt: skip
def test_refused_with_its_path(steps: tuple[Any, ...], path: str) -> None:
    fault = refused(changed(*steps))
    assert fault.path == path
    assert fault.expected


def test_says_what_belongs_there() -> None:
    assert refused(changed("start", "cohesion", "much")).expected == ('a number from 0 to 1.2; found "much"')
    assert "coercer" in refused(changed("roles", COERCER, GONE)).expected
    assert "raise_buildup" in refused(changed("orders", 1, "kind", "nuke")).expected


def test_script_in_a_text_is_only_text() -> None:
    assert parse_scenario(changed("title", "en", "<script>")).title["en"] == "<script>"


# ------------------------------------------------------------------------------------------------- whatever comes

VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([[], {}, [[]], {"en": "x"}, "us", "hold", -1, 10**400, "{0}", "\x00"])
)


@FREE
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    refused(data)


@FREE
@given(st.integers(0, len(FULL)), st.integers(0, 40), st.text(max_size=12))
def test_a_file_torn_and_patched(at: int, length: int, patch: str) -> None:
    torn = FULL[:at] + patch + FULL[at + length :]
    try:
        parse_scenario(torn)
    except ScenarioError as fault:
        assert fault.path
        assert fault.expected


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in plain data, by its steps."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [one for key, value in items for one in ((*path, key), *places(value, (*path, key)))]


PLACES = places(tomllib.loads(FULL))


@FREE
@given(st.sampled_from(PLACES), VALUES | st.just(GONE))
@example(("hosts",), [])
@example(("roles",), {})
@example(("officers",), [])
def test_any_value_anywhere(place: tuple[Any, ...], value: Any) -> None:
    try:
        text = changed(*place, GONE if value is None else value).encode("utf-8", "surrogatepass")
    except (UnicodeEncodeError, ValueError):
        return
    try:
        parse_scenario(text)
    except ScenarioError as fault:
        assert fault.path
        assert fault.expected


OWN = {**tomllib.loads(files("game_engine.scenarios").joinpath("venezuela-2025.toml").read_text("utf-8"))}
LINES = st.sampled_from(
    [
        {"drop": True},
        {"drop": ["host"]},
        {"drop": [["host"]]},
        {"role": "region", "drop": True},
        {"role": "region", "kind": "align", "drop": True},
        {"role": ["region"], "kind": "align"},
        {"kind": "monitors", "roles": [["region"], 3, "moon"]},
        {"id": "gulf", "offered_by": "region"},
    ]
)


@FREE
@given(st.sampled_from(places(OWN)), VALUES | LINES | st.lists(LINES, max_size=3))
@example(("roles", 0), {"role": "coercer", "drop": True})
@example(("roles",), [{"role": role, "drop": True} for role in ("legislature", "region", "patrons")])
@example(("extends",), "venezuela-2025")
def test_any_value_anywhere_in_a_file_that_extends(place: tuple[Any, ...], value: Any) -> None:
    data = deepcopy(OWN)
    *path, last = place
    below: Any = data
    for step in path:
        below = below[step]
    below[last] = value
    try:
        text = document(data).encode("utf-8", "surrogatepass")
    except ValueError:
        return
    try:
        parse_scenario(text)
    except ScenarioError as fault:
        assert fault.path
        assert fault.expected


@FREE
@given(st.text(max_size=30) | st.sampled_from(["start.legal", "hosts[0].id", "ends.exile", "orders"]), VALUES)
def test_any_override(path: str, value: Any) -> None:
    try:
        parse_scenario(FULL, {path: value})
    except ScenarioError as fault:
        assert fault.expected

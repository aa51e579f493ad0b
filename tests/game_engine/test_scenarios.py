"""Scenario files: the built-in ones, and how a wrong one is refused. Every refusal names the path at fault."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from game_engine import (
    CodecError,
    ScenarioError,
    Seating,
    close_turn,
    dump_scenario,
    load_scenario,
    new_round,
    parse_scenario,
    read_scenario,
    scenario_names,
)
from game_engine.scenarios import VERBS
from game_engine.scenarios.load import MOST_BYTES
from game_engine.vocabulary import ENDS, OPTIONAL_ROLES, ROLES

FULL = files("game_engine.scenarios").joinpath("venezuela-2025.toml").read_text("utf-8")
NAMES = ("first-steps", "venezuela-2025", "venezuela-2025-class")
GONE = object()
FREE = settings(max_examples=60, deadline=None)


def written(value: Any) -> str:
    """Plain data as TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(one) for one in value) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf"
    return json.dumps(value, ensure_ascii=False)


def document(data: dict[str, Any]) -> str:
    return "\n".join(f"{json.dumps(key)} = {written(value)}" for key, value in data.items())


def changed(*steps: Any) -> str:
    """The full scenario with the last step put (or GONE) at the path of the steps before it."""
    data: Any = tomllib.loads(FULL)
    *path, last, value = steps
    place = data
    for step in path:
        place = place[step]
    if value is GONE:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return document(data)


def index(table: str, **wanted: str) -> int:
    rows = tomllib.loads(FULL)[table]
    return next(number for number, row in enumerate(rows) if wanted.items() <= row.items())


def refused(text: str | bytes, **overrides: Any) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, **overrides)
    return caught.value


# ------------------------------------------------------------------------------------------------- the built-in ones


def test_names() -> None:
    assert scenario_names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_built_in_is_whole(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.id == name
    assert {one.role for one in scenario.roles} == set(ROLES)
    assert {(one.role, one.kind) for one in scenario.orders} == {
        (role, kind) for role, verbs in VERBS.items() for kind in verbs
    }
    assert set(scenario.ends) == set(ENDS)
    assert {one.role for one in scenario.standing} == set(OPTIONAL_ROLES)


@pytest.mark.parametrize("name", NAMES)
def test_stored_exactly(name: str) -> None:
    scenario = load_scenario(name)
    data = dump_scenario(scenario)
    assert read_scenario(data) == scenario
    assert dump_scenario(read_scenario(data)) == data


def test_stored_and_altered_is_refused() -> None:
    data = dump_scenario(load_scenario("first-steps"))
    with pytest.raises(CodecError):
        read_scenario(data.replace(b'"turns":2', b'"turns":3', 1))
    with pytest.raises(CodecError):
        read_scenario(data[:-1])


def as_an_older_engine_wrote(plain: dict[str, Any]) -> bytes:
    """Stored data under the digest of what is in it."""
    blank = msgspec.json.encode({**plain, "digest": ""}, order="sorted")
    return msgspec.json.encode({**plain, "digest": sha256(blank).hexdigest()[:16]}, order="sorted")


def test_stored_before_a_parameter_came_is_read_with_its_default() -> None:
    plain = json.loads(dump_scenario(parse_scenario(FULL, {"parameters.coercion.slope": 5})))
    del plain["parameters"]["coercion"]["slope"]
    data = as_an_older_engine_wrote(plain)
    older = read_scenario(data)
    assert older.parameters.coercion.slope == 6.0
    assert older.digest == json.loads(data)["digest"]
    again = read_scenario(dump_scenario(older))
    assert again.digest != older.digest
    assert msgspec.structs.replace(again, digest="") == msgspec.structs.replace(older, digest="")
    plain["parameters"]["coercion"]["mood"] = 1
    with pytest.raises(CodecError):
        read_scenario(as_an_older_engine_wrote(plain))


def test_digest_names_the_content() -> None:
    plain = parse_scenario(FULL)
    assert (
        plain.digest == parse_scenario("# a remark\n" + FULL).digest == load_scenario("venezuela-2025").digest
    )
    assert len(plain.digest) == 16
    assert parse_scenario(FULL, {"start.sanctions": 0.66}).digest != plain.digest


@pytest.mark.parametrize("name", NAMES)
def test_can_be_played_by_holding_still(name: str) -> None:
    state, _ = new_round(load_scenario(name), 1, Seating())
    for _ in range(40):
        if state.phase == "over":
            break
        state, _ = close_turn(state)
    assert state.phase == "over"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_briefs_fit_half_a_page(name: str, language: str) -> None:
    for role in load_scenario(name).roles:
        assert 90 <= len(getattr(role.brief, language).split()) <= 170, role.role
        assert len(getattr(role.goal, language).split()) <= 25, role.role


def test_dates_of_the_short_ones_fit() -> None:
    lesson, short = load_scenario("first-steps"), load_scenario("venezuela-2025-class")
    assert (lesson.turns, lesson.parameters.day_after.turns, lesson.start.ultimatum) == (2, 1, 2)
    assert {one.panel for one in lesson.lessons} == {"talk", "deals", "orders", "board", "me"}
    assert (short.turns, short.periods, short.turn_days, short.start.exile_closes) == (6, 2, 30, 2)
    assert short.start.cohesion == load_scenario("venezuela-2025").start.cohesion


# ------------------------------------------------------------------------------------------------- files and merging


def test_byte_order_mark_is_no_trouble() -> None:
    assert parse_scenario(b"\xef\xbb\xbf" + FULL.encode()).id == "venezuela-2025"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("", "schema"),
        ("[[[", "line 1"),
        ("a = 1\nb = \nc = 2", "line 2"),
        ("a = ", "file"),
        ("<html>", "line 1"),
        (FULL.encode("utf-16"), "file"),
        (b"\xff\xfe", "file"),
        ("title = '\ud800'", "file"),
        ("x" * (MOST_BYTES + 1), "file"),
        ("x = " + "[" * 5000 + "]" * 5000, "file"),
        ("x = " + "[" * 40 + "]" * 40, "x" + "[0]" * 12),
        ("a." * 300 + "b = 1", "a" + ".a" * 12),
        ("x = 1" + "0" * 5000, "file"),
        ("x = 0x" + "f" * 400, "x"),
        ("x = nan", "x"),
        ("[start]\nlegal = -inf", "start.legal"),
        ("[start]\nlegal = 1e999", "start.legal"),
        ('"a\\u0000b" = 1', "file"),
        ('id = "a\\u202eb"', "id"),
        ("extends = 3", "extends"),
        ('extends = "nobody"', "extends"),
        ('extends = "../venezuela-2025"', "extends"),
        ('extends = "venezuela-2025"\n[start]\nlegal = "much"', "start.legal"),
        ('extends = "venezuela-2025"\n[parameters.coercion]\nslop = 1', "parameters.coercion.slop"),
    ],
)
def test_refused_as_a_file(text: str | bytes, path: str) -> None:
    assert refused(text).path == path


def test_extends_merges_tables_and_replaces_lists() -> None:
    text = 'extends = "venezuela-2025"\nid = "mine"\nhosts = []\n[start]\nhost = "gulf"\nlegal = 0.2'
    assert refused(text).path == "start.host"
    host = '[[hosts]]\nid = "gulf"\nquality = 1.0\noffered_by = ["coercer"]\nname = { en = "A", es = "B" }\n'
    mine = parse_scenario('extends = "venezuela-2025"\nid = "mine"\n' + host + "[start]\nlegal = 0.2")
    assert (len(mine.hosts), mine.start.legal, mine.start.sanctions) == (1, 0.2, 0.65)


def test_from_the_future_names_what_is_supported() -> None:
    fault = refused(changed("schema", 2))
    assert fault.path == "schema"
    assert "1" in fault.expected
    assert "found 2" in fault.expected
    assert refused(changed("schema", 0)).path == "schema"
    assert refused(changed("schema", True)).path == "schema"


# ------------------------------------------------------------------------------------------------- overrides


@pytest.mark.parametrize(
    ("path", "value", "read"),
    [
        ("parameters.coercion.slope", 5.0, lambda s: s.parameters.coercion.slope == 5.0),
        ("parameters.coercion.slope", "5", lambda s: s.parameters.coercion.slope == 5.0),
        ("parameters.coercion.slope", 5, lambda s: s.parameters.coercion.slope == 5.0),
        ("start.crimes", "true", lambda s: s.start.crimes is True),
        ("start.exile_closes", "4", lambda s: s.start.exile_closes == 4),
        ("start.posture", "restrict", lambda s: s.start.posture == "restrict"),
        ("ends.exile.leadership.exile", 90, lambda s: s.ends["exile"].leadership.exile == 90.0),
        (
            "parameters.amnesty.backing",
            {"coercer": 1},
            lambda s: s.parameters.amnesty.backing == {"coercer": 1.0},
        ),
        (
            "parameters.ledger.priors.coercer.promise",
            0.7,
            lambda s: s.parameters.ledger.priors["coercer"].promise == 0.7,
        ),
        ("hosts[0].quality", "0.5", lambda s: s.hosts[0].quality == 0.5),
    ],
)
def test_overrides(path: str, value: Any, read: Callable[[Any], bool]) -> None:
    assert read(parse_scenario(FULL, {path: value}))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("parameters.coercion.slop", 1),
        ("parameters.coercion.slope.more", 1),
        ("nothing", 1),
        ("hosts[99].quality", 0.5),
        ("start[0]", 1),
        ("start.cohesion", "much"),
        ("start.cohesion", 1.3),
        ("start.cohesion", True),
        ("start.cohesion", None),
        ("start.cohesion", float("nan")),
        ("start.cohesion", "nan"),
        ("start.posture", "sleep"),
        ("turns", 2.5),
        ("turns", "0"),
        ("turns", 10**30),
        ("ends.nowhere", {}),
        ("title.en", "\u202e"),
    ],
)
def test_refused_override_names_its_path(path: str, value: Any) -> None:
    assert refused(FULL, overrides={path: value}).path == path


@pytest.mark.parametrize("path", ["", ".", "a b", "a..b", "__class__", "a[x]", "[0]", "start.", "x" * 5000])
def test_refused_as_a_path(path: str) -> None:
    assert "path" in refused(FULL, overrides={path: 1}).expected


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
        (("title", "es", GONE), "title.es"),
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
    assert refused(changed("start", "cohesion", "much")).expected == "a number; found text"
    assert "coercer" in refused(changed("roles", COERCER, GONE)).expected
    assert "raise_buildup" in refused(changed("orders", 1, "kind", "nuke")).expected


def test_script_in_a_text_is_only_text() -> None:
    assert parse_scenario(changed("title", "en", "<script>")).title.en == "<script>"


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


@FREE
@given(st.text(max_size=30) | st.sampled_from(["start.legal", "hosts[0].id", "ends.exile", "orders"]), VALUES)
def test_any_override(path: str, value: Any) -> None:
    try:
        parse_scenario(FULL, {path: value})
    except ScenarioError as fault:
        assert fault.expected

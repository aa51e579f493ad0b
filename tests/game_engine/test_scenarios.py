"""Scenario files: the built-in ones, and how a wrong one is refused. Every refusal names the path at fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from game_engine import (
    LANGUAGES,
    ORDERS,
    CodecError,
    Seating,
    close_turn,
    dump_scenario,
    in_language,
    language_for,
    load_scenario,
    new_round,
    parse_scenario,
    read_scenario,
    scenario_names,
)
from game_engine.scenarios.load import MOST_BYTES
from game_engine.vocabulary import ENDS, OPTIONAL_ROLES, REQUIRED_ROLES, ROLES
from tests.game_engine.scenario_files import changed, full, refused

FULL = full()
NAMES = scenario_names()


# ------------------------------------------------------------------------------------------------- the built-in ones


def test_names() -> None:
    assert {"first-steps", "venezuela-2025", "venezuela-2025-class"} <= set(NAMES)
    assert list(NAMES) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_built_in_is_whole(name: str) -> None:
    scenario = load_scenario(name)
    present = {rule.role for rule in scenario.roles}
    assert scenario.id == name
    assert set(REQUIRED_ROLES) <= present
    assert {(order.role, order.kind) for order in scenario.orders} <= set(ORDERS)
    assert set(scenario.ends) == set(ENDS)
    assert {one.role for one in scenario.standing} == present & set(OPTIONAL_ROLES)


def test_the_full_scenario_has_every_order_of_every_role() -> None:
    scenario = load_scenario("venezuela-2025")
    assert {rule.role for rule in scenario.roles} == set(ROLES)
    assert {(order.role, order.kind) for order in scenario.orders} == set(ORDERS)


def test_one_file_says_the_same_as_one_that_extends() -> None:
    for name in NAMES:
        assert parse_scenario(full(name)) == load_scenario(name)


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


def test_stored_in_other_languages_than_ours_it_is_read_and_keeps_its_digest() -> None:
    plain = json.loads(dump_scenario(load_scenario("first-steps")))
    plain["title"] = {"en": "First steps", "xx": "Ftaps"}
    data = as_an_older_engine_wrote(plain)
    stored = read_scenario(data)
    assert (in_language(stored.title, "xx"), in_language(stored.title, "es")) == (
        "First steps",
        "First steps",
    )
    assert dump_scenario(stored) == data


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("es", "es"),
        ("es-VE", "es"),
        ("en", "en"),
        ("xx", "en"),
        ("", "en"),
        (None, "en"),
        (3, "en"),
        ([], "en"),
    ],
)
def test_a_reader_is_spoken_to_in_the_nearest_language(code: object, language: str) -> None:
    assert language_for(code) == language


def test_a_text_without_a_language_is_read_in_english() -> None:
    scenario = parse_scenario('extends = "first-steps"\n[title]\nen = "Ashore"\ndrop = ["es"]')
    assert [in_language(scenario.title, language) for language in LANGUAGES] == ["Ashore"] * len(LANGUAGES)


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
        assert 90 <= len(role.brief[language].split()) <= 200, role.role
        assert len(role.goal[language].split()) <= 25, role.role


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
        ("a." * 100 + "b = 1", "a" + ".a" * 12),
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

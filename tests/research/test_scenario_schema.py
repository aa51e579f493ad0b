"""The format of scenario files: the schema and the reference are current, and hold what they should."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import call_command

from game_engine import ENDS, ORDERS, ScenarioError, parse_scenario, scenario_names, scenario_schema
from game_engine.scenarios.load import base_data
from game_engine.scenarios.meanings import MEANINGS
from game_engine.scenarios.schema import HEADINGS, kinds_of_tables
from tests.game_engine.scenario_files import full

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCHEMA = scenario_schema()
CHECKER = jsonschema.Draft7Validator(SCHEMA)
BASE = {"extends": "_standard"}


def printed(*options: str) -> str:
    out = StringIO()
    call_command("scenario_schema", *options, stdout=out)
    return out.getvalue()


def faults(data: Any) -> list[str]:
    return [one.json_path for one in CHECKER.iter_errors(data)]


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_the_reference_in_docs_is_current() -> None:
    assert (DOCS / "scenario-reference.md").read_text("utf-8") == printed("--reference")


def test_every_entry_of_every_type_has_a_meaning_and_no_other_has() -> None:
    kinds = kinds_of_tables()
    entries = {name: set(kind["properties"]) - {"digest"} for name, kind in kinds.items()}
    assert {name: set(told) for name, told in MEANINGS.items()} == entries
    assert set(HEADINGS) == set(kinds)


def test_the_reference_names_every_entry() -> None:
    text = printed("--reference")
    for told in MEANINGS.values():
        for entry, meaning in told.items():
            assert f"| `{entry}` |" in text
            assert meaning in text


def test_the_reference_has_what_a_file_inherits() -> None:
    text, base = printed("--reference"), base_data("_standard")
    ends = text[text.index("## The eight ends") :].splitlines()
    for end in ENDS:
        row = next(line for line in ends if line.startswith(f"| `{end}` | "))
        fixed = base["ends"][end]["opposition"]["fixed"]
        assert row.split(" | ")[1] == base["ends"][end]["name"]["en"]
        assert row.split(" | ")[4] == f"{fixed:g}".replace("-", "−")
    assert "| `exile` | Negotiated exile | 80 | 70 | 80 | 100·E | 60·q − 40·(1−q) |" in text
    for line in base["undertakings"]:
        assert f"\n| `{line['kind']}` | `{line['roles'][0]}`" in text
    for line in base["orders"]:
        assert f"\n| `{line['role']}` | `{line['kind']}` | " in text
        slot = ORDERS[line["role"], line["kind"]].slot
        assert f" | {slot} | {line['name']['en']} |\n" in text
    assert "| `starts` | a day |" in text


@pytest.mark.parametrize(
    "path", sorted(files("game_engine.scenarios").iterdir(), key=str), ids=lambda one: one.name
)
def test_it_accepts_the_built_in_files(path: Any) -> None:
    if path.name.endswith(".toml") and not path.name.startswith("_"):
        assert not faults(tomllib.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("name", scenario_names())
def test_it_accepts_whole_files(name: str) -> None:
    data = tomllib.loads(full(name))
    del data["digest"]
    assert not faults(data)


def test_it_accepts_what_a_file_that_extends_may_say() -> None:
    drop = {"role": "region", "kind": "align", "drop": True}
    assert not faults({**BASE, "orders": [drop], "start": {"legal": 0}, "title": {"en": "A"}})
    assert not faults({**BASE, "start": {"drop": ["host", "exile_closes"]}, "incident": {"drop": ["name"]}})
    assert not faults({**BASE, "undertakings": [{"kind": "monitors", "will": {"en": "A"}}], "hosts": []})


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({**BASE, "mood": 1}, "$"),
        ({**BASE, "extends": 3}, "$.extends"),
        ({**BASE, "schema": 2}, "$.schema"),
        ({**BASE, "turns": 0}, "$.turns"),
        ({**BASE, "turns": "3"}, "$.turns"),
        ({**BASE, "id": "No Such"}, "$.id"),
        ({**BASE, "start": {"legal": 1.2}}, "$.start.legal"),
        ({**BASE, "start": {"mood": 1}}, "$.start"),
        ({**BASE, "title": {"fr": "A"}}, "$.title"),
        ({**BASE, "parameters": {"coercion": {"slop": 1}}}, "$.parameters.coercion"),
        ({**BASE, "parameters": {"coercion": {"slope": 0}}}, "$.parameters.coercion.slope"),
        ({**BASE, "roles": [{"role": "us"}]}, "$.roles[0].role"),
        ({**BASE, "orders": [{"kind": "align"}]}, "$.orders[0]"),
        ({**BASE, "orders": [{"role": "region", "kind": "sail"}]}, "$.orders[0].kind"),
        ({**BASE, "orders": [{"role": "region", "kind": "align", "drop": False}]}, "$.orders[0].drop"),
        ({**BASE, "orders": [{"role": "region", "kind": "align", "slot": "third"}]}, "$.orders[0].slot"),
        ({**BASE, "start": {"drop": ["mood"]}}, "$.start.drop[0]"),
        ({**BASE, "start": {"drop": True}}, "$.start.drop"),
        ({**BASE, "parameters": {"amnesty": {"backing": {"us": 1}}}}, "$.parameters.amnesty.backing"),
        ({**BASE, "hosts": [{"id": "a", "drop": True}]}, "$.hosts[0]"),
        ({**BASE, "tracks": {"mood": {"en": "A"}}}, "$.tracks"),
        ({**BASE, "standing": [{"role": "region", "track": "cohesion"}]}, "$.standing[0].track"),
        ({**BASE, "ends": {"victory": {}}}, "$.ends"),
        ({**BASE, "ends": {"coup": {"region": {"foxed": 1}}}}, "$.ends.coup.region"),
        ({**BASE, "lessons": [{"panel": "window"}]}, "$.lessons[0].panel"),
    ],
)
def test_it_refuses_what_the_parser_refuses(data: dict[str, Any], path: str) -> None:
    assert path in faults(data)


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        (("title",), "$"),
        (("start", "cohesion"), "$.start"),
        (("roles", 0, "brief"), "$.roles[0]"),
        (("orders", 0, "hint"), "$.orders[0]"),
        (("undertakings", 0, "how"), "$.undertakings[0]"),
        (("ends", "coup", "opposition"), "$.ends.coup"),
        (("hosts", 0, "quality"), "$.hosts[0]"),
        (("title", "en"), "$.title"),
    ],
)
def test_a_file_that_stands_alone_must_be_whole(steps: tuple[Any, ...], path: str) -> None:
    data = tomllib.loads(full())
    del data["digest"]
    place: Any = data
    for step in steps[:-1]:
        place = place[step]
    del place[steps[-1]]
    assert faults(data) == [path]
    assert not faults({**data, "extends": "_standard"})


def test_the_line_for_editors_is_only_a_comment() -> None:
    with pytest.raises(ScenarioError) as refused:
        parse_scenario("#:schema ../scenario.schema.json\n")
    assert refused.value.path == "schema"
    assert json.loads(printed())["$schema"].startswith("http://json-schema.org/draft-07")

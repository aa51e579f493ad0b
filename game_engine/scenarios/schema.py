"""The format of scenario files for editors: a JSON Schema (draft 7), and a reference to read, made from the types.

A file that extends another may leave out anything but the keys of its lines; whatever else is required is asked only of
a file that stands alone. What the types cannot say (`checks`) is not in here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

from game_engine import catalogue
from game_engine.languages import ENGLISH, LANGUAGES, Text
from game_engine.scenario import Scenario
from game_engine.scenarios.facts import FACTS
from game_engine.scenarios.inherited import inherited, listed
from game_engine.scenarios.meanings import MEANINGS
from game_engine.scenarios.merge import KEYS, MERGED
from game_engine.scenarios.refusals import DAY
from game_engine.vocabulary import ENDS, ROLES

Plain: TypeAlias = dict[str, Any]

LINES = {"roles": "RoleRule", "orders": "OrderRule", "undertakings": "UndertakingRule", "hosts": "Host"}
NOT_GIVEN = "digest"
TABLES: tuple[str, ...] = tuple(MEANINGS)

EXTENDS = {
    "type": "string",
    "pattern": "^[a-z_][a-z0-9_-]{0,39}$",
    "description": "The built-in scenario or base (as _standard) that this file changes.",
}
DROP = {"const": True, "description": "Takes this line of the extended file away."}

DROP_ENTRIES = {
    "type": "array",
    "description": "Entries of the extended file that this table is to be without.",
}
UNDROPPABLE = {"Text", "PrivateText", "Payoff", "Host", "Standing", "Lesson"}


def kinds_of_tables() -> dict[str, Plain]:
    """The schemas of the types, by name, as a file has to meet them."""
    kinds: dict[str, Plain] = _with_texts_named(msgspec.json.schema(Scenario)["$defs"])
    kinds["Text"] = _text()
    # An order that does not say its slot has that of its kind.
    kinds["OrderRule"]["required"].remove("slot")
    return kinds


def _text() -> Plain:
    """The schema of a text: English, and the other languages."""
    words = msgspec.json.schema(Text)["additionalProperties"]
    entries = {language: dict(words) for language in LANGUAGES}
    return {
        "title": "Text",
        "type": "object",
        "properties": entries,
        "required": [ENGLISH],
        "additionalProperties": False,
    }


def _with_texts_named(of: Any) -> Any:
    """The same with a reference wherever a text can stand: the types know a text as a table of any languages."""
    if of == msgspec.json.schema(Text):
        return {"$ref": "#/$defs/Text"}
    if isinstance(of, dict):
        return {key: _with_texts_named(below) for key, below in of.items()}
    return [_with_texts_named(below) for below in of] if isinstance(of, list) else of


def scenario_schema() -> Plain:
    """The JSON Schema of a scenario file, as plain data."""
    kinds = kinds_of_tables()
    whole = _required(kinds, kinds["Scenario"])
    top, below = (
        _described("Scenario", kinds["Scenario"]),
        {name: _described(name, kind) for name, kind in kinds.items() if name != "Scenario"},
    )
    top["properties"] = {"extends": EXTENDS, **top["properties"]}
    for name, kind in LINES.items():
        below[kind]["required"] = list(KEYS[name])
        if name in MERGED:
            below[kind]["properties"]["drop"] = DROP
    below["Standing"]["required"] = ["role"]
    for name in sorted(below.keys() - UNDROPPABLE):
        entries = [entry for entry in below[name]["properties"] if entry != "drop"]
        below[name]["properties"].setdefault("drop", {**DROP_ENTRIES, "items": {"enum": entries}})
    _narrow(top, below)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A scenario of Offramp",
        **{name: value for name, value in top.items() if name != "title"},
        "if": {"not": {"required": ["extends"]}},
        "then": whole,
        "$defs": below,
    }


def scenario_reference() -> str:
    """Every table and entry of a scenario file, as Markdown."""
    kinds = kinds_of_tables()
    parts = [
        "# Reference of the scenario file",
        "Made from the types by `manage.py scenario_schema --reference`. «Required» is what a file that extends none "
        "must give. Path costs and payoffs are in points. How to write one: [scenarios.md](scenarios.md).",
        "What a file that extends `_standard` inherits is in the tables at the end (its ends with their points, its "
        "orders, its undertakings); its texts are in `game_engine/scenarios/_standard.toml`.",
        *(_table(name, kinds[name]) for name in TABLES),
        inherited(),
        _facts_and_tracks(),
    ]
    return "\n\n".join(parts) + "\n"


def _described(name: str, kind: Plain) -> Plain:
    """A type with a line on each entry, without what TOML has no word for, and without what must be given."""
    result = {key: value for key, value in kind.items() if key not in ("required", "description")}
    result["properties"] = {
        entry: _entry(name, entry, of) for entry, of in kind["properties"].items() if entry != NOT_GIVEN
    }
    return result


def _entry(name: str, entry: str, of: Plain) -> Plain:
    plain = _without_null(of)
    told: Plain = {"description": MEANINGS[name][entry]} if entry in MEANINGS[name] else {}
    # Draft 7 ignores whatever stands beside a reference.
    return {"allOf": [{"$ref": plain["$ref"]}], **told} if "$ref" in plain else {**plain, **told}


def _without_null(of: Plain) -> Plain:
    plain = {key: value for key, value in of.items() if not (key == "default" and value is None)}
    if "anyOf" in plain:
        some = [choice for choice in plain.pop("anyOf") if choice != {"type": "null"}]
        plain = {**plain, **some[0]} if len(some) == 1 else {**plain, "anyOf": some}
    return plain


def _narrow(top: Plain, below: dict[str, Plain]) -> None:
    """What the types leave to the checks and an editor can offer."""
    kinds = sorted({order.kind for order in catalogue.ORDERS.values()})
    board = [track.name for track in catalogue.board_tracks()]
    derived = [track.name for track in catalogue.derived_tracks()]
    below["OrderRule"]["properties"]["kind"] |= {"enum": kinds}
    facts = sorted({fact for known in FACTS.values() for fact in known})
    below["PrivateText"]["properties"]["fact"] |= {"enum": facts}
    below["Standing"]["properties"]["track"] |= {"enum": board}
    top["properties"]["ends"] |= {"propertyNames": {"enum": list(ENDS)}}
    below["Amnesty"]["properties"]["backing"] |= {"propertyNames": {"enum": list(ROLES)}}
    top["properties"]["tracks"] |= {"propertyNames": {"enum": [*board, *derived]}}


def _required(kinds: dict[str, Plain], kind: Plain) -> Plain:
    """Only what must be given, all the way down."""
    result: Plain = {}
    if kind.get("required"):
        result["required"] = list(kind["required"])
    entries = {}
    for name, of in kind.get("properties", {}).items():
        below = _required_below(kinds, _without_null(of))
        if below:
            entries[name] = below
    return {**result, "properties": entries} if entries else result


def _required_below(kinds: dict[str, Plain], of: Plain) -> Plain:
    if "$ref" in of:
        return _required(kinds, kinds[of["$ref"].rpartition("/")[2]])
    for part in ("items", "additionalProperties"):
        if isinstance(of.get(part), dict):
            below = _required_below(kinds, of[part])
            return {part: below} if below else {}
    return {}


def _table(name: str, kind: Plain) -> str:
    must = kind.get("required", [])
    rows = [
        f"| `{entry}` | {_kind_of(_without_null(of))} | {_default(entry, of, must)} | {MEANINGS[name].get(entry, '')} |"
        for entry, of in kind["properties"].items()
        if entry != NOT_GIVEN
    ]
    return "\n".join(
        [
            f"## {_heading(name)}",
            "",
            "| entry | what it takes | default | meaning |",
            "|---|---|---|---|",
            *rows,
        ]
    )


HEADINGS = {
    "Scenario": "The file",
    "Text": "A text: `{ " + ", ".join(f'{code} = "…"' for code in LANGUAGES) + " }`",
    "Officers": "`[officers]`",
    "Start": "`[start]`",
    "Types": "`[types]`",
    "Parameters": "`[parameters]`",
    "Coercion": "`[parameters.coercion]`",
    "Amnesty": "`[parameters.amnesty]`",
    "Exile": "`[parameters.exile]`",
    "Coalition": "`[parameters.coalition]`",
    "Oversight": "`[parameters.oversight]`",
    "World": "`[parameters.world]`",
    "DayAfterRules": "`[parameters.day_after]`",
    "Ledger": "`[parameters.ledger]`",
    "Prior": "`[parameters.ledger.priors.ROLE]`",
    "Costs": "`[parameters.costs]`",
    "RoleRule": "`[[roles]]`",
    "PrivateText": "`[[roles.secrets]]`",
    "OrderRule": "`[[orders]]`",
    "UndertakingRule": "`[[undertakings]]`",
    "Host": "`[[hosts]]`",
    "Standing": "`[[standing]]`",
    "Incident": "`[incident]`",
    "EndRule": "`[ends.END]`",
    "Payoff": "The worth of an end to a role",
    "Lesson": "`[[lessons]]`",
}


def _heading(name: str) -> str:
    return HEADINGS.get(name, name)


def _default(entry: str, of: Plain, must: list[str]) -> str:
    if entry in must:
        return "required"
    value = of.get("default")
    if value is None or isinstance(value, dict | list):
        return ""
    return f"`{json.dumps(value)}`"


def _kind_of(of: Plain) -> str:
    """What an entry takes, in words."""
    if "enum" in of:
        return listed([json.dumps(value) for value in of["enum"]])
    if "$ref" in of:
        name = of["$ref"].rpartition("/")[2]
        return "a text" if name == "Text" else f"a table: {_heading(name)}"
    match of.get("type"):
        case "number" | "integer":
            return ("a whole number" if of["type"] == "integer" else "a number") + "".join(_bounds(of))
        case "boolean":
            return "true or false"
        case "array":
            return "a list: " + _kind_of(of["items"])
        case "object":
            return "a table of " + _kind_of(of["additionalProperties"])
        case _:
            if of.get("pattern") == DAY:
                return "a day"
            return "a word of small letters" if "pattern" in of else "text"


def _bounds(of: Plain) -> Iterator[str]:
    low = of.get("minimum", of.get("exclusiveMinimum"))
    if low is not None:
        yield f" {'above' if 'exclusiveMinimum' in of else 'from'} {low:g}"
    if "maximum" in of:
        yield f" to {of['maximum']:g}"


def _facts_and_tracks() -> str:
    board = [track.name for track in catalogue.board_tracks()]
    derived = [track.name for track in catalogue.derived_tracks()]
    facts = [f"`{role}`: {listed(sorted(known))}" for role, known in FACTS.items()]
    return "\n\n".join(
        [
            "## Facts and tracks",
            f"Private facts that can have a sentence: {'; '.join(facts)}.",
            f"Tracks: {listed([*board, *derived])}. The last {len(derived)} are worked out "
            "and can decide no standing policy.",
        ]
    )

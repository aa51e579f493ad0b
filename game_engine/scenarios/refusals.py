"""Refusals of the types, in words that a scenario's author can act on: where, what belongs there, what was found."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, get_args

import msgspec

from game_engine.errors import ScenarioError
from game_engine.scenario import Scenario
from game_engine.scenarios.misfits import Misfit, Path, name_of
from game_engine.scenarios.places import bare, type_at
from game_engine.vocabulary import ROLES

KINDS = {
    "float": "a number",
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "object": "a table",
    "array": "a list",
    "null": "nothing",
    "date": "a date without quotes",
    "datetime": "a date without quotes",
    "time": "a time without quotes",
}
"""The names of types in our words."""

DAY = r"^\d{4}-\d{2}-\d{2}$"
LONGEST_FOUND = 40


def refusal(wrong: Misfit) -> ScenarioError:
    """What is wrong with a file's data, as a ScenarioError."""
    if wrong.fault in ("unknown", "missing"):
        return _field(wrong)
    if wrong.fault == "key":
        table = _place(wrong.path[:-1])
        return ScenarioError(
            table or "file", _known_keys(wrong) or f"only known keys; found {shown(wrong.found)}"
        )
    try:
        kind = type_at(wrong.place, list(wrong.path))
    except ScenarioError:
        return ScenarioError(wrong.place or "file", plainly(wrong))
    return ScenarioError(wrong.place, expected(wrong, kind, wrong.found))


def expected(wrong: Misfit, kind: Any, found: object) -> str:
    """What belongs at a place of that kind, with its bounds, and what was found."""
    kind, schema = bare(kind), msgspec.json.schema(kind)
    if wrong.fault == "bounds":
        # Of a number that may be left out, the number is meant.
        schema = next(
            (one for one in schema.get("anyOf", ()) if one["type"] in ("number", "integer")), schema
        )
    if schema.get("type") in ("number", "integer"):
        return f"{_number(schema)}; found {shown(found)}{_comma(found)}"
    if wrong.fault == "pattern":
        day = schema.get("pattern") == DAY
        asked = "a day, as 2003-07-07" if day else "small letters, digits, - and _, as in the-rebels"
        return f"{asked}; found {shown(found)}"
    if schema.get("pattern") == DAY:
        return f'a day in quotes, as "2003-07-07"; found {_kind(found)}'
    options = [option for option in get_args(kind) if isinstance(option, str)]
    if wrong.fault == "option" and options:
        seats = "; roles are meant, not seats" if set(options) <= set(ROLES) else ""
        return f"{one_of(options, found)}{seats}"
    table_for_list, list_for_table = (
        wrong.fault == "type" and set(wrong.wanted) <= {wanted, "null"} and name_of(found) == got
        for wanted, got in (("array", "object"), ("object", "array"))
    )
    if table_for_list and wrong.place.isidentifier():
        return f"[[{wrong.place}]], with double brackets, over each of its lines; found a single table"
    if list_for_table and wrong.place.isidentifier():
        return f"[{wrong.place}], with single brackets; found a list"
    return plainly(wrong, schema)


def plainly(wrong: Misfit, schema: dict[str, Any] | None = None) -> str:
    """The fault in plain words, by the names of types alone; schema: for how long the text or the list may be."""
    if wrong.fault == "option":
        return f"one of the known values; found {shown(wrong.found)}"
    wanted = " or ".join(KINDS.get(name, name) for name in wrong.wanted).replace(
        "a table or nothing", "a table"
    )
    if wrong.fault == "length":
        return f"{wanted} of length {_length(schema or {}, wrong.found)}"
    return f"{wanted}; found {_kind(wrong.found)}"


def _length(schema: dict[str, Any], found: Any) -> str:
    low = schema.get("minItems", schema.get("minLength"))
    high = schema.get("maxItems", schema.get("maxLength"))
    return f">= {low}" if low is not None and len(found) < low else f"<= {high}"


def _kind(found: object) -> str:
    return KINDS.get(name_of(found), name_of(found))


def one_of(options: list[str] | tuple[str, ...], found: object) -> str:
    """What belongs there, what was found, and what may have been meant."""
    return f"one of {', '.join(options)}; found {shown(found)}{nearest(found, options)}"


def nearest(found: object, options: list[str] | tuple[str, ...]) -> str:
    """`; did you mean …?`, or nothing if no name is near."""
    near = get_close_matches(str(found), options, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def shown(found: object) -> str:
    """A value as the file may have it, cut if it is long."""
    if isinstance(found, dict | list | tuple):
        return "a table" if isinstance(found, dict) else "a list"
    text = str(found).lower() if isinstance(found, bool) else str(found)
    text = text if len(text) <= LONGEST_FOUND else text[:LONGEST_FOUND] + "…"
    return f'"{text}"' if isinstance(found, str) else text


def _number(schema: dict[str, Any]) -> str:
    low, high = schema.get("minimum", schema.get("exclusiveMinimum")), schema.get("maximum")
    words = "a whole number" if schema["type"] == "integer" else "a number"
    if low is not None:
        words += f" {'above' if 'exclusiveMinimum' in schema else 'from'} {low:g}"
    return words + ("" if high is None else f" {'to' if low is not None else 'up to'} {high:g}")


def _comma(found: object) -> str:
    if not isinstance(found, str) or not re.fullmatch(r"\s*[-+]?\d+([.,]\d+)?\s*", found):
        return ""
    return f": write it without quotes{' and with a decimal point' if ',' in found else ''}"


def _place(path: Path) -> str:
    return Misfit("type", path).place


def _field(wrong: Misfit) -> ScenarioError:
    *above, name = wrong.path
    path, name = _place(tuple(above)), str(name)
    whole = ".".join(filter(None, [path, name[:80]]))
    if wrong.fault == "missing":
        return ScenarioError(whole, "a value: this entry is required")
    try:
        kind = bare(type_at(path, above)) if above else Scenario
    except ScenarioError:
        kind = None
    known = getattr(kind, "__struct_fields__", ())
    return ScenarioError(whole, "nothing: there is no such entry" + nearest(name, known))


def _known_keys(wrong: Misfit) -> str | None:
    """What the keys of a table can be, where they are counted, and the one that is none of them."""
    above = list(wrong.path[:-1])
    try:
        kind = bare(type_at(_place(wrong.path[:-1]), above))
    except ScenarioError:
        return None
    options = [key for key in get_args(get_args(kind)[0]) if isinstance(key, str)] if get_args(kind) else []
    return one_of(options, wrong.found) if options else None

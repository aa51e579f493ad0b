"""Refusals of the types, in words that a scenario's author can act on: where, what belongs there, what was found."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, get_args

import msgspec

from game_engine.errors import ScenarioError
from game_engine.scenario import Scenario
from game_engine.scenarios.places import bare, steps_of, type_at
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


def refusal(data: dict[str, Any], message: str) -> ScenarioError:
    """msgspec's words on plain data, as a ScenarioError."""
    what, _, where = message.partition(" - at ")
    in_key = where.startswith("`key` in ")
    path = _named(data, where.removeprefix("`key` in ").strip("`").removeprefix("$").lstrip("."))
    field = re.search(r"(unknown|missing required) field `([^`]*)`", what)
    if field:
        return _field(path, field[2], missing=field[1] != "unknown")
    if in_key:
        return ScenarioError(path or "file", _known_keys(data, path) or f"only known keys; {_plain(what)}")
    try:
        kind, found = type_at(path, steps_of(path)), _at(data, path)
    except (ScenarioError, LookupError, TypeError):
        # A key of odd letters makes a path that cannot be walked again.
        return ScenarioError(path or "file", _plain(what))
    return ScenarioError(path, expected(what, kind, found, path))


def expected(what: str, kind: Any, found: object, path: str = "") -> str:
    """'Expected `float` >= 0.0, got `str`' in plain words, with the bounds of that place and what was found."""
    kind, schema = bare(kind) if kind is not None else None, {} if kind is None else msgspec.json.schema(kind)
    words = _plain(what)
    if schema.get("type") in ("number", "integer"):
        return f"{_number(schema)}; found {shown(found)}{_comma(found)}"
    if "matching regex" in what:
        day = schema.get("pattern") == DAY
        asked = "a day, as 2003-07-07" if day else "small letters, digits, - and _, as in the-rebels"
        return f"{asked}; found {shown(found)}"
    if schema.get("pattern") == DAY:
        return f'a day in quotes, as "2003-07-07"; {words.rpartition("; ")[2]}'
    options = [option for option in get_args(kind) if isinstance(option, str)]
    if "Invalid enum value" in what and options:
        seats = "; roles are meant, not seats" if set(options) <= set(ROLES) else ""
        return f"{one_of(options, found)}{seats}"
    if words == "a list; found a table" and path.isidentifier():
        return f"[[{path}]], with double brackets, over each of its lines; found a single table"
    if words == "a table; found a list" and path.isidentifier():
        return f"[{path}], with single brackets; found a list"
    return words


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


def _field(path: str, name: str, *, missing: bool) -> ScenarioError:
    whole = ".".join(filter(None, [path, name[:80]]))
    if missing:
        return ScenarioError(whole, "a value: this entry is required")
    try:
        kind = bare(type_at(path, steps_of(path))) if path else Scenario
    except ScenarioError:
        kind = None
    known = getattr(kind, "__struct_fields__", ())
    return ScenarioError(whole, "nothing: there is no such entry" + nearest(name, known))


def _known_keys(data: dict[str, Any], path: str) -> str | None:
    """What the keys of a table can be, where they are counted, and the first that is none of them."""
    try:
        kind, found = bare(type_at(path, steps_of(path))), _at(data, path)
    except (ScenarioError, LookupError, TypeError):
        return None
    options = (
        [option for option in get_args(get_args(kind)[0]) if isinstance(option, str)]
        if get_args(kind)
        else []
    )
    wrong = [key for key in found if key not in options]
    return one_of(options, wrong[0]) if options and wrong else None


def _plain(what: str) -> str:
    plain = what.removeprefix("Expected ")
    plain = re.sub(r"`(\w+)`", lambda kind: KINDS.get(kind[1], kind[1]), plain)
    plain = plain.replace("a table | nothing", "a table").replace(" | ", " or ").replace(", got ", "; found ")
    return plain.replace("Invalid enum value", "one of the known values; found")


def _named(data: Any, path: str) -> str:
    """The path with each `[...]`, by which msgspec means some key of a table, replaced by that key."""
    while "[...]" in path:
        before, _, after = path.partition("[...]")
        table = _at(data, before)
        culprit = (
            next((key for key in table if _fails(data, before, key)), None)
            if isinstance(table, dict)
            else None
        )
        path = f"{before}.{culprit}{after}" if culprit is not None else before
    return path


def _at(data: Any, path: str) -> Any:
    for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path):
        data = data[int(number)] if number else data[name]
    return data


def _fails(data: dict[str, Any], path: str, key: str) -> bool:
    """Whether the value of that key in the table at `path` is of the wrong shape."""
    kind = bare(type_at(path, [int(n) if n else w for w, n in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)]))
    try:
        msgspec.convert(_at(data, path)[key], get_args(kind)[1], strict=True)
    except (msgspec.ValidationError, ValueError, TypeError, OverflowError):
        return True
    return False

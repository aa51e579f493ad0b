"""Plain data held to the scenario's types: every fault with its path, and values set by path."""

from __future__ import annotations

import re
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from game_engine.errors import ScenarioError
from game_engine.scenario import Scenario

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


def shaped(data: dict[str, Any]) -> Scenario:
    """The Scenario that plain data make. Raises ScenarioError with the path of the first fault."""
    try:
        return msgspec.convert(data, Scenario, strict=True)
    except msgspec.ValidationError as wrong:
        raise _told(data, str(wrong)) from None
    except (ValueError, TypeError, OverflowError, RecursionError) as wrong:
        raise ScenarioError("file", f"values of the kinds that a scenario has: {wrong}") from None


def place(data: dict[str, Any], path: str, value: object) -> None:
    """Set the value at a dotted path (`start.sanctions`, `orders[3].slot`), read as the type of that place.

    Text is read leniently ("5" is a number where one belongs). Changes `data`. Raises ScenarioError.
    """
    steps = _steps(path)
    kind = _type_at(path, steps)
    try:
        read = msgspec.convert(value, kind, strict=not isinstance(value, str))
    except (msgspec.ValidationError, ValueError, TypeError, OverflowError, RecursionError) as wrong:
        raise ScenarioError(path, _expected(str(wrong).split(" - at ")[0])) from None
    _put(data, path, steps, msgspec.to_builtins(read))


def _steps(path: str) -> list[str | int]:
    """`orders[3].kind` as ["orders", 3, "kind"]."""
    if not re.fullmatch(r"[a-z_0-9-]+(\[\d{1,4}\])*(\.[a-z_0-9-]+(\[\d{1,4}\])*)*", path):
        raise ScenarioError(path[:200] or "override", "a path such as parameters.coercion.slope")
    found = re.findall(r"([a-z_0-9-]+)|\[(\d+)\]", path)
    return [name or int(number) for name, number in found]


def _type_at(path: str, steps: list[str | int]) -> Any:
    kind: Any = Scenario
    for step in steps:
        kind = _type_below(kind, step)
        if kind is None:
            raise ScenarioError(path, "a path that a scenario has")
    return kind


def _type_below(kind: Any, step: str | int) -> Any:
    """The type one step further down, or None where there is no such step."""
    kind = _bare(kind)
    if isinstance(step, int):
        return get_args(kind)[0] if get_origin(kind) is list else None
    if get_origin(kind) is dict:
        key, value = get_args(kind)
        options = get_args(key)
        return value if not options or step in options else None
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return get_type_hints(kind, include_extras=True).get(step)
    return None


def _bare(kind: Any) -> Any:
    """A type without its annotation and without `| None`."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        kind = next(one for one in get_args(kind) if one is not NoneType)
    return kind


def _put(data: Any, path: str, steps: list[str | int], value: object) -> None:
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        last = following is None
        if isinstance(step, int):
            if not isinstance(data, list) or step >= len(data):
                raise ScenarioError(path, "a place in a list that the scenario has")
        elif not isinstance(data, dict):
            raise ScenarioError(path, "a path that this scenario has")
        elif step not in data and not last:
            data[step] = [] if isinstance(following, int) else {}
        if last:
            data[step] = value
        else:
            data = data[step]


def _told(data: dict[str, Any], message: str) -> ScenarioError:
    """msgspec's words, as a ScenarioError."""
    what, _, where = message.partition(" - at ")
    in_key = where.startswith("`key` in ")
    path = _named(data, where.removeprefix("`key` in ").strip("`").removeprefix("$").lstrip("."))
    field = re.search(r"(unknown|missing required) field `([^`]*)`", what)
    if field:
        path = ".".join(filter(None, [path, field[2][:80]]))
        words = (
            "nothing: there is no such entry" if field[1] == "unknown" else "a value: this entry is required"
        )
        return ScenarioError(path, words)
    if in_key:
        return ScenarioError(path or "file", f"only known keys; {_expected(what)}")
    return ScenarioError(path or "file", _expected(what))


def _expected(what: str) -> str:
    """'Expected `float` >= 0.0, got `str`' in plain words."""
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
    kind = _bare(_type_at(path, [int(n) if n else w for w, n in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path)]))
    try:
        msgspec.convert(_at(data, path)[key], get_args(kind)[1], strict=True)
    except (msgspec.ValidationError, ValueError, TypeError, OverflowError):
        return True
    return False

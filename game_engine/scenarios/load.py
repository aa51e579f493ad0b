"""From TOML text to a checked Scenario. Whatever is wrong with a file, the answer is a ScenarioError."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import Any

from game_engine.errors import ScenarioError
from game_engine.scenario import Scenario
from game_engine.scenarios.checks import check
from game_engine.scenarios.shape import place, shaped
from game_engine.scenarios.stored import sealed

MOST_BYTES = 256 * 1024
MOST_DEPTH = 12
MOST_ANCESTORS = 4
GREATEST_NUMBER = 2**53
SCHEMA = 1

# Controls other than the newline, lone surrogates, and the marks that turn the direction of writing.
UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def scenario_names() -> tuple[str, ...]:
    """The built-in scenarios, by name."""
    folder = files("game_engine.scenarios")
    return tuple(sorted(one.name[:-5] for one in folder.iterdir() if one.name.endswith(".toml")))


@cache
def load_scenario(name: str) -> Scenario:
    """A built-in scenario. Raises ScenarioError for a name that none has."""
    return parse_scenario(_built_in(name, "scenario"))


def parse_scenario(text: str | bytes, overrides: Mapping[str, object] = {}) -> Scenario:
    """A scenario from the text of a file.

    The file may say `extends = "<built-in name>"`: tables are merged into its, lists replace its lists.
    overrides: values by dotted path (`parameters.coercion.slope`), as data or as text.
    Raises ScenarioError, which names the path and what belongs there.
    """
    data = _with_ancestors(_read(text), ())
    _check_values(data)
    _check_schema(data)
    for path, value in overrides.items():
        place(data, path, value)
    _check_values(data)
    scenario = shaped(data)
    check(scenario)
    return sealed(scenario)


def _built_in(name: str, path: str) -> bytes:
    if name not in scenario_names():
        raise ScenarioError(path, "one of " + ", ".join(scenario_names()))
    return files("game_engine.scenarios").joinpath(f"{name}.toml").read_bytes()


def _read(text: str | bytes) -> dict[str, Any]:
    """The file as plain data."""
    # A lone surrogate in a str cannot be UTF-8; passing it on lets the decoder below refuse it.
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
    if len(raw) > MOST_BYTES:
        raise ScenarioError("file", f"at most {MOST_BYTES // 1024} KB, found {len(raw):,} bytes")
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise ScenarioError("file", f"text in UTF-8; byte {wrong.start} is not") from None
    try:
        return tomllib.loads(decoded)
    except tomllib.TOMLDecodeError as wrong:
        raise ScenarioError(_line_of(str(wrong)), f"valid TOML: {wrong}") from None
    except RecursionError:
        raise ScenarioError("file", f"at most {MOST_DEPTH} levels of tables and lists") from None
    except ValueError as wrong:
        raise ScenarioError("file", f"valid TOML: {wrong}") from None


def _line_of(message: str) -> str:
    found = re.search(r"line \d+", message)
    return found.group() if found else "file"


def _with_ancestors(data: dict[str, Any], seen: tuple[str, ...]) -> dict[str, Any]:
    parent = data.pop("extends", None)
    if parent is None:
        return data
    if not isinstance(parent, str):
        raise ScenarioError("extends", "the name of a built-in scenario, in quotes")
    if parent in seen or len(seen) >= MOST_ANCESTORS:
        raise ScenarioError("extends", "a scenario that does not lead back to this one")
    ancestor = _with_ancestors(_read(_built_in(parent, "extends")), (*seen, parent))
    return _merged(ancestor, data, 0)


def _merged(under: dict[str, Any], over: dict[str, Any], depth: int) -> dict[str, Any]:
    result = dict(under)
    for key, value in over.items():
        below = result.get(key)
        if isinstance(below, dict) and isinstance(value, dict) and depth < MOST_DEPTH:
            result[key] = _merged(below, value, depth + 1)
        else:
            result[key] = value
    return result


def _check_schema(data: dict[str, Any]) -> None:
    schema = data.get("schema")
    if isinstance(schema, int) and not isinstance(schema, bool) and schema > SCHEMA:
        raise ScenarioError("schema", f"{SCHEMA}: this version of Offramp reads no later one; found {schema}")


def _check_values(data: object) -> None:
    """Refuse, with its path, what no scenario may hold. Walks without recursion: depth is not trusted."""
    waiting: list[tuple[str, object, int]] = [("", data, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        if depth > MOST_DEPTH:
            raise ScenarioError(_short(path), f"at most {MOST_DEPTH} levels of tables and lists")
        if isinstance(value, dict):
            for key in value:
                _check_key(path, key)
            waiting += [(f"{path}.{key}" if path else key, one, depth + 1) for key, one in value.items()]
        elif isinstance(value, list | tuple):
            waiting += [(f"{path}[{number}]", one, depth + 1) for number, one in enumerate(value)]
        else:
            _check_leaf(path, value)


def _check_key(path: str, key: object) -> None:
    if not isinstance(key, str) or UNPRINTABLE.search(key) or len(key) > 80:
        raise ScenarioError(_short(path) or "file", "keys of at most 80 plain characters")


def _check_leaf(path: str, value: object) -> None:
    if isinstance(value, float) and not isfinite(value):
        raise ScenarioError(path, "a finite number")
    if isinstance(value, int) and abs(value) > GREATEST_NUMBER:
        raise ScenarioError(path, "a number of a sensible size")
    if isinstance(value, str) and UNPRINTABLE.search(value):
        raise ScenarioError(path, "text without control characters")


def _short(path: str) -> str:
    return path if len(path) <= 200 else path[:200] + "…"

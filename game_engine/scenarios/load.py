"""From TOML text to a checked Scenario. Every fault of a file is a ScenarioError."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import isfinite
from typing import Any

from game_engine.errors import ScenarioError
from game_engine.scenario import Scenario
from game_engine.scenarios.checks import check
from game_engine.scenarios.kinds import check_kinds, fill_in
from game_engine.scenarios.merge import MOST_DEPTH, merged, named, without_absent
from game_engine.scenarios.refusals import one_of
from game_engine.scenarios.shape import place, shaped
from game_engine.scenarios.stored import sealed
from game_engine.scenarios.wording import check_wording

MOST_BYTES = 256 * 1024
MOST_PARTS = 200
MOST_ANCESTORS = 4
GREATEST_NUMBER = 2**53
SCHEMA = 1

# Controls other than the newline, lone surrogates, and the marks that turn the direction of writing.
UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

FILE_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")

# A part of a key and a dot between two of them; blanks around the dot mean nothing.
KEY_WORDS = re.compile(r"""([\w-]+|"[^"]*"|'[^']*')|(\.)|[ \t]+|.""", re.ASCII)


def scenario_names() -> tuple[str, ...]:
    """The built-in scenarios, by name. A file whose name begins with "_" is a base to extend, not a scenario."""
    return tuple(name for name in _file_names() if not name.startswith("_"))


@cache
def load_scenario(name: str) -> Scenario:
    """A built-in scenario. Raises ScenarioError for an unknown name."""
    if name not in scenario_names():
        raise ScenarioError("scenario", "one of " + ", ".join(scenario_names()))
    return parse_scenario(_built_in(name), name=name)


def base_data(name: str) -> dict[str, Any]:
    """The plain data of a built-in base, as its file has them. Raises ScenarioError for an unknown name."""
    if name not in _file_names():
        raise ScenarioError("base", "one of " + ", ".join(_file_names()))
    return _read(_built_in(name))


def parse_scenario(
    text: str | bytes, overrides: Mapping[str, object] = {}, *, name: str | None = None
) -> Scenario:
    """A scenario from the text of a file.

    The file may say `extends = "<built-in name>"`, a scenario's or a base's: see `merge`.
    overrides: values by dotted path (`parameters.coercion.slope`), as data or as text.
    name: that of the file without its ending, which its `id` must be; None for a text that comes from no file.
    Raises ScenarioError, which names the path and what belongs there.
    """
    own = _read(text)
    _check_values(own)
    inherits = "extends" in own
    data = _with_ancestors(own, ())
    if inherits:
        data = without_absent(data, own)
    _check_schema(data)
    _check_id(data, name)
    for path, value in overrides.items():
        place(data, path, value)
    _check_values(data)
    try:
        check_kinds(data)
        fill_in(data)
        scenario = shaped(data)
        check(scenario)
        check_wording(scenario)
    except ScenarioError as fault:
        raise _for_writer(fault, data, inherits=inherits) from None
    return sealed(scenario)


def _folder() -> Traversable:
    return files("game_engine.scenarios")


def _file_names() -> tuple[str, ...]:
    return tuple(sorted(file.name[:-5] for file in _folder().iterdir() if file.name.endswith(".toml")))


def _built_in(name: str) -> bytes:
    return _folder().joinpath(f"{name}.toml").read_bytes()


def _read(text: str | bytes) -> dict[str, Any]:
    """The file as plain data."""
    # A lone surrogate in a str cannot be UTF-8; passing it on lets the decoder below refuse it.
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
    if len(raw) > MOST_BYTES:
        raise ScenarioError("file", f"at most {MOST_BYTES // 1024} KB, found {len(raw):,} bytes")
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise ScenarioError(
            "file", f"text in UTF-8; byte {wrong.start} is not: save the file as UTF-8"
        ) from None
    _check_keys(decoded)
    try:
        return tomllib.loads(decoded)
    except tomllib.TOMLDecodeError as wrong:
        where = _line_named_in(str(wrong))
        raise ScenarioError(where, _slip(decoded, where) or f"valid TOML: {wrong}") from None
    except RecursionError:
        raise ScenarioError("file", f"at most {MOST_DEPTH} levels of tables and lists") from None
    except ValueError as wrong:
        raise ScenarioError("file", f"valid TOML: {wrong}") from None


def _check_keys(text: str) -> None:
    """Refuse dotted keys of many parts: the parser's memory grows with the square of their length."""
    for number, line in enumerate(text.split("\n"), start=1):
        parts, word = 0, False
        for found in KEY_WORDS.finditer(line) if line.count(".") > MOST_PARTS else ():
            if found[2] and word:
                parts, word = parts + 1, False
            elif found[1]:
                word = True
            elif not found[0].isspace():
                parts, word = 0, False
            if parts > MOST_PARTS:
                raise ScenarioError(f"line {number}", f"keys of at most {MOST_PARTS} parts")


def _line_named_in(message: str) -> str:
    found = re.search(r"line \d+", message)
    return found.group() if found else "file"


def _slip(text: str, where: str) -> str | None:
    """What a word processor or a writing habit does to a line of TOML, in words; None for any other fault."""
    number = int(where.removeprefix("line ")) if where.startswith("line ") else 0
    line = text.split("\n")[number - 1] if 0 < number <= text.count("\n") + 1 else ""
    if re.search(r"=\s*[-+]?\d+,\d", line):
        return f"a decimal point and no comma, as 0.58; found {line.strip()[:60]}"
    if re.search("[=\\[,{]\\s*[\u2018\u2019\u201c\u201d\u201e«]", line):
        return f'straight quotes, " and not “ or «; found {line.strip()[:60]}'
    return None


def _with_ancestors(data: dict[str, Any], above: tuple[str, ...]) -> dict[str, Any]:
    """The data laid over those of all that they extend. above: the files that led here, by name."""
    if "extends" not in data:
        return data
    parent = data["extends"]
    if not isinstance(parent, str) or parent not in _file_names():
        raise ScenarioError("extends", f"built in, {one_of(_file_names(), parent)}")
    chain = " → ".join((*above, parent))
    if parent in above:
        raise ScenarioError("extends", f"a file that does not lead back to itself; found {chain}")
    if len(above) >= MOST_ANCESTORS:
        raise ScenarioError("extends", f"at most {MOST_ANCESTORS} files one above the other; found {chain}")
    ancestor = _with_ancestors(_read(_built_in(parent)), (*above, parent))
    return merged(ancestor, {key: value for key, value in data.items() if key != "extends"})


def _check_schema(data: dict[str, Any]) -> None:
    schema = data.get("schema")
    if isinstance(schema, int) and not isinstance(schema, bool) and schema > SCHEMA:
        raise ScenarioError("schema", f"{SCHEMA}: this version of Offramp reads no later one; found {schema}")


def _check_id(data: dict[str, Any], name: str | None) -> None:
    """Two files with one id could not be told apart, and only file names are unique."""
    if name is not None and not FILE_NAME.fullmatch(name):
        raise ScenarioError(
            "file", f"a name of small letters, digits, - and _, as the-rebels.toml; found {name}.toml"
        )
    if name is not None and isinstance(data.get("id"), str) and data["id"] != name:
        raise ScenarioError("id", f"the name of its file, {name}; found {data['id']}")


def _for_writer(fault: ScenarioError, data: dict[str, Any], *, inherits: bool) -> ScenarioError:
    """The fault with the names and the advice that the author of this file can use."""
    if inherits:
        return ScenarioError(named(fault.path, data), fault.expected)
    if fault.expected.endswith("this entry is required"):
        return ScenarioError(
            fault.path, f'{fault.expected} (this file extends none; extends = "_standard" perhaps?)'
        )
    return fault


def _check_values(data: object) -> None:
    """Refuse, with its path, a value that no scenario may hold. Walks without recursion: depth is not trusted."""
    waiting: list[tuple[str, object, int]] = [("", data, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        if depth > MOST_DEPTH:
            raise ScenarioError(_short(path), f"at most {MOST_DEPTH} levels of tables and lists")
        if isinstance(value, dict):
            for key in value:
                _check_key(path, key)
            waiting += [(f"{path}.{key}" if path else key, inner, depth + 1) for key, inner in value.items()]
        elif isinstance(value, list | tuple):
            waiting += [(f"{path}[{number}]", inner, depth + 1) for number, inner in enumerate(value)]
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

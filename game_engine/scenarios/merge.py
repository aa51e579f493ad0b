"""What a file that extends another inherits: tables merge, the lines of menus merge by key, other lists are replaced.
A table with `drop = ["host"]` does not inherit those entries.

Lines have keys: roles by role, orders by role and kind, undertakings by kind. A line with a known key changes
only what it gives; one with a new key is added; `drop = true` removes it. A standing policy is replaced role by role,
for its lines make sense together only. Hosts and lessons are replaced as a whole: they are few, they are the crisis's
own, and a leftover country of another crisis is worse than two lines written again.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias, TypeGuard

from game_engine.errors import ScenarioError

Plain: TypeAlias = dict[str, Any]
Key: TypeAlias = tuple[str, ...]

KEYS: dict[str, Key] = {
    "roles": ("role",),
    "orders": ("role", "kind"),
    "undertakings": ("kind",),
    "hosts": ("id",),
}
"""The entries that name a line, by list."""

MERGED = ("roles", "orders", "undertakings")

MOST_DEPTH = 12


def merged(under: Plain, over: Plain) -> Plain:
    """A file's data laid over those of the one that it extends. Raises ScenarioError for a `drop` of nothing."""
    result = _tables(under, over, ())
    for name in MERGED:
        below, above = under.get(name), over.get(name)
        if _are_tables(below) and _are_tables(above):
            result[name] = _by_key(name, below, above)
    below, above = under.get("standing"), over.get("standing")
    if _are_tables(below) and _are_tables(above) and above:
        settled = {_entry_text(line, "role") for line in above}
        result["standing"] = [*(line for line in below if _entry_text(line, "role") not in settled), *above]
    return result


def without_absent(data: Plain, own: Plain) -> Plain:
    """The merged data without entries inherited for roles that the scenario lacks. `own`: the file's own data, whose
    lines stay, so that the checks can report them."""
    roles = data.get("roles")
    if not _are_tables(roles):
        return data
    present = {_entry_text(line, "role") for line in roles}
    result = dict(data)
    for name in ("orders", "standing", "lessons"):
        lines = data.get(name)
        if _are_tables(lines):
            own_keys = _own_keys(name, own)
            result[name] = [
                line
                for line in lines
                if _entry_text(line, "role") in present or "role" not in line or _key(name, line) in own_keys
            ]
    for name, entry in (("undertakings", "roles"), ("hosts", "offered_by")):
        lines = data.get(name)
        if _are_tables(lines):
            own_keys = _own_keys(name, own)
            narrowed = [
                line if _key(name, line) in own_keys else _narrowed(line, entry, present) for line in lines
            ]
            result[name] = [line for line in narrowed if line is not None]
    return result


def named(path: str, data: Plain) -> str:
    """The path with a line's number replaced by its key, `orders[12].slot` by `orders[coercer.strike].slot`: the number
    is one of the merged list, which the author does not see. `standing[region.0]` is the first line of that role."""
    found = re.match(r"(\w+)\[(\d+)\](.*)", path)
    if found is None or found[1] not in (*KEYS, "standing"):
        return path
    lines, number = data.get(found[1]), int(found[2])
    if not _are_tables(lines) or number >= len(lines):
        return path
    key = _key(found[1], lines[number])
    if found[1] == "standing":
        key = (*key, str(sum(1 for line in lines[:number] if _key("standing", line) == key)))
    return f"{found[1]}[{'.'.join(key)}]{found[3]}" if all(key) else path


def _tables(under: Plain, over: Plain, path: tuple[str, ...]) -> Plain:
    result = _without(under, over["drop"], path) if path and "drop" in over else dict(under)
    for key, value in over.items():
        below = result.get(key)
        if isinstance(below, dict) and isinstance(value, dict) and len(path) < MOST_DEPTH:
            result[key] = _tables(below, value, (*path, key))
        elif key != "drop" or not path:
            result[key] = value
    return result


def _without(table: Plain, names: object, path: tuple[str, ...]) -> Plain:
    """The table without the entries that `drop` names: TOML has no word for nothing."""
    where = ".".join((*path, "drop"))
    if not isinstance(names, list) or not all(isinstance(name, str) and name in table for name in names):
        raise ScenarioError(where, "a list of entries of the same table in the file that this one extends")
    return {key: value for key, value in table.items() if key not in names}


def _by_key(name: str, below: list[Plain], above: list[Plain]) -> list[Plain]:
    lines: dict[Key, Plain] = {_key(name, line): line for line in below}
    seen: set[Key] = set()
    again: list[Plain] = []
    for number, line in enumerate(above):
        key = _key(name, line)
        path = f"{name}[{number}]"
        if "drop" in line:
            _check_drop(path, line, name)
            if lines.pop(key, None) is None:
                raise ScenarioError(f"{path}.drop", "a line of the file that this one extends")
        elif key in seen:
            # Left for the checks, which refuse a duplicate key.
            again.append(line)
        else:
            lines[key] = _tables(lines.get(key, {}), line, (path,))
        seen.add(key)
    return [*lines.values(), *again]


def _check_drop(path: str, line: Plain, name: str) -> None:
    if line["drop"] is not True:
        raise ScenarioError(f"{path}.drop", "true, or no such entry")
    for entry in line:
        if entry not in (*KEYS[name], "drop"):
            raise ScenarioError(f"{path}.{entry}", "nothing: a line that is dropped says no more")


def _narrowed(line: Plain, entry: str, present: set[str]) -> Plain | None:
    roles = line.get(entry)
    if not isinstance(roles, list):
        return line
    staying = [role for role in roles if not isinstance(role, str) or role in present]
    return {**line, entry: staying} if staying or not roles else None


def _key(name: str, line: Plain) -> Key:
    return tuple(_entry_text(line, entry) for entry in KEYS.get(name, ("role",)))


def _entry_text(line: Plain, entry: str) -> str:
    value = line.get(entry)
    return value if isinstance(value, str) else ""


def _own_keys(name: str, own: Plain) -> set[Key]:
    lines = own.get(name)
    return {_key(name, line) for line in lines} if _are_tables(lines) else set()


def _are_tables(value: Any) -> TypeGuard[list[Plain]]:
    return isinstance(value, list) and all(isinstance(line, dict) for line in value)

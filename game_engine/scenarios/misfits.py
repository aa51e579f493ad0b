"""What is wrong with plain data that are to be of a type: the first thing, where it stands, and what was found there.

msgspec says so in a sentence for people. Who has to act on it asks here, after msgspec has refused: the types are
walked beside the data, in the order in which msgspec reads them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from msgspec import inspect

from game_engine.moves import Data

Fault = Literal["type", "bounds", "length", "pattern", "option", "unknown", "missing", "key"]
Path = tuple[str | int, ...]


class Misfit(Data, frozen=True):
    """One fault. path: keys and positions from the outside in, the field itself where it is unknown or missing;
    wanted: the names of the types that may stand there, as TOML and JSON have them; found: what stands there.

    type: of another type; bounds: a number too small or too large; length: a text or list too short or too long;
    pattern: a text of another form; option: none of the known values; unknown: a field that the type has not;
    missing: a field that it must have; key: a table's key that is none.
    """

    fault: Fault
    path: Path
    wanted: tuple[str, ...] = ()
    found: Any = None

    @property
    def place(self) -> str:
        """The path as people write it: orders[3].slot."""
        return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path).lstrip(".")


NAMES: Mapping[type, str] = {
    inspect.BoolType: "bool",
    inspect.IntType: "int",
    inspect.FloatType: "float",
    inspect.StrType: "str",
    inspect.NoneType: "null",
    inspect.DateType: "date",
    inspect.DateTimeType: "datetime",
    inspect.TimeType: "time",
    inspect.ListType: "array",
    inspect.VarTupleType: "array",
    inspect.TupleType: "array",
    inspect.DictType: "object",
    inspect.StructType: "object",
}


def misfit(kind: Any, data: Any) -> Misfit | None:
    """The first fault of plain data that should be of a type; None where they are."""
    return next(_faults(_known(kind), data, ()), None)


@lru_cache(maxsize=256)
def _known(kind: Any) -> inspect.Type:
    return inspect.type_info(kind)


def name_of(data: Any) -> str:
    """What plain data are called in TOML and JSON."""
    for kind, name in _PLAIN:
        if isinstance(data, kind):
            return name
    return type(data).__name__


_PLAIN: tuple[tuple[type, str], ...] = (
    (bool, "bool"),
    (int, "int"),
    (float, "float"),
    (str, "str"),
    (type(None), "null"),
    (list, "array"),
    (tuple, "array"),
    (dict, "object"),
    (datetime.datetime, "datetime"),
    (datetime.date, "date"),
    (datetime.time, "time"),
)


def _names(kind: inspect.Type) -> tuple[str, ...]:
    """What may stand where that type is wanted; nothing where anything may."""
    if isinstance(kind, inspect.Metadata):
        return _names(kind.type)
    if isinstance(kind, inspect.UnionType):
        return tuple(dict.fromkeys(name for option in kind.types for name in _names(option)))
    if isinstance(kind, inspect.LiteralType):
        return tuple(dict.fromkeys(name_of(value) for value in kind.values))
    return (NAMES[type(kind)],) if type(kind) in NAMES else ()


def _faults(kind: inspect.Type, data: Any, path: Path) -> Iterator[Misfit]:
    if isinstance(kind, inspect.Metadata):
        kind = kind.type
    wanted, found = _names(kind), name_of(data)
    if wanted and found not in wanted and not (found == "int" and "float" in wanted):
        yield Misfit("type", path, wanted, data)
    elif isinstance(kind, inspect.UnionType):
        yield from _of_union(kind, data, path)
    elif isinstance(kind, inspect.StructType):
        yield from _of_struct(kind, data, path)
    elif isinstance(kind, inspect.LiteralType):
        if data not in kind.values:
            yield Misfit("option", path, wanted, data)
    elif isinstance(kind, inspect.DictType):
        yield from _of_table(kind, data, path)
    elif isinstance(kind, inspect.ListType | inspect.VarTupleType | inspect.TupleType):
        yield from _of_list(kind, data, path)
    elif isinstance(kind, inspect.IntType | inspect.FloatType | inspect.StrType) and (
        fault := _beyond(kind, data)
    ):
        yield Misfit(fault, path, wanted, data)


def _of_union(kind: inspect.UnionType, data: Any, path: Path) -> Iterator[Misfit]:
    structs = [option for option in kind.types if isinstance(option, inspect.StructType)]
    if isinstance(data, dict) and len(structs) > 1:
        yield from _of_tagged(structs, data, path)
        return
    found = name_of(data)
    fits = [option for option in kind.types if found in _names(option)]
    fits = fits or [option for option in kind.types if "float" in _names(option) and found == "int"]
    for option in fits[:1]:
        yield from _faults(option, data, path)


def _of_tagged(structs: list[inspect.StructType], data: dict[str, Any], path: Path) -> Iterator[Misfit]:
    """Of several structs, the one whose tag the data carry."""
    field = structs[0].tag_field or ""
    by_tag = {struct.tag: struct for struct in structs}
    tag = data.get(field)
    if field not in data:
        yield Misfit("missing", (*path, field))
    elif not isinstance(tag, str):
        yield Misfit("type", (*path, field), ("str",), tag)
    elif tag not in by_tag:
        yield Misfit("option", (*path, field), ("str",), tag)
    else:
        yield from _of_struct(by_tag[tag], data, path)


def _of_struct(kind: inspect.StructType, data: dict[str, Any], path: Path) -> Iterator[Misfit]:
    fields = {field.encode_name: field for field in kind.fields}
    for name, value in data.items():
        if name in fields:
            yield from _faults(fields[name].type, value, (*path, name))
        elif name == kind.tag_field:
            if value != kind.tag:
                yield Misfit("option", (*path, name), ("str",), value)
        elif kind.forbid_unknown_fields:
            yield Misfit("unknown", (*path, name))
    for name, field in fields.items():
        if field.required and name not in data:
            yield Misfit("missing", (*path, name))


def _of_table(kind: inspect.DictType, data: dict[str, Any], path: Path) -> Iterator[Misfit]:
    for key, value in data.items():
        if any(_faults(kind.key_type, key, ())):
            yield Misfit("key", (*path, key), _names(kind.key_type), key)
        yield from _faults(kind.value_type, value, (*path, key))


def _of_list(
    kind: inspect.ListType | inspect.VarTupleType | inspect.TupleType, data: Any, path: Path
) -> Iterator[Misfit]:
    if isinstance(kind, inspect.TupleType):
        if len(data) != len(kind.item_types):
            yield Misfit("length", path, ("array",), data)
        kinds = list(kind.item_types)
    else:
        if _too_long(kind, data):
            yield Misfit("length", path, ("array",), data)
        kinds = [kind.item_type] * len(data)
    for number, (item, value) in enumerate(zip(kinds, data, strict=False)):
        yield from _faults(item, value, (*path, number))


def _beyond(kind: inspect.IntType | inspect.FloatType | inspect.StrType, data: Any) -> Fault | None:
    if isinstance(kind, inspect.StrType):
        if _too_long(kind, data):
            return "length"
        return "pattern" if kind.pattern is not None and not re.search(kind.pattern, data) else None
    # Asked this way round, for what is not a number is not less than anything either.
    low = (kind.ge is None or data >= kind.ge) and (kind.gt is None or data > kind.gt)
    high = (kind.le is None or data <= kind.le) and (kind.lt is None or data < kind.lt)
    return None if low and high else "bounds"


def _too_long(kind: inspect.StrType | inspect.ListType | inspect.VarTupleType, data: Any) -> bool:
    """Whether a text or a list is shorter or longer than it may be."""
    short = kind.min_length is not None and len(data) < kind.min_length
    return short or (kind.max_length is not None and len(data) > kind.max_length)

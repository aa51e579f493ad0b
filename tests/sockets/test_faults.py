"""What is wrong with a frame or a move is found in the data: over every field of every frame and of every move."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest
from msgspec import inspect

from game_engine import Move, Orders, decode_move, misfit
from wargame.sockets import wire

ID = "6a5e2f2e-8a35-4d5e-9b7c-3b1f0a9c6d11"
# A value of each kind that JSON has.
KINDS: dict[str, Any] = {
    "null": None,
    "bool": True,
    "int": 7,
    "float": 1.5,
    "str": "x",
    "array": [],
    "object": {},
}
NAMES = {
    inspect.BoolType: {"bool"},
    inspect.IntType: {"int"},
    inspect.FloatType: {"int", "float"},
    inspect.StrType: {"str"},
    inspect.LiteralType: {"str"},
    inspect.NoneType: {"null"},
    inspect.VarTupleType: {"array"},
    inspect.StructType: {"object"},
    inspect.AnyType: set(KINDS),
    inspect.RawType: set(KINDS),
}
TYPES = [*get_args(wire.Frame), *get_args(Move)]


def fits(kind: inspect.Type) -> set[str]:
    """The kinds of JSON that may stand where that type is wanted."""
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return set().union(*(NAMES[type(one)] for one in kinds))


def whole(kind: inspect.Type) -> Any:
    """Plain data of that type, with every field there is."""
    if isinstance(kind, inspect.UnionType):
        return whole(next(one for one in kind.types if not isinstance(one, inspect.NoneType)))
    if isinstance(kind, inspect.StructType):
        tag = {kind.tag_field: kind.tag} if kind.tag_field else {}
        return tag | {one.encode_name: whole(one.type) for one in kind.fields}
    if isinstance(kind, inspect.VarTupleType):
        return [whole(kind.item_type)]
    if isinstance(kind, inspect.LiteralType):
        return kind.values[0]
    samples = {inspect.BoolType: True, inspect.IntType: 1, inspect.FloatType: 0.5, inspect.StrType: "x"}
    return samples.get(type(kind), {})


def places(
    kind: inspect.Type, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple, inspect.Type, bool]]:
    """Every field at every depth: (path, type, whether it must be there); lists by their first entry."""
    if isinstance(kind, inspect.UnionType):
        for one in kind.types:
            yield from places(one, path)
    elif isinstance(kind, inspect.StructType):
        for field in kind.fields:
            yield (*path, field.encode_name), field.type, field.required
            yield from places(field.type, (*path, field.encode_name))
    elif isinstance(kind, inspect.VarTupleType):
        yield (*path, 0), kind.item_type, False
        yield from places(kind.item_type, (*path, 0))


def written(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path).lstrip(".")


def changed(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """A copy with that value at the path; ... takes what is there away."""
    copy = json.loads(json.dumps(data))
    at = copy
    for step in path[:-1]:
        at = at[step]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return copy


def faults(struct: type) -> Iterator[tuple[Any, str, str]]:
    """Data of that type with one thing wrong, the code of that, and where it is."""
    info = inspect.type_info(struct)
    good = whole(info)
    holders = {()}
    for path, kind, required in places(info):
        for name, value in KINDS.items():
            if name not in fits(kind):
                yield changed(good, path, value), "bad_type", written(path)
        if required:
            yield changed(good, path, ...), "missing_field", written(path)
        if isinstance(kind, inspect.LiteralType):
            yield changed(good, path, "maybe"), "unknown_type", written(path)
        kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
        for one in kinds:
            if isinstance(one, inspect.IntType) and one.le is not None:
                yield changed(good, path, one.le + 1), "out_of_range", written(path)
                yield changed(good, path, one.ge - 1), "out_of_range", written(path)
            if isinstance(one, inspect.StrType) and one.max_length is not None:
                yield changed(good, path, "x" * (one.max_length + 1)), "out_of_range", written(path)
            if isinstance(one, inspect.StructType):
                holders.add(path)
    for holder in holders:
        yield changed(good, (*holder, "seat"), "us"), "unknown_field", written((*holder, "seat"))


CASES = [(struct, *fault) for struct in TYPES for fault in faults(struct)]


def test_there_are_cases_for_every_type_and_every_code() -> None:
    assert {struct for struct, *_ in CASES} == set(TYPES)
    codes = {"bad_type", "missing_field", "unknown_type", "out_of_range", "unknown_field"}
    assert {code for _, _, code, _ in CASES} == codes
    assert len(CASES) > 300


@pytest.mark.parametrize("struct", TYPES, ids=lambda one: one.__name__)
def test_what_is_whole_has_no_fault(struct: type) -> None:
    good = whole(inspect.type_info(struct))
    kind = wire.Frame if struct in get_args(wire.Frame) else Move
    msgspec.json.decode(json.dumps(good), type=kind)
    assert misfit(kind, good) is None


@pytest.mark.parametrize("struct", TYPES, ids=lambda one: one.__name__)
def test_each_fault_is_named_by_its_code_and_its_place(struct: type) -> None:
    kind = wire.Frame if struct in get_args(wire.Frame) else Move
    for found, bad, code, place in CASES:
        if found is struct:
            with pytest.raises(msgspec.ValidationError):
                msgspec.json.decode(json.dumps(bad), type=kind)
            assert wire.judged(kind, bad) == (code, place), bad


@pytest.mark.parametrize("struct", get_args(Move), ids=lambda one: one.__name__)
def test_a_move_within_a_frame_is_refused_at_its_place(struct: type) -> None:
    for found, bad, code, place in CASES:
        if found is struct:
            sent = {"t": "move", "id": ID, "turn": 1, "move": bad}
            frame = wire.read(json.dumps(sent))
            assert isinstance(frame, wire.MoveFrame)
            with pytest.raises(msgspec.ValidationError):
                decode_move(bytes(frame.move))
            refused = wire.bad_move(frame)
            assert (refused.code, refused.detail, refused.command) == (code, f"move.{place}", ID)


@pytest.mark.parametrize(
    ("bad", "code", "detail"),
    [
        ({}, "missing_field", "kind"),
        ({"kind": 7}, "bad_type", "kind"),
        ({"kind": "resign", "text": 7}, "unknown_type", "kind"),
        ([], "bad_type", ""),
        (None, "bad_type", ""),
    ],
)
def test_a_move_of_no_kind(bad: Any, code: str, detail: str) -> None:
    assert wire.judged(Move, bad) == (code, detail)


def test_the_first_fault_counts() -> None:
    order = {"kind": "cells", "defect": [1, "x"], "seat": "us"}
    assert wire.judged(Move, {"kind": "orders", "main": order, "minor": 7}) == ("bad_type", "main.defect[1]")
    assert wire.judged(Orders, {"minor": 7, "main": order}) == ("bad_type", "minor")

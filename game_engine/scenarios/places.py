"""Paths of a scenario, as `start.sanctions` or `orders[3].slot`: their steps, and the type of where they lead."""

from __future__ import annotations

import re
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from game_engine.errors import ScenarioError
from game_engine.scenario import Scenario


def steps_of(path: str) -> list[str | int]:
    """`orders[3].kind` as ["orders", 3, "kind"]."""
    if not re.fullmatch(r"[a-z_0-9-]+(\[\d{1,4}\])*(\.[a-z_0-9-]+(\[\d{1,4}\])*)*", path):
        raise ScenarioError(path[:200] or "override", "a path such as parameters.coercion.slope")
    found = re.findall(r"([a-z_0-9-]+)|\[(\d+)\]", path)
    return [name or int(number) for name, number in found]


def type_at(path: str, steps: list[str | int]) -> Any:
    """The type at that path. Raises ScenarioError for a path that no scenario has."""
    kind: Any = Scenario
    for step in steps:
        kind = type_below(kind, step)
        if kind is None:
            raise ScenarioError(path, "a path that a scenario has")
    return kind


def type_below(kind: Any, step: str | int) -> Any:
    """The type one step further down, or None if there is no such step."""
    kind = bare(kind)
    if isinstance(step, int):
        return get_args(kind)[0] if get_origin(kind) is list else None
    if get_origin(kind) is dict:
        key, value = get_args(kind)
        options = get_args(key)
        return value if not options or step in options else None
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return get_type_hints(kind, include_extras=True).get(step)
    return None


def bare(kind: Any) -> Any:
    """A type without its annotation and without `| None`."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        kind = next(option for option in get_args(kind) if option is not NoneType)
    return kind

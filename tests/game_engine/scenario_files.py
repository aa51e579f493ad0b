"""A whole scenario as a file of its own, and what becomes of it when something in it is changed."""

from __future__ import annotations

import json
import math
import tomllib
from functools import cache
from typing import Any

import msgspec
import pytest

from game_engine import ScenarioError, load_scenario, parse_scenario

GONE = object()


def written(value: Any) -> str:
    """Plain data as TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(one) for one in value) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf"
    return json.dumps(value, ensure_ascii=False)


def document(data: dict[str, Any]) -> str:
    return "\n".join(f"{json.dumps(key)} = {written(value)}" for key, value in data.items())


def without_nothing(value: Any) -> Any:
    """Plain data without what is nothing, for which TOML has no word."""
    if isinstance(value, dict):
        return {key: without_nothing(one) for key, one in value.items() if one is not None}
    return [without_nothing(one) for one in value] if isinstance(value, list) else value


@cache
def full(name: str = "venezuela-2025") -> str:
    """A built-in scenario as one file that extends nothing."""
    return document({**without_nothing(msgspec.to_builtins(load_scenario(name))), "digest": ""})


def changed(*steps: Any) -> str:
    """The full scenario with the last step put (or GONE) at the path of the steps before it."""
    data: Any = tomllib.loads(full())
    *path, last, value = steps
    place = data
    for step in path:
        place = place[step]
    if value is GONE:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return document(data)


def index(table: str, **wanted: str) -> int:
    rows = tomllib.loads(full())[table]
    return next(number for number, row in enumerate(rows) if wanted.items() <= row.items())


def refused(text: str | bytes, **overrides: Any) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, **overrides)
    return caught.value

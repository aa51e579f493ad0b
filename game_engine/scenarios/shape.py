"""Plain data checked against the scenario's types: every fault with its path, and values set by path."""

from __future__ import annotations

from typing import Any

import msgspec

from game_engine.errors import ScenarioError
from game_engine.scenario import Scenario
from game_engine.scenarios.misfits import Misfit, misfit
from game_engine.scenarios.places import steps_of, type_at
from game_engine.scenarios.refusals import expected, refusal


def shaped(data: dict[str, Any]) -> Scenario:
    """The Scenario that plain data make. Raises ScenarioError with the path of the first fault."""
    try:
        return msgspec.convert(data, Scenario, strict=True)
    except (ValueError, TypeError, OverflowError, RecursionError) as wrong:
        if isinstance(wrong, msgspec.ValidationError) and (fault := misfit(Scenario, data)):
            raise refusal(fault) from None
        raise ScenarioError("file", f"values of the kinds that a scenario has: {wrong}") from None


def place(data: dict[str, Any], path: str, value: object) -> None:
    """Set the value at a dotted path (`start.sanctions`, `orders[3].slot`), read as the type of that place.

    Text is read leniently ("5" is a number where one belongs). Changes `data`. Raises ScenarioError.
    """
    steps = steps_of(path)
    kind = type_at(path, steps)
    try:
        read = msgspec.convert(value, kind, strict=not isinstance(value, str))
    except (msgspec.ValidationError, ValueError, TypeError, OverflowError, RecursionError):
        wrong = misfit(kind, value) or Misfit("type", (), found=value)
        raise ScenarioError(path, expected(wrong, kind, value)) from None
    _put(data, path, steps, msgspec.to_builtins(read))


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

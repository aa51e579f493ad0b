"""What the researchers' commands take: counts, shares, pairs, scenarios. Refused in a sentence where it is none."""

from __future__ import annotations

import json
import math
import os
from argparse import ArgumentTypeError
from collections.abc import Mapping
from pathlib import Path

from game_engine import Scenario, ScenarioError, parse_scenario, scenario_names

READ_AT_MOST = 2**20
"""Bytes of a scenario file: more than any may have, so that one that is longer is refused for its length."""


def count(text: str) -> int:
    """A whole number above 0."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"a whole number above 0, not {text!r}")
    return int(text)


def none_or_more(text: str) -> int:
    """A whole number, 0 or more."""
    if not text.isdecimal():
        raise ArgumentTypeError(f"a whole number, 0 or more, not {text!r}")
    return int(text)


def share(text: str) -> float:
    """A share between 0 and 1, both left out."""
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0.0 < found < 1.0:
        raise ArgumentTypeError(f"a share between 0 and 1, not {text!r}")
    return found


def pair(text: str) -> tuple[str, str]:
    """`name=value`."""
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise ArgumentTypeError(f"name=value, not {text!r}")
    return name.strip(), value.strip()


def scenario_at(name: str, overrides: Mapping[str, object] = {}) -> Scenario:
    """A built-in scenario by name, or that of a .toml file. Raises ScenarioError for what is neither."""
    path = Path(name)
    if path.suffix != ".toml":
        if name not in scenario_names():
            raise ScenarioError(
                "scenario", "the path of a .toml file, or one of " + ", ".join(scenario_names())
            )
        return parse_scenario(f"extends = {json.dumps(name)}", overrides)
    try:
        # A pipe would be waited for, and /dev/zero read for ever.
        if not path.is_file():
            raise ScenarioError(name, "a file")
        with path.open("rb") as file:
            return parse_scenario(file.read(READ_AT_MOST), overrides)
    except OSError as refusal:
        raise ScenarioError(name, f"a file that can be read: {refusal.strerror}") from refusal


def writable(folder: Path) -> bool:
    """Whether a folder is there to be written, or could be made."""
    nearest = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)

"""What no text of a scenario may be: blank, or one that refers to another text or to itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from game_engine.errors import ScenarioError
from game_engine.scenario import Scenario

PLACEHOLDER = re.compile(r"\{[^{}\n]{0,80}\}")

# The checks hold these to the fields that they may name.
FILLED = re.compile(r"undertakings\[\d+\]\.(name|will|does)|orders\[\d+\]\.deed")


def check_wording(scenario: Scenario) -> None:
    """Raise ScenarioError at the first text that is blank, or has a placeholder where nothing is filled in."""
    for path, text in _texts("", msgspec.to_builtins(scenario)):
        if not text.strip():
            raise ScenarioError(path, "words, not only blanks")
        found = PLACEHOLDER.search(text)
        if found and not FILLED.match(path):
            raise ScenarioError(
                path, f"no braces {{ }} in this text: nothing is filled in; found {found.group()}"
            )


def _texts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every text in both languages, with its path."""
    if isinstance(value, dict):
        if value.keys() == {"en", "es"}:
            yield from ((f"{path}.{language}", text) for language, text in value.items())
        else:
            for key, one in value.items():
                yield from _texts(f"{path}.{key}" if path else key, one)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _texts(f"{path}[{number}]", one)

"""Every text of a scenario, and its checks: English is there, nothing is blank, no placeholder stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import msgspec

from game_engine.errors import ScenarioError
from game_engine.languages import ENGLISH, LANGUAGES, Text
from game_engine.scenario import Scenario
from game_engine.scenarios.places import bare
from game_engine.scenarios.refusals import one_of

PLACEHOLDER = re.compile(r"\{[^{}\n]{0,80}\}")

# The checks hold these to the fields that they may name.
FILLED = re.compile(r"undertakings\[\d+\]\.(name|will|does)|orders\[\d+\]\.deed")


def check_wording(scenario: Scenario) -> None:
    """Raise ScenarioError at the first text that lacks English, is blank, is in a language that is none of ours, or has
    a placeholder where nothing is filled in."""
    for path, text in texts(scenario):
        if ENGLISH not in text:
            raise ScenarioError(f"{path}.{ENGLISH}", "a value: this entry is required")
        for language, words in text.items():
            if language not in LANGUAGES:
                raise ScenarioError(f"{path}.{language[:80]}", one_of(list(LANGUAGES), language))
            _check_words(f"{path}.{language}", words)


def _check_words(path: str, words: str) -> None:
    if not words.strip():
        raise ScenarioError(path, "words, not only blanks")
    found = PLACEHOLDER.search(words)
    if found and not FILLED.match(path):
        raise ScenarioError(
            path, f"no braces {{ }} in this text: nothing is filled in; found {found.group()}"
        )


def texts(scenario: Scenario) -> Iterator[tuple[str, Text]]:
    """Every text of a scenario, with its path."""
    return _texts("", scenario, Scenario)


def _texts(path: str, value: Any, kind: Any) -> Iterator[tuple[str, Text]]:
    kind = bare(kind)
    if kind == Text and value is not None:
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name, entry in get_type_hints(type(value), include_extras=True).items():
            if name in value.__struct_fields__:
                yield from _texts(f"{path}.{name}" if path else name, getattr(value, name), entry)
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _texts(f"{path}.{key}", below, get_args(kind)[1])
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _texts(f"{path}[{number}]", below, get_args(kind)[0])

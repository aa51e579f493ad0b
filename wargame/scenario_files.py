"""The host's own scenario files: one by its path, and those of a folder beside the ones that come with Offramp."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path

from django.conf import settings

from game_engine import Scenario, ScenarioError, load_scenario, parse_scenario, scenario_names

READ_AT_MOST = 2**20
"""Bytes of a scenario file: more than any may have, so that one that is longer is refused for its length."""

MOST_FILES = 200
"""Files of a folder that are looked at."""

log = logging.getLogger(__name__)


def scenario_at(name: str, overrides: Mapping[str, object] = {}) -> Scenario:
    """A scenario by name, one that comes with Offramp or one of the own folder; or that of a .toml file. Raises
    ScenarioError for what is neither."""
    if Path(name).suffix == ".toml":
        return _read(Path(name), overrides)
    if name in scenario_names():
        return parse_scenario(f"extends = {json.dumps(name)}", overrides)
    own = {path.stem: path for path in _own_files()}
    if name in own:
        return _read(own[name], overrides)
    known = ", ".join([*scenario_names(), *own])
    raise ScenarioError("scenario", f"the path of a .toml file, or one of {known}; found {name!r}")


def offered() -> Iterator[Scenario]:
    """Every scenario that can be played: those that come with Offramp, then those of the own folder. What does not load
    is left out, and the log says once what is wrong with it."""
    for name in scenario_names():
        scenario = _built_in(name)
        if scenario is not None:
            yield scenario
    for path in _own_files():
        try:
            now = path.stat()
        except OSError:
            continue
        scenario = _own(path, now.st_mtime_ns, now.st_size)
        if scenario is not None:
            yield scenario


def _own_files() -> list[Path]:
    """A name that begins with "_" or a point is not a scenario's: drafts, and files that editors leave behind."""
    try:
        found = sorted(islice(settings.SCENARIOS_DIR.glob("[!_.]*.toml"), MOST_FILES))
    except OSError:
        return []
    return found


@lru_cache
def _built_in(name: str) -> Scenario | None:
    try:
        return load_scenario(name)
    except ScenarioError as fault:
        return _left_out(f"{name}.toml", fault)


@lru_cache(maxsize=2 * MOST_FILES)
def _own(path: Path, _changed: int, _size: int) -> Scenario | None:
    """The scenario of a file as it was at that time: a file that is changed is read again."""
    try:
        if path.stem in scenario_names():
            raise ScenarioError("id", f"another than {path.stem}, which comes with Offramp")
        return _read(path)
    except ScenarioError as fault:
        return _left_out(str(path), fault)


def _left_out(path: str, fault: ScenarioError) -> None:
    log.warning("left out: %s: %s: %s", path, fault.path, fault.expected)


def _read(path: Path, overrides: Mapping[str, object] = {}) -> Scenario:
    try:
        if not path.exists():
            raise ScenarioError(str(path), "no such file")
        # A pipe would be waited for, and /dev/zero read for ever.
        if not path.is_file():
            raise ScenarioError(str(path), "a file")
        with path.open("rb") as file:
            return parse_scenario(file.read(READ_AT_MOST), overrides, name=path.stem)
    except OSError as refusal:
        raise ScenarioError(str(path), f"a file that can be read: {refusal.strerror}") from refusal

"""The engine as machine code: the same rounds, and never a build of other sources."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.game_engine.recorded_rounds import RECORD
from wargame import compiled

ROOT = compiled.ENGINE.parent

_PLAY = """
import json, sys
from pathlib import Path
from wargame import compiled
assert compiled.use(Path(sys.argv[1]))
from game_engine.bots import forecast
from game_engine.resolution import closing
assert {forecast.__file__[-3:], closing.__file__[-3:]} <= {".so", "pyd"}, forecast.__file__
from tests.game_engine.recorded_rounds import rounds
print(json.dumps(list(rounds())))
"""


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The module search path, put back afterwards."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    return sys.path


@pytest.mark.long
def test_what_is_compiled_plays_the_rounds_of_the_record(tmp_path: Path) -> None:
    """Moves and events to the letter, and every number to the last bit: the same code, not a second set of formulas."""
    try:
        compiled.check()
    except compiled.CannotCompile as missing:
        pytest.skip(str(missing))
    compiled.build(tmp_path)
    played = subprocess.run(
        [sys.executable, "-c", _PLAY, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(played.stdout) == json.loads(RECORD.read_text())


def test_a_build_of_other_sources_is_never_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: list[str]
) -> None:
    engine = tmp_path / "game_engine"
    shutil.copytree(compiled.ENGINE, engine, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(compiled, "ENGINE", engine)
    assert not compiled.use(tmp_path)
    built = compiled.folder(tmp_path)
    built.mkdir(parents=True)
    assert compiled.use(tmp_path)
    assert sys.path[0] == str(built)
    for changed in ("bots/forecast.py", "scenarios/_standard.toml"):
        before = (engine / changed).read_bytes()
        (engine / changed).write_bytes(before + b"\n")
        assert not compiled.use(tmp_path), changed
        (engine / changed).write_bytes(before)
    assert compiled.use(tmp_path)


def test_two_builders_leave_one_build_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = compiled.folder(tmp_path)
    monkeypatch.setattr(compiled, "check", lambda: None)
    # While this one compiles, another comes to its end.
    monkeypatch.setattr(compiled, "_compile", lambda site: shutil.copytree(site, built))
    assert compiled.build(tmp_path) == built
    assert list((tmp_path / "compiled").iterdir()) == [built]
    assert (built / "game_engine" / "scenarios" / "_standard.toml").is_file()


def test_only_old_builds_are_swept_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command may be running on a build of sources that have changed since."""
    builds = tmp_path / "compiled"
    for name, age in (("of-today", 3600.0), ("of-last-week", 7 * 86400.0), ("new-killed", 2 * 86400.0)):
        (builds / name / "game_engine").mkdir(parents=True)
        os.utime(builds / name, (time.time() - age, time.time() - age))
    monkeypatch.setattr(compiled, "check", lambda: None)
    monkeypatch.setattr(compiled, "_compile", lambda site: None)
    made = compiled.build(tmp_path)
    assert set(builds.iterdir()) == {builds / "of-today", made}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "compiled").write_text("in the way")
    monkeypatch.setattr(compiled, "check", lambda: None)
    with pytest.raises(compiled.CannotCompile, match=r"compiled cannot be written"):
        compiled.build(tmp_path)


def test_without_a_compiler_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")
    # By the fixture's own way: undone by another, the setting would be gone for all later tests.
    settings.VAR_DIR = tmp_path
    with pytest.raises(CommandError, match="there is no no-such-compiler"):
        call_command("compile_engine")
    assert not list(tmp_path.rglob("*.py"))

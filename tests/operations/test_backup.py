"""A backup that is made while people play, brought back elsewhere: every link, token and session works as before."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
import urllib.request
import zipfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from websockets.sync.client import connect

from tests.processes import ROOT, wait_until

pytestmark = pytest.mark.long

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
MINE = '[scenario]\nthis = "is not one"\n'
COUNT_BOARDS = "from wargame.record.models import BoardRow; print('boards:', BoardRow.objects.count())"
CREATE_USER = "from django.contrib.auth.models import User; User.objects.create_user('alice')"


@pytest.fixture
def database(request):
    """Settings of a new database at each call."""
    kind = request.param
    made: list[str] = []

    def new() -> dict[str, str]:
        if kind == "sqlite":
            return {}
        url = request.getfixturevalue("postgres_url")
        made.append(f"offramp_{len(made)}_{os.getpid()}")
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {made[-1]}")
            server.execute(f"CREATE DATABASE {made[-1]}")
        return {"DATABASE_URL": f"{url.rpartition('/')[0]}/{made[-1]}"}

    return new


def manage(var: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess:
    """A command on the files of that folder."""
    from tests.supervised import OURS

    bare = {name: value for name, value in os.environ.items() if not OURS.match(name)}
    env = {**bare, "OFFRAMP_VAR": str(var), **settings}
    argv = [sys.executable, "manage.py", *arguments]
    return subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, timeout=180)


def done(process: subprocess.CompletedProcess) -> str:
    assert process.returncode == 0, process.stdout + process.stderr
    return process.stdout


def refused(process: subprocess.CompletedProcess) -> str:
    assert process.returncode != 0, process.stdout
    lines = process.stderr.strip().splitlines()
    assert len(lines) == 1, process.stderr
    return lines[0]


def welcome(up, seat: dict) -> dict:
    """What a seat is told when it comes with its token: the whole picture."""
    url = f"ws://127.0.0.1:{up.port}{path_of(seat['socket_url'])}"
    with connect(url, additional_headers={"Authorization": f"Bearer {seat['token']}"}) as socket:
        socket.send('{"t":"hello","language":"en"}')
        assert json.loads(socket.recv(timeout=20))["t"] == "welcome"
        snapshot = json.loads(socket.recv(timeout=20))
        move = {"kind": "say", "public": True, "text": "Still here."}
        frame = {"t": "move", "id": seat["move"], "turn": snapshot["view"]["turn"], "move": move}
        socket.send(json.dumps(frame))
        while (answer := json.loads(socket.recv(timeout=20)))["t"] not in ("ack", "nack"):
            pass
        return {"answer": answer, "view": snapshot["view"], "talk": snapshot["talk"], "seq": snapshot["seq"]}


@pytest.mark.parametrize("database", DATABASES, indirect=True)
def test_every_link_and_token_survives_into_a_fresh_folder(start_up, tmp_path, database):
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "kept" / "monday.zip"
    file.parent.mkdir()
    up = start_up(var=old, **database()).wait_ready()
    (old / "scenarios" / "mine.toml").write_text(MINE)
    told = json.loads(up.manage("open_exercise", "first-steps", "--format", "json"))
    seats = told["rounds"][0]["seats"]
    seat = next(seat for seat in seats if seat["seat"] == "us") | {
        "move": "6a5e2f2e-8a35-4d5e-9b7c-3b1f0a9c6d11"
    }
    first = welcome(up, seat)
    assert first["answer"]["t"] == "ack"
    # A link that has not been opened yet, and one that has.
    link = up.manage("facilitator_link").strip().split()[-1].replace("127.0.0.1", "localhost")
    said = up.manage("backup", str(file))
    assert "Exercises: 1; rounds: 1" in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    assert up.stop() == 0

    there = database()
    assert "Exercises: 1; rounds: 1" in done(manage(new, "restore", str(file), **there))
    assert (new / "scenarios" / "mine.toml").read_text() == MINE
    again = start_up(var=new, **there).wait_ready()
    second = welcome(again, seat)
    # The same move is the same move still, and what was said before it is there.
    assert second["answer"] == first["answer"]
    assert second["view"] == first["view"]
    assert [one["event"]["text"] for one in second["talk"]][-1] == "Still here."
    page = urllib.request.urlopen(f"{again.url}{path_of(seat['join_url'])}", timeout=10).read().decode()
    assert "No exercise has this code or link" not in page
    assert 'name="name"' in page
    assert again.get(path_of(link))[0] == 200
    assert "Sign in as facilitator" in again.get(path_of(link))[1]
    assert "boards: 1" in again.manage("shell", "-c", COUNT_BOARDS)
    # What is made after it is numbered on from there.
    assert json.loads(again.manage("open_exercise", "first-steps", "--format", "json"))["rounds"]
    assert again.stop() == 0


def path_of(url: str) -> str:
    return "/" + url.split("://")[1].split("/", 1)[1]


@pytest.mark.parametrize("database", DATABASES, indirect=True)
def test_what_is_there_is_replaced_by_force_alone_and_kept(tmp_path, database):
    settings = database()
    var, file = tmp_path / "var", tmp_path / "one.zip"
    done(manage(var, "migrate", "--verbosity", "0", **settings))
    done(manage(var, "shell", "-c", CREATE_USER, **settings))
    done(manage(var, "backup", str(file), **settings))
    done(manage(var, "shell", "-c", CREATE_USER.replace("alice", "bob"), **settings))
    key = (var / "secret_key").read_text()
    assert "--force" in refused(manage(var, "restore", str(file), **settings))
    said = done(manage(var, "restore", str(file), "--force", **settings))
    assert "facilitators: 1" in said
    (before,) = var.glob("before-restore-*.zip")
    assert str(before) in said
    assert "facilitators: 2" in done(manage(var, "restore", str(before), "--force", **settings))
    assert (var / "secret_key").read_text() == key


def test_a_running_offramp_is_left_alone(start_up, tmp_path):
    up = start_up().wait_ready()
    file = tmp_path / "one.zip"
    up.manage("backup", str(file))
    assert "already runs" in refused(manage(up.var, "restore", str(file), "--force"))
    wait_until(lambda: up.get("/healthz")[0] == 200, what="the web")


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_database_that_others_use_is_left_alone(tmp_path, database):
    settings = database()
    done(manage(tmp_path / "a", "migrate", "--verbosity", "0", **settings))
    file = tmp_path / "one.zip"
    done(manage(tmp_path / "a", "backup", str(file), **settings))
    with psycopg.connect(settings["DATABASE_URL"]):
        assert "connected to the database" in refused(
            manage(tmp_path / "b", "restore", str(file), **settings)
        )
    done(manage(tmp_path / "b", "restore", str(file), **settings))


def test_a_file_that_others_use_is_left_alone(tmp_path):
    """A web process that was started by hand holds no lock on the folder, only the database."""
    var, file = tmp_path / "var", tmp_path / "one.zip"
    done(manage(var, "migrate", "--verbosity", "0"))
    done(manage(var, "backup", str(file)))
    with closing(sqlite3.connect(var / "offramp.sqlite3", isolation_level=None)) as other:
        other.execute("SELECT count(*) FROM auth_user").fetchone()
        assert "uses the database" in refused(manage(var, "restore", str(file), "--force"))
        other.execute("CREATE TABLE kept (one)")
    with closing(sqlite3.connect(var / "offramp.sqlite3")) as later:
        assert later.execute("SELECT count(*) FROM kept").fetchone() == (0,)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A backup, and the folder that it was made of."""
    var = tmp_path_factory.mktemp("var")
    file = var.parent / f"{var.name}.zip"
    done(manage(var, "migrate", "--verbosity", "0"))
    done(manage(var, "backup", str(file)))
    return var, file


def test_a_backup_takes_nobodys_name(kept):
    var, file = kept
    before = file.read_bytes()
    assert "is there already" in refused(manage(var, "backup", str(file)))
    assert file.read_bytes() == before
    assert "is there already" in refused(manage(var, "backup", str(file.parent)))
    assert "cannot be written" in refused(manage(var, "backup", str(file / "x" / "y.zip")))


def test_what_is_no_backup_changes_nothing(kept, tmp_path):
    _var, file = kept
    whole = file.read_bytes()
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 0xFF
    bad = {
        "cut": (whole[: len(whole) // 2], "is no backup of Offramp, or only a part of one"),
        "damaged": (bytes(damaged), "damaged"),
        "text": (b"hello", "is no backup of Offramp"),
        "empty": (b"", "is no backup of Offramp"),
    }
    for name, (body, words) in bad.items():
        (tmp_path / f"{name}.zip").write_bytes(body)
        assert words in refused(manage(tmp_path / "var", "restore", str(tmp_path / f"{name}.zip"))), name
    assert "cannot be read" in refused(manage(tmp_path / "var", "restore", str(tmp_path / "nothing.zip")))
    with zipfile.ZipFile(file) as archive:
        for change, words in (
            ({"format": 2}, "made by a later Offramp"),
            ({"database": "postgresql"}, "is a backup of postgresql"),
            ({"migrations": [["play", "0099_later"]]}, "of a later Offramp, which had play/0099_later"),
        ):
            changed = tmp_path / "changed.zip"
            with zipfile.ZipFile(changed, "w") as other:
                for one in archive.namelist():
                    body = archive.read(one)
                    if one == "manifest.json":
                        body = json.dumps(json.loads(body) | change).encode()
                    other.writestr(one, body)
            assert words in refused(manage(tmp_path / "var", "restore", str(changed)))
    key = {"SECRET_KEY": "another-key-of-more-than-fifty-characters-0123456789-abcdef"}
    assert "SECRET_KEY is another" in refused(manage(tmp_path / "var", "restore", str(file), **key))
    # The empty folder is as empty as it was.
    with closing(sqlite3.connect(tmp_path / "var" / "offramp.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_nothing_is_kept_of_nothing(tmp_path):
    assert "nothing to keep yet" in refused(manage(tmp_path / "var", "backup", str(tmp_path / "x.zip")))
    assert not (tmp_path / "x.zip").exists()

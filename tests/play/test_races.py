"""Several processes do the same at the same moment: a turn is closed once, and a form does one thing."""

import json
import os
import sqlite3
import subprocess
import sys

import psycopg
import pytest

from tests.processes import ROOT

ROUNDS = 12


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request, tmp_path):
    """The environment of programs on a database of their own, and a way to ask it."""
    if request.param == "sqlite":
        file = tmp_path / "races.sqlite3"
        url, connect = f"sqlite:///{file}", lambda: sqlite3.connect(file)
    else:
        url = request.getfixturevalue("postgres_url")
        connect = lambda: psycopg.connect(url)  # noqa: E731
    env = {**os.environ, "DATABASE_URL": url, "OFFRAMP_VAR": str(tmp_path), "LOG_LEVEL": "ERROR"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=env, check=True)

    def rows(statement):
        connection = connect()
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()

    return env, rows


def racer(env, *arguments):
    argv = [sys.executable, "-m", "tests.play.racer", *map(str, arguments)]
    return subprocess.Popen(
        argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def result(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return json.loads(out)


@pytest.mark.parametrize("racers", [2, 8])
def test_racers_close_each_turn_once(database, tmp_path, racers):
    env, rows = database
    before = len(rows("SELECT 1 FROM play_resolution"))
    rounds = result(racer(env, "make", ROUNDS))
    line = tmp_path / "line"
    line.mkdir()
    # Half of them begin at the other end, so that they meet on their way.
    orders = [rounds if number % 2 else rounds[::-1] for number in range(racers)]
    closed = [result(one) for one in [racer(env, "race", line, racers, *order) for order in orders]]
    assert sum(closed) == ROUNDS
    ours = "', '".join(rounds)
    assert rows(f"SELECT DISTINCT status, turn FROM play_record WHERE round_id IN ('{ours}')") == [
        ("running", 2)
    ]
    assert len(rows("SELECT 1 FROM play_resolution")) - before == ROUNDS
    told = rows(
        f"SELECT round_id, seat, count(*), min(number), max(number) FROM play_seatevent"
        f" WHERE kind = 'turn' AND turn = 1 AND round_id IN ('{ours}') GROUP BY round_id, seat"
    )
    assert {count for _round, _seat, count, _least, _most in told} == {1}
    closes = rows(
        f"SELECT round_id, count(*) FROM play_logentry WHERE kind = 'close' AND round_id IN ('{ours}') GROUP BY 1"
    )
    assert sorted(closes) == sorted((round_, 1) for round_ in rounds)


FORMS, PROCESSES = 6, 3


def send_at_once(env, tmp_path, forms):
    """The same forms sent to three processes; by form, what each process answered."""
    line = tmp_path / "line"
    line.mkdir()
    senders = [racer(env, "send", line, PROCESSES, json.dumps(forms)) for _ in range(PROCESSES)]
    return list(zip(*[result(one) for one in senders], strict=True))


def test_a_form_that_three_processes_get_makes_one_exercise(database, tmp_path):
    env, rows = database
    before = rows("SELECT count(*) FROM exercises_exercise")[0][0]
    answers = send_at_once(env, tmp_path, result(racer(env, "form", "create", FORMS)))
    # The losers waited, and lead to what the first has made.
    assert [len(set(led)) for led in answers] == [1] * FORMS
    assert len({led[0] for led in answers}) == FORMS
    assert rows("SELECT count(*) FROM exercises_exercise")[0][0] - before == FORMS


def test_a_press_that_three_processes_get_is_done_once(database, tmp_path):
    env, _rows = database
    answers = send_at_once(env, tmp_path, result(racer(env, "form", "close", FORMS)))
    assert [sorted(told) for told in answers] == [["already_done", "already_done", "done"]] * FORMS

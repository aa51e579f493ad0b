"""A web process keeps to a core of its own, where there is one to be had."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from tests.processes import ROOT
from tests.wargame.test_serving import Served, serve  # noqa: F401  (a fixture)
from wargame.serving import cores

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="only Linux keeps a process to a core, and it takes two of them",
)
EVERY = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()

SETTLE = (
    "import os, sys\n"
    "from wargame.serving import cores\n"
    "cores.NAME = sys.argv[1]\n"
    "core = cores.settle(sqlite=sys.argv[2] == 'sqlite', wanted=sys.argv[3] == '1')\n"
    "print(core, *os.sched_getaffinity(0), flush=True)\n"
    "input()\n"
)


@pytest.fixture
def settle() -> Iterator[Callable[..., tuple[subprocess.Popen, list[str]]]]:
    """Starts a process that settles among those of this test, and stays; what it says of its cores."""
    name = f"offramp-test-{uuid4()}"
    with ExitStack() as running:

        def start(database: str = "sqlite", wanted: str = "1") -> tuple[subprocess.Popen, list[str]]:
            process = subprocess.Popen(
                [sys.executable, "-c", SETTLE, name, database, wanted],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            running.enter_context(process)
            running.callback(process.kill)
            return process, process.stdout.readline().split()

        yield start


def test_each_has_a_core_of_its_own_and_who_finds_none_roams(settle: Callable) -> None:
    settled = [settle() for _ in EVERY]
    assert {tuple(told) for _, told in settled} == {(str(core), str(core)) for core in EVERY}
    _, roams = settle()
    assert roams == ["None", *map(str, sorted(EVERY))]
    # A core is free again when its process has died, however that was.
    process, told = settled[0]
    process.kill()
    process.wait()
    assert settle()[1] == told


@pytest.mark.parametrize(("database", "wanted"), [("sqlite", "0"), ("postgres", "1")])
def test_it_roams_where_that_is_better_or_wanted(settle: Callable, database: str, wanted: str) -> None:
    assert settle(database, wanted)[1] == ["None", *map(str, sorted(EVERY))]


def _cores_of(thread: Path) -> set[str]:
    try:
        status = (thread / "status").read_text()
    except OSError:  # it has ended since it was listed
        return set()
    return {
        line.split(":")[1].strip() for line in status.splitlines() if line.startswith("Cpus_allowed_list:")
    }


def test_the_server_keeps_all_its_threads_there(serve: Callable[..., Served]) -> None:  # noqa: F811
    served = serve()
    allowed = set().union(*map(_cores_of, Path(f"/proc/{served.process.pid}/task").iterdir()))
    assert len(allowed) == 1
    alone = allowed <= {str(core) for core in EVERY}
    # Other web processes of this machine may have been there before.
    assert alone or not any(cores._claim(core) for core in EVERY)
    free = serve(OFFRAMP_PIN="0")
    assert set(psutil.Process(free.process.pid).cpu_affinity()) == EVERY

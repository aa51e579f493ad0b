"""Examines a scenario in a process of its own, with bounds on memory and time: `python -m wargame.research.examiner`.

Reads one line of JSON, the task, and then the stored scenario; writes a line of JSON for each stage. What goes wrong is
told by its exit: OUT_OF_MEMORY, or the signal by which it was ended.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from game_engine import Examination, Scenario, dump_scenario, examine, read_scenario
from wargame.leash import die_with_parent

OUT_OF_MEMORY = 70
ROOT = Path(__file__).resolve().parents[2]


class Task(msgspec.Struct):
    """What to do, and within which bounds. memory: bytes of address space; seconds: of the processor and on the
    clock."""

    rounds: int
    seed: int
    minutes_a_turn: float | None
    seconds: float
    memory: int
    parent: int = 0


class StageLine(msgspec.Struct):
    """How far it is."""

    name: str
    done: int
    of: int
    report: Examination | None = None


class Examined(NamedTuple):
    """What came of it. stopped: why it did not come to its end, in words, and in which stage."""

    report: Examination | None
    stopped: str | None
    stage: str


def examined(scenario: Scenario, task: Task, tell: Callable[[StageLine], None]) -> Examined:
    """Examine a scenario in a child process. `tell` hears of each stage. Nothing is left running."""
    task.parent = os.getpid()
    given = msgspec.json.encode(task) + b"\n" + dump_scenario(scenario)
    with subprocess.Popen(
        [sys.executable, "-m", "wargame.research.examiner"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        said, errors = Reader(child.stdout), Reader(child.stderr)
        try:
            return _heard(child, given, (said, errors, time.monotonic() + task.seconds), tell)
        finally:
            child.kill()
            # Popen closes the streams on leaving, which nobody may still be reading then.
            said.join()
            errors.join()


class Reader(threading.Thread):
    """Reads the lines of a stream as they come; None at its end."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.lines: queue.Queue[bytes | None] = queue.Queue()
        self._stream = stream
        self.start()

    def run(self) -> None:
        for line in self._stream:
            self.lines.put(line)
        self.lines.put(None)


def _heard(
    child: subprocess.Popen[bytes],
    given: bytes,
    heard_by: tuple[Reader, Reader, float],
    tell: Callable[[StageLine], None],
) -> Examined:
    said, errors, until = heard_by
    assert child.stdin is not None
    try:
        child.stdin.write(given)
        child.stdin.close()
    except BrokenPipeError:
        pass
    report, stage = None, "start"
    while True:
        try:
            line = said.lines.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            return Examined(report, "it took too long", stage)
        if line is None:
            break
        heard = msgspec.json.decode(line, type=StageLine)
        report, stage = heard.report or report, heard.name
        tell(heard)
    return Examined(report, _why(child.wait(), errors.lines), stage)


def _why(status: int, errors: queue.Queue[bytes | None]) -> str | None:
    """Why a child stopped, in words; None where it came to its end."""
    if status == 0:
        return None
    if status == OUT_OF_MEMORY:
        return "it needed too much memory"
    if status < 0:
        return "it took too long" if -status == _cpu_signal() else f"signal {-status} ended it"
    said = [line.decode(errors="replace").strip() for line in iter(errors.get, None)]
    return f"it failed: {said[-1][:300] if said else status}"


def _cpu_signal() -> int:
    import signal

    return int(getattr(signal, "SIGXCPU", 0))


def _bind(task: Task) -> None:
    """Bounds that the kernel holds this process to, where there are such."""
    die_with_parent(task.parent)
    try:
        import resource
    except ImportError:
        return
    seconds = max(1, int(task.seconds) + 1)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (task.memory, task.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _stages(task: Task, scenario: Scenario) -> Iterator[StageLine]:
    for stage in examine(scenario, rounds=task.rounds, seed=task.seed, minutes_a_turn=task.minutes_a_turn):
        yield StageLine(*stage)


def main() -> int:
    """The child's work. Returns its exit status."""
    task = msgspec.json.decode(sys.stdin.buffer.readline(), type=Task)
    _bind(task)
    try:
        for line in _stages(task, read_scenario(sys.stdin.buffer.read())):
            sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
            sys.stdout.buffer.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    except ImportError as failure:
        # A library for which there is no room left is told as one that cannot be imported.
        if "failed to map segment" in str(failure):
            return OUT_OF_MEMORY
        raise
    return 0


if __name__ == "__main__":
    sys.exit(main())

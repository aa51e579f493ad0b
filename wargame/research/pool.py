"""Many small jobs over several processes: results in the order of the jobs, a bar of progress, and a clean Ctrl-C."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, TextIO, TypeVar

from django.core.management.base import CommandError

from game_engine import Scenario, read_scenario

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

Job = TypeVar("Job")
Result = TypeVar("Result")
Sized = TypeVar("Sized", bound=Collection[object])

INTERRUPTED = 130
"""The status of a command that Ctrl-C ended."""


class Progress:
    """A bar on stderr, drawn only where somebody looks on. Use as a context; `label` says what is going on."""

    def __init__(
        self, total: int, *, label: str = "", unit: str = " rounds", file: TextIO | None = None
    ) -> None:
        from tqdm import tqdm

        # `disable=None` leaves the bar away where stderr is no terminal.
        out = file or sys.stderr
        self._bar = tqdm(total=total, desc=label or None, unit=unit, file=out, disable=None, smoothing=0.05)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.close()

    def add(self, done: int) -> None:
        """So many more are done."""
        self._bar.update(done)

    def along(self, parts: Iterable[Sized]) -> Iterator[Sized]:
        """These parts, each counted by its length as it passes."""
        for part in parts:
            self.add(len(part))
            yield part

    def says(self, label: str) -> None:
        """What is going on now."""
        self._bar.set_description(label, refresh=False)


def spread(work: Callable[[Job], Result], jobs: Sequence[Job], *, processes: int) -> Iterator[Result]:
    """Each job's result, in the order of the jobs whatever the number of processes. `work` must be a function of a
    module. Ctrl-C ends the processes and raises CommandError; nothing is left running."""
    try:
        if processes == 1 or len(jobs) <= 1:
            yield from map(work, jobs)
            return
        with _pool(min(processes, len(jobs))) as pool:
            yield from pool.imap(work, jobs)
    except KeyboardInterrupt:
        raise CommandError("Stopped.", returncode=INTERRUPTED) from None


def chunks(count: int, size: int) -> list[range]:
    """The numbers from 0 to count − 1, cut into ranges of that size."""
    return [range(start, min(count, start + size)) for start in range(0, count, size)]


@lru_cache(maxsize=64)
def scenario_of(stored: bytes) -> Scenario:
    """The scenario that `dump_scenario` wrote, read once a process."""
    return read_scenario(stored)


def _pool(processes: int) -> Pool:
    method = "fork" if sys.platform == "linux" else "spawn"
    return get_context(method).Pool(processes, initializer=_set_up)


def _set_up() -> None:
    """Ctrl-C reaches every process of the group; only the first one answers to it, and ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The engine's states hold no cycles, so there is little for the collector to find, however often it looks.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)

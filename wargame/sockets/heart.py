"""The heart of a web process: it gives a sign of life, does what the worker left undone, and announces trouble.

The sign goes through the event loop and its database thread. So it fails to come when the loop is blocked, the database
is gone or full, or the machine sleeps: no move is taken then.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from wargame.play import actions, trouble
from wargame.play.actions import outages, overdue, sweeping
from wargame.sockets import threads
from wargame.sockets.hub import hub

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
# Without a sign for so long, nothing can be saved.
SILENT_SECONDS = 3.0
# Failed work is tried again after a while, not every second.
AGAIN_SECONDS = 5.0

Application = Callable[[Any, Any, Any], Awaitable[None]]


class Heart:
    """One a process and event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._signed = self._loop.time()
        self._failed: dict[tuple[str, int, bool], float] = {}
        trouble.now = trouble.State()
        work: list[Coroutine[Any, Any, None]] = [self._beat(), self._look(), self._watch_trouble()]
        self._tasks = [self._loop.create_task(part) for part in work]

    async def _beat(self) -> None:
        while True:
            try:
                await threads.run(_live)
                self._signed = self._loop.time()
            except Exception as failure:
                if trouble.now.saves:
                    logger.warning("nothing can be saved: %s: %s", type(failure).__name__, failure)
            await asyncio.sleep(outages.BEAT_SECONDS)

    async def _look(self) -> None:
        """Find what is overdue, and do it, one round after the other so that moves come in between."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                found = await threads.run(overdue.overdue)
                trouble.now.late = frozenset(due.round for due in found if due.late)
                for due in found:
                    await self._settle(due)
                if await threads.run(trouble.sweepless_since):
                    await threads.run(actions.relieve_absent)
                    await threads.run(actions.note_presence)
            except Exception as failure:
                if trouble.now.saves:
                    logger.warning("could not look for what is overdue: %s", type(failure).__name__)

    async def _settle(self, due: overdue.Due) -> None:
        name = (due.round, due.turn, due.bots)
        if self._loop.time() < self._failed.get(name, 0.0):
            return
        try:
            if await threads.run(overdue.settle, due):
                logger.warning("the worker left work behind: round=%s turn=%s", due.round, due.turn)
            self._failed.pop(name, None)
        except Exception:
            if name not in self._failed:
                logger.exception("what is overdue cannot be done: round=%s turn=%s", due.round, due.turn)
            self._failed[name] = self._loop.time() + AGAIN_SECONDS

    async def _watch_trouble(self) -> None:
        # No I/O here: this must go on when nothing else does.
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            trouble.now.saves = self._loop.time() - self._signed < SILENT_SECONDS
            hub().send_trouble(trouble.now.of)


def _live() -> None:
    outages.beat()
    # The sweep would find them too, but up to a second later.
    sweeping.ask_for_passed()


_hearts: dict[asyncio.AbstractEventLoop, Heart] = {}


def beating(application: Application) -> Application:
    """The application, with a heart that beats from its first event on (the server's own, where it makes one)."""

    async def served(scope: Any, receive: Any, send: Any) -> None:
        start()
        await application(scope, receive, send)

    return served


def start() -> None:
    """Start the heart of the running loop, if it does not beat yet."""
    loop = asyncio.get_running_loop()
    if loop not in _hearts:
        for old in [loop for loop in _hearts if loop.is_closed()]:
            del _hearts[old]
        _hearts[loop] = Heart()

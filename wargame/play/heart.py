"""The heartbeat of a web process: a task in its event loop, through its database thread.

So it stands still when the loop is blocked, the database is gone, or the machine sleeps: no move is taken then.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from wargame.play import threads
from wargame.play.actions import outages

logger = logging.getLogger(__name__)

Application = Callable[[Any, Any, Any], Awaitable[None]]
_hearts: dict[asyncio.AbstractEventLoop, asyncio.Task[None]] = {}


def beating(application: Application) -> Application:
    """The application, with a heart that beats from its first request on (the server's own, where it makes one)."""

    async def served(scope: Any, receive: Any, send: Any) -> None:
        start()
        await application(scope, receive, send)

    return served


def start() -> None:
    """Let the heart of the running loop beat, if it does not yet."""
    loop = asyncio.get_running_loop()
    if loop not in _hearts:
        for old in [one for one in _hearts if one.is_closed()]:
            del _hearts[old]
        _hearts[loop] = loop.create_task(_beat())


async def _beat() -> None:
    failing = False
    while True:
        try:
            await threads.run(outages.beat)
            failing = False
        except Exception as failure:
            if not failing:
                logger.warning("the database takes no moves: %s", type(failure).__name__)
            failing = True
        await asyncio.sleep(outages.BEAT_SECONDS)

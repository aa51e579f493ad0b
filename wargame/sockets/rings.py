"""The hub's side of the channel layer: one channel a process, which is in the group of each round.

A group that could not be joined is tried again. Until then the slow poll finds what was not rung.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection

from channels.layers import get_channel_layer

from wargame.play import broadcast
from wargame.record.in_hand import Announcement

logger = logging.getLogger(__name__)

# How many groups are joined at once: a start with hundreds of rounds must not ask Redis for all at the same time.
AT_ONCE = 16
AGAIN_SECONDS = 1.0


class Rings:
    """This process's end of the layer: it listens and rings. `rounds` returns the rounds to listen for."""

    def __init__(
        self, rounds: Callable[[], Collection[str]], deliver: Callable[[Announcement], None]
    ) -> None:
        self.outbox: asyncio.Queue[Announcement] = asyncio.Queue()
        self._rounds = rounds
        self._deliver = deliver
        self._channel: str | None = None
        self._tuned: set[str] = set()
        self._tuning: set[str] = set()

    async def tune(self, round_id: str) -> None:
        """Join that round's group. `tune_missing` tries again what fails."""
        channel = self._channel
        if channel is None or round_id in self._tuning:
            return
        self._tuning.add(round_id)
        try:
            async with asyncio.timeout(broadcast.TIMEOUT):
                await get_channel_layer().group_add(broadcast.group(round_id), channel)
            if channel == self._channel:
                self._tuned.add(round_id)
        except Exception as failure:
            logger.warning("no rings for round=%s: %s", round_id, type(failure).__name__)
        finally:
            self._tuning.discard(round_id)

    async def tune_missing(self) -> None:
        """Ask again for every group that could not be joined, a few at once."""
        missing = [round_id for round_id in self._rounds() if round_id not in self._tuned]
        for start in range(0, len(missing), AT_ONCE):
            await asyncio.gather(*(self.tune(round_id) for round_id in missing[start : start + AT_ONCE]))

    async def forget(self, round_id: str) -> None:
        """Leave that round's group."""
        if self._channel is not None:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(broadcast.TIMEOUT):
                    await get_channel_layer().group_discard(broadcast.group(round_id), self._channel)
        self._tuned.discard(round_id)
        if round_id in self._rounds():
            # Somebody came while the group was being left.
            await self.tune(round_id)

    async def keep_tuned(self) -> None:
        """Join again, for as long as the process lives."""
        while True:
            await asyncio.sleep(AGAIN_SECONDS)
            await self.tune_missing()

    async def listen(self) -> None:
        """Deliver what other processes ring, for as long as the process lives."""
        layer = get_channel_layer()
        while True:
            try:
                self._tuned.clear()
                self._channel = await layer.new_channel()
                await self.tune_missing()
                while True:
                    news = broadcast.understood(await layer.receive(self._channel))
                    if news is not None:
                        self._deliver(news)
            except Exception as failure:
                logger.warning("no rings come in: %s", type(failure).__name__)
                self._channel = None
                await asyncio.sleep(1)

    async def publish(self) -> None:
        """Ring the other processes with what was put into the outbox, for as long as the process lives."""
        while True:
            waiting = [await self.outbox.get()]
            while not self.outbox.empty():
                waiting.append(self.outbox.get_nowait())
            await broadcast.publish(waiting)

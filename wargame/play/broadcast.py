"""The only caller of the channel layer. Rings wake other processes; the database holds what there is to say.

A failure here is only logged: processes that were not rung find out by their own slow poll.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from wargame.record.in_hand import Announcement, Frame

logger = logging.getLogger(__name__)

PROCESS = uuid4().hex
TIMEOUT = 1.0
# Larger news is not sent along: a process that is rung reads it from the database once.
LARGEST_HINT = 131_072

Listener = Callable[[Announcement], None]
_here: tuple[asyncio.AbstractEventLoop, Listener] | None = None


def listen(loop: asyncio.AbstractEventLoop, listener: Listener) -> None:
    """Hand this process's own news to `listener`, in its loop. It passes the news on."""
    global _here
    _here = (loop, listener)


def ring(news: Announcement) -> None:
    """Tell all who have sockets of this round, here and in other processes. Called after the commit."""
    if _here is not None and not _here[0].is_closed() and _here[0].is_running():
        _here[0].call_soon_threadsafe(_here[1], news)
        return
    try:
        async_to_sync(publish)([news])
    except Exception:
        logger.warning("could not ring round=%s", news.round)


async def publish(tidings: list[Announcement]) -> None:
    """Ring the other processes. Never raises."""
    try:
        async with asyncio.timeout(TIMEOUT):
            for news in tidings:
                await get_channel_layer().group_send(group(news.round), _message(news))
    except Exception as failure:
        logger.warning("no ring went out: %s", type(failure).__name__)


def group(round_id: str) -> str:
    """The name under which the layer knows a round."""
    return f"round.{round_id}"


def understood(message: dict[str, Any]) -> Announcement | None:
    """What a ring from another process says; None for one's own."""
    if message.get("from") == PROCESS:
        return None
    frames = {
        seat: [
            Frame(number, turn, datetime.fromisoformat(at), kind, body)
            for number, turn, at, kind, body in rows
        ]
        for seat, rows in message["frames"].items()
    }
    return Announcement(message["round"], message["number"], frames, message["look"])


def _message(news: Announcement) -> dict[str, Any]:
    size = sum(len(frame.body) for frames in news.frames.values() for frame in frames)
    small = size <= LARGEST_HINT
    frames = {
        seat: [(frame.number, frame.turn, frame.at.isoformat(), frame.kind, frame.body) for frame in frames]
        if small
        else []
        for seat, frames in news.frames.items()
    }
    return {
        "type": "ring",
        "from": PROCESS,
        "round": news.round,
        "number": news.number,
        "frames": frames,
        # Without its frames a ring says no more than: look.
        "look": news.look or not small,
    }

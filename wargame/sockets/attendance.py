"""Presence, as this process notes it: a seat is present while one of its connections is open here.

An open connection is one that answers: the server pings each socket every few seconds and closes what is silent. So no
client has to say that it is there; browsers let the clocks of a hidden page run once a minute.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from wargame.exercises.models import Seat
from wargame.play import actions
from wargame.sockets import threads

logger = logging.getLogger(__name__)

SEEN_SECONDS = 10.0


class Attendance:
    """Notes in the database that people are there. `here` gives the ids of the seats that have a connection."""

    def __init__(self, here: Callable[[], set[str]]) -> None:
        self._here = here
        self._noted: dict[str, datetime] = {}

    async def arrive(self, seat: Seat) -> None:
        """Someone has come to this seat."""
        self._noted[seat.pk] = await threads.run(actions.take_up, seat)

    def fresh(self, seat: Seat) -> bool:
        """Whether this process noted the seat just now."""
        noted = self._noted.get(seat.pk)
        return noted is not None and timezone.now() - noted < timedelta(seconds=SEEN_SECONDS)

    async def leave(self, seat: Seat) -> bool:
        """The seat's last connection here has closed; whether that left the seat empty."""
        noted = self._noted.pop(seat.pk, None)
        return noted is not None and await threads.run(actions.mark_away, seat.pk, noted)

    async def keep(self) -> None:
        """Note all who have a connection, again and again, for as long as the process lives."""
        while True:
            await asyncio.sleep(SEEN_SECONDS)
            try:
                await self._note(self._here())
            except Exception as failure:
                logger.warning("nobody could be noted as present: %s", type(failure).__name__)

    async def _note(self, seats: set[str]) -> None:
        now = timezone.now()
        old = now - timedelta(seconds=10 * SEEN_SECONDS)
        self._noted = {seat: at for seat, at in self._noted.items() if at > old} | dict.fromkeys(seats, now)
        if seats:
            await threads.run(actions.mark_all_seen, seats, now)

"""The whole of a running Offramp: Redis, worker, beat and web, up in this order and down in the right one."""

import asyncio
import signal
from collections.abc import Callable

from django.conf import settings
from redis.asyncio import Redis
from redis.exceptions import RedisError

from wargame.environment import EVERY_ADDRESS
from wargame.supervisor import programs
from wargame.supervisor.redis_server import RedisServer
from wargame.supervisor.supervise import Answers, Child, Failed

START_SECONDS = 60.0
# Worker and beat answer no questions: one that has run for so long has loaded and accepted its settings.
RAN_SECONDS = 2.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class House:
    """Runs the programs until told to stop. `server` is None where a Redis is given by REDIS_URL."""

    def __init__(self, server: RedisServer | None, *, say: Callable[[str], None]) -> None:
        self.server = server
        self.redis_url = server.url if server else settings.REDIS_URL
        self._say = say
        self._children: dict[str, Child] = {}
        self._stop = asyncio.Event()

    async def run(self, on_ready: Callable[[], None]) -> None:
        """Start everything, call `on_ready` once the web answers, and serve until a signal comes.

        Raises Failed if a program cannot be started; everything is stopped in either case.
        """
        loop = asyncio.get_running_loop()
        for number in STOP_SIGNALS:
            loop.add_signal_handler(number, self._on_signal)
        serving = asyncio.create_task(self._serve(on_ready))
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
        finally:
            serving.cancel()
            outcome = (await asyncio.gather(serving, return_exceptions=True))[0]
            await self._stop_all()
            stopping.cancel()
        if isinstance(outcome, Exception):
            raise outcome

    async def _serve(self, on_ready: Callable[[], None]) -> None:
        if self.server:
            redis = self._add(programs.redis(self.server), self._redis_answers)
            await redis.until_ready(timeout=START_SECONDS)
        elif not await self._redis_answers():
            raise Failed(
                "No Redis answers at REDIS_URL. Start it, or unset REDIS_URL to have one brought along."
            )
        worker = self._add(programs.worker(), has_run)
        web = self._add(programs.web(), web_answers)
        beat = self._add(programs.beat(), has_run)
        await web.until_ready(timeout=START_SECONDS)
        on_ready()
        # From here on each program that dies is restarted.
        worker.ready = beat.ready = True
        await asyncio.gather(*(child.give_up() for child in self._children.values()))

    def _add(self, program: programs.Program, answers: Answers) -> Child:
        child = Child(program, answers, redis_url=self.redis_url, say=self._say)
        self._children[program.name] = child
        return child

    async def _redis_answers(self) -> bool:
        try:
            async with Redis.from_url(self.redis_url, socket_connect_timeout=2, socket_timeout=2) as client:
                return bool(await client.ping())
        except (RedisError, OSError):
            return False

    async def _stop_all(self) -> None:
        for name in ("beat", "web", "worker", "redis"):
            if name in self._children:
                await self._children[name].stop()

    def _on_signal(self) -> None:
        if self._stop.is_set():
            # A second signal: stop at once.
            for child in self._children.values():
                child.kill()
            return
        self._stop.set()


async def has_run() -> bool:
    """Whether a program that answers no questions has run for a while."""
    await asyncio.sleep(RAN_SECONDS)
    return True


async def web_answers() -> bool:
    """Whether our own web server speaks HTTP yet."""
    host = "127.0.0.1" if settings.HOST in EVERY_ADDRESS else settings.HOST
    try:
        reader, writer = await asyncio.open_connection(host, settings.PORT)
    except OSError:
        return False
    try:
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return (await asyncio.wait_for(reader.readline(), 5)).startswith(b"HTTP/1.1")
    except (OSError, TimeoutError):
        return False
    finally:
        writer.close()

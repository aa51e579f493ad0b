"""Starts programs, watches them, restarts one that dies, and stops them all in order."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Awaitable, Callable

from django.conf import settings

from wargame.supervisor.programs import Program

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
# A program is never started more often than this.
LEAST_BETWEEN = 0.2
LOOK_SECONDS = 0.05
FALSE_STARTS = 3

Answers = Callable[[], Awaitable[bool]]


class Failed(Exception):
    """A program could not be started; the message says which, in a sentence."""


class Child:
    """One program, started at once and kept running until stopped.

    `answers` says whether the program does its work, and is asked anew at each start of it. One that had answered
    is started again at once when it dies; after a false start there is a pause, and each in a row is longer.
    ready: it has answered once.
    """

    def __init__(
        self, program: Program, answers: Answers, *, redis_url: str, say: Callable[[str], None]
    ) -> None:
        self.program = program
        self.ready = False
        self._answers = answers
        self._answered = asyncio.Event()
        self._env = program.environment(redis_url)
        self._say = say
        self._process: Process | None = None
        self._stopping = False
        self._keeper = asyncio.create_task(self._keep(), name=program.name)

    async def until_ready(self, *, timeout: float) -> None:
        """Wait until it has answered. Raises Failed if the program gives up first or takes too long."""
        answered = asyncio.create_task(self._answered.wait())
        await asyncio.wait([answered, self._keeper], timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        answered.cancel()
        if self._keeper.done():
            await self._keeper
        if not self.ready:
            raise Failed(f"{self.program.name} did not answer within {timeout:.0f} seconds.")

    async def give_up(self) -> None:
        """Returns only by raising Failed, when the program cannot be kept running."""
        await asyncio.shield(self._keeper)

    async def stop(self) -> None:
        """Ask it to end; after its grace, kill it with all that it started."""
        self._stopping = True
        process = self._process
        if process is not None and process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), self.program.grace)
            except TimeoutError:
                self._say(f"{self.program.name} did not end in {self.program.grace:.0f} s and is killed")
        self.kill()
        self._keeper.cancel()
        await asyncio.gather(self._keeper, return_exceptions=True)

    def kill(self) -> None:
        """End the program and whatever it started, at once. It leads a session, so they share its group."""
        if self._process is not None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    async def _keep(self) -> None:
        clock = asyncio.get_running_loop().time
        false_starts = 0
        while not self._stopping:
            started = clock()
            code = await self._run()
            if self._stopping:
                return
            false_starts = 0 if self._answered.is_set() else false_starts + 1
            if false_starts >= FALSE_STARTS and not self.ready:
                raise Failed(f"{self.program.name} could not be started: it ended {how(code)} each time.")
            pause = pause_after(false_starts)
            when = f"in {pause:.1f} s" if pause else "at once"
            self._say(f"{self.program.name} ended {how(code)}; it is started again {when}")
            await asyncio.sleep(max(pause, started + LEAST_BETWEEN - clock()))

    async def _ask(self) -> None:
        while not await self._answers():  # noqa: ASYNC110  (another process sets no event)
            await asyncio.sleep(LOOK_SECONDS)
        self.ready = True
        self._answered.set()

    async def _run(self) -> int:
        self._answered.clear()
        # Started from the main thread: the leash is tied to the thread that started it.
        self._process = process = await asyncio.create_subprocess_exec(
            *self.program.leashed(),
            env=self._env,
            cwd=settings.BASE_DIR,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            start_new_session=True,
            limit=1 << 20,
        )
        echo = asyncio.create_task(self._echo(process.stdout))
        asking = asyncio.create_task(self._ask())
        try:
            code = await process.wait()
            self.kill()
            # A process that left the program's group may keep the pipe open after the program has ended.
            await asyncio.wait([echo], timeout=0.5)
        finally:
            echo.cancel()
            asking.cancel()
        return code

    async def _echo(self, output: asyncio.StreamReader) -> None:
        while not output.at_eof():
            try:
                line = await output.readline()
            except ValueError:
                # A line longer than the limit; what came of it is thrown away.
                continue
            text = line.decode(errors="replace").rstrip()
            if text:
                self._say(f"{self.program.name:>6} | {text}")


def pause_after(false_starts: int) -> float:
    """Seconds to wait before the next start, after so many in a row that never answered."""
    return min(FIRST_PAUSE * 2.0 ** (false_starts - 1), LONGEST_PAUSE) if false_starts else 0.0


def how(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"with code {code}"
    try:
        return f"by {signal.Signals(-code).name}"
    except ValueError:
        return f"by signal {-code}"

"""Starts programs, watches them, starts again the one that dies, and stops them all in order."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Awaitable, Callable
from pathlib import Path

from wargame.supervisor.programs import Program

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
# A program that has run this long has recovered: its next death is a new trouble, not the old one.
STEADY_AFTER = 10.0
FALSE_STARTS = 3


class Failed(Exception):
    """A program could not be started; the message says which, in a sentence."""


class Child:
    """One program, started at once and kept running until stopped."""

    def __init__(self, program: Program, redis_url: str, *, folder: Path, say: Callable[[str], None]) -> None:
        self.program = program
        self.ready = False
        self._env = program.environment(redis_url)
        self._folder = folder
        self._say = say
        self._process: Process | None = None
        self._stopping = False
        self._keeper = asyncio.create_task(self._keep(), name=program.name)

    async def until(self, answers: Callable[[], Awaitable[bool]], *, timeout: float) -> None:
        """Wait until `answers` says yes. Raises Failed if the program gives up first or takes too long."""
        deadline = asyncio.get_running_loop().time() + timeout
        while not await answers():
            if self._keeper.done():
                await self._keeper
            if asyncio.get_running_loop().time() > deadline:
                raise Failed(f"{self.program.name} did not answer within {timeout:.0f} seconds.")
            await asyncio.sleep(0.05)
        self.ready = True

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
        pause, deaths = FIRST_PAUSE, 0
        while not self._stopping:
            started = clock()
            code = await self._run()
            self.kill()
            if self._stopping:
                return
            if clock() - started > STEADY_AFTER:
                pause, deaths = FIRST_PAUSE, 0
            deaths += 1
            if deaths >= FALSE_STARTS and not self.ready:
                raise Failed(f"{self.program.name} could not be started: it ended {how(code)} each time.")
            self._say(f"{self.program.name} ended {how(code)}; it is started again")
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _run(self) -> int:
        # Started from the main thread: the leash is tied to the thread that started it.
        self._process = process = await asyncio.create_subprocess_exec(
            *self.program.leashed(),
            env=self._env,
            cwd=self._folder,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            start_new_session=True,
            limit=1 << 20,
        )
        echo = asyncio.create_task(self._echo(process.stdout))
        code = await process.wait()
        # A grandchild may hold the pipe open for longer than the program lives.
        await asyncio.wait([echo], timeout=0.5)
        echo.cancel()
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


def how(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"with code {code}"
    try:
        return f"by {signal.Signals(-code).name}"
    except ValueError:
        return f"by signal {-code}"

"""A program that dies is started again: at once if it had answered, after longer and longer pauses if it never did."""

import asyncio
import os
import signal
import sys

import pytest

from tests.processes import wait_until
from wargame.supervisor.programs import Program
from wargame.supervisor.supervise import Child, Failed

DEATHS = 6


def program(script):
    return Program("web", [sys.executable, "-c", script], grace=1)


async def answers():
    return True


async def is_silent():
    return False


async def test_a_program_that_had_answered_is_started_again_at_once_however_often_it_dies():
    said = []
    child = Child(program("import time; time.sleep(600)"), answers, redis_url="", say=said.append)
    try:
        for _ in range(DEATHS):
            await child.until_ready(timeout=30)
            await kill(child)
    finally:
        await child.stop()
    assert said == ["web ended by SIGKILL; it is started again at once"] * DEATHS


async def test_false_starts_in_a_row_are_paused_for_longer_each_time():
    said = []
    child = Child(program("raise SystemExit(3)"), is_silent, redis_url="", say=said.append)
    child.ready = True  # it had answered once, long ago
    try:
        await asyncio.to_thread(wait_until, lambda: len(said) >= 3, what="three starts")
    finally:
        await child.stop()
    assert [line.split("again ")[1] for line in said[:3]] == ["in 0.2 s", "in 0.4 s", "in 0.8 s"]


async def test_a_program_that_never_answers_is_given_up():
    child = Child(program("raise SystemExit(3)"), is_silent, redis_url="", say=lambda text: None)
    with pytest.raises(Failed, match="web could not be started: it ended with code 3 each time"):
        await child.until_ready(timeout=60)
    await child.stop()


async def kill(child):
    """Kill the program outright and wait until another runs and has answered."""
    first = child._process.pid
    os.killpg(first, signal.SIGKILL)
    again = lambda: child._process.pid != first and child._answered.is_set()  # noqa: E731
    await asyncio.to_thread(wait_until, again, what="the next start")

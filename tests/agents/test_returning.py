"""How agents come back: at a random moment of each second while they are refused, slower while nothing answers."""

import asyncio
import contextlib
import itertools
from random import Random

import pytest
from websockets.asyncio.server import serve

from wargame.agents.agent import Agent, Left
from wargame.agents.returning import Returning
from wargame.supervisor.ports import free_port


class Drawn(Random):
    """Chances as the test gives them."""

    def __init__(self, *chances: float) -> None:
        super().__init__(0)
        self._chances = itertools.cycle(chances)

    def random(self) -> float:
        return next(self._chances)


def test_who_is_refused_tries_once_in_each_second() -> None:
    chances = [0.9, 0.1, 0.5, 0.0, 0.99]
    returning = Returning(Drawn(*chances))
    moments = list(itertools.accumulate(returning.wait(answered=True) for _ in chances))
    assert moments == pytest.approx([second + chance for second, chance in enumerate(chances)])


def test_who_hears_nothing_waits_longer_each_time_up_to_eight_seconds() -> None:
    returning = Returning(Drawn(1.0))
    assert [returning.wait(answered=False) for _ in range(7)] == [0.25, 0.5, 1, 2, 4, 8, 8]
    assert returning.wait(answered=True) == 1.0
    assert returning.wait(answered=False) == 0.25


class Noted(Returning):
    """Waits for nothing, and says after three attempts that it is enough."""

    def __init__(self) -> None:
        super().__init__(Random(1))
        self.answered: list[bool] = []
        self.enough = asyncio.Event()

    def wait(self, *, answered: bool) -> float:
        self.answered.append(answered)
        if len(self.answered) == 3:
            self.enough.set()
        return 0.0


async def attempts(url: str) -> list[bool]:
    """What an agent makes of its first three attempts there."""
    agent = Agent(url, "token", seed=1)
    agent._returning = noted = Noted()
    staying = asyncio.create_task(agent._stay())
    async with asyncio.timeout(20):
        await noted.enough.wait()
    staying.cancel()
    with contextlib.suppress(asyncio.CancelledError, Left):
        await staying
    return noted.answered[:3]


def test_a_refusal_is_an_answer() -> None:
    assert asyncio.run(attempts(f"ws://127.0.0.1:{free_port('127.0.0.1')}/")) == [True] * 3


def test_a_server_with_too_much_to_do_is_given_time() -> None:
    async def close(socket):
        await socket.close(1013)

    async def run():
        async with serve(close, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            return await attempts(f"ws://127.0.0.1:{port}/")

    assert asyncio.run(run()) == [False] * 3

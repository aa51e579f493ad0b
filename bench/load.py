"""The people of the benchmark: six sockets a round; what one sends, all six must receive."""

import asyncio
import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect

MARK = re.compile(r"~(\d+)~")
# With the frame around it, 182 bytes.
FILLING = "x" * 40


@dataclass(frozen=True)
class Door:
    """How to get to a seat."""

    url: str
    token: str = ""


@dataclass
class Table:
    """A round under load. waiting: by mark, when it was sent, how many have not received it, and who waits."""

    hellos: bool
    sockets: list[ClientConnection] = field(default_factory=list)
    waiting: dict[int, list] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    async def open(self, doors: list[Door]) -> None:
        for door in doors:
            headers = {"Authorization": f"Bearer {door.token}"} if door.token else None
            socket = await connect(door.url, additional_headers=headers, origin=None, compression=None)
            if self.hellos:
                await socket.send('{"t":"hello"}')
                while json.loads(await socket.recv())["t"] != "snapshot":
                    pass
            self.sockets.append(socket)

    async def read(self, socket: ClientConnection) -> None:
        async for text in socket:
            found = MARK.search(text)
            if found is None:
                if '"t":"nack"' in text:
                    self.refused.append(text)
                continue
            line = self.waiting.get(int(found[1]))
            if line is None:
                continue
            line[1] -= 1
            if line[1] == 0:
                del self.waiting[int(found[1])]
                line[2].set_result(time.perf_counter() - line[0])

    async def move(self, mark: int, seat: int) -> float:
        """Send one move; seconds until the last of six has it."""
        done = asyncio.get_running_loop().create_future()
        text = _move(mark)
        self.waiting[mark] = [time.perf_counter(), len(self.sockets), done]
        await self.sockets[seat].send(text)
        async with asyncio.timeout(20):
            return await done

    async def close(self) -> None:
        for socket in self.sockets:
            await socket.close()


def _move(mark: int) -> str:
    move = f'{{"kind":"say","text":"~{mark}~{FILLING}","public":true}}'
    return f'{{"t":"move","id":"{uuid4()}","turn":1,"move":{move}}}'


@dataclass
class Measured:
    """moves a second with everyone busy; seconds of each paced move."""

    rate: float = 0.0
    moves: int = 0
    paced: list[float] = field(default_factory=list)


async def measure(
    tables: list[list[Door]], *, hellos: bool, seconds: float, pace: float, busy: Callable[[bool], None]
) -> Measured:
    """Load all tables as hard as they take it, then at a steady pace. `busy` is told when the hard part runs."""
    rounds = [Table(hellos) for _ in tables]
    for one, doors in zip(rounds, tables, strict=True):
        await one.open(doors)
    readers = [asyncio.create_task(round_.read(socket)) for round_ in rounds for socket in round_.sockets]
    result = Measured()
    marks = iter(range(1, 10**9))
    await _hard(rounds, marks, 0.5)
    busy(True)
    began = time.perf_counter()
    result.moves = await _hard(rounds, marks, seconds)
    result.rate = result.moves / (time.perf_counter() - began)
    busy(False)
    await _paced(rounds, marks, seconds, pace, result)
    refused = [text for round_ in rounds for text in round_.refused]
    assert not refused, refused[0]
    for round_ in rounds:
        await round_.close()
    for reader in readers:
        reader.cancel()
    return result


async def _hard(rounds: list[Table], marks, seconds: float) -> int:
    """Each of two seats a round sends its next move when all have its last."""
    until = time.perf_counter() + seconds
    moves = 0

    async def seat(table: Table, number: int) -> None:
        nonlocal moves
        while time.perf_counter() < until:
            await table.move(next(marks), number)
            moves += 1

    async with asyncio.TaskGroup() as tasks:
        for table in rounds:
            # Few rounds need more hands to keep the server busy.
            for number in range(6 if len(rounds) == 1 else 2 if len(rounds) < 20 else 1):
                tasks.create_task(seat(table, number))
    return moves


async def _paced(rounds: list[Table], marks, seconds: float, pace: float, result: Measured) -> None:
    draw = random.Random(1)
    begin = time.perf_counter()

    async def one(table: Table) -> None:
        result.paced.append(await table.move(next(marks), draw.randrange(6)))

    async with asyncio.TaskGroup() as tasks:
        for number in range(int(seconds * pace)):
            await asyncio.sleep(max(0.0, begin + number / pace - time.perf_counter()))
            tasks.create_task(one(draw.choice(rounds)))

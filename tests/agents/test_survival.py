"""Programs of a running Offramp are killed outright while people play: no acknowledged move is lost or done twice."""

import asyncio
import json
import random
import sqlite3
from itertools import cycle, islice

import psutil
import pytest

from tests.processes import wait_until
from wargame.agents.agent import Agent

KILLS = 6


@pytest.fixture
def rows(start_up):
    """A whole Offramp, and a way to ask its database."""
    running = start_up().wait_ready()

    def ask(statement):
        connection = sqlite3.connect(running.var / "offramp.sqlite3")
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()

    ask.running = running
    return ask


@pytest.mark.long
def test_players_keep_every_acknowledged_move_through_kills(rows):
    running = rows.running
    opened = json.loads(
        running.manage(
            "open_exercise", "venezuela-2025", "--rounds", "3", "--format", "json", "--bots", "officer-2"
        )
    )
    seats = [seat for one in opened["rounds"] for seat in one["seats"]]
    agents = [Slow(seat["socket_url"], seat["token"], seed=number) for number, seat in enumerate(seats)]
    asyncio.run(_play_through_kills(running, agents))
    acked = [name.replace("-", "") for agent in agents for name in agent.acked]
    logged = [name for (name,) in rows("SELECT command FROM play_logentry WHERE command IS NOT NULL")]
    assert len(acked) > 50
    assert set(acked) <= set(logged)
    assert len(set(logged)) == len(logged)
    assert {status for (status,) in rows("SELECT status FROM play_record")} == {"over"}
    twice = rows(
        "SELECT round_id, turn FROM play_logentry WHERE kind = 'close' GROUP BY 1, 2 HAVING count(*) > 1"
    )
    assert twice == []
    gaps = rows(
        "SELECT round_id, seat FROM play_seatevent GROUP BY 1, 2 HAVING count(*) <> max(number) OR min(number) <> 1"
    )
    assert gaps == []


class Slow(Agent):
    """Thinks a moment before each move, so that the kills fall into play."""

    async def _move(self, turn, move):
        await asyncio.sleep(0.15)
        return await super()._move(turn, move)


async def _play_through_kills(running, agents):
    draw = random.Random(4)
    playing = asyncio.gather(*(agent.play() for agent in agents))
    kills = 0
    for name in islice(cycle(("web", "worker", "redis")), KILLS):
        await asyncio.sleep(0.3 + draw.random())
        if playing.done():
            break
        victim = running.child(name)
        victim.kill()
        kills += 1
        await asyncio.to_thread(psutil.wait_procs, [victim], 10)
        # The supervisor starts it again; until then there is nothing more to kill.
        await asyncio.to_thread(wait_until, lambda one=name: running.child(one), what=f"a new {name}")
    await playing
    assert kills >= 3

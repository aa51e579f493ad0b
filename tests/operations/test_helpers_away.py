"""Worker, beat and Redis are away: rounds are played to their end all the same, and nothing is lost."""

import asyncio
import json
import signal

import pytest

from tests.processes import wait_until
from wargame.agents.agent import Agent

pytestmark = pytest.mark.long


@pytest.mark.parametrize("away", [("worker",), ("beat",), ("redis", "worker", "beat")])
def test_a_round_is_played_to_its_end_without(start_up, away):
    up = start_up().wait_ready()
    wait_until(lambda: up.get("/readyz")[0] == 200, what="the first sweep")
    opened = json.loads(
        up.manage("open_exercise", "first-steps", "--format", "json", "--bots", "officer-1,opposition")
    )
    # Stopped, not killed: the supervisor would start them again at once.
    stopped = [process for name in away for process in (up.child(name), *up.child(name).children())]
    for process in stopped:
        process.send_signal(signal.SIGSTOP)
    try:
        assert asyncio.run(play(opened))
        wait_until(lambda: up.get("/readyz")[0] == 503, what="readyz to tell")
        told = json.loads(up.get("/readyz")[1])
        assert [told["database"]["ok"], told["redis"]["ok"]] == [True, "redis" not in away]
        assert not told["sweep"]["ok"]
        assert up.get("/healthz") == (200, "ok\n")
    finally:
        for process in stopped:
            process.send_signal(signal.SIGCONT)
    wait_until(lambda: up.get("/readyz")[0] == 200, what="all to be well again")


async def play(opened):
    seats = opened["rounds"][0]["seats"]
    agents = [Agent(seat["socket_url"], seat["token"], seed=number) for number, seat in enumerate(seats)]
    return await asyncio.gather(*(agent.play() for agent in agents))

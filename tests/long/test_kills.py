"""Sixty kills at random moments of play: nothing acknowledged is lost, nothing is done twice, no number is missing.

The draw is printed, so that a run can be repeated. How long seats take to be back after a death of the web process is
measured and written to test-results/kills.json for people to read: nothing is asserted of it.
"""

import asyncio
import json
import random
import sqlite3
import time
from datetime import UTC, datetime
from statistics import quantiles
from uuid import UUID

import psutil
import psycopg
import pytest

from tests.processes import ROOT
from wargame.agents.agent import Agent
from wargame.record import chain, store

pytestmark = pytest.mark.long

SEED = 20261130
PROGRAMS = ("web", "worker", "redis", "beat")
ROUNDS = 3


class Player(Agent):
    """Thinks a moment before each move, so that kills fall into play. Never sends again what was acknowledged."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lost_at = None
        self.away = []

    async def _move(self, turn, move):
        await asyncio.sleep(0.2 + 0.6 * self._draw.random())
        return await super()._move(turn, move)

    def _heard(self, frame):
        if frame["t"] == "welcome" and self.lost_at is not None:
            self.away.append(time.perf_counter() - self.lost_at)
            self.lost_at = None
        super()._heard(frame)

    async def _listen(self, socket):
        try:
            await super()._listen(socket)
        finally:
            # From the first loss on, however often the server dies again before the seat is back.
            if self.lost_at is None:
                self.lost_at = time.perf_counter()


class Nemesis:
    """Kills one program after the other, outright, until it has killed enough."""

    def __init__(self, running, kills):
        self.running = running
        self.left = kills
        self.deaths = {name: [] for name in PROGRAMS}
        self.playing = asyncio.Event()
        self._draw = random.Random(SEED)

    async def rage(self):
        while self.left:
            await asyncio.sleep(0.5 + 3 * self._draw.random())
            name = self._draw.choice(PROGRAMS)
            await self.playing.wait()
            # Whatever is being started at this moment is spared: it has not yet become what it will be.
            victim = await asyncio.to_thread(self.running.child, name)
            if victim is None:
                continue
            try:
                victim.kill()
            except psutil.NoSuchProcess:
                continue
            self.deaths[name].append(time.perf_counter())
            self.left -= 1


@pytest.fixture(
    params=[("sqlite", 60), pytest.param(("postgres", 20), marks=pytest.mark.postgres)],
    ids=lambda one: one[0],
)
def arena(request, start_up):
    """A whole Offramp, how many kills it is to stand, and a way to ask its database."""
    database, kills = request.param
    settings = {"DATABASE_URL": request.getfixturevalue("postgres_url")} if database == "postgres" else {}
    running = start_up(**settings).wait_ready()

    def ask(statement):
        if settings:
            with psycopg.connect(settings["DATABASE_URL"]) as connection:
                return connection.execute(statement).fetchall()
        connection = sqlite3.connect(running.var / "offramp.sqlite3")
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()

    return database, running, kills, ask


def test_sixty_kills_lose_nothing_and_repeat_nothing(arena, capsys):
    database, running, kills, ask = arena
    nemesis = Nemesis(running, kills)
    players = asyncio.run(play_until_all_are_killed(running, nemesis))
    require_kept(players, ask)
    require_chains(ask)
    assert sum(len(deaths) for deaths in nemesis.deaths.values()) == kills
    tell(capsys, database, nemesis, players)


async def play_until_all_are_killed(running, nemesis):
    """Exercises one after the other, of several rounds each, until there have been kills enough."""
    raging = asyncio.create_task(nemesis.rage())
    players = []
    while not raging.done():
        opened = await asyncio.to_thread(open_rounds, running)
        seats = [(one, seat) for one in opened["rounds"] for seat in one["seats"]]
        table = []
        for one, seat in seats:
            player = Player(seat["socket_url"], seat["token"], seed=SEED + len(players) + len(table))
            player.at = (one["id"], seat["seat"])
            table.append(player)
        players += table
        nemesis.playing.set()
        await asyncio.gather(*(player.play() for player in table))
        nemesis.playing.clear()
    await raging
    return players


def open_rounds(running):
    told = running.manage(
        "open_exercise", "venezuela-2025", "--rounds", str(ROUNDS), "--format", "json", "--bots", "officer-2"
    )
    return json.loads(told)


def require_kept(players, ask):
    """Every acknowledged move is in the log once, every turn ended once, every seat was told all."""
    acked = [name.replace("-", "") for player in players for name in player.acked]
    logged = [
        str(name).replace("-", "")
        for (name,) in ask("SELECT command FROM play_logentry WHERE command IS NOT NULL")
    ]
    assert len(acked) > len(players), "hardly anything was played"
    assert len(set(acked)) == len(acked)
    assert set(acked) - set(logged) == set(), "acknowledged and lost"
    assert len(set(logged)) == len(logged), "done twice"
    assert {status for (status,) in ask("SELECT status FROM play_record")} == {"over"}
    closed = ask("SELECT round_id, turn FROM play_logentry WHERE kind = 'close' ORDER BY 1, 2")
    assert len(set(closed)) == len(closed), "a turn ended twice"
    assert closed == ask("SELECT round_id, turn FROM play_resolution ORDER BY 1, 2")
    told = ask("SELECT round_id, seat, count(*), min(number), max(number) FROM play_seatevent GROUP BY 1, 2")
    assert [row for row in told if not (row[3] == 1 and row[2] == row[4])] == [], "gaps in the database"
    last = {(round_id, seat): most for round_id, seat, _count, _least, most in told}
    # The agent itself fails at a number that is not the next one.
    assert [player.at for player in players if player._last != last[player.at]] == [], "not told to the end"


def require_chains(ask):
    """Every line's digest follows from the one before and from what the line says."""
    columns = "number, branch, turn, at, source, author, seat, kind, body, command, seq"
    rows = ask(f"SELECT round_id, digest, {columns} FROM play_logentry ORDER BY round_id, number")
    last = {}
    for round_id, digest, number, branch, turn, at, *rest, command, seq in rows:
        before = last.get(round_id, ("", 0))
        assert number == before[1] + 1
        known = UUID(str(command)) if command is not None else None
        row = chain.Row(number, branch, turn, store.moment(at), *rest, known, seq)
        assert digest == chain.chained(before[0], row, format=chain.FORMAT), (round_id, number)
        last[round_id] = (digest, number)
    assert last == {
        one: (digest, number)
        for one, digest, number in ask("SELECT round_id, digest, number FROM play_record")
    }


def tell(capsys, database, nemesis, players):
    """Print and keep how long seats were away, from the loss of a socket to the next welcome."""
    away = sorted(seconds for player in players for seconds in player.away)
    cuts = quantiles(away, n=20, method="inclusive") if len(away) > 1 else [0.0] * 19
    result = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": database,
        "seed": SEED,
        "kills": {name: len(deaths) for name, deaths in nemesis.deaths.items()},
        "moves_acknowledged": sum(len(player.acked) for player in players),
        "returns": len(away),
        "back_after_s": {
            "p50": round(cuts[9], 2),
            "p95": round(cuts[18], 2),
            "max": round(max(away, default=0.0), 2),
        },
    }
    folder = ROOT / "test-results"
    folder.mkdir(exist_ok=True)
    (folder / f"kills-{database}.json").write_text(json.dumps(result, indent=2) + "\n")
    with capsys.disabled():
        print(f"\n{json.dumps(result)}")

"""The price of a move: Offramp's table against a bare Channels echo, and against that echo with one INSERT.

    python -m bench.table [--rounds 1,10,50] [--seconds 4] [--repeat 7] [--free]

Six people a round; one sends a move of some 180 bytes, all six receive it. Every server is the web program of the
supervisor, with its arguments and settings: on Linux and SQLite it keeps itself to a core, and nothing here pins it.
`--free` adds Offramp with OFFRAMP_PIN=0. The people, who elsewhere have computers of their own, stay off the last core,
which is the server's; Redis is free to roam, as it is at `make run`. SQLite unless DATABASE_URL is set. Quote ratios
from one run, and CPU before moves a second: the machine's own drift is larger than what is measured.
"""

import argparse
import asyncio
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

import psutil

from bench.load import Door, Measured, measure
from wargame.supervisor import redis_server
from wargame.supervisor.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
SEATS = 6
PACE = 50.0
OFFRAMP, FREE = "offramp", "offramp, free"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", default="1,10,50")
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--repeat", type=int, default=1, help="how often all servers take turns")
    parser.add_argument("--free", action="store_true", help="measure Offramp without its core too")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    keep_off_the_last_core()
    names = ["echo", "echo + INSERT", OFFRAMP] + ([FREE] if options.free else [])
    rows = []
    with tempfile.TemporaryDirectory(prefix="offramp-bench-") as folder, redis(Path(folder)) as env:
        for _ in range(options.repeat):
            for rounds in map(int, options.rounds.split(",")):
                rows += [run(name, rounds, options.seconds, env) for name in names]
    print(json.dumps(rows, indent=2) if options.format == "json" else table(rows))


def run(name: str, rounds: int, seconds: float, env: dict[str, str]) -> dict:
    """One server under one load."""
    ours = name in (OFFRAMP, FREE)
    env = {**env, "OFFRAMP_PIN": "0" if name == FREE else "1"}
    with server(env, [] if ours else ["--app", "bench.echo.asgi:application"]) as (url, process):
        doors = offramp_doors(rounds, env, url) if ours else echo_doors(name, rounds, url)
        cpu: list[float] = []

        def busy(_: bool) -> None:
            times = process.cpu_times()
            cpu.append(times.user + times.system)

        measured = asyncio.run(measure(doors, hellos=ours, seconds=seconds, pace=PACE, busy=busy))
    return row(name, rounds, measured, cpu[1] - cpu[0])


def row(name: str, rounds: int, measured: Measured, cpu: float) -> dict:
    cuts = quantiles((one * 1000 for one in measured.paced), n=20, method="inclusive")
    return {
        "server": name,
        "rounds": rounds,
        "moves_per_second": round(measured.rate),
        "cpu_us_a_move": round(cpu / measured.moves * 1e6),
        "p50_ms": round(cuts[9], 2),
        "p95_ms": round(cuts[18], 2),
    }


def table(rows: list[dict]) -> str:
    """The rows, and Offramp's ratios to the others of the same load."""
    lines = [f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores", ""]
    lines.append(f"{'rounds':>6}  {'server':<14}{'moves/s':>9}{'CPU us':>9}{'p50 ms':>9}{'p95 ms':>9}")
    for one in rows:
        lines.append(
            f"{one['rounds']:>6}  {one['server']:<14}{one['moves_per_second']:>9}{one['cpu_us_a_move']:>9}"
            f"{one['p50_ms']:>9}{one['p95_ms']:>9}"
        )
        if one["server"] == "offramp":
            at = next(place for place, row in enumerate(rows) if row is one)
            echo, kept = rows[at - 2], rows[at - 1]
            rate = one["moves_per_second"] / kept["moves_per_second"]
            late = one["p95_ms"] / echo["p95_ms"]
            lines.append(
                f"        rate {rate:.2f} of echo + INSERT (target 0.6); p95 {late:.2f} of echo (target 2)"
            )
    return "\n".join(lines)


def echo_doors(name: str, rounds: int, url: str) -> list[list[Door]]:
    kind = "kept" if name == "echo + INSERT" else "echo"
    return [[Door(f"{url}/{kind}/t{number}/")] * SEATS for number in range(rounds)]


def offramp_doors(rounds: int, env: dict[str, str], url: str) -> list[list[Door]]:
    """An exercise with three officers a round: six people."""
    script = (
        "import django, json; django.setup()\n"
        "from game_engine import load_scenario\n"
        "from wargame.exercises import access\n"
        "from wargame.exercises.actions import Plan, create_exercise\n"
        "from wargame.play.actions import start_round\n"
        f"plan = Plan(load_scenario('venezuela-2025'), rounds={rounds}, officers=3)\n"
        "made = create_exercise(None, plan)\n"
        "rounds = list(made.rounds.all())\n"
        "[start_round(one.pk, None) for one in rounds]\n"
        "seats = [one.seats.filter(holder='person') for one in rounds]\n"
        "print(json.dumps([[(seat.pk, access.bearer_token(seat)) for seat in some] for some in seats]))"
    )
    made = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    seats = json.loads(made.stdout)
    return [[Door(f"{url}/ws/v1/seats/{seat}/", token) for seat, token in one] for one in seats]


@contextmanager
def redis(folder: Path):
    """A Redis on the client's core, and the environment that leads to it."""
    binary = redis_server.find_binary()
    assert binary is not None, "no redis-server: run `make setup`"
    prepared = redis_server.prepare(binary, folder, durable=False)
    process = subprocess.Popen(prepared.argv, stdout=subprocess.DEVNULL, preexec_fn=anywhere)
    env = {
        **os.environ,
        "OFFRAMP_VAR": str(folder),
        "REDIS_URL": prepared.url,
        "HOST": "127.0.0.1",
        "PORT": str(free_port("127.0.0.1")),
        "DJANGO_SETTINGS_MODULE": "bench.echo.settings",
        # The load is no flood here.
        "OFFRAMP_MOVES_BURST": "1000000",
        "OFFRAMP_MOVES_A_SECOND": "1000000",
        "OFFRAMP_BYTES_BURST": "1000000000",
        "OFFRAMP_BYTES_A_SECOND": "1000000000",
        "LOG_LEVEL": "ERROR",
    }
    try:
        manage = [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity", "0"]
        subprocess.run(manage, cwd=ROOT, env=env, check=True)
        yield env
    finally:
        process.kill()
        process.wait()


@contextmanager
def server(env: dict[str, str], more: list[str]):
    """The supervisor's web program, as it is."""
    argv = json.loads(
        subprocess.run(
            [sys.executable, "-c", PROGRAM], cwd=ROOT, env=env, capture_output=True, text=True, check=True
        ).stdout
    )
    process = subprocess.Popen([*argv, *more], cwd=ROOT, env=env, preexec_fn=anywhere)
    url = f"127.0.0.1:{env['PORT']}"
    try:
        for _ in range(400):
            try:
                urllib.request.urlopen(f"http://{url}/healthz", timeout=1)
                break
            except OSError:
                time.sleep(0.05)
        yield f"ws://{url}", psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


PROGRAM = (
    "import django, json; django.setup()\n"
    "from wargame.supervisor import programs\n"
    "print(json.dumps(programs.web().argv))"
)


def keep_off_the_last_core() -> None:
    """This process alone: a server inherits where it may run, so this is undone for those that are started."""
    if hasattr(os, "sched_setaffinity") and len(EVERY_CORE) > 1:
        os.sched_setaffinity(0, EVERY_CORE - {max(EVERY_CORE)})


def anywhere() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, EVERY_CORE)


EVERY_CORE = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()


if __name__ == "__main__":
    main()

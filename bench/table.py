"""The price of a move: Offramp's table against a bare Channels echo, and against that echo with one INSERT.

    python -m bench.table [--rounds 1,10,50] [--seconds 4]

Six people a round; one sends a move of some 180 bytes, all six receive it. Every server runs the same way: uvicorn on
one core, Redis and the client on the other; SQLite unless DATABASE_URL is set. Quote ratios from one run: the
machine's own drift is larger than what is measured.
"""

import argparse
import asyncio
import json
import os
import platform
import shutil
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
SERVER_CORE, CLIENT_CORE = 0, 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", default="1,10,50")
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    pin(os.getpid(), CLIENT_CORE)
    rows = []
    with tempfile.TemporaryDirectory(prefix="offramp-bench-") as folder, redis(Path(folder)) as env:
        for _ in range(options.repeat):
            for rounds in map(int, options.rounds.split(",")):
                rows += [
                    run(name, rounds, options.seconds, env) for name in ("echo", "echo + INSERT", "offramp")
                ]
    print(json.dumps(rows, indent=2) if options.format == "json" else table(rows))


def run(name: str, rounds: int, seconds: float, env: dict[str, str]) -> dict:
    """One server under one load."""
    with server(env, "wargame.asgi" if name == "offramp" else "bench.echo.asgi") as (url, process):
        doors = offramp_doors(rounds, env, url) if name == "offramp" else echo_doors(name, rounds, url)
        cpu: list[float] = []

        def busy(_: bool) -> None:
            times = process.cpu_times()
            cpu.append(times.user + times.system)

        measured = asyncio.run(
            measure(doors, hellos=name == "offramp", seconds=seconds, pace=PACE, busy=busy)
        )
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
            echo, kept = rows[rows.index(one) - 2], rows[rows.index(one) - 1]
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
    process = subprocess.Popen(prepared.argv, stdout=subprocess.DEVNULL)
    pin(process.pid, CLIENT_CORE)
    env = {
        **os.environ,
        "OFFRAMP_VAR": str(folder),
        "REDIS_URL": prepared.url,
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
def server(env: dict[str, str], application: str):
    """uvicorn as Offramp runs it, on its own core."""
    port = free_port("127.0.0.1")
    argv = [sys.executable, "-m", "uvicorn", f"{application}:application", "--port", str(port)]
    argv += [
        "--log-level",
        "warning",
        "--no-access-log",
        "--lifespan",
        "off",
        "--ws-per-message-deflate",
        "false",
    ]
    taskset = ["taskset", "-c", str(SERVER_CORE)] if shutil.which("taskset") else []
    process = subprocess.Popen([*taskset, *argv], cwd=ROOT, env=env)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1)
                break
            except OSError:
                time.sleep(0.05)
        yield f"ws://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def pin(pid: int, core: int) -> None:
    """Keep a process to one core where the machine can."""
    if shutil.which("taskset") and (os.cpu_count() or 1) > 1:
        subprocess.run(["taskset", "-a", "-p", "-c", str(core), str(pid)], check=True, capture_output=True)


if __name__ == "__main__":
    main()

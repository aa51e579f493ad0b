"""How fast the rules are: turns closed a second with the moves given, and rounds simulated a second with bots.

Run: .venv/bin/python -m bench.engine [--seconds 5] [--rounds 400] [--compiled]
Prints a Markdown table. Each figure is the median of several runs, with the least and the greatest beside it.
--compiled: the engine as `make fast` left it in var/.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from wargame import compiled

COMPILED = "--compiled" in sys.argv
if COMPILED and not compiled.use(Path(os.environ.get("OFFRAMP_VAR", ROOT / "var"))):
    sys.exit("There is no build of the engine as it is: run `make fast`.")

from game_engine import (
    RoundState,
    Seating,
    close_turn,
    dump_state,
    load_scenario,
    load_state,
    new_round,
    play_rounds,
    submit,
    view_for,
)
from game_engine.analysis.simulate import cast_of, with_moves
from wargame.research.pool import chunks, spread

SCENARIO = "venezuela-2025"
RUNS = 5
YARDSTICKS = 3000
CHUNK = 10


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each run of the turns")
    parser.add_argument("--rounds", type=int, default=400, help="in each run of the simulation")
    parser.add_argument("--compiled", action="store_true", help="the engine as machine code")
    options = parser.parse_args()
    turns = sealed_turns()
    rows = [
        ("close_turn, moves given", "turns/s", rates(lambda: closing(turns, options.seconds / RUNS))),
        ("submit, one order", "moves/s", rates(lambda: submitting(turns, options.seconds / RUNS))),
        ("view_for, one seat", "views/s", rates(lambda: viewing(turns, options.seconds / RUNS))),
        ("dump_state + load_state", "states/s", rates(lambda: storing(turns, options.seconds / RUNS))),
        ("simulate, 8 logit bots, 1 process", "rounds/s", simulated(options.rounds, 1)),
        ("simulate, 8 logit bots, 2 processes", "rounds/s", simulated(options.rounds, 2)),
        (
            "CPU of a simulated round",
            "yardsticks",
            [in_yardsticks(options.rounds // 4, run) for run in range(RUNS)],
        ),
    ]
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    print("compiled" if COMPILED else "interpreted")
    print(
        f"\n{SCENARIO}, median of {RUNS} runs\n\n| what | rate | least | greatest | unit |\n|---|---:|---:|---:|---|"
    )
    for name, unit, found in rows:
        middle = statistics.median(found)
        print(f"| {name} | {middle:,.0f} | {min(found):,.0f} | {max(found):,.0f} | {unit} |")


def rates(measure: Callable[[], float]) -> list[float]:
    """What that measures, run after run."""
    return [measure() for _ in range(RUNS)]


def sealed_turns() -> list[RoundState]:
    """Every turn of some rounds with all moves made and orders sealed, ready to be closed."""
    scenario, cast, found = load_scenario(SCENARIO), cast_of({}), []
    for seed in range(6):
        state = new_round(scenario, seed, Seating(officers=2, standing=())).state
        while state.end is None:
            state = with_moves(state, cast)
            found.append(state)
            state = close_turn(state).state
    return found


def repeated(turns: list[RoundState], seconds: float, act: Callable[[RoundState], object]) -> float:
    """How often a second that can be done, going round the turns."""
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        for state in turns:
            act(state)
        done += len(turns)
    return done / (time.perf_counter() - began)


def closing(turns: list[RoundState], seconds: float) -> float:
    """Turns resolved a second."""
    return repeated(turns, seconds, close_turn)


def submitting(turns: list[RoundState], seconds: float) -> float:
    """Orders taken a second."""

    def act(state: RoundState) -> None:
        orders = state.seats[0].orders
        if orders is not None:
            submit(state, "us", orders)

    return repeated(turns, seconds, act)


def viewing(turns: list[RoundState], seconds: float) -> float:
    """Views built a second, the seats in turn."""
    seats = [seat.seat for seat in turns[0].seats]
    return len(seats) * repeated(turns, seconds, lambda state: [view_for(state, seat) for seat in seats])


def storing(turns: list[RoundState], seconds: float) -> float:
    """States written and read again a second."""
    return repeated(turns, seconds, lambda state: load_state(dump_state(state), state.scenario))


def simulated(rounds: int, processes: int) -> list[float]:
    """Whole rounds a second with logit bots in every seat: other rounds in every run, so that none is remembered."""
    return [simulating(rounds, processes, rounds * run) for run in range(RUNS)]


def simulating(rounds: int, processes: int, first: int) -> float:
    """The rate of these rounds."""
    parts = [range(first + part.start, first + part.stop) for part in chunks(rounds, CHUNK)]
    began = time.perf_counter()
    for _ in spread(play_part, parts, processes=processes):
        pass
    return rounds / (time.perf_counter() - began)


def in_yardsticks(rounds: int, run: int) -> float:
    """The CPU time of one simulated round, in that of one yardstick measured beside it: hardly moved by how busy the
    machine is, or how fast."""
    numbers = range(rounds * run, rounds * (run + 1))
    began = time.process_time()
    play_part(numbers)
    played = time.process_time()
    for _ in range(YARDSTICKS):
        yardstick()
    return (played - began) / rounds * YARDSTICKS / (time.process_time() - played)


def yardstick() -> float:
    """Plain Python: eight turns of a round in which fifty numbers move, about a tenth of a millisecond."""
    numbers = [0.5] * 50
    for turn in range(8):
        numbers = [max(0.0, min(1.0, value + 0.01 * (value - 0.4) * turn)) for value in numbers]
    return sum(numbers)


def play_part(numbers: range) -> None:
    """Play these rounds."""
    play_rounds(load_scenario(SCENARIO), 1, numbers)


if __name__ == "__main__":
    main()

"""A program that closes turns, together with others like it: `python -m tests.play.racer make|race …`.

make N: open N rounds whose people are all ready, and print their ids. race FOLDER N ID…: when N racers have come to the
line (each puts a file into the folder), close the first turn of each round; print how many this racer closed.
"""

import json
import os
import sys
import time
from pathlib import Path

import django

django.setup()

from tests.play.tables import open_table  # noqa: E402  (the apps must be loaded first)
from wargame.play import actions, later  # noqa: E402


def make(count: int) -> list[str]:
    later._send = lambda name, args: None
    tables = [open_table() for _ in range(count)]
    for table in tables:
        table.everybody_ready()
    return [table.id for table in tables]


def race(folder: Path, racers: int, rounds: list[str]) -> int:
    later._send = lambda name, args: None
    # Warm: the first query of a process costs more than a turn.
    actions.sweep()
    (folder / str(os.getpid())).touch()
    while len(list(folder.iterdir())) < racers:
        time.sleep(0.001)
    return sum(actions.resolve_turn(round_id, 1, "ready") for round_id in rounds)


if __name__ == "__main__":
    verb, first, *rest = sys.argv[1:]
    print(json.dumps(make(int(first)) if verb == "make" else race(Path(first), int(rest[0]), rest[1:])))

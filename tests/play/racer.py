"""A program that does what others like it do at the same moment: `python -m tests.play.racer make|race|form|send …`.

make N: open N rounds whose people are all ready, and print their ids. race FOLDER N ID…: when N racers have come to the
line (each puts a file into the folder), close the first turn of each round; print how many this racer closed.

form WHAT N: print N forms that a facilitator's browser has before it (its cookies, an address, and what the button
sends there); WHAT is `create` (a new exercise) or `close` (the turn of a round with a clock). send FOLDER N FORMS: send
these forms (JSON) in their order, each at the same moment as the other racers; print where each led, or its code.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402  (the apps must be loaded first)
from django.test import Client  # noqa: E402

from tests.people import an_exercise, first_round  # noqa: E402
from tests.play.tables import open_table  # noqa: E402
from tests.pressing import Sheet  # noqa: E402
from wargame.console import verbs  # noqa: E402
from wargame.play import actions, later  # noqa: E402

later._send = lambda name, args: None


def make(count: int) -> list[str]:
    tables = [open_table() for _ in range(count)]
    for table in tables:
        table.everybody_ready()
    return [table.id for table in tables]


def race(folder: Path, racers: int, rounds: list[str]) -> int:
    # Warm: the first query of a process costs more than a turn.
    actions.sweep()
    (folder / str(os.getpid())).touch()
    while len(list(folder.iterdir())) < racers:
        time.sleep(0.001)
    return sum(actions.resolve_turn(round_id, 1, "ready") for round_id in rounds)


def form(what: str) -> dict[str, Any]:
    alice = User.objects.get_or_create(username="alice")[0]
    client = Client(SERVER_NAME="localhost")
    client.force_login(alice)
    if what == "create":
        page = address = "/exercises/new/"
        chosen = {"title": "IR 204", "scenario": "first-steps", "rounds": "1", "officer-1": "person"}
    else:
        exercise = an_exercise(alice, turn_seconds=300)
        verbs.start(first_round(exercise).pk, alice)
        page, address = f"/exercises/{exercise.pk}/", f"/rounds/{first_round(exercise).pk}/do/close/"
        chosen = {}
    sent = Sheet(client.get(page).content.decode(), page).sent_by(address, **chosen)
    cookies = {name: one.value for name, one in client.cookies.items()}
    return {"cookies": cookies, "address": address, "sent": sent}


def send(folder: Path, racers: int, forms: list[dict[str, Any]]) -> list[str]:
    client = Client(SERVER_NAME="localhost")
    actions.sweep()
    told = []
    for number, one in enumerate(forms):
        client.cookies.load(one["cookies"])
        (folder / f"{number}.{os.getpid()}").touch()
        while len(list(folder.glob(f"{number}.*"))) < racers:
            time.sleep(0.001)
        answer = client.post(one["address"], one["sent"], headers={"Accept": "application/json"})
        told.append(answer.headers.get("Location") or answer.json().get("code", "done"))
    return told


if __name__ == "__main__":
    verb, first, *rest = sys.argv[1:]
    match verb:
        case "make":
            result: object = make(int(first))
        case "race":
            result = race(Path(first), int(rest[0]), rest[1:])
        case "form":
            result = [form(first) for _ in range(int(rest[0]))]
        case _:
            result = send(Path(first), int(rest[0]), json.loads(rest[1]))
    print(json.dumps(result))

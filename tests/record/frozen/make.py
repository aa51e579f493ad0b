"""Makes a frozen database: the rounds of a day, as the commit stored them in whose checkout this is run.

    git archive COMMIT | tar x -C /tmp/then && cd /tmp/then
    OFFRAMP_VAR=/tmp/then/var python manage.py migrate
    OFFRAMP_VAR=/tmp/then/var python .../tests/record/frozen/make.py .../tests/record/frozen/NAME.zip

It keeps to what has stood still: the verbs, the moves and the models' columns.
"""

import json
import os
import sqlite3
import sys
import tempfile
import zipfile
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "wargame.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402

from game_engine import Ready, Say, load_scenario  # noqa: E402
from wargame.exercises.actions import Plan, create_exercise  # noqa: E402
from wargame.exercises.models import Exercise, Round, Seat  # noqa: E402
from wargame.play import actions, broadcast, later  # noqa: E402
from wargame.play.actions.moving import Command  # noqa: E402

try:
    from wargame.record.models import Record
except ImportError:
    from wargame.play.models import Record

# There is nobody to ring, and no worker.
broadcast.ring = later.resolve = later.play_bots = lambda *_args: None


def new(owner: User, title: str, *, start: bool = True, bot: str = "") -> Round:
    exercise = create_exercise(owner, Plan(load_scenario("first-steps")))
    Exercise.objects.filter(pk=exercise.pk).update(title=title)
    round_ = exercise.rounds.get()
    Seat.objects.filter(round=round_, seat=bot).update(holder="bot", temperament="logit")
    if start:
        actions.start_round(round_.pk, owner)
    return round_


def move(round_: Round, seat: str, made: object) -> None:
    turn = Record.objects.get(pk=round_.pk).turn
    actions.submit_move(round_.seats.get(seat=seat), Command(uuid4(), turn, made))


def close(round_: Round) -> None:
    record = Record.objects.get(pk=round_.pk)
    for seat, player in json.loads(record.players).items():
        if player["kind"] == "person":
            move(round_, seat, Ready())
    assert actions.resolve_turn(round_.pk, record.turn, "ready")


def main(target: Path) -> None:
    owner = User.objects.create_user("alice", password="correct horse battery")
    new(owner, "waiting", start=False)
    rounds = {title: new(owner, title) for title in ("running", "paused", "over", "ended")}
    rounds["bots"] = new(owner, "bots", bot="leadership")
    for round_ in rounds.values():
        move(round_, "us", Say(text="Good morning.", public=True))
        move(round_, "us", Say(text="Between us.", to=("leadership",)))
        actions.play_bots(round_.pk, 1)
        close(round_)
    actions.pause(rounds["paused"].pk, owner)
    actions.end_round(rounds["ended"].pk, owner)
    while Record.objects.get(pk=rounds["over"].pk).status == "running":
        close(rounds["over"])
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "database.sqlite3"
        with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as source:
            source.execute("VACUUM INTO ?", [str(copy)])
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            archive.write(copy, copy.name)


main(Path(sys.argv[1]))

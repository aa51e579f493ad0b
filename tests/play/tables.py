"""Rounds for tests, and the people at them."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from game_engine import Move, Ready, Say, load_scenario
from wargame.exercises.actions import Plan, create_exercise
from wargame.exercises.models import Exercise, Round, Seat
from wargame.play import actions
from wargame.play.actions.moving import Command
from wargame.record import replay, store
from wargame.record.checking import fault_in
from wargame.record.models import LogEntry, Record, SeatEvent

BOB, CARMEN, DIEGO, ELENA = "us", "opposition", "leadership", "officer-1"
SCENARIO = load_scenario("first-steps")


@dataclass
class Table:
    """A round and its seats by name."""

    round: Round
    seats: dict[str, Seat]

    @property
    def id(self) -> str:
        return self.round.pk

    @property
    def record(self) -> Record:
        return Record.objects.get(pk=self.id)

    def move(self, seat: str, move: Move, *, id: UUID | None = None, turn: int | None = None) -> int:
        at = self.record.turn if turn is None else turn
        return actions.submit_move(self.seats[seat], Command(id or uuid4(), at, move))

    def everybody_ready(self) -> None:
        for seat, player in json.loads(self.record.players).items():
            if player["kind"] == "person":
                self.move(seat, Ready())

    def turn(self) -> None:
        """Everybody is ready, and the turn is closed."""
        turn = self.record.turn
        self.everybody_ready()
        assert actions.resolve_turn(self.id, turn, "ready")

    def log(self) -> list[LogEntry]:
        return list(LogEntry.objects.filter(round=self.round).order_by("number"))

    def numbers(self, seat: str) -> list[int]:
        told = SeatEvent.objects.filter(round=self.round, seat=seat).order_by("number")
        return list(told.values_list("number", flat=True))

    def state(self) -> Any:
        return store.state_of(self.id, self.record.version)


def open_table(owner: Any = None, *, start: bool = True, seed: int | None = 7, **plan: Any) -> Table:
    """A round of the first steps with people in all main seats, unless the plan says otherwise."""
    exercise = open_exercise(owner, **plan)
    round_ = exercise.rounds.get()
    if start:
        actions.start_round(round_.pk, owner, seed=seed)
    return Table(round_, {seat.seat: seat for seat in round_.seats.all()})


def open_exercise(owner: Any = None, **plan: Any) -> Exercise:
    return create_exercise(owner, Plan(plan.pop("scenario", SCENARIO), **plan))


def hello(text: str = "Good morning.") -> Say:
    return Say(text=text, public=True)


def replayed(table: Table) -> Any:
    """The state that the log alone comes to."""
    return replay.replayed(table.id)


def chain_is_whole(table: Table) -> bool:
    """Whether every entry's digest follows from the one before and from what the entry says."""
    record = table.record
    return fault_in(record) is None and len(record.digest) == len(hashlib.sha256().hexdigest())


def database_url() -> str:
    """The address of the database that these tests use, for programs of their own."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    user = f"{found['USER']}:{found['PASSWORD']}".rstrip(":")
    return f"postgres://{user}@{found['HOST']}:{found['PORT']}/{found['NAME']}"

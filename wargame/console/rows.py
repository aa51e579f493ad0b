"""The rounds of an exercise, a row each, as the console shows them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext

from game_engine import Scenario
from wargame.exercises.editions import scenario_of
from wargame.exercises.models import Exercise, Round
from wargame.play.endings import end_kind, ending
from wargame.play.glance import Mark, marks
from wargame.play.timeline import polyline, share
from wargame.record import store
from wargame.record.board import moments
from wargame.record.models import Record
from wargame.speech.calendar import calendar_of

Status = Record.Status


@dataclass(frozen=True)
class Row:
    """A round at a glance."""

    round: Round
    status: str
    turn: int = 0
    when: str = ""
    deadline: datetime | None = None
    remaining: str = ""
    marks: tuple[Mark, ...] = ()
    credibility: float | None = None
    line: str = ""
    to_tipping: float | None = None
    open_offers: int = 0
    end: str = ""
    end_kind: str = ""
    needs: tuple[str, ...] = field(default=())

    @property
    def meant(self) -> str:
        """What a button sends to do something with the round as it is now."""
        return f"{self.status}.{self.turn}"

    @property
    def people(self) -> int:
        """How many people sit here."""
        return sum(mark.state in ("ready", "here", "away") for mark in self.marks)


def rows(exercise: Exercise) -> tuple[Row, ...]:
    """The rounds of an exercise: those that need the facilitator first, then by number."""
    scenario = scenario_of(exercise)
    rounds = (
        exercise.rounds.select_related("record")
        .defer("record__state")
        .prefetch_related("seats")
        .order_by("number")
    )
    found = [row(round_, scenario) for round_ in rounds]
    return tuple(sorted(found, key=lambda row: (row.status == Status.OVER, not row.needs, row.round.number)))


def row(round_: Round, scenario: Scenario) -> Row:
    """How one round stands."""
    record = getattr(round_, "record", None)
    if record is None or record.status == Status.WAITING:
        seats = marks(round_, scenario)
        return Row(round_, Status.WAITING.value, marks=seats)
    state = store.state_of(round_.pk, record.version)
    seats = marks(round_, scenario, players=json.loads(record.players))
    return Row(
        round=round_,
        status=record.status,
        turn=record.turn,
        when=calendar_of(state).name(record.turn),
        deadline=record.deadline,
        remaining="{:02}:{:02}".format(*divmod(round(record.remaining or 0), 60)) if record.remaining else "",
        marks=seats,
        credibility=round(state.board.credibility * 10, 1),
        line=polyline(
            tuple(share("credibility", moment.values["credibility"]) for moment in moments(record))
        ),
        to_tipping=round((state.readings.strength - state.readings.tipping) * 10, 1),
        open_offers=sum(offer.status == "open" for offer in state.offers),
        end=ending(scenario, record),
        end_kind=end_kind(record),
        needs=_needs(record, seats),
    )


def _needs(record: Record, seats: Iterable[Mark]) -> tuple[str, ...]:
    """Why this round asks for the facilitator, in words."""
    if record.status == Status.OVER:
        return ()
    needs = [f"{mark.name}: {mark.word}" for mark in seats if mark.state in ("away", "empty")]
    if record.status == Status.PAUSED:
        needs.append(gettext("paused"))
    return tuple(needs)

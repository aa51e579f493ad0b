"""What a bot did in a seat while its person was away, read from the log, for the person who has come back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from game_engine import load_event
from wargame.exercises.models import Seat
from wargame.play.actions.making import BOT
from wargame.record import store
from wargame.record.models import LogEntry, Record
from wargame.record.queries import Pulse
from wargame.sockets import wire
from wargame.sockets.wording import wording
from wargame.speech import Words

# A player who comes and goes all the time reads of the last times only.
MOST_SPELLS = 10
MOST_DEEDS = 40
BACK = ("given_back", "joined")
HANDS = ("substituted", "put_out", *BACK)


@dataclass(frozen=True)
class Spell:
    """A time in which a bot moved for a seat: from one entry of the log to another, or to the end."""

    since: datetime
    until: datetime
    first: int
    last: int


def frame(seat: Seat, pulse: Pulse, language: str) -> wire.Relieved | None:
    """The frame that tells a seat of the bots that sat in, or None where none did."""
    if seat.seat not in pulse.relieved:
        return None
    words = wording(store.facts(seat.round_id).scenario, language).words
    spoken = [_spell(seat, spell, words) for spell in spells(seat)]
    return wire.Relieved(spoken) if spoken else None


def spells(seat: Seat) -> list[Spell]:
    """The times in which a bot sat here, in order, since somebody was last put out; the last ones if there are many."""
    here = Q(seat=seat.seat, kind__in=HANDS) | Q(seat="", kind="started")
    found: list[Spell] = []
    sat: LogEntry | None = None
    for entry in LogEntry.objects.filter(here, round_id=seat.round_id).order_by("number"):
        if entry.kind == "put_out":
            found = []
        elif entry.kind in BACK:
            found += [Spell(sat.at, entry.at, sat.number, entry.number)] if sat is not None else []
            sat = None
        elif entry.kind == "substituted" or entry.content["players"].get(seat.seat) == BOT:
            sat = entry
    record = Record.objects.only("status", "number", "ended_at").get(pk=seat.round_id)
    if sat is not None and record.ended_at is not None:
        found.append(Spell(sat.at, record.ended_at, sat.number, record.number))
    return found[-MOST_SPELLS:]


def _spell(seat: Seat, spell: Spell, words: Words) -> wire.Spell:
    made = LogEntry.objects.filter(
        round_id=seat.round_id,
        seat=seat.seat,
        command__isnull=False,
        number__gt=spell.first,
        number__lt=spell.last + 1,
    ).exclude(kind="ready")
    # Orders replace what was sealed before them in the turn.
    latest = {
        (entry.kind, entry.turn if entry.kind == "orders" else entry.number): entry
        for entry in made.order_by("number")
    }
    did = [
        wire.Deed(entry.turn, words.event(load_event(event), by_bot=True))
        for entry in sorted(latest.values(), key=lambda entry: entry.number)
        for event in entry.content["events"]
        if entry.content.get("by") == BOT
    ]
    return wire.Spell(wire.iso_time(spell.since), wire.iso_time(spell.until), did[-MOST_DEEDS:])

"""Every seat of a round at a glance: who moves for it, and whether it is there and ready."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from game_engine import Scenario
from wargame.exercises.editions import seat_name, seat_order, text_in, the_seat
from wargame.exercises.models import Round, Seat
from wargame.record.queries import PRESENT_FOR
from wargame.speech.catalogue import heading


@dataclass(frozen=True)
class Mark:
    """A seat at a glance: who moves for it, and whether it is there and ready. The word says what the shape does."""

    id: str
    seat: str
    role: str
    letter: str
    name: str
    the: str
    person: str
    kind: str
    state: str
    word: str
    joined: bool = False
    since: datetime | None = None
    generation: int = 1
    meant: str = ""


def marks(round_: Round, scenario: Scenario, *, players: dict[str, Any] | None = None) -> tuple[Mark, ...]:
    """Every seat of a round, in the order of the roles."""
    seats = sorted(round_.seats.all(), key=lambda seat: seat_order(scenario, seat.seat))
    known = letters(scenario)
    return tuple(_mark(seat, scenario, (players or {}).get(seat.seat, {}), known) for seat in seats)


def marks_for_players(round_: Round, scenario: Scenario) -> tuple[Mark, ...]:
    """The same for the people at the table, to whom hidden bots look like people who are here."""
    found = marks(round_, scenario)
    if not round_.exercise.hide_bots:
        return found
    bots = {seat.seat for seat in round_.seats.all() if seat.played_by == Seat.Holder.BOT}
    return tuple(
        replace(mark, state="here", word=gettext("here")) if mark.seat in bots else mark for mark in found
    )


def letters(scenario: Scenario) -> dict[str, str]:
    """A different mark for each seat: an officer's number, or the first letter of the name that is still free."""
    found: dict[str, str] = {}
    for seat in scenario.seats(scenario.officers.most):
        if seat.startswith("officer-"):
            found[seat] = seat.removeprefix("officer-")
            continue
        name = heading(text_in(scenario.role_rule(scenario.role_of(seat)).name)).upper()
        free = [letter for letter in name if letter.isalpha() and letter not in found.values()]
        found[seat] = free[0] if free else "?"
    return found


def _mark(seat: Seat, scenario: Scenario, player: dict[str, Any], known: dict[str, str]) -> Mark:
    state, word = _presence(seat, ready=bool(player.get("ready")))
    role = scenario.role_of(seat.seat)
    return Mark(
        id=seat.pk,
        seat=seat.seat,
        role=role,
        letter=known[seat.seat],
        name=seat_name(scenario, seat.seat),
        the=the_seat(scenario, seat.seat),
        person=seat.name,
        kind=seat.holder,
        state=state,
        word=word,
        joined=seat.joined_at is not None,
        since=seat.heard_at if state == "away" else None,
        generation=seat.generation,
        meant=seat.meant,
    )


def _presence(seat: Seat, *, ready: bool) -> tuple[str, str]:
    played_by = seat.played_by
    if played_by == Seat.Holder.STANDING:
        return "bot", gettext("standing policy")
    if played_by == Seat.Holder.BOT:
        return "bot", _bot_state(seat)
    if seat.joined_at is None:
        return "empty", gettext("nobody yet")
    if ready:
        return "ready", gettext("ready")
    seen = seat.last_seen_at
    if seen is not None and timezone.now() - seen < PRESENT_FOR:
        return "here", gettext("here")
    return "away", gettext("away")


def _bot_state(seat: Seat) -> str:
    if seat.holder == Seat.Holder.BOT:
        return gettext("bot")
    return gettext("a bot for one who has gone") if seat.joined_at else gettext("a bot until somebody comes")

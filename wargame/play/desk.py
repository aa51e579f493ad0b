"""What the facilitator's desk and the lobby show of rounds: who sits where, and how each round stands."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language, gettext

from game_engine import Scenario
from wargame.exercises import access
from wargame.exercises.editions import scenario_of, seat_name, seat_order, the_seat, told
from wargame.exercises.models import Exercise, Round, Seat
from wargame.play import actions, store
from wargame.play.actions.sitting import PRESENT_FOR
from wargame.play.calendar import calendar_of
from wargame.play.catalogue import heading
from wargame.play.models import Record
from wargame.play.timeline import moments, polyline
from wargame.play.words import Words
from wargame.refusals import Refused

Status = Record.Status


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
        """What a button carries that does something with the round as it stands now."""
        return f"{self.status}.{self.turn}"

    @property
    def people(self) -> int:
        """How many people sit here."""
        return sum(mark.state in ("ready", "here", "away") for mark in self.marks)


def not_your_seat(session: access.Session, seat: Seat | None) -> Refused:
    """Why this session may not act for the seat: the same for a seat that it never had and one that is not there."""
    return Refused("not_found", _why_not_yours(session, seat), status=HTTPStatus.NOT_FOUND)


def _why_not_yours(session: access.Session, seat: Seat | None) -> str:
    if seat is not None and access.was_put_out(session, seat):
        if seat.joined_at is not None:
            return gettext("Your facilitator has given this seat to somebody else, by a new link.")
        return gettext(
            "Your facilitator has put you out of this seat: only its new link opens it. Ask for that."
        )
    if seat is not None and access.has_left(session, seat):
        return gettext("This seat was left in this browser. Its own link opens it again.")
    return gettext(
        "This seat is not yours in this browser: it was taken in another one, or the cookie that "
        "remembered it has run out or was deleted. Open its own link again, or join with the code."
    )


def has_begun(one: Round) -> bool:
    """Whether there is a table to sit at."""
    return Record.objects.filter(round=one).exclude(status=Status.WAITING).exists()


def welcome_back(seat: Seat) -> None:
    """A person has come to this seat's page: whatever bot sat in gives the seat back."""
    actions.take_up(seat, meant=True)


def own_round(user: AbstractBaseUser | AnonymousUser, round_id: str) -> Round:
    """The round, if this facilitator leads it. Raises Http404 otherwise."""
    found = Round.objects.select_related("exercise", "record").filter(pk=round_id).first()
    if found is None or not user.is_authenticated or found.exercise.owner_id != user.pk:
        raise Http404
    return found


def marks(one: Round, scenario: Scenario, *, players: dict[str, Any] | None = None) -> tuple[Mark, ...]:
    """Every seat of a round, in the order of the roles."""
    seats = sorted(one.seats.all(), key=lambda seat: seat_order(scenario, seat.seat))
    known = letters(scenario)
    return tuple(_mark(seat, scenario, (players or {}).get(seat.seat, {}), known) for seat in seats)


def marks_for_players(one: Round, scenario: Scenario) -> tuple[Mark, ...]:
    """The same for the people at the table, to whom hidden bots look like people who are here."""
    found = marks(one, scenario)
    if not one.exercise.hide_bots:
        return found
    bots = {seat.seat for seat in one.seats.all() if seat.played_by == Seat.Holder.BOT}
    return tuple(
        replace(mark, state="here", word=gettext("here")) if mark.seat in bots else mark for mark in found
    )


def letters(scenario: Scenario) -> dict[str, str]:
    """A mark for each seat, none twice: an officer's number, or the first letter of the name that is still free."""
    found: dict[str, str] = {}
    for seat in scenario.seats(scenario.officers.most):
        if seat.startswith("officer-"):
            found[seat] = seat.removeprefix("officer-")
            continue
        name = heading(told(scenario.role_rule(scenario.role_of(seat)).name)).upper()
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
        return "bot", _bot_word(seat)
    if seat.joined_at is None:
        return "empty", gettext("nobody yet")
    if ready:
        return "ready", gettext("ready")
    seen = seat.last_seen_at
    if seen is not None and timezone.now() - seen < PRESENT_FOR:
        return "here", gettext("here")
    return "away", gettext("away")


def _bot_word(seat: Seat) -> str:
    if seat.holder == Seat.Holder.BOT:
        return gettext("bot")
    return gettext("a bot for one who has gone") if seat.joined_at else gettext("a bot until somebody comes")


def rows(exercise: Exercise) -> tuple[Row, ...]:
    """The rounds of an exercise: those that need the facilitator first, then by number."""
    scenario = scenario_of(exercise)
    rounds = (
        exercise.rounds.select_related("record")
        .defer("record__state")
        .prefetch_related("seats")
        .order_by("number")
    )
    found = [row(one, scenario) for one in rounds]
    return tuple(sorted(found, key=lambda one: (one.status == Status.OVER, not one.needs, one.round.number)))


def row(one: Round, scenario: Scenario) -> Row:
    """How one round stands."""
    record = getattr(one, "record", None)
    if record is None or record.status == Status.WAITING:
        seats = marks(one, scenario)
        return Row(one, Status.WAITING.value, marks=seats)
    state = store.state_of(one.pk, record.version)
    seats = marks(one, scenario, players=json.loads(record.players))
    return Row(
        round=one,
        status=record.status,
        turn=record.turn,
        when=calendar_of(state).name(record.turn),
        deadline=record.deadline,
        remaining="{:02}:{:02}".format(*divmod(round(record.remaining or 0), 60)) if record.remaining else "",
        marks=seats,
        credibility=round(state.board.credibility * 10, 1),
        line=polyline(tuple(one.values["credibility"] / 10 for one in moments(record))),
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
    needs = [f"{one.name}: {one.word}" for one in seats if one.state in ("away", "empty")]
    if record.status == Status.PAUSED:
        needs.append(gettext("paused"))
    return tuple(needs)


END_KINDS = {
    "exile": "agreed",
    "pact": "agreed",
    "breach": "broken",
    "coup": "force",
    "removal_collapses": "force",
    "removal_persists": "force",
}


def end_kind(record: Record) -> str:
    """What sort of end it was, for its colour: `agreed`, `broken`, `force`, or none of them."""
    return END_KINDS.get(record.end, "none")


def end_text(record: Record, words: Words) -> str:
    """How a round ended, in sentences."""
    if not record.end:
        return gettext("The facilitator ended it as it stood, without a result.")
    return words.end(record.end, stopped=store.state_of(record.round_id, record.version).stopped)


@dataclass(frozen=True)
class UnderWay:
    """A round that this visitor sits in and that is not over. when: empty while it waits to begin."""

    seat: Seat
    role: str
    name: str
    title: str
    when: str


def under_way(session: access.Session, *, practice: bool | None = None) -> list[UnderWay]:
    """Where the visitor of this session sits, the newest first; with `practice`, only such rounds or only others."""
    held = access.held(session)
    if not held:
        return []
    seats = (
        Seat.objects.filter(pk__in=held)
        .exclude(round__record__status=Status.OVER)
        .exclude(round__record__isnull=True, round__exercise__ended_at__isnull=False)
        .select_related("round__exercise", "round__record")
        .order_by("-round__exercise__created_at")
    )
    if practice is not None:
        seats = seats.filter(round__exercise__practice=practice)
    return [_place(seat) for seat in seats if access.holds(session, seat)]


def _place(seat: Seat) -> UnderWay:
    exercise, record = seat.round.exercise, getattr(seat.round, "record", None)
    scenario = scenario_of(exercise)
    title = told(scenario.title) if exercise.practice else exercise.title
    begun = record is not None and record.status != Status.WAITING
    when = calendar_of(store.state_of(seat.round_id, record.version)).name(record.turn) if begun else ""
    return UnderWay(seat, scenario.role_of(seat.seat), seat_name(scenario, seat.seat), title, when)


def ending(scenario: Scenario, record: Record) -> str:
    """How a round ended, in a word or two."""
    if record.status != Status.OVER:
        return ""
    rule = scenario.ends.get(record.end)  # type: ignore[call-overload]
    if rule is None:
        return gettext("ended by the facilitator")
    name = Words(scenario, get_language() or "en").text(rule.name)
    stopped = store.state_of(record.round_id, record.version).stopped
    return gettext("%(end)s (scored as it stood)") % {"end": name} if stopped else name

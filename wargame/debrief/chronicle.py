"""The log in sentences: what can be filtered, and how each entry reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from game_engine import EVERYONE, Orders, decode_move, entries_of, load_event, to_plain
from wargame.play.actions.making import BOT, RETURN
from wargame.record import envelopes, tokens
from wargame.record.models import LogEntry
from wargame.record.texts import with_texts
from wargame.speech import Words

FACILITATOR, WORLD = "facilitator", "world"

GROUPS = {
    "talk": gettext_lazy("Talk"),
    "deals": gettext_lazy("Offers and threats"),
    "orders": gettext_lazy("Orders"),
    "ready": gettext_lazy("Ready"),
    "words": gettext_lazy("Words kept and broken"),
    "control": gettext_lazy("Facilitator and seats"),
    "world": gettext_lazy("The world"),
}
CONTROL = (
    "started",
    "paused",
    "resumed",
    "extended",
    "given_time",
    "ended",
    "scored",
    "joined",
    "substituted",
    "given_back",
    "put_out",
    "erased",
)
# Groups of entries that are not events. The catalogue says where events belong.
OURS = {"orders": ("close",), "control": (*CONTROL, *envelopes.SILENT), "talk": envelopes.TALK}
# Groups of the facilitator's entries.
FACILITATORS = (*CONTROL, *envelopes.OF_FACILITATOR)
KINDS = {
    "say": gettext_lazy("Talk"),
    "offer": gettext_lazy("Offer"),
    "cosign": gettext_lazy("Co-signature"),
    "answer": gettext_lazy("Answer"),
    "withdraw": gettext_lazy("Withdrawal"),
    "threat": gettext_lazy("Threat"),
    "orders": gettext_lazy("Sealed orders"),
    "ready": gettext_lazy("Ready"),
    "started": gettext_lazy("Begun"),
    "close": gettext_lazy("Turn closed"),
    "paused": gettext_lazy("Paused"),
    "resumed": gettext_lazy("Resumed"),
    "extended": gettext_lazy("Extended"),
    "given_time": gettext_lazy("Time given back"),
    "ended": gettext_lazy("Ended"),
    "scored": gettext_lazy("Ended"),
    "joined": gettext_lazy("Joined"),
    "substituted": gettext_lazy("Bot seated"),
    "given_back": gettext_lazy("Seat given back"),
    "put_out": gettext_lazy("Put out"),
    "erased": gettext_lazy("Erased"),
    "order_revealed": gettext_lazy("Order"),
    "commitment_ended": gettext_lazy("Word given"),
    "credibility_moved": gettext_lazy("Belief"),
    "board_moved": gettext_lazy("Board"),
    "payoff_earned": gettext_lazy("Payoff"),
    "round_opened": gettext_lazy("Round"),
    "round_ended": gettext_lazy("The end"),
    "turn_began": gettext_lazy("Turn"),
    "offer_expired": gettext_lazy("Offer"),
    "incident_happened": gettext_lazy("Incident"),
    "incident_established": gettext_lazy("Incident"),
    "legislature_briefed": gettext_lazy("Legislature"),
    "posture_taken": gettext_lazy("Legislature"),
    "war_powers_expired": gettext_lazy("Legislature"),
    "amnesty_tabled": gettext_lazy("Amnesty"),
    "amnesty_backed": gettext_lazy("Amnesty"),
    "amnesty_judged": gettext_lazy("Amnesty"),
    "exile_offered": gettext_lazy("Exile"),
    "exile_closed": gettext_lazy("Exile"),
    "exile_accepted": gettext_lazy("Exile"),
    "ultimatum_issued": gettext_lazy("Threat"),
    "warning_received": gettext_lazy("Officers"),
    "cells_defected": gettext_lazy("Officers"),
    "regime_fell": gettext_lazy("Officers"),
    "class_resisted": gettext_lazy("Officers"),
    "strike_made": gettext_lazy("Use of force"),
    "transition_began": gettext_lazy("Transition"),
    "conflict_broke": gettext_lazy("Conflict"),
    **{name: kind.title for name, kind in envelopes.KINDS.items()},
}
TRIGGERS = {
    "ready": gettext_lazy("The turn was closed: everybody was ready."),
    "deadline": gettext_lazy("The turn was closed: its time was up."),
    "facilitator": gettext_lazy("The turn was closed by the facilitator."),
}


@dataclass(frozen=True)
class Wanted:
    """A filter of the log; empty strings and None filter nothing."""

    turn: int | None = None
    seat: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True)
class EntryText:
    """An entry as it reads."""

    number: int
    turn: int
    at: datetime
    role: str
    name: str
    kind: str
    sentences: tuple[str, ...]
    secret: bool
    digest: str


def kinds_of(group: str) -> tuple[str, ...]:
    """The kinds of entry that are filed there."""
    return entries_of(group) + OURS.get(group, ())


def entries(round_id: str, wanted: Wanted) -> QuerySet[LogEntry]:
    """The entries that the filter wants, in order. `matching` looks at their words."""
    found = LogEntry.objects.filter(round_id=round_id)
    if wanted.turn is not None:
        found = found.filter(turn=wanted.turn)
    if wanted.seat in (FACILITATOR, WORLD):
        found = found.filter(seat="")
        found = (
            found.filter(kind__in=FACILITATORS)
            if wanted.seat == FACILITATOR
            else found.exclude(kind__in=FACILITATORS)
        )
    elif wanted.seat:
        found = found.filter(seat=wanted.seat)
    if wanted.kind == "world":
        found = found.exclude(
            kind__in=[kind for group in GROUPS if group != "world" for kind in kinds_of(group)]
        )
    elif wanted.kind:
        found = found.filter(kind__in=kinds_of(wanted.kind))
    return found.order_by("number")


def matching(found: QuerySet[LogEntry], words: Words, text: str) -> list[EntryText]:
    """The entries in whose sentences the text occurs, whatever its case."""
    sought = text.casefold()
    read = (text_of(entry, words) for entry in with_texts(found))
    return [item for item in read if sought in " ".join((item.name, item.kind, *item.sentences)).casefold()]


def text_of(entry: LogEntry, words: Words) -> EntryText:
    """An entry in sentences."""
    by = entry.seat or (FACILITATOR if entry.kind in FACILITATORS else WORLD)
    names = {FACILITATOR: gettext("Facilitator"), WORLD: gettext("The rules")}
    body = entry.content
    name = names.get(by) or capfirst(words.seat(by))
    return EntryText(
        number=entry.number,
        turn=entry.turn,
        at=entry.at,
        role=by if by in (FACILITATOR, WORLD) else words.role(by),
        name=_marked(name) if body.get("by") == BOT else name,
        kind=str(KINDS.get(entry.kind) or gettext("Event")),
        sentences=tuple(sentence for sentence in _sentences(entry, body, words) if sentence),
        secret=_secret(entry.kind, body),
        digest=entry.digest,
    )


def _sentences(entry: LogEntry, body: dict[str, Any], words: Words) -> Iterator[str]:
    if entry.kind == "orders":
        yield _order_names(body["move"], entry.seat, words)
    elif entry.kind == "close":
        yield str(TRIGGERS.get(body["trigger"], gettext("The turn was closed.")))
        for seat, orders in sorted(body["orders"].items()):
            name = capfirst(words.seat(seat))
            yield f"{_marked(name) if seat in body.get('bots', ()) else name}: {_order_names(orders, seat, words)}"
    elif entry.kind in envelopes.KINDS:
        yield _enveloped(entry.kind, body, words)
    elif entry.kind in CONTROL:
        yield _control(entry.kind, body)
    else:
        for event in body.get("events") or [body["event"]]:
            yield words.event(load_event(event))
        if body.get("by") == RETURN:
            yield gettext("The rules took Ready back, for a bot had sat here.")


def _enveloped(kind: str, body: dict[str, Any], words: Words) -> str:
    said = envelopes.KINDS[kind].sentence(body)
    if not envelopes.KINDS[kind].talk:
        return said
    title = f"{body['title']}. " if "title" in body else ""
    return words.addressed(() if tuple(body["audience"]) == EVERYONE else body["audience"], title + said)


def _marked(name: str) -> str:
    return gettext("%(who)s (bot)") % {"who": name}


def _order_names(sealed: dict[str, Any], seat: str, words: Words) -> str:
    orders = decode_move({"kind": "orders", **sealed})
    assert isinstance(orders, Orders)
    given = [order for order in (orders.main, orders.minor) if order is not None]
    named = [words.order(words.role(seat), order) for order in given]
    return capfirst("; ".join(named)) + "." if named else gettext("No orders.")


def _control(kind: str, body: dict[str, Any]) -> str:
    match kind:
        case "started":
            return gettext("The round began.")
        case "paused":
            return gettext("The clock was stopped.")
        case "resumed":
            return gettext("The clock went on.")
        case "extended":
            return gettext("The turn was given %(seconds)d seconds more.") % {"seconds": body["seconds"]}
        case "given_time":
            return gettext("The server was away; the clock was given %(seconds)d seconds back.") % {
                "seconds": round(body["seconds"])
            }
        case "ended":
            return gettext("The round was ended as it stood, without a result.")
        case "scored":
            return gettext("The round was ended, and scored as it stood.")
        case "joined":
            return gettext("A person took the seat.")
        case "substituted":
            return gettext("A bot sat in.")
        case "erased":
            numbers = ", ".join(map(str, body["entries"]))
            return gettext("What was written in entry %(numbers)s was erased.") % {"numbers": numbers}
        case "given_back":
            return gettext("The person moves again.")
        case _:
            return gettext("Whoever sat here was put out; the seat's link is new.")


def _secret(kind: str, body: dict[str, Any]) -> bool:
    """Whether the round's players did not all know it at once."""
    if kind in ("orders", "close"):
        return True
    if kind in envelopes.KINDS:
        return tuple(body["audience"]) != EVERYONE
    events = body.get("events") or ([body["event"]] if "event" in body else [])
    return any(tuple(event["audience"]) != ("everyone",) for event in events)


def plain(entry: LogEntry, exercise_id: str, salts: Mapping[str, str]) -> dict[str, Any]:
    """An entry as data for analysis: every row names its round, and has everything that its digest covers.

    salts: those of the round's texts, by their digests.
    """
    return {
        "exercise": exercise_id,
        "round": entry.round_id,
        "number": entry.number,
        "branch": entry.branch,
        "turn": entry.turn,
        "time": to_plain(entry.at),
        "source": entry.source,
        "author": entry.author,
        "seat": entry.seat,
        "kind": entry.kind,
        "body": entry.content,
        "texts": [
            {"digest": token, "salt": salts[token]} for token in tokens.found(entry.body) if token in salts
        ],
        "command": str(entry.command) if entry.command is not None else None,
        "seq": entry.seq,
        "digest": entry.digest,
    }

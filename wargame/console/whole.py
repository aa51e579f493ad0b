"""One whole round, for its facilitator: the board with what no player sees, and everything said, offered and sealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, gettext_lazy

from game_engine import (
    EVERYONE,
    FACILITATOR,
    Commitment,
    OfferView,
    Orders,
    RoundState,
    Track,
    TrackKind,
    View,
    derived_tracks,
    view_for,
)
from wargame.console import rows
from wargame.exercises.editions import scenario_of, text_in
from wargame.exercises.models import Round
from wargame.play import endings, glance
from wargame.play.timeline import share
from wargame.record import envelopes, store
from wargame.record.models import LogEntry, Record
from wargame.record.texts import with_texts
from wargame.speech import Words
from wargame.speech.calendar import Calendar, calendar_of

MOST_TALK = 200
STATUSES = {
    "open": gettext_lazy("open"),
    "closed": gettext_lazy("answered"),
    "withdrawn": gettext_lazy("withdrawn"),
    "expired": gettext_lazy("expired"),
}
QUESTIONS = {
    "honour": gettext_lazy("The amnesty would be honoured"),
    "safety": gettext_lazy("Exile would be safe"),
}
ANSWERS = {
    "accepted": gettext_lazy("accepted"),
    "rejected": gettext_lazy("rejected"),
    "countered": gettext_lazy("countered"),
}


@dataclass(frozen=True)
class Saying:
    """A message."""

    role: str
    name: str
    at: datetime
    when: str
    text: str
    to: str
    title: str = ""


def whole(round_: Round) -> dict[str, Any]:
    """Everything that the round's page shows."""
    scenario = scenario_of(round_.exercise)
    words = Words(scenario, get_language() or "en")
    row = rows.row(round_, scenario)
    context: dict[str, Any] = {
        "round": round_,
        "exercise": round_.exercise,
        "row": row,
        "scenario": text_in(scenario.title),
    }
    record = getattr(round_, "record", None)
    if record is None or record.status == Record.Status.WAITING:
        return context
    state = store.state_of(round_.pk, record.version)
    view = view_for(state, FACILITATOR)
    return context | {
        "tracks": [_track(track, words) for track in view.tracks],
        "hidden": _hidden(view, state, words),
        "seats": [_seat(mark, state, words) for mark in row.marks],
        "offers": [_offer(line, words) for line in reversed(view.offers)],
        "ledger": [_promise(promise, words) for promise in reversed(view.ledger)],
        "talk": talk(round_.pk, words, calendar_of(state)),
        "posture": view.posture,
        "end_text": endings.end_text(record, words),
    }


def talk(round_id: str, words: Words, calendar: Calendar) -> list[Saying]:
    """The latest messages of every channel, in order."""
    entries = LogEntry.objects.filter(round_id=round_id, kind__in=("say", *envelopes.TALK))
    entries = entries.order_by("-number")[:MOST_TALK]
    return [_saying(entry, words, calendar) for entry in with_texts(reversed(entries))]


def _saying(entry: LogEntry, words: Words, calendar: Calendar) -> Saying:
    if entry.kind in envelopes.TALK:
        return _enveloped(entry, words, calendar)
    move = entry.content["move"]
    to = "" if move.get("public") else ", ".join(words.seat(seat) for seat in move.get("to", ()))
    return Saying(
        role=words.role(entry.seat),
        name=capfirst(words.seat(entry.seat)),
        at=entry.at,
        when=calendar.name(entry.turn),
        text=move["text"] or words.erased(),
        to=to,
    )


def _enveloped(entry: LogEntry, words: Words, calendar: Calendar) -> Saying:
    body = entry.content
    heard = () if tuple(body["audience"]) == EVERYONE else body["audience"]
    spoken = envelopes.worded({"kind": entry.kind, **body})
    return Saying(
        role=entry.source,
        name=spoken["who"],
        at=entry.at,
        when=calendar.name(entry.turn),
        text=spoken["text"] or words.erased(),
        to=", ".join(words.seat(seat) for seat in heard),
        title=body.get("title", ""),
    )


def _track(track: Track, words: Words) -> dict[str, Any]:
    change = round(track.shown - track.before, 1)
    now, before = (share(track.name, value) * 100 for value in (track.shown, track.before))
    return {
        "name": words.track(track.name),
        "shown": track.shown,
        "change": change,
        "fall": -change,
        "why": words.causes(track),
        "fill": round(now, 1),
        "was_from": round(min(now, before), 1),
        "was_width": round(abs(now - before), 1),
    }


def _derived(track: TrackKind, view: View, words: Words) -> tuple[str, int]:
    """What a track that is worked out is called here, and how it stands, in per cent."""
    share: float = getattr(view.estimates, track.derived or "")
    return str(QUESTIONS.get(track.name) or words.track(track.name)), round(share * 100)


def _hidden(view: View, state: RoundState, words: Words) -> dict[str, Any]:
    assert view.hidden is not None
    return {
        "strength": round(view.hidden.strength * 10, 1),
        "tipping": round(view.hidden.tipping * 10, 1),
        "hazard": round(view.estimates.hazard * 100),
        "hazard_why": _hazard_why(state),
        "derived": [_derived(track, view, words) for track in derived_tracks()],
    }


def _hazard_why(state: RoundState) -> str:
    """The two chances whose product is the hazard; nothing if the hazard is not a product."""
    hazard, succeeds = state.readings.hazard, state.readings.success
    if not hazard or not succeeds:
        return ""
    chances = {"ordered": round(hazard / succeeds * 100), "succeeds": round(succeeds * 100)}
    return gettext("%(ordered)d %% that it is ordered × %(succeeds)d %% that it succeeds") % chances


def _seat(mark: glance.Mark, state: RoundState, words: Words) -> dict[str, Any]:
    own = next(seat for seat in state.seats if seat.seat == mark.seat)
    orders = _orders(own.orders, state.scenario.role_of(mark.seat), words)
    return {
        "mark": mark,
        "secrets": words.secrets(own.private),
        "orders": orders,
        "payoff": state.payoffs.get(mark.seat),
    }


def _orders(orders: Orders | None, role: str, words: Words) -> list[str]:
    given = (
        [order for order in (orders.main, orders.minor) if order is not None] if orders is not None else []
    )
    return [words.order(role, order) for order in given]


def _offer(line: OfferView, words: Words) -> dict[str, Any]:
    title, text = words.offer(line.offer)
    offer = line.offer
    answers = [f"{words.seat(seat)}: {ANSWERS[answer]}" for seat, answer in offer.answers.items()]
    return {
        "offer": offer,
        "role": words.role(offer.issuer),
        "title": title,
        "text": text,
        "answers": answers,
        "status": str(STATUSES[offer.status]),
    }


def _promise(promise: Commitment, words: Words) -> dict[str, Any]:
    ending = promise.ending
    return {
        "role": words.role(promise.issuer),
        "text": words.commitment(promise),
        "ending": (ending or "open").replace("_", "-"),
        "word": words.ending(ending) if ending else "",
        "due": promise.due,
        "public": promise.public,
    }

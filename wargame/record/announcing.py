"""From events to what each seat hears: the bodies of the log and of the numbered frames, without texts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Raw

from game_engine import (
    BOTS,
    EVERYONE,
    RULES,
    Event,
    RoundState,
    Step,
    events_for,
    offer_view,
    to_plain,
    view_for,
)
from wargame.record.board import board_of
from wargame.record.envelopes import Envelope
from wargame.record.in_hand import LogLine, RoundInHand

encode = msgspec.json.Encoder().encode


# Stands for no offer: a Raw cannot be optional.
NONE = Raw()


class EventBody(msgspec.Struct, omit_defaults=True):
    """A numbered event as it is stored: the fact, the offer as this seat sees it, the commitments that it made."""

    event: Raw
    offer: Raw = NONE
    commitments: list[Raw] = []


class TurnBody(msgspec.Struct):
    """The end of a turn as it is stored: what this seat may know of it, and its view of the new turn."""

    report: list[Raw]
    view: Raw


def kind_of(event: Event) -> str:
    """An event's tag."""
    return str(event.__struct_config__.tag)


def is_order_of(event: Any, seats: Collection[str]) -> bool:
    """Whether this reveals an order that one of these seats had sealed."""
    return kind_of(event) == "order_revealed" and event.seat in seats


def neutral(event: Event, *, by_bot: bool = False) -> Raw:
    """The fact, and whether a bot did it, without the audience: no player may see that."""
    plain = to_plain(event)
    plain.pop("audience", None)
    return Raw(encode(plain | {"bot": True} if by_bot else plain))


def announce_events(in_hand: RoundInHand, events: Iterable[Event], *, bot: str = "") -> None:
    """Number these events of the present turn for every seat that may know them; `bot`: whose bot did it, if one."""
    seats = listening_seats(in_hand.state)
    for event in events:
        _announce_event(in_hand, event, seats, bot)


def announce_turn(in_hand: RoundInHand, step: Step, *, bots: Collection[str] = ()) -> None:
    """Number for every seat the end of the turn and its view of the next. Call it before `in_hand` takes the new turn.

    The public board is written with it. bots: the seats whose orders bots have sealed.
    """
    plain = {id(event): neutral(event) for event in step.events}
    marked = {
        id(event): (event.seat, neutral(event, by_bot=True))
        for event in step.events
        if is_order_of(event, bots)
    }
    for seat in listening_seats(step.state):
        facts = plain | {key: fact for key, (bot, fact) in marked.items() if _knows_bot(in_hand, bot, seat)}
        report = [facts[id(event)] for event in events_for(step.events, seat)]
        body = TurnBody(report=report, view=Raw(encode(view_for(step.state, seat))))
        in_hand.add_frame(seat, "turn", encode(body).decode())
    in_hand.show(encode(board_of(step.state)).decode())


def announce_envelope(in_hand: RoundInHand, envelope: Envelope) -> None:
    """Put an envelope into the log, and number it for the seats of its audience; what was written is put aside."""
    words = {name: in_hand.put_aside(text) for name, text in envelope.words.items()}
    facts = log_body(audience=envelope.audience, **envelope.body, **words)
    in_hand.log(LogLine(envelope.kind, facts, envelope.seat, source=envelope.source, author=envelope.author))
    if not envelope.audience:
        return
    body = encode(EventBody(event=Raw(encode(envelope.seen(words))))).decode()
    for seat in listening_seats(in_hand.state):
        if envelope.audience == EVERYONE or seat in envelope.audience:
            in_hand.add_frame(seat, envelope.kind, body)


def listening_seats(state: RoundState) -> list[str]:
    """The seats that get frames: all but those that the standing policy plays."""
    return [seat.seat for seat in state.seats if not seat.standing]


def log_body(**parts: Any) -> str:
    """A body for the log."""
    return encode(parts).decode()


def versions() -> dict[str, int]:
    """The numbers of the rules and the bots that are in force, as the log names them."""
    return {"rules": RULES, "bots": BOTS}


def sealed(state: RoundState) -> Mapping[str, Any]:
    """The orders that are sealed now, by seat."""
    return {seat.seat: seat.orders for seat in state.seats if seat.orders is not None}


def _knows_bot(in_hand: RoundInHand, bot: str, seat: str) -> bool:
    """Whether this seat may know that a bot moves for that one. Of its own it always may."""
    return seat == bot or not in_hand.facts.hides_bots


def _announce_event(in_hand: RoundInHand, event: Event, seats: Sequence[str], bot: str) -> None:
    kind = kind_of(event)
    offer = getattr(event, "offer", None)
    facts = {False: neutral(event)} | ({True: neutral(event, by_bot=True)} if bot else {})
    body = EventBody(event=facts[False], commitments=_commitments(event))
    same = encode(body).decode() if offer is None and not bot else ""
    heard = seats if event.audience == EVERYONE else [seat for seat in seats if seat in event.audience]
    for seat in heard:
        if not same:
            body.event = facts[bool(bot) and _knows_bot(in_hand, bot, seat)]
            body.offer = Raw(encode(offer_view(in_hand.state, offer, seat))) if offer is not None else NONE
        in_hand.add_frame(seat, kind, same or encode(body).decode())


def _commitments(event: Event) -> list[Raw]:
    made = [*getattr(event, "commitments", ())]
    commitment = getattr(event, "commitment", None)
    return [Raw(encode(line)) for line in ([*made, commitment] if commitment is not None else made)]

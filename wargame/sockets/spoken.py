"""What the numbered frames and the snapshot hold once they are put into words, a type each.

Nothing is built from these types: the frames are made of facts as they are stored (wording). The browser's types are
made from them, and a test reads every kind of frame strictly by them.
"""

from functools import reduce
from operator import or_
from typing import Any, get_args

import msgspec

from game_engine import Commitment, Event, OfferView, Track, View
from wargame.record import envelopes
from wargame.sockets import wire


class OfferInWords(OfferView, frozen=True, kw_only=True):
    """An offer as its reader sees it. title: from whom to whom; text: its sentence."""

    title: str
    text: str


class CommitmentInWords(Commitment, frozen=True, kw_only=True):
    """A promise or threat of the ledger, with its sentence."""

    text: str


class TrackInWords(Track, frozen=True, kw_only=True):
    """A public track with its name, and why it moved."""

    name_text: str
    why: str


class LeftOut(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a view leaves out for want of room: where the rest is asked for, None where nothing is left out."""

    offers: str | None = None
    ledger: str | None = None


class ViewInWords(View, frozen=True, kw_only=True):
    """The round as this reader may know it, with its sentences."""

    tracks: tuple[TrackInWords, ...]
    offers: tuple[OfferInWords, ...] = ()
    ledger: tuple[CommitmentInWords, ...] = ()
    older: LeftOut = LeftOut()
    end_text: str = ""


def _in_words(fact: type) -> type[msgspec.Struct]:
    """An event as a player reads it: without its audience, with a sentence, and whether a bot did it.

    What somebody wrote is its own sentence. erased: it has been, and the sentence says so in its place.
    """
    fields = msgspec.structs.fields(fact)
    erased = [("erased", bool, False)] if any(field.name == "text" for field in fields) else []
    own = [
        (field.name, field.type, _default(field)) if not field.required else (field.name, field.type)
        for field in fields
        if field.name not in ("audience", "text")
    ]
    return msgspec.defstruct(
        f"{fact.__name__}InWords",
        [*own, ("text", str), ("bot", bool, False), *erased],
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
        tag_field="kind",
        tag=fact.__struct_config__.tag,  # type: ignore[attr-defined]
    )


def _default(field: msgspec.structs.FieldInfo) -> Any:
    made = field.default_factory
    return field.default if made is msgspec.NODEFAULT else msgspec.field(default_factory=made)


def _beside(kind: str) -> type[msgspec.Struct]:
    """What is not the engine's, as a player reads it: whose it is, and for whom besides."""
    return msgspec.defstruct(
        f"{kind.title().replace('_', '')}InWords",
        [
            *((name, str) for name in ("source", "who", "text")),
            *((name, str, "") for name in ("whom", "title")),
            ("talk", bool),
            *((name, bool, False) for name in ("public", "erased", "bot")),
            ("to", tuple[str, ...], ()),
        ],
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
        tag_field="kind",
        tag=kind,
    )


EVENTS = (*map(_in_words, get_args(Event)), *map(_beside, envelopes.TALK))
EventInWords = reduce(or_, EVENTS)


class EventFrame(wire.Out, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="event"):
    """Something that happened within a turn; the offer and the lines of the ledger as they then stand."""

    seq: int
    turn: int
    at: str
    event: EventInWords
    offer: OfferInWords | None = None
    commitments: tuple[CommitmentInWords, ...] = ()


class TurnFrame(wire.Out, frozen=True, forbid_unknown_fields=True, tag="turn"):
    """The end of a turn, and the view of the next."""

    seq: int
    turn: int
    at: str
    report: tuple[EventInWords, ...]
    view: ViewInWords


class Stood(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where each public track stood (as shown) at the beginning of a turn."""

    turn: int
    shown: dict[str, float]


class Snapshot(wire.Out, frozen=True, forbid_unknown_fields=True, tag="snapshot"):
    """The whole picture. view: None before the round begins; history: in the page alone, not on the socket."""

    seq: int
    view: ViewInWords | None
    talk: tuple[EventFrame, ...]
    older: str | None
    report: TurnFrame | None
    clock: wire.Clock
    presence: wire.Presence
    history: tuple[Stood, ...] | None = None


class Earlier(wire.Out, frozen=True, forbid_unknown_fields=True, tag="earlier"):
    """What was left out before. lines: event frames, offers or lines of the ledger, as `of` says."""

    of: str
    lines: tuple[Any, ...]
    before: str | None


ServerFrame = (
    wire.Welcome
    | Snapshot
    | EventFrame
    | TurnFrame
    | Earlier
    | wire.Clock
    | wire.Presence
    | wire.Trouble
    | wire.Relieved
    | wire.Ack
    | wire.Nack
    | wire.Pong
)

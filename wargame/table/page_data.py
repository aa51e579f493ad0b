"""What stands as JSON in the table's page, a type each: the browser's types are made from these."""

from typing import Literal

import msgspec

from wargame.sockets import wire


class Urls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Addresses that the page needs."""

    socket: str
    line: str
    log: str
    again: str
    join: str


class PageData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose page it is. seat: its id in the round; id: the seat's own key; relieved: what bots did in its absence."""

    seat: str
    id: str
    urls: Urls
    relieved: wire.Relieved | None


class SeatWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A seat's heading, its name within a sentence, and whose colours it has."""

    name: str
    the: str
    role: str


class OrderWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An order: its infinitive, and what it does."""

    name: str
    hint: str


class UndertakingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An undertaking: its name, after "we will", after "unless it"; how it is kept; the fields it has."""

    name: str
    will: str
    does: str
    how: str
    fields: list[str]


class HostWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A country of exile, and the roles that can offer it."""

    name: str
    offered_by: list[str]


class EndWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An end of the round and what it means."""

    name: str
    text: str


class Lesson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A hint of the tutorial: in which turn, at which panel."""

    id: str
    turn: int
    panel: str
    text: str


class TrackRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public track: whose colour it has, where it ends, how it is drawn; derived: the estimate that it shows."""

    owner: str | None
    ends: tuple[float, float]
    scale: float
    drawn: str
    derived: str | None


class EventRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event: does it stand in the stream of talk, is it read out, and which part of the report tells it."""

    talk: bool
    aloud: bool
    part: Literal["words", "moves", "world"] | None


class Records(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page has to know of tracks, in the order of the board, and of events."""

    tracks: dict[str, TrackRecord]
    events: dict[str, EventRecord]


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts and figures of the scenario, in the reader's language. round: the exercise's title, if it has one."""

    title: str
    starts: str
    turn_days: int
    turns: int
    signal_noise: float
    seats: dict[str, SeatWords]
    orders: dict[str, OrderWords]
    undertakings: dict[str, UndertakingWords]
    hosts: dict[str, HostWords]
    tracks: dict[str, str]
    ends: dict[str, EndWords]
    postures: dict[str, str]
    endings: dict[str, str]
    costs: dict[str, str]
    unavailable: dict[str, str]
    lessons: list[Lesson]
    records: Records
    round: str = ""

"""What the sockets and pages read of a round."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import msgspec
from django.utils import timezone

from game_engine import RoundState, talk_kinds
from wargame.exercises.models import Seat
from wargame.record import envelopes, store
from wargame.record.in_hand import Facts, Frame
from wargame.record.models import Record, SeatEvent, texts_in
from wargame.record.tokens import restored

# A client that missed more gets a snapshot instead.
MOST_MISSED = 200
MOST_TALK = 200
# Bytes of bodies: the most that is read for one frame, or sent at one greeting.
TALK_ROOM = 65_536
MISSED_ROOM = 131_072
# A seat that has not been seen for so long is away.
PRESENT_FOR = timedelta(seconds=30)

CHUNK = 20

_decode = msgspec.json.Decoder().decode
_FRAME = ("number", "turn", "at", "kind", "body")


@dataclass(frozen=True)
class Presence:
    """One seat: whether somebody is there, when they were last seen, who moves for it, and whether it is ready."""

    present: bool
    since: datetime | None
    kind: str
    ready: bool


@dataclass(frozen=True)
class Pulse:
    """Where a round stands, and who is there: all that is not numbered.

    relieved: the seats in which a bot sat that has gone again, or that sat there at the end.
    """

    round: str
    number: int
    status: str
    deadline: datetime | None
    heads: dict[str, int]
    seats: dict[str, Presence]
    generations: dict[str, int]
    hides_bots: bool = False
    relieved: frozenset[str] = frozenset()

    @property
    def clock(self) -> tuple[str, datetime | None]:
        """The part of the clock whose changes are announced."""
        return self.status, self.deadline

    @property
    def who(self) -> dict[str, tuple[bool, str, bool]]:
        """The part of the seats whose changes are announced."""
        return _who(self.seats)

    def kind_of(self, seat: str) -> str:
        """Who moves for the seat, hidden or not; empty for an unknown seat."""
        return self.seats[seat].kind if seat in self.seats else ""

    def who_for(self, seat: str) -> dict[str, tuple[bool, str, bool]]:
        """The same, as a player at that seat sees it."""
        return _who(self.seen_by(seat))

    def seen_by(self, seat: str) -> dict[str, Presence]:
        """Presence, for a player at that seat. Hidden bots look like people who are present."""
        if not self.hides_bots:
            return self.seats
        return {
            name: presence if name == seat else _disguised(presence) for name, presence in self.seats.items()
        }


@dataclass(frozen=True)
class Table:
    """A seat's whole picture at number `seq`. state: None while the round waits to begin.

    more_talk: whether there is talk before that of `talk`.
    """

    seq: int
    facts: Facts
    state: RoundState | None
    talk: list[Frame]
    report: Frame | None
    pulse: Pulse
    more_talk: bool = False


def table(seat: Seat) -> Table:
    """The seat's picture, now."""
    pulse = pulses([seat.round_id])[seat.round_id]
    known = store.facts(seat.round_id)
    record = Record.objects.filter(pk=seat.round_id).exclude(status=Record.Status.WAITING)
    row = record.values("version", "heads").first()
    if row is None:
        return Table(0, known, None, [], None, pulse)
    state = store.state_of(seat.round_id, row["version"])
    seq = _decode(row["heads"]).get(seat.seat, 0)
    events = _seat_events(seat, upto=seq)
    talk, more = talk_before(seat, seq + 1)
    report = events.filter(kind="turn").order_by("-number").values_list(*_FRAME).first()
    return Table(seq, known, state, talk, Frame(*report) if report else None, pulse, more)


def talk_before(seat: Seat, number: int) -> tuple[list[Frame], bool]:
    """The latest talk before that number, in order, and whether there is more before it."""
    rows = (
        _seat_events(seat, upto=number - 1)
        .filter(kind__in=(*talk_kinds(), *envelopes.TALK))
        .order_by("-number")
        .values_list(*_FRAME)
    )
    frames = _few_at_once(seat.round_id, rows[: MOST_TALK + 1])
    return _roomy(frames, most=MOST_TALK, room=TALK_ROOM)


def _few_at_once(round_id: str, rows: Any) -> Iterator[Frame]:
    """Frames with their texts, with as few texts in memory as possible."""
    unread = rows.iterator(chunk_size=CHUNK)
    while some := [Frame(*row) for row in islice(unread, CHUNK)]:
        yield from _with_texts(round_id, some)


def _with_texts(round_id: str, frames: list[Frame]) -> list[Frame]:
    """Frames with their texts; erased texts are empty."""
    texts = texts_in(round_id, [frame.body for frame in frames])
    return [replace(frame, body=restored(frame.body, texts)) for frame in frames] if texts else frames


def _roomy(frames: Iterable[Frame], *, most: int, room: int) -> tuple[list[Frame], bool]:
    """Frames from the newest back while there is room, in order; whether some were left."""
    talk: list[Frame] = []
    for frame in frames:
        room -= len(frame.body)
        if talk and (room < 0 or len(talk) == most):
            return talk[::-1], True
        talk.append(frame)
    return talk[::-1], False


def state(seat: Seat) -> RoundState | None:
    """The state of the seat's round; None before it has started."""
    record = Record.objects.filter(pk=seat.round_id).exclude(status=Record.Status.WAITING)
    version = record.values_list("version", flat=True).first()
    return None if version is None else store.state_of(seat.round_id, version)


def turn(seat: Seat) -> int | None:
    """The turn that the seat's round is in; None before it has started."""
    return Record.objects.filter(pk=seat.round_id).values_list("turn", flat=True).first()


def head(seat: Seat) -> int:
    """The number of the seat's last frame."""
    heads = Record.objects.filter(pk=seat.round_id).values_list("heads", flat=True).first()
    return int(_decode(heads).get(seat.seat, 0)) if heads else 0


def after(seat: Seat, number: int, *, most: int = MOST_MISSED) -> list[Frame]:
    """The frames after that number, in order, at most `most` of them."""
    missed = _seat_events(seat).filter(number__gt=number).order_by("number")
    return _with_texts(seat.round_id, [Frame(*row) for row in missed.values_list(*_FRAME)[:most]])


def pulses(round_ids: Iterable[str]) -> dict[str, Pulse]:
    """Where these rounds stand, by id. Two statements, however many rounds."""
    ids = list(round_ids)
    seats: dict[str, list[Seat]] = {round_id: [] for round_id in ids}
    for seat in Seat.objects.filter(round_id__in=ids):
        seats[seat.round_id].append(seat)
    records = {record.round_id: record for record in Record.objects.filter(pk__in=ids).defer("state")}
    return {round_id: _pulse(round_id, records.get(round_id), seats[round_id]) for round_id in ids}


def _seat_events(seat: Seat, *, upto: int | None = None) -> Any:
    events = SeatEvent.objects.filter(round_id=seat.round_id, seat=seat.seat)
    return events if upto is None else events.filter(number__lte=upto)


def _pulse(round_id: str, record: Record | None, seats: list[Seat]) -> Pulse:
    players = _decode(record.players) if record is not None else {}
    since = timezone.now() - PRESENT_FOR
    over = record is not None and record.status == Record.Status.OVER
    return Pulse(
        round=round_id,
        number=record.number if record is not None else 0,
        status=record.status if record is not None else Record.Status.WAITING.value,
        deadline=record.deadline if record is not None else None,
        heads=_decode(record.heads) if record is not None else {},
        seats={seat.seat: _present(seat, players.get(seat.seat, {}), since) for seat in seats},
        generations={seat.seat: seat.generation for seat in seats},
        hides_bots=store.facts(round_id).hides_bots,
        relieved=frozenset(
            seat
            for seat, player in players.items()
            if player.get("returned") or (over and player["kind"] == Seat.Holder.BOT)
        ),
    )


def _who(seats: dict[str, Presence]) -> dict[str, tuple[bool, str, bool]]:
    return {seat: (presence.present, presence.kind, presence.ready) for seat, presence in seats.items()}


def _disguised(presence: Presence) -> Presence:
    if presence.kind == Seat.Holder.BOT:
        presence = replace(presence, present=True, kind=Seat.Holder.PERSON.value)
    # Bots have no such time. So nobody who is present shows one.
    return replace(presence, since=None) if presence.present else presence


def _present(seat: Seat, player: dict[str, Any], since: datetime) -> Presence:
    seen, heard = seat.last_seen_at, seat.heard_at
    person = seat.holder == Seat.Holder.PERSON
    return Presence(
        present=not person or (seen is not None and seen > since),
        since=heard if person else None,
        kind=player.get("kind") or seat.played_by,
        ready=bool(player.get("ready")),
    )

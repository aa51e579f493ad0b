"""The only writer of a round's tables: lock a round, read it, and write all that a command changed at once.

The SQL is plain because these four statements are the price of every move; one in which a person wrote something
costs a fifth.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from game_engine import CodecError, RoundState, dump_state, load_state
from wargame.exercises.editions import Unreadable, scenario_of
from wargame.exercises.models import Round
from wargame.record import tokens
from wargame.record.chain import Row, chained
from wargame.record.in_hand import Announcement, Facts, Frame, RoundInHand
from wargame.record.models import Record

logger = logging.getLogger(__name__)

_COLUMNS = (
    "status", "turn", "version", "number", "digest", "heads", "players", "seed", "deadline", "remaining",
    "resolve_due", "bots_due", "began_at", "ended_at", "end", "format", "authors",
)  # fmt: skip
_MOMENTS = ("deadline", "resolve_due", "bots_due", "began_at", "ended_at")
_LOG = "round_id, digest, number, branch, turn, at, source, author, seat, kind, body, command, seq"
_TEXTS = "round_id, digest, number, salt, text"
_TOLD = "round_id, seat, number, turn, at, kind, body"
_BOARD = "round_id, turn, tracks"
_ROWS_AT_ONCE = 80
STATES_KEPT = 256


@contextmanager
def lock(round_id: str, *, announce: Callable[[Announcement], None]) -> Iterator[RoundInHand | None]:
    """Hold a round alone, inside one transaction; None where it has never been started.

    Everything is written at the end, all or nothing; `announce` is called after the commit.
    """
    with transaction.atomic():
        in_hand = _hold(round_id)
        yield in_hand
        if in_hand is not None and (in_hand.lines or in_hand.changed or in_hand.look):
            _write(in_hand)
            transaction.on_commit(lambda: _committed(in_hand, announce))


@contextmanager
def lock_readable(round_id: str, *, announce: Callable[[Announcement], None]) -> Iterator[RoundInHand | None]:
    """As `lock`, for what is done to many rounds unasked: None also where the round's scenario cannot be read."""
    try:
        facts(round_id)
    except Unreadable:
        yield None
        return
    with lock(round_id, announce=announce) as in_hand:
        yield in_hand


def begin(round_id: str, *, seed: int) -> None:
    """Make the round's record if there is none yet. A second call does nothing."""
    Record.objects.bulk_create([Record(round_id=round_id, seed=seed)], ignore_conflicts=True)


def settle(round_id: str, turn: int, trigger: str) -> bool:
    """Mark a turn as resolved; False if it had been. Inside the round's lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO play_resolution (round_id, turn, trigger, at) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            [round_id, turn, trigger, _adapted(timezone.now())],
        )
        return bool(cursor.rowcount)


def asked(round_id: str, turn: int, **due: datetime) -> None:
    """Note when the worker was last asked for something that is due in this turn."""
    Record.objects.filter(round_id=round_id, turn=turn, status=Record.Status.RUNNING).update(**due)


@lru_cache(maxsize=1024)
def facts(round_id: str) -> Facts:
    """What never changes of a round. Raises Round.DoesNotExist, and Unreadable."""
    found = Round.objects.select_related("exercise").get(pk=round_id)
    exercise = found.exercise
    return Facts(
        round_id, exercise.id, found.number, exercise.practice, scenario_of(exercise), exercise.hide_bots
    )


def state_of(round_id: str, version: int) -> RoundState:
    """The state of that version or a later one, from memory where it can be. Raises Unreadable."""
    return _states.get(facts(round_id), version)


class _States:
    """The decoded states that this process saw last, by round, each with its version."""

    def __init__(self) -> None:
        self._states: OrderedDict[str, tuple[int, RoundState]] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, known: Facts, version: int) -> RoundState:
        with self._guard:
            latest = self._states.get(known.round)
        if latest is not None and latest[0] == version:
            return latest[1]
        with connection.cursor() as cursor:
            cursor.execute("SELECT state, version FROM play_record WHERE round_id = %s", [known.round])
            blob, found = cursor.fetchone()
        try:
            state = load_state(bytes(blob), known.scenario)
        except CodecError as unknown:
            logger.warning("the state of round %s cannot be read: %s", known.round, unknown)
            raise Unreadable from unknown
        self.keep(known.round, found, state)
        return state

    def keep(self, round_id: str, version: int, state: RoundState) -> None:
        with self._guard:
            self._states[round_id] = (version, state)
            self._states.move_to_end(round_id)
            if len(self._states) > STATES_KEPT:
                self._states.popitem(last=False)


_states = _States()
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


def _hold(round_id: str) -> RoundInHand | None:
    suffix = " FOR UPDATE" if connection.features.has_select_for_update else ""
    columns = ", ".join(f'"{name}"' for name in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM play_record WHERE round_id = %s{suffix}", [round_id])  # noqa: S608
        row = cursor.fetchone()
    if row is None:
        return None
    found = dict(zip(_COLUMNS, row, strict=True))
    for name in _MOMENTS:
        found[name] = moment(found[name])
    found["heads"] = _decode(found["heads"])
    found["players"] = _decode(found["players"])
    found["authors"] = _decode(found["authors"])
    known = facts(round_id)
    return RoundInHand(facts=known, now=timezone.now(), load=partial(_states.get, known), **found)


def _write(in_hand: RoundInHand) -> None:
    round_id = in_hand.facts.round
    at = _adapted(in_hand.now)
    rows = _log_rows(in_hand)
    _insert("play_logentry", _LOG, [(round_id, digest, *_for_database(row, at)) for digest, row in rows])
    _insert("play_writtentext", _TEXTS, _text_rows(in_hand, [row for _digest, row in rows]))
    _insert(
        "play_seatevent",
        _TOLD,
        [
            (round_id, seat, frame.number, frame.turn, at, frame.kind, frame.body)
            for seat, frames in in_hand.frames.items()
            for frame in frames
        ],
    )
    _insert("play_boardrow", _BOARD, [(round_id, turn, tracks) for turn, tracks in in_hand.boards.items()])
    _update(in_hand)


def _log_rows(in_hand: RoundInHand) -> list[tuple[str, Row]]:
    """The new entries with their digests; the round's number and digest go on to the last of them."""
    rows = []
    for line in in_hand.lines:
        in_hand.number += 1
        row = Row(
            number=in_hand.number,
            branch=line.branch,
            turn=line.turn,
            at=in_hand.now,
            source=line.source,
            author=_author(in_hand, line.author),
            seat=line.seat,
            kind=line.kind,
            body=line.body,
            command=line.command,
            seq=line.seq,
        )
        in_hand.digest = chained(in_hand.digest, row, format=in_hand.format)
        rows.append((in_hand.digest, row))
    return rows


def _author(in_hand: RoundInHand, pseudonym: str) -> str:
    """What the log holds of an author. The first format has none."""
    if not pseudonym or in_hand.format == 1:
        return ""
    return tokens.salted(in_hand.authors.setdefault(pseudonym, tokens.new_salt()), pseudonym)


def _for_database(row: Row, at: Any) -> tuple[Any, ...]:
    """The columns of the row as the database takes them; `at` stands in for the moment."""
    number, branch, turn, _moment, *rest, command, seq = row
    native = command is None or connection.features.has_native_uuid_field
    return (number, branch, turn, at, *rest, command if native else command.hex, seq)


def _text_rows(in_hand: RoundInHand, rows: list[Row]) -> list[tuple[Any, ...]]:
    """The texts, each with the number of the first entry in which its token stands. Every text has one."""
    return [
        (
            in_hand.facts.round,
            text.digest,
            next(row.number for row in rows if token in row.body),
            text.salt,
            text.text,
        )
        for token, text in in_hand.texts.items()
    ]


def _insert(table: str, columns: str, rows: list[Any]) -> None:
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        part = rows[start : start + _ROWS_AT_ONCE]
        placeholders = "(" + ", ".join(["%s"] * len(part[0])) + ")"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {', '.join([placeholders] * len(part))}",  # noqa: S608
                [value for row in part for value in row],
            )


def _update(in_hand: RoundInHand) -> None:
    in_hand.version += 1 if in_hand.moved else 0
    values = {
        "status": in_hand.status,
        "turn": in_hand.turn,
        "version": in_hand.version,
        "number": in_hand.number,
        "digest": in_hand.digest,
        "heads": _encode(in_hand.heads).decode(),
        "players": _encode(in_hand.players).decode(),
        "remaining": in_hand.remaining,
        "end": in_hand.end,
        "format": in_hand.format,
        "authors": _encode(in_hand.authors).decode(),
        **{name: _adapted(getattr(in_hand, name)) for name in _MOMENTS},
    }
    if in_hand.moved:
        values["state"] = dump_state(in_hand.state)
    assignments = ", ".join(f'"{name}" = %s' for name in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE play_record SET {assignments} WHERE round_id = %s",  # noqa: S608
            [*values.values(), in_hand.facts.round],
        )


def _committed(in_hand: RoundInHand, announce: Callable[[Announcement], None]) -> None:
    if in_hand.loaded is not None:
        _states.keep(in_hand.facts.round, in_hand.version, in_hand.loaded)
    announce(Announcement(in_hand.facts.round, in_hand.number, _with_texts(in_hand), in_hand.look))


def _with_texts(in_hand: RoundInHand) -> dict[str, list[Frame]]:
    """The new frames as they are sent: with their texts."""
    if not in_hand.texts:
        return in_hand.frames
    texts = {text.digest: text.text for text in in_hand.texts.values()}
    # What several seats are told is the same body.
    bodies = {frame.body for frames in in_hand.frames.values() for frame in frames}
    told = {body: tokens.restored(body, texts) for body in bodies}
    return {
        seat: [Frame(frame.number, frame.turn, frame.at, frame.kind, told[frame.body]) for frame in frames]
        for seat, frames in in_hand.frames.items()
    }


def moment(value: Any) -> datetime | None:
    """A time as the database gives it, with its zone."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def _adapted(value: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(value)

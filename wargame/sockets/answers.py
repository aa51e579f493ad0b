"""The answers to a socket: greetings, acks and refusals, in the client's language. Runs in a database thread."""

import logging
import re
from dataclasses import dataclass

import msgspec
from django.utils import timezone, translation

from game_engine import IllegalMove, Move, decode_move, view_for
from wargame.exercises.editions import Unreadable
from wargame.exercises.models import Seat
from wargame.play import actions
from wargame.play.actions.moving import Command
from wargame.record import queries, store
from wargame.record.in_hand import Facts
from wargame.sockets import relief, wire
from wargame.sockets.wording import clock, presence, wording
from wargame.speech.refusing import MoveRefused, sentence

# No longer than a number that the database can hold.
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Greeting:
    """What is sent after hello, and the last number that it covers."""

    frames: list[str]
    sent: int
    facts: Facts
    pulse: queries.Pulse


def greeting(seat: Seat, hello: wire.Hello, language: str) -> Greeting:
    """Welcome, then the frames after `since` if they are few and known, otherwise a snapshot."""
    known = store.facts(seat.round_id)
    head = queries.head(seat)
    frames = [_welcome(seat, known, head, language)]
    speak = wording(known.scenario, language)
    since = hello.since
    # What bots did meanwhile comes last, because it refers to the frames before it.
    if type(since) is int and 0 <= since <= head and 0 < head <= since + queries.MOST_MISSED:
        missed = queries.after(seat, since, most=head - since) if since < head else []
        if sum(len(missed_frame.body) for missed_frame in missed) <= queries.MISSED_ROOM:
            frames += [speak.frame(missed_frame) for missed_frame in missed]
            pulse = queries.pulses([seat.round_id])[seat.round_id]
            frames += [_text(clock(pulse.status, pulse.deadline)), _text(presence(pulse.seen_by(seat.seat)))]
            return Greeting(frames + _relief(seat, pulse, language), head, known, pulse)
    table = queries.table(seat)
    frames += [speak.snapshot(table, seat.seat), *_relief(seat, table.pulse, language)]
    return Greeting(frames, table.seq, known, table.pulse)


def earlier(seat: Seat, asked: wire.Older, language: str) -> str:
    """What was left out of this seat's snapshot, or of its view. Raises BadFrame."""
    speak = wording(store.facts(seat.round_id).scenario, language)
    if asked.of == "talk":
        if asked.before is None or not _NUMBER.fullmatch(asked.before):
            raise wire.BadFrame("bad_type", "before")
        talk, more = queries.talk_before(seat, int(asked.before))
        return speak.earlier_talk(talk, more=more)
    state = queries.state(seat)
    if state is None:
        raise wire.BadFrame("not_started")
    return speak.earlier_entries(view_for(state, seat.seat), asked.of, asked.before)


def moved(seat: Seat, frame: wire.MoveFrame, language: str) -> wire.Out:
    """Make the move; the ack, or why not."""
    try:
        command = Command(id=wire.command_id(frame), turn=frame.turn, move=_move(frame))
        return wire.Ack(frame.id, actions.submit_move(seat, command))
    except MoveRefused as refused:
        return _nack(refused.code, language, command=frame.id, detail=refused.detail, turn=refused.turn)
    except IllegalMove as illegal:
        words = wording(store.facts(seat.round_id).scenario, language)
        message = words.refusal(illegal.code, illegal.detail)
        return wire.Nack(frame.id, illegal.code, message, illegal.detail, None)
    except (wire.BadFrame, Unreadable):
        raise
    except Exception:
        logger.exception("a move could not be made")
        return _nack("server_error", language, command=frame.id)


def unreadable(seat: Seat, bad: wire.BadFrame, language: str) -> wire.Out:
    """A frame that cannot be read. If it lacks the turn, the answer gives the present one."""
    turn = queries.turn(seat) if bad.code == "stale_turn" else None
    return _nack(bad.code, language, command=bad.command, detail=bad.detail, turn=turn)


def slow_down(text: str, language: str) -> wire.Out:
    """A frame too many, named by its id, so that its sender knows which to send again."""
    try:
        frame = wire.read(text)
    except wire.BadFrame:
        return _nack("slow_down", language)
    return _nack("slow_down", language, command=frame.id if isinstance(frame, wire.MoveFrame) else None)


def unreadable_record(language: str) -> wire.Out:
    """The round is of an earlier program."""
    return _nack("unreadable", language)


def broken(language: str) -> wire.Out:
    """Our fault."""
    return _nack("server_error", language)


def _move(frame: wire.MoveFrame) -> Move:
    try:
        return decode_move(bytes(frame.move))
    except (msgspec.DecodeError, RecursionError):
        raise wire.bad_move(frame) from None


def _nack(
    code: str, language: str, *, command: str | None = None, detail: str = "", turn: int | None = None
) -> wire.Nack:
    with translation.override(language):
        return wire.Nack(command, code, str(sentence(code)), detail, turn)


def _welcome(seat: Seat, known: Facts, head: int, language: str) -> str:
    return _text(
        wire.Welcome(
            protocol=wire.PROTOCOL,
            round=seat.round_id,
            seat=seat.seat,
            scenario=known.scenario.id,
            head=head,
            now=wire.iso_time(timezone.now()),
            language=language,
        )
    )


def _relief(seat: Seat, pulse: queries.Pulse, language: str) -> list[str]:
    frame = relief.frame(seat, pulse, language)
    return [_text(frame)] if frame is not None else []


def _text(frame: wire.Out) -> str:
    return wire.encode(frame).decode()

"""A seat moves."""

import json
from dataclasses import replace

from django.db import IntegrityError
from msgspec import structs

from game_engine import IllegalMove, Move, Offer, Say
from wargame.exercises.models import Seat
from wargame.play import broadcast
from wargame.play.actions import outages
from wargame.play.actions.common import Status, work_for
from wargame.play.actions.hands import sync_players
from wargame.play.actions.making import Command, make
from wargame.record import store
from wargame.record.announcing import log_body
from wargame.record.in_hand import RoundInHand
from wargame.record.models import LogEntry
from wargame.record.tokens import fields_of
from wargame.speech.refusing import MoveRefused
from wargame.texts import clean_text

__all__ = ["Command", "make", "submit_move"]

MOST_OFFERS_A_TURN = 40


def submit_move(seat: Seat, command: Command) -> int:
    """Make a seat's move, once however often it is sent. Returns the seat's number for the ack.

    Refused with a code of ours (MoveRefused) or of the rules (IllegalMove); then nothing has changed. `forbidden`
    is for somebody who was put out of the seat. A message is stored as clean_text makes it.
    """
    if isinstance(command.move, Say):
        said = structs.replace(command.move, text=clean_text(command.move.text))
        command = replace(command, move=said)
    try:
        return _submit(seat, command)
    except MoveRefused as refused:
        if refused.code != "too_late":
            raise
        # Before the refusal: did the server lose the time?
        outages.account()
        return _submit(seat, command)


def _submit(seat: Seat, command: Command) -> int:
    try:
        with store.lock(seat.round_id, announce=broadcast.ring) as in_hand:
            in_hand = _open(in_hand, command)
            _require_place(in_hand, seat)
            _require_measure(in_hand, seat.seat, command.move)
            work_for(in_hand, seat)
            if in_hand.players[seat.seat]["kind"] != Seat.Holder.PERSON:
                _reclaim(in_hand, seat)
            return make(in_hand, seat.seat, command)
    except (IntegrityError, MoveRefused, IllegalMove):
        # Sent before, perhaps: what was done then counts, whatever the answer would be now.
        known = _known(seat, command)
        if known is None:
            raise
        return known


def _open(in_hand: RoundInHand | None, command: Command) -> RoundInHand:
    """The round, if it takes moves for that turn now."""
    if in_hand is None or in_hand.status == Status.WAITING:
        raise MoveRefused("not_started")
    if in_hand.status == Status.OVER:
        raise MoveRefused("over", turn=in_hand.turn)
    if in_hand.status == Status.PAUSED:
        raise MoveRefused("paused", turn=in_hand.turn)
    if command.turn != in_hand.turn:
        raise MoveRefused("stale_turn", "turn", turn=in_hand.turn)
    if in_hand.deadline is not None and in_hand.now >= in_hand.deadline:
        raise MoveRefused("too_late", turn=in_hand.turn)
    return in_hand


def _require_place(in_hand: RoundInHand, seat: Seat) -> None:
    """Somebody who was put out may have a socket that has not heard of it yet."""
    if in_hand.players[seat.seat].get("generation", seat.generation) != seat.generation:
        raise MoveRefused("forbidden")


def _require_measure(in_hand: RoundInHand, seat: str, move: Move) -> None:
    """Every offer stays in the state and in all views, so a seat must not make and withdraw offers without end."""
    if not isinstance(move, Offer):
        return
    made = sum(1 for offer in in_hand.state.offers if offer.issuer == seat and offer.turn == in_hand.turn)
    if made >= MOST_OFFERS_A_TURN:
        raise MoveRefused("too_many_offers", "offers")


def _reclaim(in_hand: RoundInHand, seat: Seat) -> None:
    """A person who moves is back: no bot moves for the seat from now on."""
    Seat.objects.filter(pk=seat.pk).update(substituted_at=None)
    sync_players(in_hand)


def _known(seat: Seat, command: Command) -> int | None:
    """The number that was acknowledged when this very command was done; None if it never was.

    Refused as `id_reused` when the id was another command's.
    """
    entry = LogEntry.objects.filter(round_id=seat.round_id, command=command.id).first()
    if entry is None:
        return None
    sent, done = json.loads(log_body(move=command.move))["move"], entry.content.get("move")
    # An erased text cannot be compared: the id is enough.
    sent |= {name: "" for name in fields_of(command.move) if (done or {}).get(name) == ""}
    same = (entry.seat, entry.turn, done) == (seat.seat, command.turn, sent)
    if not same or entry.seq is None:
        raise MoveRefused("id_reused", "id")
    return entry.seq

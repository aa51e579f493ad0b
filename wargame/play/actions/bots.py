"""Bots move. They see their seat's view and nothing else, and their moves are checked like everyone's."""

import logging
from functools import partial
from uuid import UUID, uuid5

import msgspec

from game_engine import IllegalMove, Move, Orders, Ready, choose, draw, view_for
from wargame.play import broadcast
from wargame.play.actions.common import Status, bots
from wargame.play.actions.hands import sync_players
from wargame.play.actions.making import BOT, Command, make, sealed_by_person
from wargame.record import store
from wargame.record.in_hand import RoundInHand
from wargame.record.models import LogEntry

logger = logging.getLogger(__name__)

# Bots answer each other's offers, and then those answers. After that people must go on.
PASSES = 3
_SPACE = UUID("7b0e5f0c-1f0c-4c1e-9a51-5f3b6f1d2c90")
_encode = msgspec.json.Encoder(order="deterministic").encode


def play_bots(round_id: str, turn: int) -> bool:
    """Let the bots of this turn answer, offer and threaten. Any number of times has the effect of one."""
    with store.lock_readable(round_id, announce=broadcast.ring) as in_hand:
        if in_hand is None or in_hand.status != Status.RUNNING or in_hand.turn != turn:
            return False
        in_hand.bots_due, in_hand.changed = None, True
        sync_players(in_hand)
        act(in_hand)
        # Bots that move wake bots; these have just looked.
        in_hand.bots_due = None
    return True


def act(in_hand: RoundInHand, *, all_ready: bool = False) -> None:
    """Let every bot of a round in hand do what it wants to do now.

    `all_ready`: every person has pressed Ready, and the turn is about to close. Bots are not ready before that: nobody
    waits for them, and no turn is to look finished because of them.
    """
    playing = bots(in_hand)
    if not playing or in_hand.state.phase == "over":
        return
    known = set(
        LogEntry.objects.filter(
            round_id=in_hand.facts.round, turn=in_hand.turn, command__isnull=False
        ).values_list("command", flat=True)
    )
    for _ in range(PASSES):
        moved = [_act(in_hand, seat, known, all_ready) for seat in playing]
        if not any(moved):
            return


def _act(in_hand: RoundInHand, seat: str, known: set[UUID], all_ready: bool) -> bool:
    moved = False
    for move in _chosen(in_hand, seat):
        if not _may(in_hand, seat, move, all_ready):
            continue
        command = Command(id=_id(in_hand, seat, move), turn=in_hand.turn, move=move)
        if command.id in known:
            continue
        known.add(command.id)
        try:
            make(in_hand, seat, command, by=BOT)
            moved = True
        except IllegalMove:
            # Another bot was faster: the offer is answered, or the seat has too many open.
            continue
    return moved


def _may(in_hand: RoundInHand, seat: str, move: Move, all_ready: bool) -> bool:
    """Whether the move is a bot's to make: what a person has sealed for this turn stays as it is."""
    if isinstance(move, Orders):
        return not sealed_by_person(in_hand, seat)
    return all_ready or not isinstance(move, Ready)


def _chosen(in_hand: RoundInHand, seat: str) -> list[Move]:
    view = view_for(in_hand.state, seat)
    try:
        return choose(
            view, in_hand.facts.scenario, in_hand.players[seat]["mind"], partial(_chance, in_hand, seat)
        )
    except Exception:
        # A bot that fails must not keep a table of people waiting.
        logger.exception("the bot of %s failed in round=%s", seat, in_hand.facts.round)
        return []


def _id(in_hand: RoundInHand, seat: str, move: Move) -> UUID:
    # With the seed in it: a client that could work out the id of a move would learn from a refusal whether it was made.
    name = f"{in_hand.seed}/{in_hand.facts.round}/{in_hand.turn}/{seat}/{_encode(move).decode()}"
    if isinstance(move, Orders):
        # Orders replace what was sealed: the same again is a new command where others have come between.
        before = next(own.orders for own in in_hand.state.seats if own.seat == seat)
        name += f"/{_encode(before).decode()}"
    return uuid5(_SPACE, name)


def _chance(in_hand: RoundInHand, seat: str, label: str) -> float:
    # The round's seed is in no view, so nobody else can tell what a bot will draw.
    return draw(in_hand.seed, in_hand.turn, f"bot/{seat}/{label}")

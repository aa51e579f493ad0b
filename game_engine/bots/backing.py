"""Signing another seat's amnesty: what a signature adds to what the seat expects."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from game_engine.bots import consequences
from game_engine.bots.situation import Situation
from game_engine.mechanisms.curves import logistic
from game_engine.moves import Cosign, Move
from game_engine.state import Board, OfferState


def cosignatures(here: Situation, gain: Callable[[Board], float], *, precision: float) -> list[Move]:
    """The signatures worth giving. gain: what the board with the signed amnesty adds, in points."""
    moves: list[Move] = []
    for line in here.to_cosign():
        board = _with_name(here, line.offer)
        if board is not None and here.chooses(f"cosign/{line.offer.id}", logistic(precision * gain(board))):
            moves.append(Cosign(line.offer.id))
    return moves


def _with_name(here: Situation, offer: OfferState) -> Board | None:
    """The board with that amnesty signed by this seat too, or None if the signature would bind nothing."""
    if here.role not in here.scenario.parameters.amnesty.backing:
        return None
    for term in offer.terms:
        if term.kind == "amnesty" and not term.crimes:
            board = replace(here.board, breadth=max(here.board.breadth, term.breadth or 0.0))
            return consequences.signed(here.scenario, board, *offer.signers, here.seat)
    return None

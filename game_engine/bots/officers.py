"""An officer by logit: each cell defects if what it senses is under its cutoff.

The cutoff x* = θ* + σ Φ⁻¹(θ*) is that of the coordination game (see mechanisms.coordination), worked out for each
cell: one implicated in crimes against humanity is not protected by an amnesty that leaves them out (q = 0). An
amnesty is accepted as far as it protects; what is asked in return counts by what it risks.
"""

from __future__ import annotations

from math import inf

from msgspec.structs import replace

from game_engine import catalogue, readings
from game_engine.bots.answers import Weighed, answers
from game_engine.bots.consequences import signed
from game_engine.bots.forecast import protection
from game_engine.bots.promises import Duties, duties
from game_engine.bots.situation import Situation
from game_engine.mechanisms import coordination, day_after
from game_engine.mechanisms.amnesty import overthrow
from game_engine.mechanisms.curves import logistic
from game_engine.moves import Move, Offer, Order, Orders, Undertaking
from game_engine.rounding import added
from game_engine.seen import OwnCell
from game_engine.state import Board, OfferState

SLIP = 60.0
"""Precision with which a cell keeps to its cutoff, per unit of strength: a few hundredths either way are luck."""

NEVER = 1e-9
"""The chance up to which a cell stays without a draw: it would have moved once in some hundred million rounds."""

WORD = 0.04
"""By how much a promise to defect moves a cell's cutoff."""

WORTH = 0.45
"""The protection from which an amnesty is worth giving something for."""


def choose(here: Situation) -> list[Move]:
    """Answers, a request to the opposition now and then, and sealed orders."""
    if here.view.phase == "day_after":
        return [Orders(main=_afterwards(here))]
    moves = [*answers(here, lambda offer: weigh(here, offer)), *_ask_for_cover(here)]
    if not here.settled:
        bound = duties(here)
        moves.append(Orders(main=_cells(here, bound), minor=_minor(here, bound)))
    return moves


def cutoffs(here: Situation) -> tuple[float, float]:
    """x*, what a cell has to sense less than, to defect: of one that the amnesty on the board leaves out, and of one
    that it covers. At today's hazard."""
    return _cutoff(here, 0.0), _cutoff(here, protection(here.scenario, here.board))


def _cutoff(here: Situation, protected: float) -> float:
    dominance = readings.dominance(here.scenario, here.board, protected)
    tipping = coordination.tipping(dominance, here.view.estimates.hazard)
    return coordination.cutoff(tipping, here.scenario.types.signal_noise)


def _loyal(here: Situation) -> list[OwnCell]:
    return [cell for cell in here.me.cells if cell.status == "loyal"]


def _cells(here: Situation, bound: Duties) -> Order:
    loyal, board = _loyal(here), here.board
    if not loyal or "loyal" in bound.hows:
        return Order("cells", defect=())
    shift = WORD if "cells" in bound.hows else 0.0
    limits = cutoffs(here)
    moving: list[int] = []
    for cell in loyal:
        limit = limits[board.crimes or not cell.implicated]
        chance = _chance_to_move(limit + shift - cell.signal)
        if chance > NEVER and here.chooses(f"cell/{cell.number}", chance):
            moving.append(cell.number)
    return Order("cells", defect=tuple(moving))


def _chance_to_move(margin: float) -> float:
    if abs(margin) == inf:
        return 1.0 if margin > 0 else 0.0
    return logistic(SLIP * margin)


def _minor(here: Situation, bound: Duties) -> Order | None:
    owed = [order for kind, order in bound.due.items() if kind in here.minors]
    if owed:
        return owed[0]
    sure = here.me.strength is not None and here.me.strength > here.view.estimates.tipping + 0.3
    if sure and "warn" in here.minors and here.chooses("warn", 0.15):
        return Order("warn")
    return None


def weigh(here: Situation, offer: OfferState) -> Weighed:
    """What accepting adds: the protection above what one has, less what the asks put at risk."""
    gain = 0.0
    for term in offer.terms:
        match term.kind:
            case "amnesty":
                board = _with_amnesty(here, offer, term)
                gain += protection(here.scenario, board) * _covered_share(here, board) - WORTH
            case _:
                gain += catalogue.worth_of(term.kind, "officer") / 100.0
    return Weighed(gain - added([_risk(here, ask) for ask in offer.asks]))


def _with_amnesty(here: Situation, offer: OfferState, term: Undertaking) -> Board:
    board = replace(here.board, breadth=term.breadth or 0.0, crimes=bool(term.crimes))
    return signed(here.scenario, board, *offer.signers)


def _covered_share(here: Situation, board: Board) -> float:
    loyal = _loyal(here)
    covered = sum(1 for cell in loyal if board.crimes or not cell.implicated)
    return covered / len(loyal) if loyal else 0.0


def _risk(here: Situation, ask: Undertaking) -> float:
    """What an ask costs: for defection, how far the regime's strength lies above the tipping point."""
    if ask.kind == "defect":
        above = (here.me.strength or 0.0) - here.view.estimates.tipping
        return max(0.0, min(1.0, above))
    return catalogue.price_of(ask.kind, "officer") / 100.0


def _ask_for_cover(here: Situation) -> list[Move]:
    """Ask the opposition for an amnesty that would protect, against standing down: once in a while."""
    if here.turn + 2 > here.view.turns or here.turn % 3 != 1:
        return []
    if protection(here.scenario, here.board) >= WORTH or not _loyal(here):
        return []
    for opposition in here.playing("opposition"):
        possible = "amnesty" in here.menu.asks.get(opposition, ()) and "stand_down" in here.menu.gives
        if possible and not here.has_offered(opposition, ("amnesty",), within=3):
            asked = Undertaking("amnesty", by=here.turn + 1, breadth=0.8, crimes=False)
            given = Undertaking("stand_down", by=here.turn + 2)
            return [Offer(to=(opposition,), expires=here.turn + 1, terms=(given,), asks=(asked,))]
    return []


def _afterwards(here: Situation) -> Order | None:
    """On the day after: resist a breach where the betrayed class could win enough by it (π ρ J ≥ k)."""
    rule, board = here.scenario.parameters.day_after, here.board
    chance = overthrow(board.breadth, resistance=here.scenario.parameters.amnesty.resistance)
    fights = day_after.resists(chance, rule.prosecution, rule.stake, rule.resist_cost)
    kind = "resist" if fights else "acquiesce"
    return Order(kind) if kind in here.mains else None

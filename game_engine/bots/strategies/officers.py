"""Plans for officers: loyalty, the signal, the pact, passive resistance, warnings."""

from __future__ import annotations

from game_engine.bots import officers as logit_mind
from game_engine.bots.situation import Situation
from game_engine.bots.strategies import parts
from game_engine.moves import Move, Order
from game_engine.seen import OwnCell
from game_engine.state import OfferState

STAY = Order("cells", defect=())


def loyal(here: Situation) -> list[Move]:
    """Every cell stays, whatever is offered."""
    return [*parts.answered(here, parts.asks_only("stay_loyal")), parts.orders(here, [STAY])]


def signal(here: Situation) -> list[Move]:
    """Each cell moves exactly where it senses less strength than its cutoff x*."""
    limits = logit_mind.cutoffs(here)
    moving = [cell.number for cell in _still_loyal(here) if cell.signal < limits[_is_covered(here, cell)]]
    return [
        *parts.answered(here, parts.refuse),
        parts.orders(here, [Order("cells", defect=tuple(moving))]),
    ]


def pact(here: Situation) -> list[Move]:
    """Take an amnesty, and move with every cell that it covers once it is worth having: never without one."""
    bound = here.view.estimates.protection >= here.scenario.parameters.amnesty.worth
    moving = [cell.number for cell in _still_loyal(here) if bound and _is_covered(here, cell)]
    return [
        *parts.answered(here, _is_amnesty),
        parts.orders(here, [Order("cells", defect=tuple(moving))]),
    ]


def stand_down(here: Situation) -> list[Move]:
    """No cell moves and none helps: troops in barracks one turn, orders refused the next."""
    passive = Order("stand_down") if here.turn % 2 else Order("refuse_orders")
    return [
        *parts.answered(here, lambda offer: _is_amnesty(offer) and not _asks(offer, "defect")),
        parts.orders(here, [STAY], [passive]),
    ]


def warn(here: Situation) -> list[Move]:
    """Stay, tell the leadership who is leaning, and take favours for it."""
    return [
        *parts.answered(here, parts.asks_only("stay_loyal")),
        parts.orders(here, [STAY], [Order("warn")]),
    ]


def _still_loyal(here: Situation) -> list[OwnCell]:
    return [cell for cell in here.me.cells if cell.status == "loyal"]


def _is_covered(here: Situation, cell: OwnCell) -> bool:
    return here.board.crimes or not cell.implicated


def _is_amnesty(offer: OfferState) -> bool:
    return any(term.kind == "amnesty" for term in offer.terms)


def _asks(offer: OfferState, kind: str) -> bool:
    return any(ask.kind == kind for ask in offer.asks)

"""A bot that holds: no offers, no threats, no answers, and the quiet order of its menu. All cells stay loyal.

On the day after it does what its type would do without looking ahead: a vengeful opposition breaches, another
honours; officers acquiesce.
"""

from __future__ import annotations

from game_engine import catalogue
from game_engine.bots.situation import Situation
from game_engine.moves import Move, Order, Orders
from game_engine.state import OppositionPrivate


def choose(here: Situation) -> list[Move]:
    """Sealed orders that change as little as the menu allows."""
    if here.view.phase == "day_after":
        return [Orders(main=_afterwards(here))]
    if "cells" in here.mains:
        return [Orders(main=Order("cells", defect=()))]
    quiet = [kind for kind in (here.board.posture, *_resting(here)) if kind in here.mains]
    return [Orders(main=Order(quiet[0]) if quiet else None)]


def _resting(here: Situation) -> tuple[str, ...]:
    return tuple([order.kind for order in catalogue.of_role(here.role).values() if order.quiet])


def _afterwards(here: Situation) -> Order | None:
    private = here.me.private
    vengeful = isinstance(private, OppositionPrivate) and private.vengeful and here.board.breadth > 0.0
    wanted = ("breach",) if vengeful else _resting(here)
    kind = next((kind for kind in wanted if kind in here.mains), None)
    return Order(kind) if kind else None

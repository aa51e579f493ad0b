"""Plans for the opposition: amnesties of three kinds, the street, an early bargain, and waiting."""

from __future__ import annotations

from game_engine.bots.situation import Situation
from game_engine.bots.strategies import parts
from game_engine.moves import Move, Order, Undertaking

NARROW, SHARED, BROAD = 0.35, 0.7, 0.85

_BEARABLE = ("amnesty", "power_share", "keep_command", "election")


def narrow(here: Situation) -> list[Move]:
    """A narrow amnesty, shown to the officers, and no more than that."""
    return [
        *parts.answered(here, parts.refuse),
        *_cover(here, NARROW),
        parts.orders(here, [*_table(here, NARROW), Order("hold")]),
    ]


def broad(here: Situation) -> list[Move]:
    """A broad amnesty without crimes against humanity, shown to those who may sign it, and declared with them."""
    return [
        *parts.answered(here, parts.asks_only(*_BEARABLE)),
        *_cover(here, BROAD),
        parts.orders(here, [*_table(here, BROAD), *_declare(here), Order("hold")]),
    ]


def crimes(here: Situation) -> list[Move]:
    """The same breadth, with crimes against humanity forgiven too."""
    return [
        *parts.answered(here, parts.asks_only(*_BEARABLE)),
        *_cover(here, BROAD, crimes=True),
        parts.orders(here, [*_table(here, BROAD, crimes=True), *_declare(here), Order("hold")]),
    ]


def mobilise(here: Situation) -> list[Move]:
    """The street, every turn; the amnesty stays as it lies."""
    return [*parts.answered(here, parts.refuse), parts.orders(here, [Order("mobilise")])]


def share(here: Situation) -> list[Move]:
    """An early bargain: a middling amnesty, commands kept for officers who defect, power shared with the rest."""
    kept = (Undertaking("keep_command", by=here.view.turns),)
    return [
        *parts.answered(here, lambda offer: True),
        *_cover(here, SHARED, ask="defect", more=kept),
        parts.orders(here, [*_table(here, SHARED), *_declare(here), Order("hold")], [Order("power_sharing")]),
    ]


def wait(here: Situation) -> list[Move]:
    """Nothing: let others move first."""
    return [*parts.answered(here, parts.refuse), parts.orders(here, [Order("hold")])]


def _table(here: Situation, breadth: float, *, crimes: bool = False) -> list[Order]:
    board = here.board
    stands = abs(board.breadth - breadth) < 1e-6 and board.crimes == crimes
    return [] if stands else [Order("table_amnesty", breadth=breadth, crimes=crimes)]


def _declare(here: Situation) -> list[Order]:
    """A joint declaration while someone has signed who is not bound yet."""
    waiting = any(
        set(line.offer.signers) - set(here.view.signers)
        for line in here.view.offers
        if line.offer.issuer == here.seat
    )
    return [Order("joint_declaration")] if waiting else []


def _cover(
    here: Situation,
    breadth: float,
    *,
    crimes: bool = False,
    ask: str = "stand_down",
    more: tuple[Undertaking, ...] = (),
) -> list[Move]:
    term = Undertaking("amnesty", by=parts.soon(here), breadth=breadth, crimes=crimes)
    asks = (Undertaking(ask, by=parts.soon(here)),)
    witnesses = parts.seats(here, "coercer", "region")
    return parts.offered(here, here.playing("officer"), ((term, *more), asks), witnesses)

"""Plans for the leadership: sit, rally, purge, go early, go at the last moment, stall."""

from __future__ import annotations

from math import fsum

from game_engine.bots.situation import Situation
from game_engine.bots.strategies import parts
from game_engine.moves import Move, Offer, Order, Undertaking
from game_engine.state import OfferState
from game_engine.vocabulary import SeatId

GOOD = 0.0
"""What exile must be worth to a leader who would rather bargain than fight (his own E, utility)."""

SAFE = 0.75
LATER = 2


def hold_on(here: Situation) -> list[Move]:
    """Sit it out: no deals, no defence."""
    return [*parts.answered(here, parts.refuse), parts.orders(here, [Order("hold")])]


def rally(here: Situation) -> list[Move]:
    """Rallies, and force against the street: every second turn each."""
    main = Order("rally") if here.turn % 2 else Order("repress")
    return [*parts.answered(here, parts.refuse), parts.orders(here, [main])]


def purge(here: Situation) -> list[Move]:
    """Fear and favours for the officers, turn by turn."""
    return [*parts.answered(here, parts.refuse), parts.orders(here, [Order("purge")], [Order("co_opt")])]


def exile_early(here: Situation) -> list[Move]:
    """Ask for the best terms, and go as soon as they are good."""
    leave = [Order("accept_exile")] if (here.me.exile_worth or 0.0) >= GOOD else []
    return [
        *parts.answered(here, parts.refuse, lambda offer: _better(here, offer)),
        *_ask_for_terms(here),
        parts.orders(here, [*leave, Order("hold")]),
    ]


def exile_late(here: Situation) -> list[Move]:
    """Hold out, and on the last day on which the door is open go, if leaving is then worth more than holding out."""
    closing = here.turn in (here.board.exile_closes, here.view.turns)
    leave = [Order("accept_exile")] if closing and _beats_holding_out(here) else []
    return [*parts.answered(here, parts.refuse), parts.orders(here, [*leave, Order("hold")])]


def _beats_holding_out(here: Situation) -> bool:
    """Whether exile on today's terms beats the BATNA that the table shows him, both from today on."""
    spent = fsum(here.me.costs.values())
    outlook = here.view.outlook
    return outlook is not None and 100.0 * (here.me.exile_worth or 0.0) - spent > outlook.batna


def stall(here: Situation) -> list[Move]:
    """Counter every offer, trade prisoners for relief, promise to go, and never go."""
    return [
        *parts.answered(here, parts.asks_only("release_prisoners"), lambda offer: _better(here, offer)),
        *_trade(here),
        parts.orders(here, [Order("hold")], never="accept_exile"),
    ]


def _better(here: Situation, offer: OfferState) -> Offer | None:
    """The same exit with firm safe conduct to the best host that the other can give, for a later day."""
    exit_asked = any(ask.kind == "resign" for ask in offer.asks)
    terms = _exit(here, offer.issuer)
    if terms is None or not exit_asked:
        return None
    resign = Undertaking("resign", by=parts.soon(here, LATER))
    until = parts.soon(here)
    return Offer(to=(offer.issuer,), expires=until, terms=(resign,), asks=(terms,), counters=offer.id)


def _exit(here: Situation, giver: SeatId) -> Undertaking | None:
    role = next(seat.role for seat in here.view.seats if seat.seat == giver)
    host = parts.best_host(here, role)
    if host is None or "exile" not in here.menu.asks.get(giver, ()):
        return None
    return Undertaking("exile", by=parts.soon(here), host=host, guarantee=parts.FIRM)


def _ask_for_terms(here: Situation) -> list[Move]:
    if here.view.estimates.safety >= SAFE:
        return []
    resign = (Undertaking("resign", by=parts.soon(here, LATER)),)
    return [
        move
        for seat in here.playing("coercer")
        if (terms := _exit(here, seat)) is not None
        for move in parts.offered(here, [seat], (resign, (terms,)))
    ]


def _trade(here: Situation) -> list[Move]:
    prisoners = (Undertaking("release_prisoners", by=parts.soon(here)),)
    relief = (Undertaking("sanctions_relief", by=parts.soon(here, LATER)),)
    return parts.offered(here, here.playing("coercer"), (prisoners, relief))

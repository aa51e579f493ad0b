"""Parts of scripted plans: orders by preference, answers by a rule, promises made and kept.

A plan sees what its seat sees and no more. It keeps what it has accepted, and leaves the day after to the logit mind
of its role: plans are about the contest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps

from game_engine.bots import logit
from game_engine.bots.promises import duties
from game_engine.bots.situation import Bot, Situation
from game_engine.moves import Answer, Cosign, Move, Offer, Order, Orders, Undertaking
from game_engine.state import OfferState
from game_engine.vocabulary import Role, SeatId

FIRM = 0.9
"""The safe conduct that a plan guarantees when it means it."""

TRY_AGAIN = 3
"""Turns before a plan makes the same offer to the same seat again."""


def contest(plan: Bot) -> Bot:
    """That plan for the contest, and the logit mind of its role for the day after."""

    @wraps(plan)
    def choose(here: Situation) -> list[Move]:
        return plan(here) if here.view.phase == "contest" else logit.choose(here)

    return choose


def orders(
    here: Situation, main: Iterable[Order], minor: Iterable[Order] = (), *, never: str | None = None
) -> Orders:
    """In each slot the first order that can be given now: owed orders first (but none of `never`), and nothing that
    the seat has promised not to give."""
    bound = duties(here)
    owed = [order for kind, order in bound.due.items() if kind != never]
    return Orders(
        main=_first([*owed, *main], frozenset(here.mains) - bound.forbidden),
        minor=_first([*owed, *minor], frozenset(here.minors) - bound.forbidden),
    )


def _first(wanted: Iterable[Order], kinds: frozenset[str]) -> Order | None:
    return next((order for order in wanted if order.kind in kinds), None)


def answered(
    here: Situation,
    takes: Callable[[OfferState], bool],
    counter: Callable[[OfferState], Offer | None] = lambda offer: None,
) -> list[Move]:
    """An answer for each offer that waits: accept what the plan takes, counter if it prefers that, otherwise reject."""
    moves: list[Move] = []
    for line in here.to_answer():
        offer = line.offer
        better = None if takes(offer) or offer.counters is not None else counter(offer)
        moves.append(better or Answer(offer.id, "accept" if takes(offer) else "reject"))
    return moves


def refuse(offer: OfferState) -> bool:
    """Take nothing."""
    return False


def asks_only(*kinds: str) -> Callable[[OfferState], bool]:
    """Take offers that ask for nothing but these."""
    return lambda offer: all(ask.kind in kinds for ask in offer.asks)


def cosigned(here: Situation) -> list[Move]:
    """This seat's name under every amnesty shown to it that leaves crimes against humanity out."""
    return [
        Cosign(line.offer.id)
        for line in here.to_cosign()
        if any(term.kind == "amnesty" and not term.crimes for term in line.offer.terms)
    ]


def offered(
    here: Situation,
    to: Iterable[SeatId],
    deal: tuple[tuple[Undertaking, ...], tuple[Undertaking, ...]],
    witnesses: tuple[SeatId, ...] = (),
) -> list[Move]:
    """That deal (terms, asks) to each of these seats, if it may be made and was not made of late."""
    terms, asks = deal
    kinds, until = [term.kind for term in terms], here.turn + 1
    if until > here.view.turns or any(kind not in here.menu.gives for kind in kinds):
        return []
    return [
        Offer(to=(seat,), expires=until, terms=terms, asks=asks, witnesses=witnesses)
        for seat in to
        if all(ask.kind in here.menu.asks.get(seat, ()) for ask in asks)
        and not here.has_offered(seat, kinds, within=TRY_AGAIN)
    ]


def soon(here: Situation, turns: int = 1) -> int:
    """The turn so many turns from now, or the last one."""
    return min(here.view.turns, here.turn + turns)


def best_host(here: Situation, role: Role) -> str | None:
    """The best of the host countries that a role can offer."""
    hosts = [host for host in here.scenario.hosts if role in host.offered_by]
    return max(hosts, key=lambda host: host.quality).id if hosts else None


def seats(here: Situation, *roles: Role) -> tuple[SeatId, ...]:
    """The seats of these roles that answer for themselves."""
    return tuple(seat for role in roles for seat in here.playing(role))

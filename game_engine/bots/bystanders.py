"""The legislature, the region and the patrons by logit over their own payoffs, as an outsider would guess the ends.

A legislature weighs what a strike and legal exposure would cost it under each posture; the region weighs the fee of
mediation against what monitors, a host and its signature do; the patrons weigh support against its fee, within
their private limit, and may broker an exile that pays them.
"""

from __future__ import annotations

from collections.abc import Callable

from game_engine import catalogue, readings
from game_engine.bots import consequences, forecast
from game_engine.bots.answers import Weighed, answers
from game_engine.bots.backing import cosignatures
from game_engine.bots.forecast import Ends, expected, points
from game_engine.bots.mind import Mind, Option
from game_engine.bots.situation import Situation
from game_engine.bots.threats import threaten
from game_engine.mechanisms import oversight
from game_engine.memory import Memory
from game_engine.moves import Move, Order
from game_engine.rounding import added
from game_engine.state import Board, OfferState, PatronsPrivate
from game_engine.vocabulary import Role

PRECISION = 0.6
"""Precision of a choice, per point of payoff."""


class Onlooker(Mind):
    """What a seat outside the contest expects of a board, in points."""

    def __init__(self, here: Situation) -> None:
        super().__init__(here)
        self.earns = points(here.scenario, here.role)
        self._today: float | None = None

    def ends(self, board: Board) -> Ends:
        """The chances of the ends on that board."""
        return forecast.ends(self.scenario, board, self.horizon)

    def worth(self, board: Board) -> float:
        """Points expected on that board, before path costs."""
        return expected(self.ends(board), self.earns)

    @property
    def today(self) -> float:
        """Points expected as things stand."""
        if self._today is None:
            self._today = self.worth(self.here.board)
        return self._today

    def gain(self, board: Board) -> float:
        """Points that this board adds to today's."""
        return self.worth(board) - self.today


_OPTIONS: Memory[list[Option]] = Memory()


def choose(here: Situation) -> list[Move]:
    """Answers, signatures, and sealed orders."""
    mind = Onlooker(here)
    return [
        *answers(here, lambda offer: weigh(mind, offer)),
        *cosignatures(here, mind.gain, precision=PRECISION),
        *_threaten(here),
        *mind.sealed(_main, _minor),
    ]


def _main(mind: Onlooker) -> Order | None:
    return _pick(mind, "main", mind.here.mains)


def _minor(mind: Onlooker) -> Order | None:
    return _pick(mind, "minor", mind.here.minors)


def _pick(mind: Onlooker, slot: str, kinds: tuple[str, ...]) -> Order | None:
    here = mind.here
    owed = mind.owed(kinds)
    if owed is not None:
        return owed
    question = (here.seat, here.me.private, slot, here.board, mind.horizon, kinds)
    known = _OPTIONS.recall(here.scenario, question, lambda: _options(mind, slot, kinds))
    return mind.pick(slot, mind.allowed(known), precision=PRECISION)


def _options(mind: Onlooker, slot: str, kinds: tuple[str, ...]) -> list[Option]:
    value = _VALUES[mind.here.role]
    options = [Option(None, 0.0)] if slot == "minor" else []
    for kind in mind.weighed(kinds):
        for order in _orders(mind.here, kind):
            options.append(Option(order, value(mind, order)))
    return options


def _orders(here: Situation, kind: str) -> list[Order]:
    rule = here.scenario.order_rule(here.role, kind)
    if rule is not None and "host" in rule.fields:
        return [Order(kind, host=host) for host in here.menu.hosts]
    if kind == "back_amnesty" and here.seat in here.view.signers:
        return []
    return [Order(kind)]


def _after(mind: Onlooker, order: Order) -> Board:
    here = mind.here
    if order.kind == "back_amnesty":
        return consequences.signed(here.scenario, here.board, here.seat)
    return mind.after(order)


def _legislature(mind: Onlooker, order: Order) -> float:
    """Points of a posture: the ends it leaves, and what strikes and incidents would cost under it."""
    here, rule = mind.here, mind.here.scenario.parameters
    board = _after(mind, order)
    ends = mind.ends(board)
    success = readings.success(here.scenario, board)
    struck = (ends.removal_collapses + ends.removal_persists) / success if success else 0.0
    incidents = here.turns_left * oversight.incident_probability(
        board.posture,
        board.buildup,
        defer=rule.oversight.incident_defer,
        oversight=rule.oversight.incident_oversight,
        restrict=rule.oversight.incident_restrict,
    )
    legal = min(1.0, board.legal + incidents * rule.oversight.incident_weight)
    late = board.posture == "defer" and legal > rule.costs.legislature_deferring_above
    return (
        expected(ends, mind.earns)
        - struck * rule.costs.legislature_strike[board.posture]
        - rule.costs.legislature_legal * legal
        - (rule.costs.legislature_deferring if late else 0.0)
    )


def _region(mind: Onlooker, order: Order) -> float:
    """Points that an order adds: what it does to the ends, less its fee."""
    return mind.gain(_after(mind, order)) - mind.price(order.kind)


def _patrons(mind: Onlooker, order: Order) -> float:
    """Points that an order adds: what it does to the ends, less its fee; brokering pays if the exile is used."""
    here = mind.here
    assert isinstance(here.me.private, PatronsPrivate)
    board = _after(mind, order)
    gain = mind.gain(board) - mind.price(order.kind)
    if order.kind == "support" and board.patrons > here.me.private.limit:
        gain -= here.scenario.parameters.costs.overreach * (board.patrons - here.me.private.limit)
    if order.kind == "broker_exile":
        gain += here.scenario.parameters.costs.brokered * mind.ends(board).exile
    return gain


_VALUES: dict[Role, Callable[[Onlooker, Order], float]] = {
    "legislature": _legislature,
    "region": _region,
    "patrons": _patrons,
}


def weigh(mind: Onlooker, offer: OfferState) -> Weighed:
    """What accepting adds, in utility: the asks carried out, and what the terms are worth to someone outside."""
    here = mind.here
    belief = here.view.credibility.get(f"{offer.issuer}.promise", 0.5)
    gain = belief * added([catalogue.worth_of(term.kind, here.role) for term in offer.terms])
    for ask in offer.asks:
        rule = here.scenario.undertaking_rule(ask.kind)
        gain -= catalogue.price_of(ask.kind, here.role)
        if rule is not None and rule.how == "order" and rule.order:
            for order in _orders(here, rule.order)[:1]:
                gain += mind.gain(_after(mind, order)) - here.cost(order.kind)
    return Weighed(gain / 100.0)


def _threaten(here: Situation) -> list[Move]:
    """The legislature: restriction unless it is briefed, while exposure is high and it has not restricted yet."""
    if here.role != "legislature" or here.board.legal < 0.4 or here.board.posture == "restrict":
        return []
    return threaten(here, "coercer", demand="brief_legislature", action="restrict")

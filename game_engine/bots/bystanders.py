"""The legislature, the region and the patrons by logit over their own payoffs, as an outsider would guess the ends.

A legislature weighs what a strike and legal exposure would cost it under each posture; the region weighs the fee of
mediation against what monitors, a host and its signature do; the patrons weigh support against its fee, within
their private limit, and may broker an exile that pays them.
"""

from __future__ import annotations

from collections.abc import Callable

from game_engine import readings
from game_engine.bots import consequences, forecast
from game_engine.bots.answers import Weighed, answers
from game_engine.bots.backing import cosignatures
from game_engine.bots.forecast import Horizon
from game_engine.bots.promises import due_orders, forbidden
from game_engine.bots.situation import Situation
from game_engine.bots.threats import pressed, threaten
from game_engine.mechanisms import oversight
from game_engine.moves import Move, Order, Orders
from game_engine.scenario import Payoff
from game_engine.state import Board, OfferState, PatronsPrivate
from game_engine.vocabulary import End

PRECISION = 0.6
"""Precision of a choice, per point of payoff."""

_ASKED = 1.5
_PROMISED = 2.0


class Onlooker:
    """What a seat outside the contest expects of a board, in points."""

    def __init__(self, here: Situation) -> None:
        self.here = here
        self.horizon = Horizon(here.turn, here.view.turns, here.deadlines)
        self.earns: dict[End, Payoff] = {
            end: getattr(rule, here.role) for end, rule in here.scenario.ends.items()
        }
        self.today = self.worth(here.board)

    def ends(self, board: Board) -> dict[End, float]:
        """The chances of the ends on that board."""
        return forecast.ends(self.here.scenario, board, self.horizon)

    def worth(self, board: Board) -> float:
        """Points expected on that board, before path costs."""
        return sum(chance * self.earns[end].fixed for end, chance in self.ends(board).items())

    def gain(self, board: Board) -> float:
        """Points that this board adds to today's."""
        return self.worth(board) - self.today


def choose(here: Situation) -> list[Move]:
    """Answers, signatures, and sealed orders."""
    mind = Onlooker(here)
    value = {"legislature": _legislature, "region": _region, "patrons": _patrons}[here.role]
    return [
        *answers(here, lambda offer: weigh(mind, offer)),
        *cosignatures(here, mind.gain, precision=PRECISION),
        *_threaten(here),
        Orders(main=_pick(mind, "main", value), minor=_pick(mind, "minor", value)),
    ]


def _pick(mind: Onlooker, slot: str, value: Callable[[Onlooker, Order], float]) -> Order | None:
    here = mind.here
    kinds = here.mains if slot == "main" else here.minors
    owed = [order for kind, order in due_orders(here).items() if kind in kinds]
    if owed:
        return owed[0]
    barred = forbidden(here)
    options: dict[str, Order | None] = {"": None} if slot == "minor" else {}
    for kind in kinds:
        if kind not in barred:
            options |= {f"{kind}/{order.host}": order for order in _orders(here, kind)}
    if not options:
        return None
    more = pressed(here)
    values = {
        name: 0.0 if order is None else value(mind, order) + more.get(order.kind, 0.0)
        for name, order in options.items()
    }
    return options[here.picks(slot, values, precision=PRECISION)]


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
    return consequences.after_order(here.scenario, here.board, order, turns_left=here.turns_left)


def _legislature(mind: Onlooker, order: Order) -> float:
    """Points of a posture: the ends it leaves, and what strikes and incidents would cost under it."""
    here, rule = mind.here, mind.here.scenario.parameters
    board = _after(mind, order)
    ends = mind.ends(board)
    success = readings.success(here.scenario, board)
    struck = (ends["removal_collapses"] + ends["removal_persists"]) / success if success else 0.0
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
        sum(chance * mind.earns[end].fixed for end, chance in ends.items())
        - struck * rule.costs.legislature_strike[board.posture]
        - rule.costs.legislature_legal * legal
        - (rule.costs.legislature_deferring if late else 0.0)
    )


def _region(mind: Onlooker, order: Order) -> float:
    """Points that an order adds: what it does to the ends, less its fee."""
    return mind.gain(_after(mind, order)) - mind.here.cost(order.kind)


def _patrons(mind: Onlooker, order: Order) -> float:
    """Points that an order adds: what it does to the ends, less its fee; brokering pays if the exile is used."""
    here = mind.here
    assert isinstance(here.me.private, PatronsPrivate)
    board = _after(mind, order)
    gain = mind.gain(board) - here.cost(order.kind)
    if order.kind == "support" and board.patrons > here.me.private.limit:
        gain -= 10.0 * (board.patrons - here.me.private.limit)
    if order.kind == "broker_exile":
        gain += here.scenario.parameters.costs.brokered * mind.ends(board)["exile"]
    return gain


def weigh(mind: Onlooker, offer: OfferState) -> Weighed:
    """What accepting adds, in utility: the asks carried out, and what the terms are worth to someone outside."""
    here = mind.here
    belief = here.view.credibility.get(f"{offer.issuer}.promise", 0.5)
    gain = belief * _PROMISED * len(offer.terms)
    for ask in offer.asks:
        rule = here.scenario.undertaking_rule(ask.kind)
        gain -= _ASKED
        if rule is not None and rule.how == "order" and rule.order:
            for order in _orders(here, rule.order)[:1]:
                gain += mind.gain(_after(mind, order)) - here.cost(order.kind)
    return Weighed(gain / 100.0)


def _threaten(here: Situation) -> list[Move]:
    """The legislature: restriction unless it is briefed, while exposure is high and it has not restricted yet."""
    if here.role != "legislature" or here.board.legal < 0.4 or here.board.posture == "restrict":
        return []
    return threaten(here, "coercer", demand="brief_legislature", action="restrict")

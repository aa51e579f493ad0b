"""Keeping promises: which order an open promise calls for, and which orders it forbids.

Every logit bot keeps what it has accepted as long as the order is open to it. It weighs only whether to accept.
"""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from game_engine import catalogue
from game_engine.bots.situation import Situation
from game_engine.moves import Order, Undertaking
from game_engine.scenario import UndertakingRule
from game_engine.state import Commitment


class Duties(NamedTuple):
    """What a seat's open promises ask of it now.

    due: the orders that they call for and that it can give, by kind, the most urgent first; forbidden: the kinds of
    order that it has promised not to give for now; hows: the ways in which they are kept (see UndertakingRule).
    """

    due: dict[str, Order]
    forbidden: Set[str]
    hows: Set[str]


_FREE = Duties({}, frozenset(), frozenset())


def duties(here: Situation) -> Duties:
    """What this seat's open promises ask of it now."""
    promises = here.own_promises()
    if not promises:
        return _FREE
    if len(promises) > 1:
        promises.sort(key=_falls_due)
    due: dict[str, Order] = {}
    forbidden, hows = set[str](), set[str]()
    for promise in promises:
        waits, done = _waits(here, promise), promise.done
        for number, undertaking in enumerate(promise.undertakings):
            rule = None if done[number] else here.scenario.undertaking_rule(undertaking.kind)
            if rule is None:
                continue
            if undertaking.by >= here.turn:
                hows.add(rule.how)
                if rule.how == "abstain" and rule.order:
                    forbidden.add(rule.order)
            order = None if waits else _order(here, undertaking, rule)
            if order is not None:
                due.setdefault(order.kind, order)
    return Duties(due, forbidden, hows)


def _falls_due(promise: Commitment) -> int:
    return promise.due


def _waits(here: Situation, promise: Commitment) -> bool:
    """Whether the other side has to move first."""
    condition = promise.condition
    return condition is not None and condition in [commitment.id for commitment in here.open_commitments]


def _order(here: Situation, undertaking: Undertaking, rule: UndertakingRule) -> Order | None:
    """The order that keeps an undertaking, if there is one and the seat can give it now."""
    kind = _kept_by(here, rule)
    if kind is None or kind not in here.choices:
        return None
    given = here.scenario.order_rule(here.role, kind)
    if given is None or "defect" in given.fields:
        return None
    if not given.fields:
        return Order(kind)
    asked: dict[str, object] = {name: getattr(undertaking, name) for name in given.fields if name != "by"}
    if "by" in given.fields:
        asked["by"] = min(here.view.turns, max(here.turn + 2, undertaking.by))
    values = {name: _usual(here, name) if value is None else value for name, value in asked.items()}
    return None if None in values.values() else Order(kind, **values)  # type: ignore[arg-type]


def _usual(here: Situation, field: str) -> object:
    """This seat's values for fields of an order that an undertaking leaves open."""
    hosts = [host for host in here.scenario.hosts if host.id in here.menu.hosts]
    return {
        "host": max(hosts, key=lambda host: host.quality).id if hosts else None,
        "guarantee": 0.9,
        "breadth": here.board.breadth,
        "crimes": False,
    }.get(field)


def _kept_by(here: Situation, rule: UndertakingRule) -> str | None:
    match rule.how:
        case "order":
            return rule.order
        case "amnesty":
            return "table_amnesty"
        case "exile":
            return next((order.kind for order in catalogue.hosting() if order.role == here.role), None)
        case _:
            return None

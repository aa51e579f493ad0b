"""Keeping one's word: which order an open promise calls for, and which orders it forbids.

Every logit bot keeps what it has accepted as long as the order is open to it; whether to accept is where it weighs.
"""

from __future__ import annotations

from game_engine.bots.situation import Situation
from game_engine.moves import Order, Undertaking
from game_engine.scenario import UndertakingRule
from game_engine.scenarios import HOSTING
from game_engine.state import Commitment


def due_orders(here: Situation) -> dict[str, Order]:
    """The orders that this seat's open promises call for and that it can give now, by kind, the most urgent first."""
    found: dict[str, Order] = {}
    for promise in sorted(here.own_promises(), key=lambda one: one.due):
        if _waits(here, promise):
            continue
        for undertaking, done in zip(promise.undertakings, promise.done, strict=True):
            order = None if done else _order(here, undertaking)
            if order is not None and order.kind in here.choices:
                found.setdefault(order.kind, order)
    return found


def _waits(here: Situation, promise: Commitment) -> bool:
    """Whether the other side has to move first."""
    first = next((one for one in here.view.ledger if one.id == promise.condition), None)
    return first is not None and first.ending is None


def _order(here: Situation, undertaking: Undertaking) -> Order | None:
    rule = here.scenario.undertaking_rule(undertaking.kind)
    kind = None if rule is None else _kept_by(here, rule)
    given = here.scenario.order_rule(here.role, kind) if kind else None
    if kind is None or given is None or "defect" in given.fields:
        return None
    asked: dict[str, object] = {
        name: getattr(undertaking, name) for name in given.fields if name not in ("by", "defect")
    }
    if "by" in given.fields:
        asked["by"] = min(here.view.turns, max(here.turn + 2, undertaking.by))
    values = {name: _usual(here, name) if value is None else value for name, value in asked.items()}
    return None if None in values.values() else Order(kind, **values)  # type: ignore[arg-type]


def _usual(here: Situation, field: str) -> object:
    """What this seat puts where an undertaking leaves a field of its order open."""
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
            return HOSTING.get(here.role)
        case _:
            return None


def forbidden(here: Situation) -> frozenset[str]:
    """The kinds of order that this seat has promised not to give for now."""
    rules = [here.scenario.undertaking_rule(one.kind) for one in open_undertakings(here)]
    return frozenset(rule.order for rule in rules if rule and rule.how == "abstain" and rule.order)


def open_undertakings(here: Situation) -> list[Undertaking]:
    """What this seat still has to do, or to leave undone, by its promises."""
    return [
        one
        for promise in here.own_promises()
        for one, done in zip(promise.undertakings, promise.done, strict=True)
        if not done and one.by >= here.turn
    ]


def has_promised(here: Situation, *hows: str) -> bool:
    """Whether an open promise of this seat is kept in one of these ways (see UndertakingRule)."""
    rules = [here.scenario.undertaking_rule(one.kind) for one in open_undertakings(here)]
    return any(rule is not None and rule.how in hows for rule in rules)

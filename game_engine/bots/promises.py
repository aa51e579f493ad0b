"""Keeping one's word: which order an open promise calls for, and which orders it forbids.

Every logit bot keeps what it has accepted as long as the order is open to it; whether to accept is where it weighs.
"""

from __future__ import annotations

from collections.abc import Iterable

from game_engine.bots.situation import Situation
from game_engine.moves import Data, Order, Undertaking
from game_engine.scenario import UndertakingRule
from game_engine.scenarios import HOSTING
from game_engine.state import Commitment


class Duties(Data, frozen=True):
    """What a seat's open promises ask of it now.

    due: the orders that they call for and that it can give, by kind, the most urgent first; forbidden: the kinds of
    order that it has promised not to give for now; hows: the ways in which they are kept (see UndertakingRule).
    """

    due: dict[str, Order]
    forbidden: frozenset[str]
    hows: frozenset[str]


_FREE = Duties({}, frozenset(), frozenset())


def duties(here: Situation) -> Duties:
    """What this seat's open promises ask of it now."""
    promises = here.own_promises()
    if not promises:
        return _FREE
    rules = [here.scenario.undertaking_rule(one.kind) for one in _open_undertakings(here, promises)]
    return Duties(
        due=_due_orders(here, promises),
        forbidden=frozenset([rule.order for rule in rules if rule and rule.how == "abstain" and rule.order]),
        hows=frozenset([rule.how for rule in rules if rule]),
    )


def _due_orders(here: Situation, promises: Iterable[Commitment]) -> dict[str, Order]:
    found: dict[str, Order] = {}
    for promise in sorted(promises, key=lambda one: one.due):
        if _waits(here, promise):
            continue
        for undertaking, done in zip(promise.undertakings, promise.done, strict=True):
            order = None if done else _order(here, undertaking)
            if order is not None and order.kind in here.choices:
                found.setdefault(order.kind, order)
    return found


def _waits(here: Situation, promise: Commitment) -> bool:
    """Whether the other side has to move first."""
    return promise.condition is not None and any(one.id == promise.condition for one in here.open_lines)


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


def _open_undertakings(here: Situation, promises: Iterable[Commitment]) -> list[Undertaking]:
    return [
        one
        for promise in promises
        for one, done in zip(promise.undertakings, promise.done, strict=True)
        if not done and one.by >= here.turn
    ]

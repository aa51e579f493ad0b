"""The orders that the engine can carry out: what each needs, what bars it, what it costs, how bots judge it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from typing import Literal, NamedTuple

from game_engine.parameters import Parameters
from game_engine.vocabulary import Field, Phase, Role, Slot

Judged = Literal["board", "still", "rule", "owed"]
"""How bots that reckon judge an order: by the board that it leaves (bots.consequences); as one that leaves the board as
it stood; by a rule of their own for it; or not at all: then they give it only where they owe it."""


class Bar(NamedTuple):
    """What keeps an order from being given: a public track at most, at least or under a value (units of the engine).

    code: what the menu says of it. The track "exile" stands for an exile that is open.
    """

    code: str
    track: str
    at_most: float | None = None
    at_least: float | None = None
    under: float | None = None


class Effect(NamedTuple):
    """What an order does that moves one track of the board by one number of the scenario, and nothing else.

    by: the path of that number in its parameters; times: 1 to add it, −1 to take it off. cause: what the board names as
    the reason, the kind of the order where none is given.
    """

    track: str
    by: str
    times: float = 1.0
    cause: str = ""

    def change(self, parameters: Parameters) -> float:
        """How far it moves its track, in units of the engine."""
        amount: float = attrgetter(self.by)(parameters)
        return self.times * amount


class OrderKind(NamedTuple):
    """A kind of order in the menu of a role.

    slot: what it counts against in a turn, unless a scenario says otherwise; fields: what it must be given, but for
    those in `may_lack`; cost: the path cost whose price the menu shows (see `menu.cost_of`), if any; pays_back: whether
    the order saves it.
    bots: how they judge it, and `grudged` what giving it for nothing costs them besides, in utility (0.01 a point).
    effect: all that it does, where that is no more than to move a track; other orders have a step of the resolution.
    quiet: whether it changes nothing, so that a seat that holds still gives it. hosts: whether it opens an exile.
    """

    role: Role
    kind: str
    slot: Slot = "main"
    bots: Judged = "board"
    fields: tuple[Field, ...] = ()
    may_lack: tuple[Field, ...] = ()
    phase: Phase = "contest"
    bar: Bar | None = None
    cost: str | None = None
    pays_back: bool = False
    grudged: float = 0.0
    effect: Effect | None = None
    quiet: bool = False
    hosts: bool = False


_NO_AMNESTY = Bar("no_amnesty", "breadth", at_most=0.0)

_ALL = (
    OrderKind("coercer", "hold", bots="still", quiet=True),
    OrderKind("coercer", "raise_buildup", bar=Bar("full", "buildup", at_least=4.0), cost="upkeep"),
    OrderKind(
        "coercer", "lower_buildup", bar=Bar("none", "buildup", at_most=0.0), cost="upkeep", pays_back=True
    ),
    OrderKind("coercer", "strike", bots="rule", bar=Bar("no_forces", "buildup", under=1.0), cost="strike"),
    OrderKind("coercer", "brief_legislature"),
    OrderKind("coercer", "sanctions_up", "minor", bar=Bar("full", "sanctions", at_least=1.0)),
    OrderKind("coercer", "sanctions_down", "minor", bar=Bar("none", "sanctions", at_most=0.0)),
    OrderKind("coercer", "back_amnesty", "minor", bots="rule", bar=_NO_AMNESTY),
    OrderKind("coercer", "ultimatum", bots="rule", fields=("by",)),
    OrderKind(
        "coercer",
        "guarantee_exile",
        "minor",
        bots="rule",
        fields=("host", "guarantee", "by"),
        may_lack=("by",),
        cost="guarantee",
        hosts=True,
    ),
    OrderKind("leadership", "hold", bots="still", quiet=True),
    OrderKind("leadership", "rally", cost="rally"),
    OrderKind("leadership", "purge"),
    OrderKind("leadership", "repress"),
    OrderKind("leadership", "accept_exile", bots="rule", bar=Bar("no_exile", "exile")),
    OrderKind("leadership", "co_opt", "minor", cost="co_opt"),
    OrderKind(
        "leadership",
        "release_prisoners",
        "minor",
        bots="still",
        grudged=0.05,
        effect=Effect("humanitarian", "world.prisoners_relief", -1.0, "prisoners"),
    ),
    OrderKind("officer", "cells", bots="rule", fields=("defect",)),
    OrderKind("officer", "warn", "minor", bots="rule"),
    OrderKind("officer", "stand_down", "minor", bots="owed"),
    OrderKind("officer", "refuse_orders", "minor", bots="owed"),
    OrderKind("officer", "resist", bots="rule", phase="day_after"),
    OrderKind("officer", "acquiesce", bots="rule", phase="day_after", quiet=True),
    OrderKind("opposition", "hold", bots="still", quiet=True),
    OrderKind("opposition", "joint_declaration", bots="rule", bar=_NO_AMNESTY),
    OrderKind("opposition", "mobilise"),
    OrderKind("opposition", "power_sharing", "minor", bots="owed"),
    OrderKind("opposition", "table_amnesty", bots="rule", fields=("breadth", "crimes")),
    OrderKind("opposition", "honour", bots="rule", phase="day_after", quiet=True),
    OrderKind("opposition", "breach", bots="rule", phase="day_after"),
    OrderKind("legislature", "defer", quiet=True),
    OrderKind("legislature", "oversight"),
    OrderKind("legislature", "restrict"),
    OrderKind("region", "neutral", bots="still", quiet=True),
    OrderKind("region", "mediate", cost="mediation"),
    OrderKind("region", "align", bots="still"),
    OrderKind("region", "send_monitors", "minor"),
    OrderKind("region", "back_amnesty", "minor", bots="rule", bar=_NO_AMNESTY),
    OrderKind("region", "offer_host", "minor", fields=("host",), hosts=True),
    OrderKind("patrons", "quiet", bots="still", quiet=True),
    OrderKind("patrons", "support", cost="support"),
    OrderKind("patrons", "broker_exile", fields=("host",), hosts=True),
)

ORDERS: dict[tuple[str, str], OrderKind] = {(order.role, order.kind): order for order in _ALL}
"""By role and kind, in the order in which references list them."""


@cache
def hosting() -> tuple[OrderKind, ...]:
    """The orders that open an exile, in the order in which they are carried out."""
    return tuple([order for order in ORDERS.values() if order.hosts])


def order(role: str, kind: str) -> OrderKind | None:
    """What is known of an order, or None for one that the role does not have."""
    return ORDERS.get((role, kind))


@cache
def of_role(role: str) -> Mapping[str, OrderKind]:
    """The orders of a role, by kind."""
    return {order.kind: order for order in ORDERS.values() if order.role == role}


@cache
def with_effect() -> tuple[OrderKind, ...]:
    """The orders that do no more than move a track."""
    return tuple([order for order in ORDERS.values() if order.effect is not None])


@cache
def bars() -> tuple[Bar, ...]:
    """What can bar an order, each once."""
    return tuple(dict.fromkeys([order.bar for order in ORDERS.values() if order.bar is not None]))


def may_lack(role: str, kind: str, field: str) -> bool:
    """Whether an order can be given without that field."""
    known = order(role, kind)
    return known is not None and field in known.may_lack

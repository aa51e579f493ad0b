"""What bots that reckon think of promises: what one is worth to whoever gets it, and its price to whoever keeps it.

Which undertakings there are, in whose power and how they are kept, is the scenario's to say (see UndertakingRule); one
that is not here is weighed as `OTHER`. What a promise does to the board, bots reckon for themselves; these numbers come
on top of it. In points of payoff.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from game_engine.vocabulary import Role


class TermKind(NamedTuple):
    """An undertaking. worth: to a seat of that role, if it is kept; price: to a seat of that role that keeps it.

    A role that is not named takes the number of `OTHER`.
    """

    kind: str
    worth: Mapping[Role, float] = {}
    price: Mapping[Role, float] = {}


OTHER = TermKind(
    "",
    worth={
        "coercer": 0.5,
        "opposition": 1.0,
        "officer": 4.0,
        "legislature": 2.0,
        "region": 2.0,
        "patrons": 2.0,
    },
    price={
        "opposition": 1.0,
        "leadership": 3.0,
        "officer": 5.0,
        "legislature": 1.5,
        "region": 1.5,
        "patrons": 1.5,
    },
)

_ALL = (
    TermKind("amnesty", price={"opposition": 0.0}),
    TermKind("exile"),
    TermKind("keep_command", worth={"officer": 10.0}, price={"opposition": 2.0}),
    TermKind("power_share", worth={"coercer": 1.0}, price={"opposition": 4.0}),
    TermKind("election", price={"opposition": 0.0}),
    TermKind("sanctions_relief"),
    TermKind("draw_down"),
    TermKind("hold_fire"),
    TermKind("brief_legislature"),
    TermKind("back_amnesty"),
    TermKind("monitors", worth={"coercer": 1.5}),
    TermKind("release_prisoners", worth={"coercer": 2.5, "opposition": 2.0}, price={"leadership": 2.0}),
    TermKind("promote", price={"leadership": 2.0}),
    TermKind("spare", price={"leadership": 1.0}),
    TermKind("resign", worth={"opposition": 20.0}),
    TermKind("stop_repression", worth={"coercer": 1.0}, price={"leadership": 2.0}),
    TermKind("defect", worth={"opposition": 8.0}),
    TermKind("stay_loyal", price={"officer": 2.0}),
    TermKind("stand_down", worth={"opposition": 3.0}),
    TermKind("refuse_orders", worth={"opposition": 3.0}),
    TermKind("quiet_support"),
    TermKind("broker_exile"),
    TermKind("oversight"),
    TermKind("no_restriction"),
)

TERMS: dict[str, TermKind] = {term.kind: term for term in _ALL}


def worth_of(kind: str, role: Role) -> float:
    """What a promise of that kind is worth to a seat of that role if it is kept, in points."""
    return TERMS.get(kind, OTHER).worth.get(role, OTHER.worth.get(role, 0.0))


def price_of(kind: str, role: Role) -> float:
    """What keeping a promise of that kind costs a seat of that role, in points."""
    return TERMS.get(kind, OTHER).price.get(role, OTHER.price.get(role, 0.0))

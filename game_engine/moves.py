"""What a seat can do within a turn: one frozen type a move, tagged by `kind`.

A move is data: nothing here says whether it is legal (see legality) or what follows from it (see resolution).
Shares (`breadth`, `guarantee`) are in [0, 1]; turns are counted from 1.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from game_engine.vocabulary import SeatId


class Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """The root of the plain data types: frozen, strict, and written without default values.

    A struct that is frozen from the start cannot be part of a cycle, so the garbage collector need not look at it.
    """


class Undertaking(Data, frozen=True):
    """One thing that a seat promises to do, or is asked to do, by the end of turn `by`.

    `kind` is one of the scenario's undertakings. `breadth` and `crimes` belong to `amnesty`, `host` and
    `guarantee` to `exile`; others have none.
    """

    kind: str
    by: int
    breadth: float | None = None
    crimes: bool | None = None
    host: str | None = None
    guarantee: float | None = None


class Order(Data, frozen=True):
    """One order. `kind` is one of the scenario's orders of this role; the rest is what that kind needs.

    `defect` (the cells that defect, by number) belongs to the officers' `cells`; `by` to `ultimatum` and to the
    date on which `guarantee_exile` closes; `breadth` and `crimes` to `table_amnesty`.
    """

    kind: str
    breadth: float | None = None
    crimes: bool | None = None
    host: str | None = None
    guarantee: float | None = None
    by: int | None = None
    defect: tuple[int, ...] | None = None


class Say(Data, frozen=True, tag_field="kind", tag="say"):
    """A message to a set of seats (a private channel), or to all when `public`; no effect on the world."""

    text: str
    to: tuple[SeatId, ...] = ()
    public: bool = False


class Offer(Data, frozen=True, tag_field="kind", tag="offer"):
    """`terms` by the issuer for `asks` of each recipient; open to the end of turn `expires`.

    A private offer is seen by issuer, recipients and `witnesses`, who may co-sign. `counters` names the offer
    that this one answers; that one is then closed for the seat that counters.
    """

    to: tuple[SeatId, ...]
    expires: int
    terms: tuple[Undertaking, ...] = ()
    asks: tuple[Undertaking, ...] = ()
    public: bool = False
    witnesses: tuple[SeatId, ...] = ()
    counters: str | None = None


class Cosign(Data, frozen=True, tag_field="kind", tag="cosign"):
    """Put this seat's name under another's offer."""

    offer: str


class Answer(Data, frozen=True, tag_field="kind", tag="answer"):
    """Accept or reject an offer made to this seat. A counter is an Offer that names the old one."""

    offer: str
    answer: Literal["accept", "reject"]


class Withdraw(Data, frozen=True, tag_field="kind", tag="withdraw"):
    """Take back the seat's own offer before it is answered, or its signature under another's."""

    offer: str


class Threat(Data, frozen=True, tag_field="kind", tag="threat"):
    """Unless each of `to` does `demand` by the end of turn `by`, the issuer will give the order `action`."""

    to: tuple[SeatId, ...]
    demand: str
    by: int
    action: str
    public: bool = False


class Orders(Data, frozen=True, tag_field="kind", tag="orders"):
    """This seat's sealed orders of the turn; replaces what it sealed before."""

    main: Order | None = None
    minor: Order | None = None


class Ready(Data, frozen=True, tag_field="kind", tag="ready"):
    """This seat has finished (or has changed its mind). When all are ready, the turn closes."""

    ready: bool = True


Move = Say | Offer | Cosign | Answer | Withdraw | Threat | Orders | Ready

"""The scenario: roles, menus, parameters and texts as data, and the types that hold them to it.

A scenario file has no code and no expressions. Reading and checking one is the work of `scenarios.load`.
Shares are in [0, 1]; path costs and payoffs in points (0–100); hazards are for one period of two weeks.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta

from game_engine.languages import Text
from game_engine.parameters import Name, Parameters, Points, Rule, Share, Start, Types
from game_engine.vocabulary import OPTIONAL_ROLES, ROLES, End, Field, Phase, Role, SeatId, Slot

Shelf = Literal["play", "history", "variant"]
How = Literal["order", "abstain", "amnesty", "exile", "cells", "loyal", "after"]


class Payoff(Rule, frozen=True, kw_only=True):
    """What an end is worth to a role: fixed, plus exile·E, plus covered·q, plus exposed·(1−q). Points."""

    fixed: Points = 0.0
    exile: Points = 0.0
    covered: Points = 0.0
    exposed: Points = 0.0


class EndRule(Rule, frozen=True, kw_only=True):
    """An end of the round: its name, its sentence, and what it is worth to each role that the scenario has."""

    name: Text
    text: Text
    coercer_resolved: Payoff
    coercer_unresolved: Payoff
    opposition: Payoff
    leadership: Payoff
    officer: Payoff
    legislature: Payoff | None = None
    region: Payoff | None = None
    patrons: Payoff | None = None


PAYOFF_SIDES = tuple(name for name in EndRule.__struct_fields__ if name not in ("name", "text"))
"""Whose worth of an end a scenario sets: the roles, and the coercer by its type."""


class PrivateText(Rule, frozen=True, kw_only=True):
    """A sentence for a private fact: shown to the seat whose fact `name` is `value`."""

    fact: Name
    value: bool
    text: Text


class RoleRule(Rule, frozen=True, kw_only=True):
    """A role: what it is called, what it wants, and its brief (paragraphs parted by an empty line).

    seat: the id of the seat that plays it, the role's own where none is given. Officers sit in `officer-1` and on.
    """

    role: Role
    seat: Name | None = None
    name: Text
    goal: Text
    brief: Text
    secrets: list[PrivateText] = []


class OrderRule(Rule, frozen=True, kw_only=True):
    """An order of a role's menu. `revealed`: whether the turn's report shows it to all; `threat`: whether it can be
    threatened with; `deed`: what the report says of it after the seat's name, where this crisis has its own words."""

    kind: Name
    role: Role
    slot: Slot
    name: Text
    hint: Text
    deed: Text | None = None
    phase: Phase = "contest"
    fields: list[Field] = []
    revealed: bool = True
    threat: bool = False


class UndertakingRule(Rule, frozen=True, kw_only=True):
    """Something that can be promised or asked.

    how it is kept: by giving `order` once ("order"); by not giving it through the date ("abstain"); by an amnesty
    or an exile on the board at least as good ("amnesty", "exile"); by at least half of its cells defecting ("cells")
    or none ("loyal"); or by honouring on the day after ("after").
    `will` continues "we will …", `does` continues "unless they …".
    """

    kind: Name
    roles: list[Role]
    how: How
    order: Name | None = None
    fields: list[Field] = []
    name: Text
    will: Text
    does: Text
    demandable: bool = False


class Incident(Rule, frozen=True, kw_only=True):
    """What goes wrong where forces are, in the words of this crisis: its name ("an incident at sea"), and what a full
    briefing says of the one reported before the first turn, whether it happened so (`confirmed`) or not (`refuted`)."""

    name: Text
    confirmed: Text
    refuted: Text


class Host(Rule, frozen=True, kw_only=True):
    """A country that would take the leadership in; `offered_by`: the roles in whose power it is."""

    id: Name
    name: Text
    quality: Share
    offered_by: list[Role]


class Standing(Rule, frozen=True, kw_only=True):
    """A line of a standing policy: the first whose track reaches its bound gives the orders."""

    role: Role
    main: Name
    minor: Name | None = None
    track: Name | None = None
    at_least: Annotated[float, Meta(ge=-2, le=4)] | None = None


class Lesson(Rule, frozen=True, kw_only=True):
    """A hint of the tutorial, shown to `role` (or all) in `turn` beside `panel`."""

    turn: Annotated[int, Meta(ge=1, le=52)]
    panel: Literal["talk", "deals", "orders", "board", "me"]
    text: Text
    role: Role | None = None


class Officers(Rule, frozen=True, kw_only=True):
    """How many officer seats there are, and the cells that they share."""

    least: Annotated[int, Meta(ge=1, le=6)] = 1
    usual: Annotated[int, Meta(ge=1, le=6)] = 2
    most: Annotated[int, Meta(ge=1, le=6)] = 6
    cells: Annotated[int, Meta(ge=1, le=60)] = 12


class Powers(NamedTuple):
    """What is in a role's power, by name: undertakings to give, those a threat can demand of it, orders to threaten
    with, host countries to offer."""

    gives: tuple[str, ...]
    demandable: tuple[str, ...]
    actions: tuple[str, ...]
    hosts: tuple[str, ...]


class Scenario(Rule, frozen=True, kw_only=True, dict=True):
    """One scenario, whole. `periods`: how many periods of two weeks a turn lasts; `shelf`: where it stands among the
    others, to be played as it is, a past crisis, or a variant that changes the start of another; `strike`: what
    the use of force is called, with its article ("the invasion")."""

    schema: Literal[1]
    id: Name
    title: Text
    summary: Text
    sources: Text
    starts: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    turns: Annotated[int, Meta(ge=1, le=52)]
    turn_days: Annotated[int, Meta(ge=1, le=92)] = 14
    periods: Annotated[int, Meta(ge=1, le=6)] = 1
    minutes: Annotated[int, Meta(ge=1, le=600)] = 50
    shelf: Shelf = "play"
    officers: Officers = Officers()
    start: Start
    types: Types = Types()
    parameters: Parameters = Parameters()
    roles: list[RoleRule]
    orders: list[OrderRule]
    undertakings: list[UndertakingRule]
    hosts: list[Host]
    tracks: dict[str, Text]
    standing: list[Standing] = []
    incident: Incident | None = None
    strike: Text | None = None
    ends: dict[End, EndRule]
    lessons: list[Lesson] = []
    digest: str = ""

    @cached_property
    def _seats(self) -> dict[SeatId, Role]:
        seats: dict[SeatId, Role] = {}
        for role in ROLES:
            rule = self._roles.get(role)
            if role == "officer":
                seats |= {f"officer-{number + 1}": role for number in range(self.officers.most)}
            elif rule is not None:
                seats[rule.seat or role] = role
        return seats

    @cached_property
    def _seat_of(self) -> dict[Role, SeatId]:
        return {role: seat for seat, role in self._seats.items() if role != "officer"}

    @cached_property
    def _roles(self) -> dict[str, RoleRule]:
        return {rule.role: rule for rule in self.roles}

    @cached_property
    def _orders(self) -> dict[tuple[str, str], OrderRule]:
        return {(rule.role, rule.kind): rule for rule in self.orders}

    @cached_property
    def _undertakings(self) -> dict[str, UndertakingRule]:
        return {rule.kind: rule for rule in self.undertakings}

    @cached_property
    def _hosts(self) -> dict[str | None, Host]:
        return {host.id: host for host in self.hosts}

    @cached_property
    def _powers(self) -> dict[str, Powers]:
        return {role: _powers_of(self, role) for role in ROLES}

    def powers(self, role: str) -> Powers:
        """What is in a role's power."""
        return self._powers[role]

    def seats(self, officers: int) -> tuple[SeatId, ...]:
        """All seats of a round with so many officers, in the order of play."""
        last = f"officer-{officers}"
        return tuple(
            seat
            for seat, role in self._seats.items()
            if role != "officer" or (len(seat), seat) <= (len(last), last)
        )

    def role_of(self, seat: SeatId) -> Role:
        """The role that a seat plays. Raises KeyError for what is no seat of this scenario."""
        return self._seats[seat]

    def seat_of(self, role: Role) -> SeatId | None:
        """The only seat of a role; None for officers, who are several, and for a role that the scenario leaves out."""
        return self._seat_of.get(role)

    @property
    def optional_seats(self) -> tuple[SeatId, ...]:
        """The seats of the optional roles that the scenario has: a standing policy can play them."""
        return tuple(seat for seat, role in self._seats.items() if role in OPTIONAL_ROLES)

    def role_rule(self, role: str) -> RoleRule:
        """What the scenario says of a role. Raises KeyError for one it does not have."""
        return self._roles[role]

    def order_rule(self, role: str, kind: str) -> OrderRule | None:
        """The order of that kind in that role's menu, or None."""
        return self._orders.get((role, kind))

    def undertaking_rule(self, kind: str) -> UndertakingRule | None:
        """What can be promised or asked under that name, or None."""
        return self._undertakings.get(kind)

    def host_rule(self, host: str | None) -> Host | None:
        """The host country of that id, or None."""
        return self._hosts.get(host)


def _powers_of(scenario: Scenario, role: Role) -> Powers:
    own = [rule for rule in scenario.undertakings if role in rule.roles]
    return Powers(
        gives=tuple(rule.kind for rule in own),
        demandable=tuple(rule.kind for rule in own if rule.demandable),
        actions=tuple(rule.kind for rule in scenario.orders if rule.threat and rule.role == role),
        hosts=tuple(host.id for host in scenario.hosts if role in host.offered_by),
    )

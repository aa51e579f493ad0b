"""The scenario: roles, menus, parameters and texts as data, and the types that hold them to it.

A scenario file has no code and no expressions. Reading and checking one is the work of `scenarios.load`.
Shares are in [0, 1]; path costs and payoffs in points (0–100); hazards are for one period of two weeks.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta

from game_engine.vocabulary import ROLES, End, Phase, Posture, Role

Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Points = Annotated[float, Meta(ge=-200.0, le=200.0)]
Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Slot = Literal["main", "minor"]
Field = Literal["breadth", "crimes", "host", "guarantee", "by", "defect"]
How = Literal["order", "abstain", "amnesty", "exile", "cells", "loyal", "after"]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The root of the scenario's types: frozen and strict."""


class Text(Rule, frozen=True, kw_only=True):
    """One text in both languages."""

    en: Annotated[str, Meta(min_length=1, max_length=4000)]
    es: Annotated[str, Meta(min_length=1, max_length=4000)]


class Start(Rule, frozen=True, kw_only=True):
    """The board on the first morning. `ultimatum` is the turn by which a public one, already made, falls due."""

    credibility: Share
    buildup: Annotated[float, Meta(ge=0, le=4)]
    legal: Share
    cohesion: Annotated[float, Meta(ge=0, le=1.2)]
    rally: Annotated[float, Meta(ge=0, le=0.4)] = 0.0
    sanctions: Share
    patrons: Share
    breadth: Share
    crimes: bool = False
    backing: Share
    monitors: Share
    host: Name | None = None
    guarantee: Share = 0.0
    exile_closes: Annotated[int, Meta(ge=1, le=52)] | None = None
    humanitarian: Share = 0.4
    region: Annotated[float, Meta(ge=-2, le=2)] = 0.0
    posture: Posture = "defer"
    briefed: bool = False
    war_powers: Annotated[int, Meta(ge=0, le=365)] | None = None
    ultimatum: Annotated[int, Meta(ge=1, le=52)] | None = None


class Types(Rule, frozen=True, kw_only=True):
    """How private facts are drawn: chances, means and standard deviations."""

    resolved: Share = 0.5
    incident: Share = 0.6
    vengeful: Share = 0.4
    temptation_conciliatory: Share = 0.34
    temptation_vengeful: Share = 0.54
    exile_value_mean: Annotated[float, Meta(ge=-1, le=1)] = 0.22
    exile_value_sd: Share = 0.20
    distrust_mean: Annotated[float, Meta(ge=-1, le=1)] = 0.0
    distrust_sd: Share = 0.04
    risk_discount_median: Annotated[float, Meta(gt=0, le=3)] = 0.37
    risk_discount_spread: Share = 0.35
    bias_sd: Share = 0.12
    implicated: Share = 0.25
    patrons_limit_mean: Share = 0.6
    patrons_limit_sd: Share = 0.12
    signal_noise: Annotated[float, Meta(gt=0, le=1)] = 0.08


class Coercion(Rule, frozen=True, kw_only=True):
    """The build-up, the strike and what credibility is made of."""

    value_resolved: Share = 0.75
    value_unresolved: Share = 0.10
    success_base: Share = 0.35
    success_slope: Share = 0.12
    strike_fixed_cost: Share = 0.25
    legal_weight: Share = 0.5
    failure_cost: Share = 0.5
    hold_value: Share = 0.50
    upkeep: Share = 0.03
    audience_base: Share = 0.20
    audience_slope: Share = 0.06
    slope: Annotated[float, Meta(gt=0, le=30)] = 6.0
    restricted_legal: Share = 0.3
    least_buildup: Annotated[float, Meta(ge=0, le=4)] = 2.0
    ultimatum_ratio: Annotated[float, Meta(gt=0, le=10)] = 1.25
    draw_down_ratio: Annotated[float, Meta(gt=0, le=10)] = 0.35
    strike_shock: Share = 0.22
    failed_rally: Share = 0.10
    failed_legal: Share = 0.25
    failed_humanitarian: Share = 0.08


class Amnesty(Rule, frozen=True, kw_only=True):
    """When a next government would keep its word to the covered class, and what stands behind it."""

    resistance: Share = 0.25
    breadth_weight: Share = 0.2
    overthrow_weight: Share = 0.8
    monitor_weight: Share = 0.25
    public_temptation: Share = 0.42
    crimes_gain: Share = 0.50
    slope: Annotated[float, Meta(gt=0, le=30)] = 8.0
    monitor_spoil: Share = 0.5
    worth: Share = 0.4
    backing: dict[Role, Share] = msgspec.field(
        default_factory=lambda: {"opposition": 0.4, "us": 0.3, "region": 0.3}
    )


class Exile(Rule, frozen=True, kw_only=True):
    """What safe conduct is made of."""

    host_base: Share = 0.25
    guarantee_weight: Share = 0.75
    monitor_base: Share = 0.9
    monitor_weight: Share = 0.1
    monitor_scale: Annotated[float, Meta(gt=0, le=1)] = 0.6
    betrayed: Share = 0.8


class Coalition(Rule, frozen=True, kw_only=True):
    """The officers' game, the leadership's defences and the regime's strength."""

    drift: Share = 0.03
    rally_kept: Share = 0.75
    rally_gain: Share = 0.025
    rally_cost: Points = 0.6
    rally_most: Share = 0.4
    patrons_weight: Share = 0.13
    sanctions_weight: Share = 0.10
    pressure_weight: Share = 0.10
    sanctions_bite: Share = 0.35
    co_opt_rents: Share = 0.25
    loyal_base: Annotated[float, Meta(ge=0, le=5)] = 1.25
    purge_fear: Share = 0.5
    covered_gain: Share = 0.6
    exposed_loss: Share = 0.5
    defect_base: Annotated[float, Meta(ge=-2, le=2)] = 0.3
    pressure_gain: Share = 0.7
    dose: Share = 0.5
    fades: Share = 0.5
    purge_cohesion: Share = 0.008
    co_opt_cost: Points = 1.0
    lost_share: Share = 0.10
    coup_scale: Share = 0.5
    coup_spread: Annotated[float, Meta(gt=0, le=1)] = 0.13
    stand_down: Share = 0.04
    refuse_orders: Share = 0.03
    mobilise: Share = 0.015
    repress: Share = 0.02


class Oversight(Rule, frozen=True, kw_only=True):
    """Incidents at sea, legal exposure, and the clock of the war-powers act."""

    incident_defer: Share = 0.16
    incident_oversight: Share = 0.10
    incident_restrict: Share = 0.06
    kept: Share = 0.95
    incident_weight: Share = 0.12
    briefing: Share = 0.06
    clock_days: Annotated[int, Meta(ge=1, le=365)] = 60
    clock_extension: Annotated[int, Meta(ge=0, le=365)] = 30
    clock_legal: Share = 0.04


class World(Rule, frozen=True, kw_only=True):
    """Sanctions, patrons, region and suffering: steps of the orders that move them."""

    sanctions_step: Share = 0.10
    patrons_step: Share = 0.10
    patrons_fade: Share = 0.97
    monitors_level: Share = 0.60
    mediation_monitors: Share = 0.15
    mediation_ceiling: Share = 0.40
    region_step: Annotated[float, Meta(ge=0, le=2)] = 0.5
    suffering_sanctions: Share = 0.02
    suffering_mobilised: Share = 0.01
    suffering_repressed: Share = 0.03
    suffering_strike: Share = 0.06
    suffering_kept: Share = 0.99
    prisoners_relief: Share = 0.04


class DayAfterRules(Rule, frozen=True, kw_only=True):
    """The turns after a transition: who resists a breach, and the risk that the country comes apart."""

    turns: Annotated[int, Meta(ge=1, le=3)] = 2
    prosecution: Share = 0.9
    stake: Share = 0.8
    resist_cost: Share = 0.10
    conflict: Share = 0.03
    conflict_collapse: Annotated[float, Meta(ge=1, le=5)] = 2.5


class Ledger(Rule, frozen=True, kw_only=True):
    """Rates at which a resolved and an unresolved issuer do as they said, and the belief at the start."""

    promise_prior: Share = 0.5
    promise_resolved: Share = 0.85
    promise_unresolved: Share = 0.55
    threat_prior: Share = 0.5
    threat_resolved: Share = 0.75
    threat_unresolved: Share = 0.35
    priors: dict[str, Share] = msgspec.field(default_factory=dict)


class Costs(Rule, frozen=True, kw_only=True):
    """What the path costs each seat, in payoff points."""

    audience: Points = 60.0
    stranded: Points = 3.0
    upkeep: Points = 10.0
    legal: Points = 20.0
    strike: Points = 6.0
    guarantee: Points = 1.0
    justice: Points = 30.0
    justice_untried: Points = 6.0
    crimes: Points = 6.0
    office: Points = 4.0
    cells: Points = 60.0
    congress_legal: Points = 30.0
    congress_strike: dict[Posture, Points] = msgspec.field(
        default_factory=lambda: {"defer": 26.0, "oversight": 14.0, "restrict": 8.0}
    )
    congress_deferring: Points = 18.0
    congress_deferring_above: Share = 0.45
    humanitarian: Points = 30.0
    mediation: Points = 0.5
    support: Points = 1.0
    brokered: Points = 28.0
    conflict: Points = 15.0


class Parameters(Rule, frozen=True, kw_only=True):
    """Every judgement of the model, by mechanism."""

    coercion: Coercion = Coercion()
    amnesty: Amnesty = Amnesty()
    exile: Exile = Exile()
    coalition: Coalition = Coalition()
    oversight: Oversight = Oversight()
    world: World = World()
    day_after: DayAfterRules = DayAfterRules()
    ledger: Ledger = Ledger()
    costs: Costs = Costs()


class Payoff(Rule, frozen=True, kw_only=True):
    """What an end is worth to a role: fixed, plus exile·E, plus covered·q, plus exposed·(1−q). Points."""

    fixed: Points = 0.0
    exile: Points = 0.0
    covered: Points = 0.0
    exposed: Points = 0.0


class EndRule(Rule, frozen=True, kw_only=True):
    """An end of the round: its name, its sentence, and what it is worth to each role."""

    name: Text
    text: Text
    us_resolved: Payoff
    us_unresolved: Payoff
    opposition: Payoff
    leadership: Payoff
    officer: Payoff
    congress: Payoff
    region: Payoff
    patrons: Payoff


class PrivateText(Rule, frozen=True, kw_only=True):
    """A sentence for a private fact: shown to the seat whose fact `name` is `value`."""

    fact: Name
    value: bool
    text: Text


class RoleRule(Rule, frozen=True, kw_only=True):
    """A role: what it is called, what it wants, and its brief (paragraphs parted by an empty line)."""

    role: Role
    name: Text
    goal: Text
    brief: Text
    secrets: list[PrivateText] = []


class OrderRule(Rule, frozen=True, kw_only=True):
    """An order of a role's menu. `revealed`: whether the turn's report shows it to all; `threat`: whether it can be
    threatened with."""

    kind: Name
    role: Role
    slot: Slot
    name: Text
    hint: Text
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
    """One scenario, whole. `periods`: how many periods of two weeks a turn lasts."""

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
    ends: dict[End, EndRule]
    lessons: list[Lesson] = []
    digest: str = ""

    @cached_property
    def _roles(self) -> dict[str, RoleRule]:
        return {one.role: one for one in self.roles}

    @cached_property
    def _orders(self) -> dict[tuple[str, str], OrderRule]:
        return {(one.role, one.kind): one for one in self.orders}

    @cached_property
    def _undertakings(self) -> dict[str, UndertakingRule]:
        return {one.kind: one for one in self.undertakings}

    @cached_property
    def _powers(self) -> dict[str, Powers]:
        return {role: _powers_of(self, role) for role in ROLES}

    def powers(self, role: str) -> Powers:
        """What is in a role's power."""
        return self._powers[role]

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
        return next((one for one in self.hosts if one.id == host), None)


def _powers_of(scenario: Scenario, role: Role) -> Powers:
    own = [rule for rule in scenario.undertakings if role in rule.roles]
    return Powers(
        gives=tuple(rule.kind for rule in own),
        demandable=tuple(rule.kind for rule in own if rule.demandable),
        actions=tuple(rule.kind for rule in scenario.orders if rule.threat and rule.role == role),
        hosts=tuple(host.id for host in scenario.hosts if role in host.offered_by),
    )

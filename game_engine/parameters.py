"""The numbers of a scenario: how the world starts, how private facts are drawn, every judgement of the model.

Shares are in [0, 1]; path costs in points (0–100); hazards are for one period of two weeks.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from game_engine.vocabulary import Posture, Role

Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Points = Annotated[float, Meta(ge=-200.0, le=200.0)]
Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The root of the scenario's types: frozen and strict."""


class Start(Rule, frozen=True, kw_only=True):
    """The board on the first morning. `ultimatum` is the turn by which a public one, already made, falls due; `signers`
    the roles whose names stand under the amnesty, and `backing` what those names together are worth."""

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
    signers: list[Role] = msgspec.field(default_factory=lambda: ["opposition"])
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
        default_factory=lambda: {"opposition": 0.4, "coercer": 0.3, "region": 0.3}
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
    threat_rally: Share = 0.025
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
    """Incidents where forces are, legal exposure, and the clock of war powers."""

    incident_defer: Share = 0.16
    incident_oversight: Share = 0.10
    incident_restrict: Share = 0.06
    kept: Share = 0.95
    incident_weight: Share = 0.12
    unlawful: Share = 0.5
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
    suffering_conflict: Share = 0.15
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


class Prior(Rule, frozen=True, kw_only=True):
    """What is believed of a role's words at the start, if it differs from the common belief."""

    promise: Share | None = None
    threat: Share | None = None


class Ledger(Rule, frozen=True, kw_only=True):
    """Rates at which a resolved and an unresolved issuer keep their word, and the belief at the start."""

    promise_prior: Share = 0.5
    promise_resolved: Share = 0.85
    promise_unresolved: Share = 0.55
    threat_prior: Share = 0.5
    threat_resolved: Share = 0.75
    threat_unresolved: Share = 0.35
    priors: dict[Role, Prior] = msgspec.field(default_factory=dict)


class Costs(Rule, frozen=True, kw_only=True):
    """What the path costs each seat, in payoff points."""

    audience: Points = 60.0
    lesser_lapse: Share = 0.25
    stranded: Points = 3.0
    upkeep: Points = 10.0
    legal: Points = 20.0
    strike: Points = 6.0
    guarantee: Points = 1.0
    justice: Points = 30.0
    justice_untried: Points = 6.0
    crimes: Points = 6.0
    resisted: Points = 5.0
    overthrown: Points = 20.0
    office: Points = 4.0
    cells: Points = 60.0
    legislature_legal: Points = 30.0
    legislature_strike: dict[Posture, Points] = msgspec.field(
        default_factory=lambda: {"defer": 26.0, "oversight": 14.0, "restrict": 8.0}
    )
    legislature_deferring: Points = 18.0
    legislature_deferring_above: Share = 0.45
    humanitarian: Points = 30.0
    mediation: Points = 0.5
    support: Points = 1.0
    overreach: Points = 10.0
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

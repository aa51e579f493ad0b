"""What a board implies: the probabilities and thresholds that every later step, view and player reasons with.

All are public inferences (from public tracks and the public guess of the temptation) but `strength`, which needs the
secret cohesion. One place computes them, so that a page, a bot and the resolution can never disagree.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from game_engine.mechanisms import amnesty, coercion, coordination, exile, region
from game_engine.memory import Latest
from game_engine.rounding import six
from game_engine.scenario import Scenario
from game_engine.state import Board, Commitment, Readings
from game_engine.vocabulary import SeatId


class Formulas:
    """The mechanisms with the weights of a scenario put in, as functions of the numbers of a board.

    The weights are the same on every board, and a single turn asks about dozens: so they are read once (see formulas).
    """

    def __init__(self, scenario: Scenario) -> None:
        self.periods = float(scenario.periods)
        self.roles = {seat: scenario.role_of(seat) for seat in scenario.seats(scenario.officers.most)}
        pressure, coalition = scenario.parameters.coercion, scenario.parameters.coalition
        self.value_resolved = pressure.value_resolved
        self.value_unresolved = pressure.value_unresolved
        self.success_base = pressure.success_base
        self.success_slope = pressure.success_slope
        self.audience_base = pressure.audience_base
        self.audience_slope = pressure.audience_slope
        self.strike_precision = pressure.slope
        self.strike_cost = pressure.strike_fixed_cost
        self.strike_failure = pressure.failure_cost
        self.legal_weight = pressure.legal_weight
        self.restricted_legal = pressure.restricted_legal
        self.calm = pressure.hold_value
        self.upkeep = pressure.upkeep
        self.least_buildup = pressure.least_buildup
        self.patrons_weight = coalition.patrons_weight
        self.sanctions_weight = coalition.sanctions_weight
        self.pressure_weight = coalition.pressure_weight
        self.sanctions_bite = coalition.sanctions_bite
        self.co_opt_rents = coalition.co_opt_rents
        self.loyal_base = coalition.loyal_base
        self.purge_fear = coalition.purge_fear
        self.covered_gain = coalition.covered_gain
        self.exposed_loss = coalition.exposed_loss
        self.defect_base = coalition.defect_base
        self.pressure_gain = coalition.pressure_gain
        promise, refuge = scenario.parameters.amnesty, scenario.parameters.exile
        self.breadth_weight = promise.breadth_weight
        self.overthrow_weight = promise.overthrow_weight
        self.monitor_weight = promise.monitor_weight
        self.monitor_spoil = promise.monitor_spoil
        self.resistance = promise.resistance
        self.crimes_gain = promise.crimes_gain
        self.honour_precision = promise.slope
        self.temptation = promise.public_temptation
        self.host_base = refuge.host_base
        self.guarantee_weight = refuge.guarantee_weight
        self.monitor_base = refuge.monitor_base
        self.monitored_weight = refuge.monitor_weight
        self.monitor_scale = refuge.monitor_scale
        self.betrayed = refuge.betrayed

    def strength(
        self,
        cohesion: float,
        rally: float,
        patrons: float,
        sanctions: float,
        credibility: float,
        buildup: float,
    ) -> float:
        """θ, the regime's strength."""
        return coordination.strength(
            cohesion,
            rally,
            patrons,
            sanctions,
            credibility,
            buildup,
            patrons_weight=self.patrons_weight,
            sanctions_weight=self.sanctions_weight,
            threat_weight=self.pressure_weight,
        )

    def honour(
        self, temptation: float, breadth: float, monitors: float, legal: float, *, crimes: bool
    ) -> float:
        """c_A, the chance that an amnesty would be honoured by a government with that temptation."""
        cost = amnesty.breach_cost(
            breadth,
            amnesty.effective_monitors(monitors, legal, spoiling=self.monitor_spoil),
            stain=self.breadth_weight,
            overthrow_loss=self.overthrow_weight,
            monitor_loss=self.monitor_weight,
            resistance=self.resistance,
        )
        gain = amnesty.breach_gain(temptation, crimes=crimes, crimes_gain=self.crimes_gain)
        return amnesty.honour_probability(cost, gain, precision=self.honour_precision)

    def safety(
        self, quality: float, guarantee: float, monitors: float, legal: float, distrust: float
    ) -> float:
        """σ_E, how safe exile would be in a host country of that quality."""
        return exile.safety(
            quality,
            guarantee,
            amnesty.effective_monitors(monitors, legal, spoiling=self.monitor_spoil),
            distrust,
            unguaranteed=self.host_base,
            guaranteed=self.guarantee_weight,
            unmonitored=self.monitor_base,
            monitored=self.monitored_weight,
            full_monitors=self.monitor_scale,
        )

    def exile_worth(self, safety: float, exile_value: float) -> float:
        """E, what exile is worth at that safety."""
        return exile.worth(safety, exile_value, betrayed=self.betrayed)

    def worths(
        self, protection: float, buildup: float, sanctions: float, co_opt: float, purge: float
    ) -> tuple[float, float]:
        """v₀ and v₁, what staying and moving are worth to an officer."""
        loyal = coordination.v_loyal(
            sanctions,
            co_opt,
            purge,
            sanctions_bite=self.sanctions_bite,
            coopt_rents=self.co_opt_rents,
            failed_defection=self.loyal_base,
            purge_fear=self.purge_fear,
        )
        defect = coordination.v_defect(
            protection,
            buildup,
            amnestied=self.covered_gain,
            prosecuted=self.exposed_loss,
            standing=self.defect_base,
            spared=self.pressure_gain,
        )
        return loyal, defect

    def success(self, buildup: float) -> float:
        """p_s, the chance that a strike removes the leader."""
        return coercion.success(buildup, base=self.success_base, slope=self.success_slope)

    def audience(self, buildup: float) -> float:
        """a, what a public ultimatum that lapses costs."""
        return coercion.audience_cost(buildup, base=self.audience_base, slope=self.audience_slope)

    def strike_rate(
        self, buildup: float, legal: float, *, restricted: bool, resolved: bool, deadline: bool
    ) -> float:
        """λ over a whole turn."""
        rate = coercion.strike_probability(
            self.value_resolved if resolved else self.value_unresolved,
            buildup,
            legal=legal,
            deadline=deadline,
            restricted=restricted,
            success_chance=self.success(buildup),
            audience=self.audience(buildup),
            precision=self.strike_precision,
            legal_weight=self.legal_weight,
            restricted_weight=self.restricted_legal,
            cost=self.strike_cost,
            failure=self.strike_failure,
            calm=self.calm,
            upkeep_rate=self.upkeep,
            least_buildup=self.least_buildup,
        )
        return coercion.over_periods(rate, self.periods)


_FORMULAS: Final[Latest[Formulas]] = Latest(Formulas)


def formulas(scenario: Scenario) -> Formulas:
    """The mechanisms with the weights of that scenario."""
    return _FORMULAS.recall(scenario)


def strength(scenario: Scenario, board: Board, cohesion: float) -> float:
    """θ, the regime's strength, for a given cohesion K."""
    return formulas(scenario).strength(
        cohesion, board.rally, board.patrons, board.sanctions, board.credibility, board.buildup
    )


def honour(scenario: Scenario, board: Board, temptation: float) -> float:
    """c_A, the chance that the amnesty on the table would be honoured by a government with that temptation."""
    return formulas(scenario).honour(
        temptation, board.breadth, board.monitors, board.legal, crimes=board.crimes
    )


def backing(scenario: Scenario, signers: tuple[SeatId, ...]) -> float:
    """ν, how well a promise that these seats have signed is backed.

    What the scenario says of its first morning is what the names under the law of that morning are worth, be that more
    or less than their signatures weigh; more names only add to it, and a name that goes takes it away.
    """
    role_of, start = formulas(scenario).roles, scenario.start
    roles = {role_of[seat] for seat in signers}
    first = start.breadth > 0.0 and roles.issuperset(start.signers)
    if first and len(roles) == len(start.signers):
        return start.backing
    joint = region.joint_backing(roles, weights=scenario.parameters.amnesty.backing)
    return max(joint, start.backing) if first else joint


def safety(scenario: Scenario, board: Board, distrust: float = 0.0) -> float:
    """σ_E, how safe exile would be; 0 while no host is open."""
    if board.host is None:
        return 0.0
    return formulas(scenario).safety(
        board.host_quality, board.guarantee, board.monitors, board.legal, distrust
    )


def exile_worth(scenario: Scenario, board: Board, exile_value: float, distrust: float) -> float:
    """E, what exile on the terms of this board is worth to a leader of that taste; with no host it is a trap."""
    return formulas(scenario).exile_worth(safety(scenario, board, distrust), exile_value)


def strike_rate(scenario: Scenario, board: Board, *, resolved: bool, deadline: bool) -> float:
    """λ over a whole turn for a resolved or an unresolved coercer; higher when a public ultimatum falls due."""
    restricted = board.posture == "restrict"
    return formulas(scenario).strike_rate(
        board.buildup, board.legal, restricted=restricted, resolved=resolved, deadline=deadline
    )


def strike_rates(scenario: Scenario, board: Board, *, deadline: bool) -> tuple[float, float]:
    """(λ_R, λ_U): strike_rate of a resolved and of an unresolved coercer."""
    return (
        strike_rate(scenario, board, resolved=True, deadline=deadline),
        strike_rate(scenario, board, resolved=False, deadline=deadline),
    )


def is_ultimatum(scenario: Scenario, commitment: Commitment) -> bool:
    """Whether a commitment is a public threat of a strike that stakes something.

    It is made to the leadership, whom a strike would hit, and demands more than doing nothing. Otherwise others could
    meet a demand to oblige, and make a day of reckoning that costs nobody anything.
    """
    if commitment.kind != "threat" or not commitment.public or commitment.action != "strike":
        return False
    demand = scenario.undertaking_rule(commitment.demand or "")
    if demand is None or demand.how in ("abstain", "loyal"):
        return False
    role_of = formulas(scenario).roles
    for seat in commitment.to:  # noqa: SIM110
        if role_of[seat] == "leadership":
            return True
    return False


def success(scenario: Scenario, board: Board) -> float:
    """p_s, the chance that a strike removes the leader."""
    return formulas(scenario).success(board.buildup)


def audience(scenario: Scenario, board: Board) -> float:
    """a, what a public ultimatum that lapses today costs (share; times 60 in points)."""
    return formulas(scenario).audience(board.buildup)


def officer_worths(scenario: Scenario, board: Board, protection: float) -> tuple[float, float]:
    """v₀ and v₁, what staying and moving are worth to an officer who would be protected with chance q."""
    return formulas(scenario).worths(protection, board.buildup, board.sanctions, board.co_opt, board.purge)


def dominance(scenario: Scenario, board: Board, protection: float) -> float:
    """κ for an officer who would be protected with chance q (0 for one whom the amnesty does not cover)."""
    return coordination.risk_dominance(*officer_worths(scenario, board, protection))


def read(scenario: Scenario, board: Board, *, deadline: bool) -> Readings:
    """Every reading of a board; `deadline`: whether a public ultimatum falls due this turn."""
    kept = honour(scenario, board, formulas(scenario).temptation)
    protection = amnesty.protection(board.backing, board.breadth, kept)
    resolved = strike_rate(scenario, board, resolved=True, deadline=deadline)
    unresolved = strike_rate(scenario, board, resolved=False, deadline=deadline)
    chance = success(scenario, board)
    hazard = coercion.hazard(board.credibility, resolved, unresolved, chance)
    kappa = dominance(scenario, board, protection)
    return Readings(
        honour=kept,
        protection=protection,
        safety=safety(scenario, board),
        strike_resolved=resolved,
        strike_unresolved=unresolved,
        success=chance,
        hazard=hazard,
        risk_dominance=kappa,
        tipping=coordination.tipping(kappa, hazard),
        strength=strength(scenario, board, board.cohesion),
    )


_NUMBERS = tuple(name for name, kind in Board.__annotations__.items() if kind == "float")


def rounded_board(board: Board) -> Board:
    """The same board with every number at six decimals."""
    return replace(board, **{name: six(getattr(board, name)) for name in _NUMBERS})


def rounded_readings(readings: Readings) -> Readings:
    """The same readings at six decimals."""
    return Readings(*[six(getattr(readings, name)) for name in readings.__struct_fields__])

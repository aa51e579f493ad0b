"""A threat of force works through the chance that it is carried out, and that chance through who makes it.

A resolved and an unresolved government strike at different rates, each by a logit choice between striking
and holding; a deadline adds to holding the cost of an audience that heard the ultimatum.

Sources: Schelling (1966), Arms and Influence; Fearon (1994), Domestic Political Audiences and the
Escalation of International Disputes, American Political Science Review 88; Fearon (1997), Signaling Foreign
Policy Interests: Tying Hands versus Sinking Costs, Journal of Conflict Resolution 41; McKelvey and Palfrey
(1998), Quantal Response Equilibria for Extensive Form Games, Experimental Economics 1 (the logit rule). The
hazard h and the belief that it needs are our own arithmetic.

Units: build-up B in [0, 4]; values and costs as shares of the status quo's worth; probabilities a turn.

Theory: two types whom the other side cannot tell apart; belief that moves by Bayes; a deadline that matters
only because a cost falls due on it (there is no bonus for one); words that are believed only with force
behind them.

Judgement: all numbers: what removal is worth to each type (.75, .10), the price of a strike and of its
failure, the chance that one succeeds (.35 + .12 B), the precision 6, and how strongly an ultimatum (1.25)
or a draw-down (.35) speaks.
"""

from math import inf, pow

from game_engine.mechanisms.credibility import after_broken, odds_times
from game_engine.mechanisms.curves import clip, logistic

__all__ = [
    "after_draw_down",
    "after_quiet_turn",
    "after_ultimatum",
    "audience_cost",
    "belief_needed",
    "hazard",
    "hold_utility",
    "odds_times",
    "over_periods",
    "strike_probability",
    "strike_utility",
    "success",
    "upkeep",
]


def success(buildup: float, *, base: float = 0.35, slope: float = 0.12) -> float:
    """Return p_s = .35 + .12 B, the chance that a strike removes the leader, clipped to [0, 1]."""
    return clip(base + slope * buildup)


def audience_cost(buildup: float, *, base: float = 0.20, slope: float = 0.06) -> float:
    """Return a = .20 + .06 B, what a public ultimatum that lapses costs its issuer."""
    return base + slope * buildup


def upkeep(buildup: float, *, rate: float = 0.03) -> float:
    """Return what a turn of holding the build-up costs: .03 B."""
    return rate * buildup


def strike_utility(
    value: float,
    success_chance: float,
    *,
    legal: float,
    legal_weight: float = 0.5,
    cost: float = 0.25,
    failure: float = 0.5,
) -> float:
    """Return u_strike = p_s v − .5 L − .25 − .5 (1 − p_s), for a government that values removal at v."""
    return success_chance * value - legal_weight * legal - cost - failure * (1.0 - success_chance)


def hold_utility(
    buildup: float, *, audience: float = 0.0, calm: float = 0.50, upkeep_rate: float = 0.03
) -> float:
    """Return u_hold = .50 − .03 B − a, with a the audience cost due this turn (0 when nothing lapses)."""
    return calm - upkeep_rate * buildup - audience


def strike_probability(  # noqa: PLR0913
    value: float,
    buildup: float,
    *,
    legal: float,
    deadline: bool = False,
    restricted: bool = False,
    success_chance: float | None = None,
    audience: float | None = None,
    precision: float = 6.0,
    legal_weight: float = 0.5,
    restricted_weight: float = 0.3,
    cost: float = 0.25,
    failure: float = 0.5,
    calm: float = 0.50,
    upkeep_rate: float = 0.03,
    least_buildup: float = 2.0,
) -> float:
    """Return λ = σ(6 (u_strike − u_hold)), a government's chance of striking this turn; 0 when B < 2.

    value is v, .75 to a resolved government and .10 to an unresolved one. On a deadline holding costs
    audience more (audience_cost(buildup) unless given). While the legislature restricts, legal exposure
    weighs .3 more (.8 L). success_chance is success(buildup) unless given.
    """
    if buildup < least_buildup:
        return 0.0
    strike = strike_utility(
        value,
        success(buildup) if success_chance is None else success_chance,
        legal=legal,
        legal_weight=legal_weight + restricted_weight if restricted else legal_weight,
        cost=cost,
        failure=failure,
    )
    due = (audience_cost(buildup) if audience is None else audience) if deadline else 0.0
    return logistic(
        precision * (strike - hold_utility(buildup, audience=due, calm=calm, upkeep_rate=upkeep_rate))
    )


def hazard(credibility: float, rate_resolved: float, rate_unresolved: float, success: float) -> float:
    """Return h = [μ λ_R + (1 − μ) λ_U] p_s, the public's chance that force removes the leader this turn."""
    return (credibility * rate_resolved + (1.0 - credibility) * rate_unresolved) * success


def belief_needed(
    hazard_needed: float, rate_resolved: float, rate_unresolved: float, success: float
) -> float:
    """Return the belief μ at which the hazard is hazard_needed: (h/p_s − λ_U)/(λ_R − λ_U), the inverse of hazard.

    0 where even an unresolved government is threat enough, ∞ where not even a resolved one is.
    """
    needed = hazard_needed / success if success > 0.0 else inf
    if needed <= rate_unresolved:
        return 0.0
    if needed > rate_resolved:
        return inf
    return (needed - rate_unresolved) / (rate_resolved - rate_unresolved)


def after_quiet_turn(credibility: float, rate_resolved: float, rate_unresolved: float) -> float:
    """Return μ after a turn without a strike: μ(1−λ_R) / [μ(1−λ_R) + (1−μ)(1−λ_U)]."""
    return after_broken(credibility, rate_resolved, rate_unresolved)


def after_ultimatum(
    credibility: float, buildup: float, *, ratio: float = 1.25, least_buildup: float = 2.0
) -> float:
    """Return μ after a public ultimatum: odds × 1.25 with B ≥ 2 behind it, unmoved with less."""
    return odds_times(credibility, ratio) if buildup >= least_buildup else credibility


def after_draw_down(credibility: float, *, ratio: float = 0.35) -> float:
    """Return μ after the build-up was lowered: odds × .35."""
    return odds_times(credibility, ratio)


def over_periods(probability: float, periods: float) -> float:
    """Return the chance of at least one event in several periods: 1 − (1 − p)ⁿ."""
    return 1.0 - pow(1.0 - probability, periods)

"""Officers defect when each expects enough others to: a coup is a coordination game played in the dark.

Each sees the regime's strength with a little noise of his own, which leaves one equilibrium, a cutoff: the
regime falls where its strength is under θ* = 1 − κ, raised when force may remove it anyway.

Sources: Carlsson and van Damme (1993), Global Games and Equilibrium Selection, Econometrica 61; Morris and
Shin (1998), Unique Equilibrium in a Model of Self-Fulfilling Currency Attacks, American Economic Review 88,
and (2003), Global Games: Theory and Applications; Angeletos, Hellwig and Pavan (2007), Dynamic Global Games
of Regime Change, Econometrica 75 (regime change, and public news); Harsanyi and Selten (1988), A General
Theory of Equilibrium Selection in Games (risk dominance); Geddes (1999), What Do We Know about
Democratization after Twenty Years?, Annual Review of Political Science 2 (officers as coordinators); Singh
(2014), Seizing Power: The Strategic Logic of Military Coups.

Units: strength θ and cohesion K about [0, 1.2], compared with the share of cells that defect; values of
staying and leaving on the scale where ruling undisturbed is 1; κ and θ* in [0, 1].

Theory: the cutoff, θ* = 1 − κ whatever the noise, its form with public news, the mixed equilibria. The cutoff
is a result for a continuum: very many players, each of no weight alone, who know nothing of the strength
beforehand. The officers of a round are few and weigh much, so that for them it is a yardstick and no
equilibrium. The form with a hazard, (1 − κ)/(1 − h), is our own step: success comes with h anyway, so that the
others have to add only the rest.

Judgement: what strength, staying and leaving are made of, and every weight in them; the size and spread of
the coup hazard (.5, .13); the shock of losing the leader (.22).
"""

from math import comb, inf, pi, sqrt

from game_engine.mechanisms.curves import FULL_BUILDUP, crossing, normal_below, normal_quantile
from game_engine.rounding import added


def strength(  # noqa: PLR0913
    cohesion: float,
    rally: float,
    patrons: float,
    sanctions: float,
    credibility: float,
    buildup: float,
    *,
    patrons_weight: float = 0.13,
    sanctions_weight: float = 0.10,
    threat_weight: float = 0.10,
) -> float:
    """Return θ = K + rally + .13 P − .10 S − .10 μ B/4."""
    return (
        cohesion
        + rally
        + patrons_weight * patrons
        - sanctions_weight * sanctions
        - threat_weight * credibility * buildup / FULL_BUILDUP
    )


def v_loyal(  # noqa: PLR0913
    sanctions: float,
    coopt: float = 0.0,
    purge: float = 0.0,
    *,
    sanctions_bite: float = 0.35,
    coopt_rents: float = 0.25,
    failed_defection: float = 1.25,
    purge_fear: float = 0.5,
) -> float:
    """Return v₀ = (1 − .35 S)(1 + .25 coopt) + 1.25 + .5 purge: rents, and the price of failure.

    coopt and purge are how hard the leadership does each, in [0, 1].
    """
    rents = (1.0 - sanctions_bite * sanctions) * (1.0 + coopt_rents * coopt)
    return rents + failed_defection + purge_fear * purge


def v_defect(
    protection: float,
    buildup: float,
    *,
    amnestied: float = 0.6,
    prosecuted: float = 0.5,
    standing: float = 0.3,
    spared: float = 0.7,
) -> float:
    """Return v₁ = .6 q − .5 (1 − q) + .3 + .7 B/4: life after, standing, and the strike spared."""
    life_after = amnestied * protection - prosecuted * (1.0 - protection)
    return life_after + standing + spared * buildup / FULL_BUILDUP


def risk_dominance(loyal: float, defect: float) -> float:
    """Return κ = v₀ / (v₀ + v₁), the chance of success that makes an officer indifferent; 1 when v₁ ≤ 0."""
    if defect <= 0.0:
        return 1.0
    return loyal / (loyal + defect) if loyal > 0.0 else 0.0


def tipping(kappa: float, hazard: float) -> float:
    """Return θ* = min{1, (1 − κ)/(1 − h)}: the regime falls where its strength is less; 1 when h ≥ κ."""
    return 1.0 if hazard >= kappa else (1.0 - kappa) / (1.0 - hazard)


def cutoff(theta_star: float, noise: float = 0.08) -> float:
    """Return x* = θ* + σ Φ⁻¹(θ*): an officer who sees less than this defects (−∞ never, ∞ always)."""
    quantile = normal_quantile(theta_star)
    return quantile if abs(quantile) == inf else theta_star + noise * quantile


def coup_hazard(
    theta_star: float, strength: float, bias: float = 0.0, *, scale: float = 0.5, spread: float = 0.13
) -> float:
    """Return k = .5 Φ((θ* − θ − bias)/.13), a turn's chance of a coup as the leadership sees it."""
    return scale * normal_below((theta_star - strength - bias) / spread)


def falls(share: float, strength: float) -> bool:
    """Return whether the defection of this share of the cells brings the regime down: share ≥ θ."""
    return share >= strength


def after_failed_defection(cohesion: float, share: float, *, loss: float = 0.10) -> float:
    """Return K − .10 share, what is left of cohesion after a share of cells defected in vain."""
    return cohesion - loss * share


def collapses(strength: float, theta_star: float, *, shock: float = 0.22) -> bool:
    """Return whether the regime falls with its leader when force removes him: θ − .22 < θ*."""
    return strength - shock < theta_star


def enough_others(chance: float, needed: int, officers: int) -> float:
    """Return P[Binomial(n − 1, p) ≥ m − 1]: whether enough of the others defect for one more to make it m."""
    others = officers - 1
    reached = range(needed - 1, officers)
    return added([comb(others, k) * chance**k * (1.0 - chance) ** (others - k) for k in reached])


def mixed_defection(kappa: float, needed: int, officers: int) -> float:
    """Return the chance p with which each of n officers defects in the symmetric mixed equilibrium.

    It solves P[Binomial(n − 1, p) ≥ m − 1] = κ, m ≥ 2 being the number needed. Of two officers both needed, p = κ.
    """
    return crossing(lambda p: enough_others(p, needed, officers) - kappa, 0.0, 1.0)


def tipping_with_news(kappa: float, news: float, *, news_precision: float, own_precision: float) -> float:
    """Return θ* when all share a public signal z of precision α beside their own of precision β.

    It solves (α/√β)(θ* − z) − Φ⁻¹(θ*) = √(1 + α/β) Φ⁻¹(κ).
    Raises ValueError when α/√β > √(2π): the news is then so good that several equilibria remain.
    """
    slope = news_precision / sqrt(own_precision)
    if slope > sqrt(2.0 * pi):
        raise ValueError("public news is too precise for one equilibrium: α/√β must be at most √(2π)")
    shift = sqrt(1.0 + news_precision / own_precision) * normal_quantile(kappa)
    return crossing(lambda theta: normal_quantile(theta) - slope * (theta - news) + shift, 0.0, 1.0)

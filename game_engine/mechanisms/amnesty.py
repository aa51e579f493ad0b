"""An amnesty is kept only where breaking it costs more than it gains: a promise must enforce itself.

The cost of a breach is the stain on the new government, the chance that the betrayed class overthrows it,
which rises with how many are covered, and what monitors can withhold. Crimes against humanity raise the
gain.

Sources: Fearon (1995), Rationalist Explanations for War, International Organization 49 (the commitment
problem); Sutter (1995), Settling Old Scores: Potholes along the Transition from Authoritarian Rule, Journal
of Conflict Resolution 39; Weingast (1997), The Political Foundations of Democracy and the Rule of Law,
American Political Science Review 91; O'Donnell and Schmitter (1986), Transitions from Authoritarian Rule:
Tentative Conclusions; Tullock (1980), Efficient Rent Seeking (the contest in which π is the chance to win,
its exponent 2).

Units: breadth β, backing ν, monitors M and legal exposure L in [0, 1]; costs and gains as shares of the
status quo's worth. Thresholds are breadths in [0, 1], or ∞ where no breadth is enough.

Theory: that a promise to those who give up power must be in the interest of those who take it, that a
breach is deterred by those who would resist it, and that both make a threshold in how many are covered. The
thresholds β_r and β_h follow from the contest by algebra, which is our own.

Judgement: every weight (.2, .8, .25), the temptation .42 and the .50 that crimes add, the resistance s² =
.25, the precision 8 of the choice to honour, the half of monitoring that unlawful strikes spoil, and the .4
from which an amnesty counts as a pact.
"""

from math import inf, sqrt

from game_engine.mechanisms.curves import crossing, logistic


def overthrow(breadth: float, *, resistance: float = 0.25) -> float:
    """Return π = β² / (β² + s²), the chance that a betrayed class overthrows, with resistance s² (.25)."""
    square = breadth * breadth
    return square / (square + resistance)


def effective_monitors(monitors: float, legal: float, *, spoiling: float = 0.5) -> float:
    """Return M_eff = M (1 − .5 L): unlawful strikes spoil monitoring."""
    return monitors * (1.0 - spoiling * legal)


def breach_cost(
    breadth: float,
    effective_monitors: float,
    *,
    stain: float = 0.20,
    overthrow_loss: float = 0.80,
    monitor_loss: float = 0.25,
    resistance: float = 0.25,
) -> float:
    """Return what breaking the amnesty costs the new government: .2 β + .8 π + .25 M_eff."""
    return (
        stain * breadth
        + overthrow_loss * overthrow(breadth, resistance=resistance)
        + monitor_loss * effective_monitors
    )


def breach_gain(temptation: float = 0.42, *, crimes: bool = False, crimes_gain: float = 0.50) -> float:
    """Return what prosecuting gains: g, and .50 more when crimes against humanity are covered."""
    return temptation + crimes_gain if crimes else temptation


def honour_probability(cost: float, gain: float, *, precision: float = 8.0) -> float:
    """Return c_A = σ(8 (cost − gain)), the chance that the amnesty is honoured."""
    return logistic(precision * (cost - gain))


def protection(backing: float, breadth: float, honour: float) -> float:
    """Return q = ν β c_A, how safe an officer who takes the amnesty can feel."""
    return backing * breadth * honour


def worth_having(protection: float, *, least: float = 0.4) -> bool:
    """Return whether an amnesty protects enough to make a pact of a coup: ν β c_A ≥ .4."""
    return protection >= least


def resist_threshold(
    resist_cost: float = 0.10, *, exposure: float = 0.9, sentence: float = 0.80, resistance: float = 0.25
) -> float:
    """Return β_r = s √(k / (ρJ − k)), the breadth from which the betrayed class would resist.

    exposure ρ is the chance that a member is prosecuted, sentence J what that costs him, resist_cost k.
    """
    stake = exposure * sentence
    if stake <= resist_cost:
        return inf
    breadth = sqrt(resistance * resist_cost / (stake - resist_cost))
    return breadth if breadth <= 1.0 else inf


def honour_threshold(
    gain: float = 0.42,
    *,
    overthrow_loss: float = 0.80,
    stain: float = 0.20,
    monitor: float = 0.0,
    resistance: float = 0.25,
) -> float:
    """Return β_h, the breadth from which honouring beats a breach that is resisted.

    It solves f β + W π(β) + m = g; with f = m = 0 that is s √(g / (W − g)). monitor m is what monitors
    withhold.
    """

    def shortfall(breadth: float) -> float:
        return stain * breadth + overthrow_loss * overthrow(breadth, resistance=resistance) + monitor - gain

    if shortfall(0.0) >= 0.0:
        return 0.0
    return inf if shortfall(1.0) < 0.0 else crossing(shortfall, 0.0, 1.0)


def thresholds(  # noqa: PLR0913
    gain: float = 0.42,
    resist_cost: float = 0.10,
    *,
    overthrow_loss: float = 0.80,
    stain: float = 0.20,
    monitor: float = 0.0,
    exposure: float = 0.9,
    sentence: float = 0.80,
    resistance: float = 0.25,
) -> tuple[float, float]:
    """Return (β_r, β_h): from where a betrayed class resists, and from where honouring pays if it does."""
    return (
        resist_threshold(resist_cost, exposure=exposure, sentence=sentence, resistance=resistance),
        honour_threshold(
            gain, overthrow_loss=overthrow_loss, stain=stain, monitor=monitor, resistance=resistance
        ),
    )


def lasting_breadth(resist: float, honour: float) -> float:
    """Return β* = max(β_r, β_h), from where the amnesty holds; 0 where monitors alone suffice (β_h = 0)."""
    return 0.0 if honour <= 0.0 else max(resist, honour)

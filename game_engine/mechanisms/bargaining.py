"""A deal is taken where it beats the best alternative; patience and power split what it adds.

For a leader the alternative is to hold on, against the chance of being struck or overthrown; for two sides
with a surplus it is what each has without the other.

Sources: Fisher and Ury (1981), Getting to Yes (BATNA); Nash (1950), The Bargaining Problem, Econometrica
18; Rubinstein (1982), Perfect Equilibrium in a Bargaining Model, Econometrica 50; Binmore, Rubinstein and
Wolinsky (1986), The Nash Bargaining Solution in Economic Modelling, RAND Journal of Economics 17; Binmore,
Shaked and Sutton (1989), An Outside Option Experiment, Quarterly Journal of Economics 104. The thresholds
p* and h* are our own arithmetic: they are where a gamble, taken once or every turn, is worth no more than
leaving.

Units: any one utility scale; discounts in (0, 1); hazards are probabilities a turn; shares in [0, 1].

Theory: all of it.

Judgement: none here. What goes in when a scenario is looked at (which discount, whose points) is one, and
is named where it is done (`analysis.theory`).
"""


def static_risk(status_quo: float, exit_value: float, *, struck: float) -> float:
    """Return p* = (Q − E)/(Q − D), the chance of a strike above which leaving beats holding on."""
    return (status_quo - exit_value) / (status_quo - struck)


def hazard_needed(
    status_quo: float,
    exit_value: float,
    *,
    struck: float,
    discount: float,
    coup: float = 0.0,
    overthrown: float = 0.0,
) -> float:
    """Return h* = [(1−δ)(Q−E) − δ k (E−C)] / [δ (E−D)], the hazard at which holding on is worth E.

    coup k is the hazard of a coup and overthrown C what it leaves; negative where the coup alone is enough.
    """
    patience = (1.0 - discount) * (status_quo - exit_value)
    return (patience - discount * coup * (exit_value - overthrown)) / (discount * (exit_value - struck))


def holding_value(
    status_quo: float,
    hazard: float,
    *,
    struck: float,
    discount: float,
    coup: float = 0.0,
    overthrown: float = 0.0,
) -> float:
    """Return V = [(1−δ) Q + δ (h D + k C)] / [1 − δ (1 − h − k)], the worth of holding on for ever."""
    lost = discount * (hazard * struck + coup * overthrown)
    return ((1.0 - discount) * status_quo + lost) / (1.0 - discount * (1.0 - hazard - coup))


def nash_split(surplus: float, first: float, second: float, *, power: float = 0.5) -> float | None:
    """Return the first side's part d₁ + α (S − d₁ − d₂), or None where d₁ + d₂ > S."""
    left = surplus - first - second
    return None if left < 0.0 else first + power * left


def rubinstein(first_discount: float, second_discount: float) -> float:
    """Return the first proposer's share (1 − δ₂)/(1 − δ₁ δ₂). Raises ValueError if neither δ is under 1."""
    if first_discount >= 1.0 and second_discount >= 1.0:
        raise ValueError("one of the two must be impatient: a discount must be under 1")
    return (1.0 - second_discount) / (1.0 - first_discount * second_discount)


def rubinstein_limit(first_rate: float, second_rate: float) -> float:
    """Return the first side's share when offers follow at once: r₂/(r₁ + r₂), r being impatience."""
    return second_rate / (first_rate + second_rate)


def outside_option(first_discount: float, second_discount: float, *, option: float) -> float:
    """Return the responder's share when he may walk away to option: max{1 − Rubinstein's share, option}.

    An option worse than what bargaining gives changes nothing.
    """
    return max(1.0 - rubinstein(first_discount, second_discount), option)

"""A public ultimatum that lapses is paid for at home: hence it is believed, and hence it is a trap.

The cost is due only when the words were public and the deed did not follow, and grows with the force that
stood behind them. Sources: Fearon (1994), Domestic Political
Audiences and the Escalation of International Disputes, American Political Science Review 88; Schelling
(1966), Arms and Influence.

Units: a cost as a share of the status quo's worth; points on the 0–100 scale of payoffs.
"""

from game_engine.mechanisms.coercion import audience_cost


def lapse_cost(buildup: float, *, public: bool = True, base: float = 0.20, slope: float = 0.06) -> float:
    """Return what letting an ultimatum lapse costs: .20 + .06 B when it was public, else 0."""
    return audience_cost(buildup, base=base, slope=slope) if public else 0.0


def points(cost: float, *, worth: float = 60.0) -> float:
    """Return an audience cost in points of payoff: 60 a."""
    return worth * cost

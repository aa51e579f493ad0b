"""A public ultimatum that lapses is paid for at home: hence it is believed, and hence it is a trap.

The cost is due only when the words were public and the deed did not follow, and grows with the force that
stood behind them.

Sources: Fearon (1994), Domestic Political Audiences and the Escalation of International Disputes, American
Political Science Review 88; Schelling (1966), Arms and Influence. On how large the cost is they are silent,
and the record is disputed: Tomz (2007), Domestic Audience Costs in International Relations, International
Organization 61, finds it in experiments; Snyder and Borghard (2011), The Cost of Empty Threats: A Penny,
Not a Pound, American Political Science Review 105, hardly find it in history.

Units: a cost as a share of the status quo's worth; points on the 0–100 scale of payoffs.

Theory: that backing down in public costs more than never having spoken, and the more so the further things
had gone.

Judgement: its size (.20), its slope in the build-up (.06) and its price in points (60).
"""

from game_engine.mechanisms.coercion import audience_cost


def lapse_cost(buildup: float, *, public: bool = True, base: float = 0.20, slope: float = 0.06) -> float:
    """Return what letting an ultimatum lapse costs: .20 + .06 B when it was public, else 0."""
    return audience_cost(buildup, base=base, slope=slope) if public else 0.0


def points(cost: float, *, worth: float = 60.0) -> float:
    """Return an audience cost in points of payoff: 60 a."""
    return worth * cost

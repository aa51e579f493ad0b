"""Small games with known answers: a promise repeated, an inspection, an ultimatum among the fallible.

Each is solved in closed form or from its last move back.

Sources: Friedman (1971), A Non-cooperative Equilibrium for Supergames, Review of Economic Studies 38;
Avenhaus, von Stengel and Zamir (2002), Inspection Games, Handbook of Game Theory 3; McKelvey and Palfrey
(1995), Quantal Response Equilibria for Normal Form Games, Games and Economic Behavior 10, and (1998),
Quantal Response Equilibria for Extensive Form Games, Experimental Economics 1.

Units: utilities on any one scale, the precision λ of a logit choice in its inverse; probabilities in [0,
1].

Theory: all of it. The exile ultimatum's tree is our own; its solution is not.
"""

from typing import NamedTuple

from game_engine.mechanisms.coordination import enough_others
from game_engine.mechanisms.curves import crossing, logistic
from game_engine.mechanisms.trees import Choice, logit


class Inspection(NamedTuple):
    """How often one side audits and the other violates."""

    audit: float
    violate: float


class Ultimatum(NamedTuple):
    """How often exile is offered, is accepted when offered, and a strike follows a refusal."""

    offer: float
    accept: float
    strike: float


def patience_needed(kept: float, punished: float, *, gain: float) -> float:
    """Return δ* = g / (g + v_c − v_p), the discount from which a promise repeated for ever is kept.

    kept v_c is a turn's worth of cooperation, punished v_p of its breakdown, gain g of a breach today.
    """
    return gain / (gain + kept - punished)


def inspection(gain: float, penalty: float, *, cost: float, benefit: float) -> Inspection:
    """Return the mixed equilibrium of an inspection game: audit G/P, violate c/b.

    A violation gains G and, when audited, loses P of it; an audit costs c and is worth b when it finds one.
    """
    return Inspection(audit=gain / penalty, violate=cost / benefit)


def logit_inspection(
    gain: float, penalty: float, *, cost: float, benefit: float, precision: float
) -> Inspection:
    """Return the logit equilibrium of the same inspection game: violate σ(λ (G − aP)), audit σ(λ (v b − c)).

    There is one only, as audits follow violations and violations flee audits.
    """

    def audits(violate: float) -> float:
        return logit_choice(violate * benefit, cost, precision=precision)

    def surplus(violate: float) -> float:
        return violate - logit_choice(gain, audits(violate) * penalty, precision=precision)

    violate = crossing(surplus, 0.0, 1.0)
    return Inspection(audit=audits(violate), violate=violate)


def logit_choice(first: float, second: float, *, precision: float) -> float:
    """Return the chance of choosing the first of two utilities: σ(λ (u₁ − u₂))."""
    return logistic(precision * (first - second))


def logit_defection(
    benefit: float, danger: float, *, precision: float, needed: int = 2, officers: int = 2
) -> float:
    """Return the chance of defection in the logit equilibrium of n officers of whom m are needed.

    Defecting gains b where enough others do and loses d where not; staying gives 0: p = σ(λ (P b − (1 − P) d)), P
    being the chance that at least m − 1 of the others defect. Of several equilibria at high precision it is the one
    that grows out of a coin's toss: on the side of ½ where a coin's toss leaves a gain.
    """

    def surplus(p: float) -> float:
        joined = enough_others(p, needed, officers)
        return p - logit_choice(joined * benefit, (1.0 - joined) * danger, precision=precision)

    middle = surplus(0.5)
    if middle == 0.0:
        return 0.5
    return crossing(surplus, 0.0, 0.5) if middle > 0.0 else crossing(surplus, 0.5, 1.0)


def exile_game(
    audience: float,
    *,
    status_quo: tuple[float, float] = (0.0, 100.0),
    exile: tuple[float, float] = (60.0, 30.0),
    struck: tuple[float, float] = (-10.0, -60.0),
) -> Choice:
    """Return the tree of the exile ultimatum, the government being player 0 and the leadership 1.

    The government waits (status_quo) or offers; the leadership accepts (exile) or refuses; the government strikes
    (struck) or backs down at audience cost a, which leaves (its status quo − a, the leadership's).
    """
    down = (status_quo[0] - audience, status_quo[1])
    crisis = Choice("crisis", 0, {"strike": struck, "back down": down})
    return Choice(
        "start",
        0,
        {"wait": status_quo, "offer": Choice("answer", 1, {"accept": exile, "reject": crisis})},
    )


def exile_ultimatum(
    audience: float,
    *,
    precision: float,
    status_quo: tuple[float, float] = (0.0, 100.0),
    exile: tuple[float, float] = (60.0, 30.0),
    struck: tuple[float, float] = (-10.0, -60.0),
) -> Ultimatum:
    """Return the logit equilibrium of the exile ultimatum (exile_game), from its last move back."""
    tree = exile_game(audience, status_quo=status_quo, exile=exile, struck=struck)
    chances = logit(tree, precision=precision).chances
    return Ultimatum(chances["start"]["offer"], chances["answer"]["accept"], chances["crisis"]["strike"])

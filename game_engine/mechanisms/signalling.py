"""A build-up speaks only as far as a bluffer would not have paid for it.

Words that cost an audience tie hands; in equilibrium an unresolved government bluffs just as often as keeps
the other side indifferent, and a weak one fights early to be thought strong. Sources: Fearon (1994), American
Political Science Review 88; Fearon (1997), Signaling Foreign Policy Interests: Tying Hands versus Sinking
Costs, Journal of Conflict Resolution 41; Spence (1973), Job Market Signaling, Quarterly Journal of Economics
87; Kreps and Wilson (1982), Reputation and Imperfect Information, Journal of Economic Theory 27.

Units: beliefs in [0, 1]; values and costs on any one scale.
"""


def tied_to_strike(audience: float, strike: float) -> bool:
    """Return whether backing down at audience cost a is worse than a strike worth S: a > −S."""
    return audience > -strike


def bluff_probability(prior: float, threshold: float) -> float:
    """Return how often an unresolved government builds up: q(1−μ*) / [(1−q) μ*], and 1 where q ≥ μ*.

    prior q is the chance that it is resolved, threshold μ* the belief at which the other side concedes.
    """
    if prior >= threshold:
        return 1.0
    return prior * (1.0 - threshold) / ((1.0 - prior) * threshold)


def concede_probability(
    prior: float, threshold: float, *, stake: float, cost: float, audience: float
) -> float:
    """Return how often the other side concedes to a build-up: (k + a)/(V + a), and 1 where q ≥ μ*.

    stake V is what concession is worth to the builder, cost k what the build-up costs, audience a what
    backing down costs besides.
    """
    return 1.0 if prior >= threshold else (cost + audience) / (stake + audience)


def weak_fights(prior: float, bar: float, *, prize: float = 2.0) -> float:
    """Return how often a weak incumbent fights the first of two: p(1−b) / [(1−p) b], and 1 where p ≥ b.

    prior p is the chance that it is strong, bar b the belief from which an entrant stays out, prize a what a
    deterred entrant is worth when a fight costs 1. With a ≤ 1 it never fights: the prize is not worth the
    fight.
    """
    return bluff_probability(prior, bar) if prize > 1.0 else 0.0


def first_enters(prior: float, bar: float) -> bool:
    """Return whether the first of two entrants enters: p < b², as the chance to be fought is p/b below b."""
    return prior < bar * bar

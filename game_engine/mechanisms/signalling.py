"""A build-up speaks only as far as a bluffer would not have paid for it.

Words that cost an audience tie hands; in equilibrium an unresolved government bluffs just as often as keeps
the other side indifferent, and a weak one fights early to be thought strong.

Sources: Fearon (1994), Domestic Political Audiences and the Escalation of International Disputes, American
Political Science Review 88; Fearon (1997), Signaling Foreign Policy Interests: Tying Hands versus Sinking
Costs, Journal of Conflict Resolution 41; Spence (1973), Job Market Signaling, Quarterly Journal of
Economics 87; Kreps and Wilson (1982), Reputation and Imperfect Information, Journal of Economic Theory 27;
McKelvey and Palfrey (1998), Quantal Response Equilibria for Extensive Form Games, Experimental Economics 1.
The two-type build-up here is our own reduction: its two rates follow from two indifferences. Fearon (1997) has
many types, who choose how far to commit themselves, and finds that nobody bluffs; here how far is given, and the
unresolved bluff.

Units: beliefs in [0, 1]; values and costs on any one scale, the precision λ of a logit choice in its
inverse.

Theory: all of it.
"""

from __future__ import annotations

from typing import NamedTuple

from game_engine.mechanisms.credibility import log_odds_plus
from game_engine.mechanisms.curves import clip, crossing, log_logistic, logistic


class Crisis(NamedTuple):
    """What the two sides of a build-up have at stake, against 0 for the government that does nothing.

    A concession is worth stake V to the government, the build-up costs it cost k, backing down audience a besides; a
    strike is worth resolved or unresolved, by its type. The other side has status_quo undisturbed, conceded if it
    gives in, struck if it is hit.
    """

    stake: float
    cost: float
    audience: float
    resolved: float
    unresolved: float
    status_quo: float
    conceded: float
    struck: float


class Signals(NamedTuple):
    """How often each type builds up, the other side concedes to it, and each type strikes one that resisted."""

    resolved_builds: float
    unresolved_builds: float
    concedes: float
    resolved_strikes: float
    unresolved_strikes: float


class Reputation(NamedTuple):
    """Two challenges in a row: how often each comes, and how often the first is fought.

    enters is the first challenger, who knows nothing; the second has seen the first stay out (after_calm), be fought
    (after_fight) or be let in (after_peace).
    """

    enters: float
    strong_fights: float
    weak_fights: float
    after_calm: float
    after_fight: float
    after_peace: float


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


def concession_threshold(crisis: Crisis) -> float:
    """Return μ* = (Q − E)/(Q − D), the belief at which the other side gives in if only a resolved government strikes.

    0 or less where it gives in to anybody, 1 or more where it never does. Raises ZeroDivisionError where a strike is
    nothing to it.
    """
    return (crisis.status_quo - crisis.conceded) / (crisis.status_quo - crisis.struck)


def signals(prior: float, crisis: Crisis) -> Signals:
    """Return the sequential equilibrium of the build-up, its cost sunk and its audience cost the same for both types.

    It takes for granted that a resolved government strikes where it was defied and an unresolved one does not.
    """
    threshold = concession_threshold(crisis)
    if threshold >= 1.0:
        return Signals(1.0, 0.0, 0.0, 1.0, 0.0)
    if threshold <= 0.0:
        return Signals(1.0, 1.0, 1.0, 1.0, 0.0)
    concedes = concede_probability(
        prior, threshold, stake=crisis.stake, cost=crisis.cost, audience=crisis.audience
    )
    return Signals(1.0, bluff_probability(prior, threshold), min(1.0, concedes), 1.0, 0.0)


def logit_signals(prior: float, crisis: Crisis, *, precision: float) -> Signals:
    """Return the logit equilibrium of the build-up among the fallible (McKelvey and Palfrey 1998).

    Each move is σ(λ Δu); a concession answers the belief that the build-up itself leaves. As long as a concession is
    worth more to both types than a crisis, and a resolved type strikes the oftener, there is one equilibrium only: the
    more concessions, the more bluff, and the less reason to concede.
    """
    down = -crisis.audience
    worths = (crisis.resolved, crisis.unresolved)
    strikes = [logistic(precision * (worth - down)) for worth in worths]
    fights = [often * worth + (1.0 - often) * down for often, worth in zip(strikes, worths, strict=True)]

    def gains(concedes: float) -> list[float]:
        settled = concedes * crisis.stake - crisis.cost
        return [precision * (settled + (1.0 - concedes) * fight) for fight in fights]

    def answer(concedes: float) -> float:
        resolved, unresolved = gains(concedes)
        belief = log_odds_plus(prior, log_logistic(resolved) - log_logistic(unresolved))
        struck = belief * strikes[0] + (1.0 - belief) * strikes[1]
        resist = struck * crisis.struck + (1.0 - struck) * crisis.status_quo
        return logistic(precision * (crisis.conceded - resist))

    concedes = crossing(lambda often: often - answer(often), 0.0, 1.0)
    resolved, unresolved = (logistic(gain) for gain in gains(concedes))
    return Signals(resolved, unresolved, concedes, strikes[0], strikes[1])


def reputation(prior: float, bar: float, *, prize: float) -> Reputation:
    """Return the sequential equilibrium of two challenges in a row (Kreps and Wilson 1982).

    A strong incumbent always fights, a weak one to be thought strong; the second challenger, once the first was
    fought, comes just as often as leaves the weak one indifferent, 1 − 1/a, unless p ≥ b. Units as in weak_fights.
    """
    fights = weak_fights(prior, bar, prize=prize)
    after_fight = 1.0 - 1.0 / prize if 0.0 < fights < 1.0 else 0.0
    return Reputation(float(first_enters(prior, bar)), 1.0, fights, float(prior < bar), after_fight, 1.0)


def logit_reputation(prior: float, bar: float, *, prize: float, precision: float) -> Reputation:
    """Return the logit equilibrium of the same two challenges (McKelvey and Palfrey 1998).

    A fight costs the weak 1 and not fighting costs the strong 1; a challenger gains b where it is let in and b − 1
    where it is fought. What a fight now is worth is that fewer come after it, by the difference D, which is solved for.
    """
    # The last fight, of which nothing follows: strong then weak, how often each fights and what that leaves it.
    last = [logistic(precision * gain) for gain in (1.0, -1.0)]
    left = (-(1.0 - last[0]), -last[1])

    def gains(deterred: float) -> tuple[float, float]:
        return (
            precision * (1.0 + deterred * (prize - left[0])),
            precision * (-1.0 + deterred * (prize - left[1])),
        )

    def enters(evidence: float) -> float:
        belief = log_odds_plus(prior, evidence)
        fought = belief * last[0] + (1.0 - belief) * last[1]
        return logistic(precision * (bar - fought))

    def after(deterred: float) -> tuple[float, float]:
        strong, weak = gains(deterred)
        fight = log_logistic(strong) - log_logistic(weak)
        return enters(fight), enters(log_logistic(-strong) - log_logistic(-weak))

    def surplus(deterred: float) -> float:
        fought, in_peace = after(deterred)
        return deterred - (in_peace - fought)

    deterred = crossing(surplus, -1.0, 1.0)
    strong, weak = (logistic(gain) for gain in gains(deterred))
    first = logistic(precision * (bar - prior * strong - (1.0 - prior) * weak))
    in_peace = after(deterred)[1]
    # Not enters(…) of the fight: where nearly everybody is indifferent, rounding would be all that it shows.
    return Reputation(first, strong, weak, enters(0.0), clip(in_peace - deterred), in_peace)

"""Credibility is what the record has earned: belief that an issuer is resolved, moved by Bayes.

Doing what was announced multiplies the odds by how much likelier a resolved issuer was to do it; staying
quiet divides them, so a threat decays because a resolved issuer would have acted by now.

Sources: Bayes's rule; Kreps and Wilson (1982), Reputation and Imperfect Information, Journal of Economic
Theory 27; Fearon (1994), Domestic Political Audiences and the Escalation of International Disputes,
American Political Science Review 88. Whether states do reason so from each other's past is disputed: Press
(2005), Calculating Credibility, thinks not; Weisiger and Yarhi-Milo (2015), Revisiting Reputation,
International Organization 69, find that they do.

Units: credibility and rates are probabilities in [0, 1]; a ratio of likelihoods is in [0, ∞]. h_R and h_U are
the rates at which a resolved and an unresolved issuer does what it said, λ and λ_U those at which the two
strike in a turn.

Theory: all of it, once there are two types and their rates.

Judgement: that there are two, and the rates of promises and other threats (.85 and .55, .75 and .35 in the
scenarios).
"""

from math import floor, inf, isinf, log

from game_engine.mechanisms.curves import logistic

_ROUNDING = 1e-9


def odds_times(probability: float, ratio: float) -> float:
    """Return the belief whose odds are ratio times those of probability: p·r / (p·r + 1 − p).

    A belief of 0 or 1 stays as it is, whatever the ratio.
    """
    if probability <= 0.0 or probability >= 1.0:
        return probability
    if isinf(ratio):
        return 1.0
    risen = probability * ratio
    return risen / (risen + 1.0 - probability)


def log_odds_plus(probability: float, evidence: float) -> float:
    """Return the belief whose log-odds are those of probability plus evidence, the log of a likelihood ratio.

    The same rule as odds_times where a ratio would be too large or too small to write down.
    """
    if probability <= 0.0 or probability >= 1.0:
        return probability
    return logistic(log(probability / (1.0 - probability)) + evidence)


def _ratio(likely: float, unlikely: float) -> float:
    # Evidence that neither type could give teaches nothing.
    if likely == unlikely:
        return 1.0
    return likely / unlikely if unlikely > 0.0 else inf


def after_kept(credibility: float, rate_resolved: float, rate_unresolved: float) -> float:
    """Return credibility after the issuer did what it said: odds × h_R / h_U."""
    return odds_times(credibility, _ratio(rate_resolved, rate_unresolved))


def after_broken(credibility: float, rate_resolved: float, rate_unresolved: float) -> float:
    """Return credibility after the issuer did not do what it said: odds × (1 − h_R) / (1 − h_U)."""
    return odds_times(credibility, _ratio(1.0 - rate_resolved, 1.0 - rate_unresolved))


def holding_ratio(rate: float, *, rate_unresolved: float = 0.0) -> float:
    """Return the likelihood ratio of a signal that undoes one quiet turn: (1 − λ_U) / (1 − λ)."""
    return _ratio(1.0 - rate_unresolved, 1.0 - rate)


def quiet_turns_left(
    credibility: float, rate: float, threshold: float, *, rate_unresolved: float = 0.0
) -> float:
    """Return how many whole turns may pass in quiet before credibility falls under threshold.

    ⌊ln(odds(μ) / odds(μ*)) / ln(holding ratio)⌋; 0 when it lies under already, ∞ when quiet never takes it
    there.
    """
    if credibility < threshold:
        return 0.0
    ratio = holding_ratio(rate, rate_unresolved=rate_unresolved)
    if credibility >= 1.0 or threshold <= 0.0 or ratio <= 1.0:
        return inf
    if isinf(ratio):
        return 0.0
    room = log(credibility / (1.0 - credibility)) - log(threshold / (1.0 - threshold))
    # Without the allowance a window that ends exactly on the threshold loses a turn to rounding.
    return float(floor(room / log(ratio) + _ROUNDING))

"""The curves and the one scale that the mechanisms share: logistic, normal, clipping, a root by halving.

Sources: Luce (1959), Individual Choice Behavior (the logit rule); Wichura (1988), Algorithm AS 241, Applied
Statistics 37 (the inverse normal, as the standard library has it).

Units: none.

Theory: mathematics only.
"""

from collections.abc import Callable
from math import erfc, exp, inf, log1p, sqrt
from statistics import NormalDist

_ROOT_HALF = sqrt(0.5)
_STANDARD = NormalDist()
_HALVINGS = 80

FULL_BUILDUP = 4.0
"""The most that the build-up B can be; B/4 is its share."""


def clip(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """Return value, or the end of [low, high] that it lies beyond."""
    return low if value < low else high if value > high else value


def logistic(x: float) -> float:
    """Return σ(x) = 1 / (1 + e⁻ˣ) for any finite x, without overflow."""
    if x >= 0.0:
        return 1.0 / (1.0 + exp(-x))
    power = exp(x)
    return power / (1.0 + power)


def log_logistic(x: float) -> float:
    """Return ln σ(x) for any finite x, where σ(x) itself may be too small to tell from 0."""
    return -log1p(exp(-x)) if x >= 0.0 else x - log1p(exp(x))


def normal_below(x: float) -> float:
    """Return Φ(x), the chance that a standard normal lies below x."""
    return 0.5 * erfc(-x * _ROOT_HALF)


def normal_quantile(probability: float) -> float:
    """Return Φ⁻¹(p): −∞ at 0 and below, +∞ at 1 and above."""
    if probability <= 0.0:
        return -inf
    if probability >= 1.0:
        return inf
    return _STANDARD.inv_cdf(probability)


def crossing(rising: Callable[[float], float], low: float, high: float) -> float:
    """Return where a rising function passes zero in [low, high], by halving; an end where it does not."""
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if not low < middle < high:
            # Nothing lies between the two any more.
            return middle
        if rising(middle) < 0.0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)

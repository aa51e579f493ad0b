"""Neighbours lend a promise what its maker lacks: monitors, and a signature that outlasts a government.

A promise that several sign binds more than one that the next government signs alone; without that
government's own signature nobody is bound.

Sources: Walter (1997), The Critical Barrier to Civil War Settlement, International Organization 51, and
(2002), Committing to Peace: The Successful Settlement of Civil Wars. Left out: that a mediator is
believed by the side that it leans to, as Kydd (2003), Which Side Are You On? Bias, Credibility, and Mediation,
American Journal of Political Science 47, has it; here a mediator has no bias.

Units: backing and monitors in [0, 1]; alignment G in [−2, 2]; fees in points of payoff.

Data: that settlements hold more often where a third party guarantees them (Walter).

Judgement: the weights of the signatures (.4, .3, .3), which are a rule of the game; the steps of mediation,
which are small on purpose.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from game_engine.mechanisms.curves import clip
from game_engine.vocabulary import Role

BACKING: Mapping[Role, float] = MappingProxyType({"opposition": 0.4, "coercer": 0.3, "region": 0.3})
"""What each signature adds to the backing of a promise."""


def joint_backing(signers: Collection[Role], *, weights: Mapping[Role, float] = BACKING) -> float:
    """Return ν, how well a promise is backed by the roles that signed it, in [0, 1].

    The sum of the signers' weights, opposition .4, coercer .3, region .3, and 0 without the opposition, as only
    it can bind the next government: .4 alone, .7 with one of the others, 1.0 with both. A role without a
    weight adds nothing.
    """
    if "opposition" not in signers:
        return 0.0
    backing = 0.0
    for role, weight in weights.items():
        if role in signers:
            backing += weight
    return clip(backing)


def realign(alignment: float, step: float, *, bound: float = 2.0) -> float:
    """Return regional alignment G moved by step, within [−2, 2]."""
    return clip(alignment + step, -bound, bound)


def monitors_after(
    monitors: float, *, mediating: bool, step: float = 0.15, fade: float = 0.0, ceiling: float = 1.0
) -> float:
    """Return M a turn later: M + .15 while the region mediates, else (1 − fade) M.

    Mediation does not lift monitors over the ceiling; those above it already stay.
    """
    if not mediating:
        return (1.0 - fade) * monitors
    return max(monitors, clip(monitors + step, 0.0, ceiling))


def mediation_fee(turns: float, *, fee: float = 0.5) -> float:
    """Return what mediating for some turns costs the region in points of payoff: .5 a turn."""
    return fee * turns

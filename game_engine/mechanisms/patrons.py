"""Patrons abroad keep a regime standing for as long as it is worth their while.

Support raises the regime's strength until the patrons' private limit; left alone it ebbs.

Sources: Levitsky and Way (2010), Competitive Authoritarianism: Hybrid Regimes after the Cold War (black
knights); Tolstrup (2015), Black Knights and Elections in Authoritarian Regimes, European Journal of
Political Research 54.

Units: support P and its limit in [0, 1]; fees in points of payoff.

Data: the direction only: outside support helps such regimes to survive.

Judgement: the steps, the ebb, the fee, and that there is a limit.
"""

from game_engine.mechanisms.curves import clip


def support_after(
    support: float, *, supporting: bool, limit: float = 1.0, step: float = 0.10, keep: float = 0.97
) -> float:
    """Return P a turn later: P + .10 while the patrons support, but not past their limit; else .97 P.

    Support that stands over the limit already is kept, not taken back.
    """
    if not supporting:
        return keep * support
    return max(support, min(clip(support + step), limit))


def support_fee(turns: float, *, fee: float = 1.0) -> float:
    """Return what supporting for some turns costs the patrons in points of payoff: 1 a turn."""
    return fee * turns

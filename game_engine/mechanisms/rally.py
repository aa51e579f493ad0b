"""Threatened from outside, a country rallies round its leader, and the rally fades.

Each event adds to it, and a fixed share is left a turn later. A threat in public is such an event for the country
that is threatened: it gives the leader a siege to point at.

Sources: Mueller (1973), War, Presidents and Public Opinion; Brody (1991), Assessing the President; Coser (1956), The
Functions of Social Conflict; Galtung (1967), On the Effects of International Economic Sanctions, World Politics 19.

Units: rally in [0, .4], on the scale of the regime's strength; φ, the share of it that is left a turn later.

Theory: pressure from outside can bind its target together (Coser, and Galtung on sanctions).

Data: that there are rallies and that they fade. Mueller and Brody are about presidents of the United States; that
a besieged autocrat rallies his country in the same way is an analogy.

Judgement: the sizes (.025 called or threatened, .10 struck in vain), the share that is left (.75), the ceiling.
"""

from math import log

from game_engine.mechanisms.curves import clip


def decay(rally: float, *, keep: float = 0.75) -> float:
    """Return what is left of a rally after a turn: .75 rally."""
    return keep * rally


def add(rally: float, amount: float = 0.025, *, ceiling: float = 0.4) -> float:
    """Return the rally with an event's amount added, in [0, .4].

    .025 when the leader calls one, .025 when force is threatened in public, .10 after a failed strike.
    """
    return clip(rally + amount, 0.0, ceiling)


def total(amount: float, *, keep: float = 0.75) -> float:
    """Return what one event adds up to over all turns: amount / (1 − φ). Raises ValueError when φ ≥ 1."""
    if keep >= 1.0:
        raise ValueError(f"a rally must fade: keep must be under 1, not {keep}")
    return amount / (1.0 - keep)


def half_life(*, keep: float = 0.75) -> float:
    """Return in how many turns a rally halves: ln ½ / ln φ, for φ in (0, 1)."""
    return log(0.5) / log(keep)

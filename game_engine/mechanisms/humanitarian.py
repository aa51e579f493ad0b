"""Sanctions, strikes and fighting are paid for by people who decide nothing, and relief gives some back.

Stress fades a little each turn, sanctions feed it in proportion, and events add or take a step of their
own.

Sources: Peksen (2009), Better or Worse? The Effect of Economic Sanctions on Human Rights, Journal of Peace
Research 46; Allen and Lektzian (2013), Economic Sanctions: A Blunt Instrument?, Journal of Peace Research
50.

Units: stress H and sanctions in [0, 1], a turn of two weeks.

Data: the direction only: that sanctions worsen respect for rights (Peksen), and that those which hit an
economy hard harm public health about as a war does, while those which do not hardly harm it (Allen and
Lektzian).

Judgement: the form, and every step.
"""

from game_engine.mechanisms.curves import clip


def drift(
    stress: float, sanctions: float, *, events: float = 0.0, kept: float = 0.99, weight: float = 0.02
) -> float:
    """Return H a turn later: .99 H + .02 S + events, in [0, 1].

    events is the sum of the steps of what happened this turn: strikes, repression and fighting above 0,
    relief below it.
    """
    return clip(kept * stress + weight * sanctions + events)


def after_failed_strike(stress: float, *, step: float = 0.08) -> float:
    """Return H after a strike that missed its man: H + .08, in [0, 1]."""
    return clip(stress + step)

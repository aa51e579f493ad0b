"""Forces at sea meet incidents, and incidents make the legal exposure that a legislature can use.

The closer the legislature watches, the fewer incidents; exposure fades by itself, and faster once briefed.
A clock runs besides: sixty days of hostilities, and thirty more to withdraw.

Sources: War Powers Resolution of 1973, 50 U.S.C. § 1544(b); Howell and Pevehouse (2007), While Dangers
Gather: Congressional Checks on Presidential War Powers; Kriner (2010), After the Rubicon: Congress,
Presidents, and the Politics of Waging War.

Units: build-up in [0, 4]; legal exposure in [0, 1]; the clock in days, read in turns.

Data: the sixty days and the thirty are the statute's. A Congress held by the other party (Howell and Pevehouse),
or one that investigates and votes (Kriner), makes a president more careful with force. That it makes incidents
fewer is an analogy: neither counts any.

Judgement: how often incidents happen, what they and a briefing weigh, how fast exposure fades. The statute
gives the thirty days for a safe withdrawal, on the president's word; that here they come with a briefing is
a rule of the game.
"""

from math import ceil

from game_engine.mechanisms.curves import FULL_BUILDUP, clip


def incident_probability(
    posture: str,
    buildup: float,
    *,
    defer: float = 0.16,
    oversight: float = 0.10,
    restrict: float = 0.06,
) -> float:
    """Return the chance of an incident this turn: (.16 defer / .10 oversight / .06 restrict) · B/4.

    Raises ValueError for another posture.
    """
    match posture:
        case "defer":
            rate = defer
        case "oversight":
            rate = oversight
        case "restrict":
            rate = restrict
        case _:
            raise ValueError(f"posture must be defer, oversight or restrict, not {posture!r}")
    return clip(rate * buildup / FULL_BUILDUP)


def legal_exposure(
    legal: float,
    *,
    incident: bool = False,
    briefed: bool = False,
    keep: float = 0.95,
    incident_step: float = 0.12,
    briefing_step: float = 0.06,
) -> float:
    """Return L a turn later: .95 L + .12 incident − .06 briefed, in [0, 1]."""
    return clip(keep * legal + incident_step * incident - briefing_step * briefed)


def after_failed_strike(legal: float, *, step: float = 0.25) -> float:
    """Return L after a strike that failed: L + .25, in [0, 1]."""
    return clip(legal + step)


def clock_turn(
    days_a_turn: float,
    *,
    elapsed: float = 0.0,
    extended: bool = False,
    days: float = 60.0,
    extension: float = 30.0,
) -> int:
    """Return in how many turns the war-powers clock has run out: ⌈(60 [+ 30] − elapsed) / τ⌉, at least 0.

    τ is how many days a turn has.
    """
    left = days + (extension if extended else 0.0) - elapsed
    return max(0, ceil(left / days_a_turn))

"""Exile tempts a leader as far as he can believe that the host will keep him safe, and stays open.

Safety grows with the host, with what the pursuing power guarantees, and a little with monitors; without it
exile is a trap.

Sources: Goemans (2008), Which Way Out? The Manner and Consequences of Losing Office, Journal of Conflict
Resolution 52; Krcmaric (2018), Should I Stay or Should I Go? Leaders, Exile, and the Dilemmas of
International Justice, American Journal of Political Science 62, and (2020), The Justice Dilemma;
Escribà-Folch and Krcmaric (2017), Dictators in Exile: Explaining the Destinations of Ex-Rulers, Journal of
Politics 79.

Units: host, guarantee, monitors and safety in [0, 1]; worth on the scale where ruling undisturbed is 1.

Data: that what awaits a leader abroad decides whether he goes; that leaders with atrocities behind them
have gone about six times less often since courts pursue them (Krcmaric 2018); that they go to close
neighbours, to states that have taken in others, and not to democracies (Escribà-Folch and Krcmaric).

Judgement: the product of three factors and every number in it, the worth of a betrayed exile (−.8), and
each host's quality.
"""

from game_engine.mechanisms.curves import clip


def safety(  # noqa: PLR0913
    host: float,
    guarantee: float,
    effective_monitors: float,
    distrust: float = 0.0,
    *,
    unguaranteed: float = 0.25,
    guaranteed: float = 0.75,
    unmonitored: float = 0.9,
    monitored: float = 0.1,
    full_monitors: float = 0.6,
) -> float:
    """Return σ_E = host (.25 + .75 guarantee)(.9 + .1 M_eff/.6) + distrust, in [0, 1]; 0 with no host.

    distrust is signed as it is added: a leader who doubts his hosts has it negative.
    """
    if host <= 0.0:
        return 0.0
    watched = unmonitored + monitored * effective_monitors / full_monitors
    return clip(host * (unguaranteed + guaranteed * guarantee) * watched + distrust)


def worth(safety: float, private_value: float, *, betrayed: float = 0.8) -> float:
    """Return E = σ_E e₁ − .8 (1 − σ_E), with e₁ the leader's own value of a safe exile."""
    return safety * private_value - betrayed * (1.0 - safety)

"""After a transition the promise is tested: the government may break it, and the covered may fight.

They do where the chance to win, times what they stand to lose, is worth the cost; a government that expects
this keeps its word. A regime brought down by force leaves more fighting behind than one that bargained its
way out.

Sources: Sutter (1995), Settling Old Scores: Potholes along the Transition from Authoritarian Rule, Journal
of Conflict Resolution 39; Weingast (1997), The Political Foundations of Democracy and the Rule of Law,
American Political Science Review 91; Peic and Reiter (2011), Foreign-Imposed Regime Change, State Power and
Civil War Onset, 1920–2004, British Journal of Political Science 41; Downes and Monten (2013), Forced to Be
Free?, International Security 37; Downes (2021), Catastrophic Success.

Units: any one scale for gain, stain, loss, monitor, sentence and cost; the defaults take the status quo as
1. Exposure ρ is the chance that a covered member is prosecuted: .9 in general, .02 when only crimes against
humanity are.

Theory: who resists and when a breach pays, from the same contest as the amnesty's.

Data: that removal from outside by war and with a change of institutions makes civil war likelier (Peic and
Reiter; for new leaders, Downes). Downes and Monten count democracies, not wars, and find that few come of it.
None of it gives a rate for two weeks.

Judgement: the rate itself (.03), that it is 2.5 times as high after a forced collapse, and what a sentence
and a fight cost.
"""

from game_engine.mechanisms.amnesty import overthrow
from game_engine.mechanisms.curves import clip


def resists(
    overthrow_chance: float, exposure: float = 0.9, sentence: float = 0.80, cost: float = 0.10
) -> bool:
    """Return whether a betrayed class fights: π ρ J ≥ k."""
    return overthrow_chance * exposure * sentence >= cost


def breach_pays(  # noqa: PLR0913
    breadth: float,
    *,
    resisted: bool,
    gain: float = 0.42,
    stain: float = 0.20,
    overthrow_loss: float = 0.80,
    monitor: float = 0.0,
    resistance: float = 0.25,
) -> bool:
    """Return whether breaking the amnesty pays the government: g > f β + W π + m if resisted, else g > m."""
    if not resisted:
        return gain > monitor
    return gain > stain * breadth + overthrow_loss * overthrow(breadth, resistance=resistance) + monitor


def conflict_risk(*, forced: bool = False, base: float = 0.03, factor: float = 2.5) -> float:
    """Return a turn's chance of civil conflict: .03, and 2.5 times that after a forced collapse."""
    return clip(base * factor if forced else base)

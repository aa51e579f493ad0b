"""An amnesty between three who cannot bind each other: who would offer it, trust it, keep it, fight for it.

A government to come offers a breadth or nothing; an insider of the regime leaves it or stays; the
government keeps its word or breaks it; the class that was covered resists a breach or puts up with it.
Everybody sees every move, so the answer is found from the last one back. The insider who stays keeps the
status quo, at the chance that force undoes it: a promise has to beat that alternative, not only to be kept.

Sources: Sutter (1995), Settling Old Scores: Potholes along the Transition from Authoritarian Rule, Journal
of Conflict Resolution 39 (promises to those who leave power must enforce themselves); Weingast (1997), The
Political Foundations of Democracy and the Rule of Law, American Political Science Review 91 (a government
keeps its limits where a breach would be resisted). The tree that joins the two is our own.

Units: payoffs on any one scale; breadth, exposure and the chance of a strike in [0, 1].

Theory: the order of the moves, and the solution.

Judgement: the payoffs, which whoever asks must bring: there are no defaults but for exposure and
resistance.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from game_engine.mechanisms.amnesty import overthrow
from game_engine.mechanisms.trees import Choice, End, Solution, backward, logit

NOTHING = "none"
"""The offer of no amnesty."""

GOVERNMENT, INSIDER, COVERED = range(3)


class Stakes(NamedTuple):
    """What there is to win and to lose.

    To the government: transition, less justice β for the trials forgone; by a breach it gains gain and loses stain β
    and overthrow_loss π if it is resisted, monitor in any case. To the insider: office while the regime stands,
    office − struck if force removes it, honoured under an amnesty that is kept. To a covered member: sentence with the
    chance exposure (the insider's own is own_exposure) after a breach, and resist_cost for a fight, which is won with
    the chance π = β²/(β² + resistance).
    """

    transition: float
    justice: float
    gain: float
    stain: float
    overthrow_loss: float
    office: float
    struck: float
    honoured: float
    sentence: float
    resist_cost: float
    exposure: float = 0.9
    own_exposure: float = 0.9
    monitor: float = 0.0
    resistance: float = 0.25


class Settlement(NamedTuple):
    """The offer made, whether the insider takes it, whether it would be kept and a breach resisted, and what each gets.

    Of no offer nothing is kept and nothing resisted. values: to the government, the insider, the covered class.
    """

    offer: str
    defects: bool
    honoured: bool
    resists: bool
    values: End


def game(breadths: Mapping[str, float], stakes: Stakes, *, strike_chance: float) -> Choice:
    """Return the tree: no offer, or one of these breadths by name; then the insider, the government, the class."""
    stay = (0.0, stakes.office - stakes.struck * strike_chance, 0.0)
    offers: dict[str, Choice | End] = {NOTHING: stay}
    for name, breadth in breadths.items():
        leave = Choice(f"government/{name}", GOVERNMENT, _kept_or_not(name, breadth, stakes))
        offers[name] = Choice(f"insider/{name}", INSIDER, {"stay": stay, "defect": leave})
    return Choice("offer", GOVERNMENT, offers)


def _kept_or_not(name: str, breadth: float, stakes: Stakes) -> dict[str, Choice | End]:
    kept = stakes.transition - stakes.justice * breadth
    broken = kept + stakes.gain - stakes.monitor
    won = overthrow(breadth, resistance=stakes.resistance)
    own, other = (stakes.sentence * exposure for exposure in (stakes.own_exposure, stakes.exposure))
    resisted = (
        broken - stakes.stain * breadth - stakes.overthrow_loss * won,
        stakes.honoured - (1.0 - won) * own,
        -stakes.resist_cost - (1.0 - won) * other,
    )
    endured = (broken, stakes.honoured - own, -other)
    return {
        "honour": (kept, stakes.honoured, 0.0),
        "breach": Choice(f"class/{name}", COVERED, {"resist": resisted, "acquiesce": endured}),
    }


def settle(breadths: Mapping[str, float], stakes: Stakes, *, strike_chance: float) -> Settlement:
    """Return the subgame-perfect settlement; who is indifferent offers nothing, stays, keeps its word, resists."""
    values, chances = backward(game(breadths, stakes, strike_chance=strike_chance))

    def takes(choice: str, branch: str) -> bool:
        return chances.get(choice, {}).get(branch, 0.0) > 0.5

    offer = next(name for name, chance in chances["offer"].items() if chance > 0.5)
    return Settlement(
        offer,
        takes(f"insider/{offer}", "defect"),
        takes(f"government/{offer}", "honour"),
        takes(f"class/{offer}", "resist"),
        values,
    )


def settle_fallibly(
    breadths: Mapping[str, float], stakes: Stakes, *, strike_chance: float, precision: float
) -> Solution:
    """Return the logit equilibrium of the same game: what each gets, and how often each branch is taken."""
    return logit(game(breadths, stakes, strike_chance=strike_chance), precision=precision)


def switching_chance(stakes: Stakes) -> float:
    """Return the chance of a strike from which an amnesty that is kept beats staying: (office − honoured)/struck."""
    return (stakes.office - stakes.honoured) / stakes.struck

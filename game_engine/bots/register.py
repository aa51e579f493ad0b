"""The temperaments, and the one way to use them."""

from __future__ import annotations

from game_engine.bots import hold, logit
from game_engine.bots.situation import Bot, Chance, Situation
from game_engine.bots.strategies import plan_for
from game_engine.moves import Move, Orders, Ready
from game_engine.scenario import Scenario
from game_engine.seen import View
from game_engine.sight import Sight

BOTS: dict[str, Bot] = {"logit": logit.choose, "hold": hold.choose}


def temperaments() -> tuple[str, ...]:
    """The temperaments by name, the default first."""
    return tuple(BOTS)


def choose(view: View | Sight, scenario: Scenario, temperament: str, chance: Chance) -> list[Move]:
    """The moves that a bot in this view's seat makes now, in order. Each is legal in its turn; empty if none is left.

    Call it when a turn opens, when something is addressed to the seat, and before the turn closes: it does not
    repeat what the view shows as done. chance: a uniform number in [0, 1) for a label, the same for the same label
    throughout the turn, and not computable by other seats. temperament: one for all roles, or a scripted plan of the
    seat's own role (see strategies). Raises KeyError for one that the seat does not have, ValueError for a view that
    is no seat's.
    """
    return Player(scenario, temperament, chance).moves(view)


class Player:
    """A bot at its seat for one turn. Asked again, it reconsiders its orders only if it has learnt what may change
    them, so it makes the same moves as a bot that reconsiders everything each time."""

    def __init__(self, scenario: Scenario, temperament: str, chance: Chance) -> None:
        self.scenario, self.temperament, self.chance = scenario, temperament, chance
        self._weighed: tuple[object, ...] | None = None

    def moves(self, view: View | Sight) -> list[Move]:
        """As choose."""
        # Within a turn only promises, threats and signatures move orders. The rest of the view does not change.
        weighed = (
            view.open_commitments,
            tuple([tabled.offer.signers for tabled in view.offers if tabled.offer.signers]),
        )
        here = Situation(view, self.scenario, self.chance, settled=weighed == self._weighed)
        self._weighed = weighed
        bot = BOTS.get(self.temperament) or plan_for(here.role, self.temperament)
        if view.phase == "over":
            return []
        moves = [move for move in bot(here) if not _is_done(here, move)]
        return moves if here.me.ready else [*moves, Ready()]


def _is_done(here: Situation, move: Move) -> bool:
    return isinstance(move, Orders) and (move == here.me.orders or move == Orders())

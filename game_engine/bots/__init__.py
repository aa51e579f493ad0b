"""Players without a person: a file for each temperament, all behind one function."""

from game_engine.bots.register import Player, choose, temperaments
from game_engine.bots.strategies import plan_says, plans

__all__ = ["Player", "choose", "plan_says", "plans", "temperaments"]

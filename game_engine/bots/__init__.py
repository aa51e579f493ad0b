"""Players without a person: a temperament a file, all behind one function."""

from game_engine.bots.register import choose, temperaments

__all__ = ["choose", "temperaments"]

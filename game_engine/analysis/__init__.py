"""Questions asked of the rules: what usually happens, what might have happened, and what a seat could have had."""

from game_engine.analysis.simulate import Played, Simulation, play_rounds, simulate, tally

__all__ = ["Played", "Simulation", "play_rounds", "simulate", "tally"]

"""Questions asked of the rules: what usually happens, what might have happened, and what a seat could have had."""

from game_engine.analysis.backtest import BACKTESTS, backtest_plan, backtest_trial
from game_engine.analysis.findings import (
    Complements,
    Finding,
    Findings,
    Outcome,
    Series,
    Verdict,
    backtest_findings,
)
from game_engine.analysis.shares import Change, Share, change_of, interaction, share_of
from game_engine.analysis.simulate import Played, Simulation, play_rounds, simulate, tally
from game_engine.analysis.trials import Trial, altered, play_trial

__all__ = [
    "BACKTESTS",
    "Change",
    "Complements",
    "Finding",
    "Findings",
    "Outcome",
    "Played",
    "Series",
    "Share",
    "Simulation",
    "Trial",
    "Verdict",
    "altered",
    "backtest_findings",
    "backtest_plan",
    "backtest_trial",
    "change_of",
    "interaction",
    "play_rounds",
    "play_trial",
    "share_of",
    "simulate",
    "tally",
]

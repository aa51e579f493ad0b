"""Questions asked of the rules: what usually happens, what might have happened, and what a seat could have had."""

from game_engine.analysis.backtest import BACKTESTS, backtest_plan, backtest_trial
from game_engine.analysis.fairness import Examination, ExaminationStage, Remark, examine
from game_engine.analysis.findings import (
    Complements,
    Finding,
    Findings,
    Outcome,
    Series,
    Verdict,
    backtest_findings,
)
from game_engine.analysis.sensitivity import (
    Effect,
    Parameter,
    Side,
    Spread,
    drawn,
    parameters_of,
    rank_correlation,
    side_of,
    spread_of,
    varied,
    zeros_of,
)
from game_engine.analysis.shares import Change, Share, change_of, interaction, share_of
from game_engine.analysis.simulate import Played, Simulation, cast_of, play_rounds, simulate, tally
from game_engine.analysis.theory import Prediction, Quantity, theory, theory_at, theory_rows
from game_engine.analysis.trials import Trial, altered, play_trial

__all__ = [
    "BACKTESTS",
    "Change",
    "Complements",
    "Effect",
    "Examination",
    "ExaminationStage",
    "Finding",
    "Findings",
    "Outcome",
    "Parameter",
    "Played",
    "Prediction",
    "Quantity",
    "Remark",
    "Series",
    "Share",
    "Side",
    "Simulation",
    "Spread",
    "Trial",
    "Verdict",
    "altered",
    "backtest_findings",
    "backtest_plan",
    "backtest_trial",
    "cast_of",
    "change_of",
    "drawn",
    "examine",
    "interaction",
    "parameters_of",
    "play_rounds",
    "play_trial",
    "rank_correlation",
    "share_of",
    "side_of",
    "simulate",
    "spread_of",
    "tally",
    "theory",
    "theory_at",
    "theory_rows",
    "varied",
    "zeros_of",
]

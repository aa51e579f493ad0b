"""What published results say of a scenario's first morning, or of any state: one record for each result.

Every number goes through the formulas of `game_engine.mechanisms` at the scenario's own values; nothing is played.
Where a result needs a number that the scenario does not have (a discount, what an audit costs), the mapping is a
judgement, and the function that makes it says which.
"""

from __future__ import annotations

from game_engine.analysis.theory.clocks import clocks
from game_engine.analysis.theory.corps import corps
from game_engine.analysis.theory.exits import exits
from game_engine.analysis.theory.prediction import Prediction, Quantity, Row, Unit
from game_engine.analysis.theory.prediction import rows as theory_rows
from game_engine.analysis.theory.promises import promises
from game_engine.analysis.theory.scene import scene_of
from game_engine.analysis.theory.threats import threats
from game_engine.opening import Seating, new_round
from game_engine.scenario import Scenario
from game_engine.state import RoundState

__all__ = ["Prediction", "Quantity", "Row", "Unit", "theory", "theory_at", "theory_rows"]


def theory(scenario: Scenario) -> tuple[Prediction, ...]:
    """What theory says of a scenario's first morning."""
    return theory_at(new_round(scenario, 0, Seating(scenario.officers.usual)).state)


def theory_at(state: RoundState) -> tuple[Prediction, ...]:
    """What theory says of a state of the contest. Raises ValueError once the contest is over."""
    if state.phase != "contest":
        raise ValueError(f"the contest is over: phase {state.phase}")
    scene = scene_of(state)
    return (*exits(scene), *threats(scene), *corps(scene), *promises(scene), *clocks(scene))

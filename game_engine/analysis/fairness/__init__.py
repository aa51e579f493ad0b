"""Whether a scenario is fit for a class: what its rounds come to, what its seats can choose, what its texts tell."""

from game_engine.analysis.fairness.examination import Examination, Remark
from game_engine.analysis.fairness.examine import ExaminationStage, examine

__all__ = ["Examination", "ExaminationStage", "Remark", "examine"]

"""Answers kept for a while: several seats put the same question to the same board, and put it again in a turn."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from game_engine.scenario import Scenario

Answer = TypeVar("Answer")

MOST = 2048


class Memory(Generic[Answer]):
    """The last answers about scenarios, by question. It never changes an answer, and never grows past its bound."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, Hashable], tuple[Scenario, Answer]] = {}

    def recall(self, scenario: Scenario, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer to a question about that scenario, worked out if it is not known."""
        key = (id(scenario), question)
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            # The scenario is kept with its answer: as long as it lives, no other can have its id.
            known = self._kept[key] = (scenario, work())
        return known[1]

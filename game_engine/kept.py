"""Work that is done once, for all who put the same question for a while."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

MOST = 256


class Memory(Generic[Answer]):
    """The last answers about some thing, by question. It never changes an answer, and never grows past its bound."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[tuple[int, Hashable], tuple[object, Answer]] = {}

    def recall(self, about: object, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer to a question about that (frozen) thing, worked out if it is not known."""
        key = (id(about), question)
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= self._most:
                self._kept.clear()
            # The thing is kept with its answer: as long as it lives, no other can have its id.
            known = self._kept[key] = (about, work())
        return known[1]

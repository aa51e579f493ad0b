"""Work that is done once, for all who put the same question for a while."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer")


class Latest(Generic[Answer]):
    """What follows from one thing, such as a scenario, kept until it is asked of another."""

    def __init__(self, work: Callable[[Any], Answer]) -> None:
        self._work = work
        self._kept: tuple[object, Answer] | None = None

    def recall(self, about: object) -> Answer:
        """What follows from that (frozen) thing, worked out unless it was the last."""
        kept = self._kept
        if kept is None or kept[0] is not about:
            # Put down in one, so that nobody can find the one with the answer of the other.
            kept = self._kept = (about, self._work(about))
        return kept[1]


MOST = 256


class _Kept(Generic[Answer]):
    """An answer, once it is known, and what it is about: as long as that is kept, no other thing can have its id."""

    answer: Answer

    def __init__(self, about: object) -> None:
        self.about = about
        self.known = False


class Memory(Generic[Answer]):
    """The last answers about some thing, by question. It never changes an answer, and never grows past its bound."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[tuple[int, Hashable], _Kept[Answer]] = {}

    def recall(self, about: object, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer to a question about that (frozen) thing, worked out if it is not known."""
        # Looked up and put down in one: hashing the question is most of what recalling takes.
        key = (id(about), question)
        kept = self._kept.setdefault(key, _Kept(about))
        if not kept.known:
            if len(self._kept) > self._most:
                self._kept.clear()
                self._kept[key] = kept
            kept.answer = work()
            kept.known = True
        return kept.answer

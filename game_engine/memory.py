"""Answers that are worked out once and remembered for a while."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer")


class Latest(Generic[Answer]):
    """The answer about the last thing asked about, such as a scenario."""

    def __init__(self, work: Callable[[Any], Answer]) -> None:
        self._work = work
        self._last: tuple[object, Answer] | None = None

    def recall(self, about: object) -> Answer:
        """What follows from that (frozen) thing, worked out unless it was the last."""
        last = self._last
        if last is None or last[0] is not about:
            # Assigned as one tuple: no thread can find a thing with the answer of another.
            last = self._last = (about, self._work(about))
        return last[1]


MOST = 256


class _Entry(Generic[Answer]):
    """An answer, once it is known, and what it is about. As long as the entry holds that thing, no other has its id."""

    answer: Answer

    def __init__(self, about: object) -> None:
        self.about = about
        self.known = False


class Memory(Generic[Answer]):
    """The last answers about some thing, by question. It never changes an answer, and never grows past its bound."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._entries: dict[tuple[int, Hashable], _Entry[Answer]] = {}

    def recall(self, about: object, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer to a question about that (frozen) thing, worked out if it is not known."""
        # Looked up and stored in one call: hashing the question is most of the work of a recall.
        key = (id(about), question)
        entry = self._entries.setdefault(key, _Entry(about))
        if not entry.known:
            if len(self._entries) > self._most:
                self._entries.clear()
                self._entries[key] = entry
            entry.answer = work()
            entry.known = True
        return entry.answer

"""Work that is done once: by an object for itself, or for all who put the same question for a while."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar, overload

Answer = TypeVar("Answer")

MOST = 256


class once(Generic[Answer]):
    """A property worked out when it is first asked for, as functools.cached_property.

    That one takes a lock at each first look until Python 3.12, which costs more than most of the work here.
    """

    def __init__(self, work: Callable[[Any], Answer]) -> None:
        self.work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> once[Answer]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Answer: ...
    def __get__(self, instance: object | None, owner: type) -> once[Answer] | Answer:
        if instance is None:
            return self
        # The attribute hides this descriptor from now on.
        answer = instance.__dict__[self.name] = self.work(instance)
        return answer


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

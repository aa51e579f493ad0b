"""Records that the catalogue does not have, put there for one test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from game_engine import COSTS, EVENTS, ORDERS, TERMS, TRACKS, EventKind, OrderKind, TermKind, TrackKind
from game_engine.catalogue import LISTINGS


def _forget() -> None:
    for listing in LISTINGS:
        listing.cache_clear()


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any], Any]]:
    """Adds a record to the catalogue until the test is over, and gives it back."""

    def add(record: Any) -> Any:
        match record:
            case TrackKind():
                monkeypatch.setitem(TRACKS, record.name, record)
            case OrderKind():
                monkeypatch.setitem(ORDERS, (record.role, record.kind), record)
            case TermKind():
                monkeypatch.setitem(TERMS, record.kind, record)
            case EventKind():
                monkeypatch.setitem(EVENTS, record.kind, record)
            case str():
                COSTS.append(record)
                added.append(record)
        _forget()
        return record

    added: list[str] = []
    yield add
    for cost in added:
        COSTS.remove(cost)
    monkeypatch.undo()
    _forget()

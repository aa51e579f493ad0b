"""A round's state made again from its log, and whether that is the state that is stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from game_engine import (
    RULES,
    CodecError,
    EndedAsItStood,
    IllegalMove,
    MoveMade,
    RoundState,
    Say,
    Seating,
    TurnClosed,
    decode_move,
    fingerprint,
    load_state,
)
from game_engine import replay as fold
from wargame.exercises.editions import Unreadable
from wargame.record import checking, store
from wargame.record.models import LogEntry, Record
from wargame.record.texts import with_texts

# In the place of what was erased: what is said changes nothing in the world.
ERASED = Say(text="…", public=True)


class NotBegun(Exception):
    """The round has no log: it waits to begin."""


@dataclass(frozen=True)
class Verdict:
    """What was found of a round.

    fault: where its log is not whole, if anywhere. agrees: whether log and stored state come to the same; None where
    that was not looked at, for `why`: `broken` (the log is not whole), `other_rules` (a part of it was played under
    another number of rules, `rules`), `unnumbered` (it was begun before rules had numbers, and comes to another state
    now) or `unreadable` (its state is of a program that this one does not understand; `detail`).
    """

    entries: int
    fault: checking.Fault | None = None
    agrees: bool | None = None
    why: str = ""
    rules: int | None = None
    detail: str = ""

    @property
    def is_good(self) -> bool:
        """Whether nothing speaks against the record."""
        return self.fault is None and self.agrees is not False


def looked_through(round_id: str) -> Verdict:
    """Check a round's chain, and where that is whole compare its log with its state. Raises NotBegun."""
    record = Record.objects.filter(pk=round_id).first()
    if record is None or not record.number:
        raise NotBegun
    found = Verdict(record.number, fault=checking.fault_in(record))
    if found.fault is not None:
        return replace(found, why="broken")
    entries = with_texts(LogEntry.objects.filter(round_id=round_id).order_by("number"))
    rules = _rules_in(entries)
    other = next((number for number in rules if number not in (RULES, None)), None)
    if other is not None:
        return replace(found, why="other_rules", rules=other)
    try:
        stored = load_state(bytes(record.state), store.facts(round_id).scenario)
    except (CodecError, Unreadable) as unreadable:
        return replace(found, why="unreadable", detail=str(unreadable.__cause__ or unreadable))
    try:
        same, detail = fingerprint(folded(round_id, entries)) == fingerprint(stored), ""
    except (IllegalMove, ValueError) as impossible:
        same, detail = False, str(impossible)
    if not same and None in rules:
        return replace(found, why="unnumbered")
    return replace(found, agrees=same, detail=detail)


def replayed(round_id: str) -> RoundState:
    """The state that the log alone comes to. Raises NotBegun, and IllegalMove or ValueError where the log cannot have
    happened under the rules of now."""
    entries = with_texts(LogEntry.objects.filter(round_id=round_id).order_by("number"))
    if not entries:
        raise NotBegun
    return folded(round_id, entries)


def folded(round_id: str, entries: list[LogEntry]) -> RoundState:
    """The state that these entries come to: all of a round's log, or its beginning."""
    started = entries[0].content
    seating = msgspec.convert(started["seating"], Seating)
    return fold(store.facts(round_id).scenario, started["seed"], seating, _lines(entries))


def _lines(entries: Iterable[LogEntry]) -> Iterator[MoveMade | TurnClosed | EndedAsItStood]:
    for entry in entries:
        if entry.command is not None:
            yield MoveMade(entry.turn, entry.seat, _move(entry.content["move"]))
        elif entry.kind == "close":
            yield TurnClosed(entry.turn)
        elif entry.kind == "scored":
            yield EndedAsItStood(entry.turn)


def _move(plain: dict[str, Any]) -> Any:
    return ERASED if plain.get("text") == "" else decode_move(plain)


def _rules_in(entries: Iterable[LogEntry]) -> set[int | None]:
    """The numbers of the rules under which the round began and its turns ended; None stands for none."""
    found: set[int | None] = set()
    for entry in entries:
        if entry.kind == "started":
            found.add(entry.content.get("rules"))
        elif entry.kind in ("close", "scored"):
            found.add(entry.content.get("versions", {}).get("rules"))
    return found

"""The events: where each is told, and where its entry of the log is filed. The types stand in `game_engine.events`."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

Group = Literal["talk", "deals", "orders", "ready", "words", "world"]
"""How the log is filtered: talk; offers and threats; orders; ready; words kept and broken; the world."""

Part = Literal["words", "moves", "world"]
"""The parts of a turn's report: words kept and broken; what everybody did; the world."""

Audience = Literal["all", "parties", "own"]
"""Who may know, beside the facilitator: everybody; everybody or only its parties, as it says itself; or one seat."""


class EventKind(NamedTuple):
    """A kind of event. audience: who may know of one.

    group: where its entry of the log is filed; move: the kind of the move whose entry it is in, None for an event that
    has an entry of its own. part: where a turn's report tells it, None for one that no report tells.
    talk: whether it stands in the stream of talk; aloud: whether it is read out as it comes.
    """

    kind: str
    group: Group = "world"
    part: Part | None = None
    audience: Audience = "all"
    move: str | None = None
    talk: bool = False
    aloud: bool = False

    @property
    def entry(self) -> str:
        """The kind of its entry of the log."""
        return self.move or self.kind


def _spoken(kind: str, group: Group, move: str) -> EventKind:
    return EventKind(kind, group, audience="parties", move=move, talk=True, aloud=True)


_ALL = (
    EventKind("round_opened", part="world"),
    EventKind("turn_began"),
    _spoken("said", "talk", "say"),
    _spoken("offer_made", "deals", "offer"),
    _spoken("offer_cosigned", "deals", "cosign"),
    _spoken("offer_answered", "deals", "answer"),
    _spoken("offer_withdrawn", "deals", "withdraw"),
    EventKind("offer_expired", "words", "words", audience="parties"),
    _spoken("threat_made", "deals", "threat"),
    EventKind("orders_sealed", "orders", audience="own", move="orders"),
    EventKind("ready_changed", "ready", move="ready"),
    EventKind("order_revealed", "orders", "moves"),
    EventKind("incident_happened", part="world"),
    EventKind("incident_established", part="world", audience="own"),
    EventKind("legislature_briefed", part="world"),
    EventKind("posture_taken", part="world"),
    EventKind("war_powers_expired", part="world"),
    EventKind("amnesty_tabled", part="world"),
    EventKind("amnesty_backed", part="moves"),
    EventKind("exile_offered", part="moves"),
    EventKind("exile_closed", part="world"),
    EventKind("ultimatum_issued", "deals", "moves"),
    EventKind("warning_received", part="moves", audience="own"),
    EventKind("exile_accepted", part="moves"),
    EventKind("cells_defected", part="moves"),
    EventKind("regime_fell", part="world"),
    EventKind("strike_made", part="world"),
    EventKind("commitment_ended", "words", "words", audience="parties"),
    EventKind("credibility_moved", "words"),
    EventKind("board_moved"),
    EventKind("transition_began", part="world"),
    EventKind("amnesty_judged", part="world"),
    EventKind("class_resisted", part="world"),
    EventKind("conflict_broke", part="world"),
    EventKind("round_ended", part="world"),
    EventKind("payoff_earned", part="world", audience="own"),
)

EVENTS: dict[str, EventKind] = {event.kind: event for event in _ALL}


@cache
def talk_kinds() -> tuple[str, ...]:
    """The kinds that stand in the stream of talk."""
    return tuple([event.kind for event in EVENTS.values() if event.talk])


@cache
def entries_of(group: str) -> tuple[str, ...]:
    """The kinds of log entry that are filed there."""
    return tuple(dict.fromkeys([event.entry for event in EVENTS.values() if event.group == group]))

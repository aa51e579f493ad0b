"""What there is in a round, each thing said once: tracks, orders, undertakings, path costs and events.

Whoever has to know such a fact reads it here: the rules, the bots, the pages and, as one JSON, the browser. What things
are called stands in the scenarios and in the translations. `tests/catalogue` walks every record through every reader,
and says what is missing.
"""

from __future__ import annotations

from game_engine.catalogue.costs import COSTS
from game_engine.catalogue.events import EVENTS, EventKind, entries_of, talk_kinds
from game_engine.catalogue.orders import (
    ORDERS,
    Bar,
    Effect,
    OrderKind,
    bars,
    hosting,
    may_lack,
    of_role,
    order,
    with_effect,
)
from game_engine.catalogue.terms import TERMS, TermKind, price_of, worth_of
from game_engine.catalogue.tracks import (
    TRACKS,
    TrackKind,
    board_tracks,
    bounds,
    derived_tracks,
    hidden_tracks,
    public_tracks,
)

LISTINGS = (
    *(public_tracks, board_tracks, derived_tracks, hidden_tracks),
    *(hosting, of_role, with_effect, bars, talk_kinds, entries_of),
)
"""What is kept of the tables above: whoever adds a record to one of them has these forget (`cache_clear`)."""

__all__ = [
    "COSTS",
    "EVENTS",
    "LISTINGS",
    "ORDERS",
    "TERMS",
    "TRACKS",
    "Bar",
    "Effect",
    "EventKind",
    "OrderKind",
    "TermKind",
    "TrackKind",
    "bars",
    "board_tracks",
    "bounds",
    "derived_tracks",
    "entries_of",
    "hidden_tracks",
    "hosting",
    "may_lack",
    "of_role",
    "order",
    "price_of",
    "public_tracks",
    "talk_kinds",
    "with_effect",
    "worth_of",
]

"""The public board of a round, a row a turn: what any onlooker may see.

It is written with the turn. Plots, tables of numbers and sparklines read it, never anybody's frames.
"""

import json
from dataclasses import dataclass
from functools import lru_cache

from game_engine import SPECTATOR, RoundState, derived_tracks, view_for
from wargame.record.models import BoardRow, Record


@dataclass(frozen=True)
class Moment:
    """The board as a turn began. values: by track, on the scale that people see."""

    turn: int
    values: dict[str, float]


def board_of(state: RoundState) -> dict[str, float]:
    """Every public track as it is shown, and what is derived from them, in the order of the board."""
    view = view_for(state, SPECTATOR)
    tracks = {track.name: track.shown for track in view.tracks}
    return tracks | {
        track.name: getattr(view.estimates, track.derived or "") * track.scale for track in derived_tracks()
    }


def moments(record: Record) -> tuple[Moment, ...]:
    """The board at the beginning of every turn so far, and at the end."""
    return _moments(record.round_id, record.turn, record.status == Record.Status.OVER)


@lru_cache(maxsize=256)
def _moments(round_id: str, _turn: int, _over: bool) -> tuple[Moment, ...]:
    # Kept by turn and end: between two of them no row is written.
    rows = BoardRow.objects.filter(round_id=round_id).order_by("turn")
    return tuple(Moment(turn + 1, json.loads(tracks)) for turn, tracks in rows.values_list("turn", "tracks"))

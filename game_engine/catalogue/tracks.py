"""The tracks: what the board holds, and what is worked out from it."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from game_engine.vocabulary import Role

Drawn = Literal["plain", "steps", "balance"]
"""How a track is drawn: filled from its low end; in whole steps, out of its most; or to either side of 0."""


class TrackKind(NamedTuple):
    """A track. owner: the role whose doing it chiefly is, and whose colour it has; None where it is nobody's.

    least, most: its ends in units of the engine; scale: how many points people see for one unit.
    derived: the field of the public estimates (`estimates.Estimates`) that it shows; None if the board holds it.
    public: whether anybody is shown it.
    """

    name: str
    owner: Role | None = None
    least: float = 0.0
    most: float = 1.0
    scale: float = 10.0
    derived: str | None = None
    public: bool = True
    drawn: Drawn = "plain"

    @property
    def shown(self) -> tuple[float, float]:
        """Its ends on the scale that people see."""
        return self.least * self.scale, self.most * self.scale


_ALL = (
    TrackKind("credibility", "coercer"),
    TrackKind("buildup", "coercer", most=4.0, scale=1.0, drawn="steps"),
    TrackKind("legal", "coercer"),
    TrackKind("cohesion", most=1.2, public=False),
    TrackKind("rally", "leadership", most=0.4, scale=25.0),
    TrackKind("sanctions", "coercer"),
    TrackKind("patrons", "patrons"),
    TrackKind("breadth", "opposition"),
    TrackKind("backing", "opposition"),
    TrackKind("monitors", "region"),
    TrackKind("honour", "opposition", derived="honour"),
    TrackKind("guarantee", "region"),
    TrackKind("safety", "region", derived="safety"),
    TrackKind("humanitarian"),
    TrackKind("region", "region", least=-2.0, most=2.0, scale=5.0, drawn="balance"),
)

TRACKS: dict[str, TrackKind] = {track.name: track for track in _ALL}
"""By name, in the order of the board; what is worked out stands after the last track that it rests on."""


@cache
def public_tracks() -> tuple[TrackKind, ...]:
    """All that people see, in the order of the board."""
    return tuple([track for track in TRACKS.values() if track.public])


@cache
def board_tracks() -> tuple[TrackKind, ...]:
    """The public tracks that the board holds: a standing policy can read these alone."""
    return tuple([track for track in TRACKS.values() if track.public and track.derived is None])


@cache
def derived_tracks() -> tuple[TrackKind, ...]:
    """The public tracks that are worked out from the board."""
    return tuple([track for track in TRACKS.values() if track.public and track.derived is not None])


@cache
def hidden_tracks() -> frozenset[str]:
    """The tracks of the board that nobody is shown, by name."""
    return frozenset([track.name for track in TRACKS.values() if not track.public])


def bounds(name: str) -> tuple[float, float]:
    """The ends of a track in units of the engine. Raises KeyError for a track that there is not."""
    track = TRACKS[name]
    return track.least, track.most

"""The public board over the turns of a round, drawn: a polyline for each track."""

from dataclasses import dataclass

from game_engine import TRACKS, Scenario
from wargame.record.board import moments
from wargame.record.models import Record
from wargame.speech import Words

WIDTH, HEIGHT = 100, 40


@dataclass(frozen=True)
class Polyline:
    """One track over the turns, to draw and to read. owner: the role whose colour it has; empty for nobody's."""

    name: str
    title: str
    owner: str
    values: tuple[float, ...]
    points: str
    zero: float

    @property
    def first(self) -> float:
        return self.values[0]

    @property
    def last(self) -> float:
        return self.values[-1]


def polylines(record: Record, scenario: Scenario, words: Words) -> tuple[Polyline, ...]:
    """Every public track, in the order of the board, and the two questions that it answers."""
    known = moments(record)
    if not known:
        return ()
    # A round that was begun by another version may lack a track in some turns: it is drawn from all of them or not.
    stood = set.intersection(*(set(moment.values) for moment in known))
    names = [name for name in known[0].values if name in stood and name in scenario.tracks and name in TRACKS]
    return tuple(
        _polyline(name, words.track(name), tuple(moment.values[name] for moment in known)) for name in names
    )


def share(track: str, value: float) -> float:
    """Where a value lies between the ends of its track, in [0, 1]."""
    least, most = TRACKS[track].shown
    return (value - least) / (most - least)


def _polyline(name: str, title: str, values: tuple[float, ...]) -> Polyline:
    points = polyline(tuple(share(name, value) for value in values), width=WIDTH, height=HEIGHT)
    owner = TRACKS[name].owner or ""
    return Polyline(name, title, owner, values, points, HEIGHT * (1 - share(name, 0.0)))


def polyline(shares: tuple[float, ...], *, width: int = 100, height: int = 24) -> str:
    """The points of an SVG line through values in [0, 1]."""
    if not shares:
        return ""
    doubled = shares * 2 if len(shares) == 1 else shares
    step = width / (len(doubled) - 1)
    return " ".join(f"{number * step:.1f},{height * (1 - share):.1f}" for number, share in enumerate(doubled))

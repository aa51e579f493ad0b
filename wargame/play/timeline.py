"""The public board over the turns of a round, drawn: a line a track."""

from dataclasses import dataclass

from game_engine import Scenario
from wargame.record.board import moments
from wargame.record.models import Record
from wargame.speech import Words

# What people see of a track: from, to. All others go from 0 to 10.
RANGES = {"buildup": (0.0, 4.0), "region": (-10.0, 10.0)}
WIDTH, HEIGHT = 100, 40


@dataclass(frozen=True)
class Polyline:
    """One track over the turns, to draw and to read."""

    name: str
    title: str
    values: tuple[float, ...]
    points: str
    zero: float

    @property
    def first(self) -> float:
        return self.values[0]

    @property
    def last(self) -> float:
        return self.values[-1]


def lines(record: Record, scenario: Scenario, words: Words) -> tuple[Polyline, ...]:
    """Every public track, in the order of the board, and the two questions that it answers."""
    known = moments(record)
    if not known:
        return ()
    names = [name for name in known[0].values if name in scenario.tracks]
    return tuple(_line(name, words.track(name), tuple(one.values[name] for one in known)) for name in names)


def share(track: str, value: float) -> float:
    """Where a value lies between the ends of its track, in [0, 1]."""
    least, most = RANGES.get(track, (0.0, 10.0))
    return (value - least) / (most - least)


def _line(name: str, title: str, values: tuple[float, ...]) -> Polyline:
    points = polyline(tuple(share(name, value) for value in values), width=WIDTH, height=HEIGHT)
    return Polyline(name, title, values, points, HEIGHT * (1 - share(name, 0.0)))


def polyline(shares: tuple[float, ...], *, width: int = 100, height: int = 24) -> str:
    """The points of an SVG line through values in [0, 1]."""
    if not shares:
        return ""
    doubled = shares * 2 if len(shares) == 1 else shares
    step = width / (len(doubled) - 1)
    return " ".join(f"{number * step:.1f},{height * (1 - share):.1f}" for number, share in enumerate(doubled))

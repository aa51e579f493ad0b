"""What is played beside the back-tests: controls of the window, and two crises that did not end in the status quo.

The controls ask why the window closes: because a quiet turn makes the others doubt the threat, or because the round
runs out. Where both types of government find a strike worth the same, they strike at one rate, and a quiet turn tells
nothing; at .60 that rate lies between the two of the setting, at .75 it is that of the resolved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from game_engine import End, Played, Share, Trial, altered, backtest_trial, load_scenario, share_of
from wargame.research.tables import Rows, interval

LONGER: Mapping[str, object] = {"turns": 24}
VALUES = ("parameters.coercion.value_resolved", "parameters.coercion.value_unresolved")


def _alike(value: float) -> Mapping[str, object]:
    return dict.fromkeys(VALUES, value)


WORLDS: Mapping[str, Mapping[str, object]] = {
    "24 turns instead of 12": LONGER,
    "a quiet turn tells nothing (.60)": _alike(0.60),
    "24 turns, and a quiet turn tells nothing (.60)": {**LONGER, **_alike(0.60)},
    "a quiet turn tells nothing (.75)": _alike(0.75),
}
TURNS = (1, 5, 8)
"""The turns in which the package is tabled."""

ELSEWHERE: Mapping[str, tuple[End, ...]] = {
    "haiti-1994": ("exile",),
    "manila-1986": ("exile", "pact"),
}
"""Two crises that ended in a bargain, and the ends that come near to what was recorded."""


class Crisis(NamedTuple):
    """How the rounds of a crisis ended: as was recorded, negotiated at all, and the likeliest end."""

    scenario: str
    recorded: Share
    negotiated: Share
    likeliest: End
    share: Share


def plan(rounds: int, only: Sequence[str]) -> dict[str, int]:
    """How many rounds each trial needs, by name: the controls with the window, the crises with the settings."""
    controls = {f"{world}/{turn}": max(rounds // 4, 2) for world in WORLDS for turn in TURNS}
    crises = {name: max(rounds, 2) for name in ELSEWHERE}
    return (controls if "window" in only else {}) | (crises if "settings" in only else {})


def trial(name: str) -> Trial:
    """The trial of that name: one of these, or one of the back-tests'."""
    world, _, turn = name.rpartition("/")
    if world in WORLDS:
        tabled = backtest_trial(f"tabled/{turn}")
        return tabled._replace(name=name, scenario=altered(tabled.scenario, WORLDS[world]))
    return Trial(name, load_scenario(name)) if name in ELSEWHERE else backtest_trial(name)


def controls(results: Mapping[str, Sequence[Played]]) -> Rows:
    """A row a world, a column a turn; the window itself first."""
    rows = [("as it is", "tabled"), *((world, world) for world in WORLDS)]
    return [
        (name, *(interval(_deals(results[f"{trials}/{turn}"])) for turn in TURNS)) for name, trials in rows
    ]


def crises(results: Mapping[str, Sequence[Played]]) -> list[Crisis]:
    """What came of each."""
    return [_crisis(name, results[name]) for name in ELSEWHERE]


def _crisis(name: str, played: Sequence[Played]) -> Crisis:
    ends = [result.end for result in played]
    likeliest = max(sorted(set(ends)), key=ends.count)
    return Crisis(
        name,
        share_of([end in ELSEWHERE[name] for end in ends]),
        _deals(played),
        likeliest,
        share_of([end == likeliest for end in ends]),
    )


def _deals(played: Sequence[Played]) -> Share:
    return share_of([result.negotiated for result in played])

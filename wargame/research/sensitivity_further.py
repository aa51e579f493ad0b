"""The other conclusions of the validation page, each against a few judgements: for the page of sensitivities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from game_engine import (
    Change,
    Played,
    Share,
    Trial,
    backtest_plan,
    backtest_trial,
    change_of,
    interaction,
    parameters_of,
    play_trial,
    share_of,
    varied,
)
from wargame.research.pool import Progress, chunks, spread
from wargame.research.tables import interval, moved

ROUNDS, SEED, CHUNK = 300, 2016, 50
AGAINST = (
    "start.cohesion",
    "parameters.coercion.success_base",
    "parameters.exile.monitor_base",
    "parameters.coalition.loyal_base",
)
"""Cohesion, and three of those that moved most elsewhere."""

QUIET = ("venezuela-2016", "venezuela-2016-valid-law", "venezuela-2019")
STATUS_QUO, AT_LEAST = ("stand_off", "backed_down"), 0.95
PACKAGE = "static/venezuela-2025-coordinated"
QUADRANTS = ("neither", "pressure alone", "amnesty alone", PACKAGE)

Job: TypeAlias = tuple[str, str, float, range]


class Variant(NamedTuple):
    """A number by its path, and by what share of itself it is more; no path: all as it is."""

    path: str = ""
    share: float = 0.0


class Row(NamedTuple):
    """What the conclusions come to under a variant. quiet: the status quo's share in each setting; window: tabled last
    against tabled first; beyond: what pressure and amnesty do together beyond the sum."""

    variant: Variant
    quiet: tuple[Share, ...]
    window: Change
    beyond: Change


def variants(share: float) -> list[Variant]:
    """As it is, and each number less and more."""
    return [Variant(), *(Variant(path, sign * share) for path in AGAINST for sign in (-1, 1))]


def trials() -> list[str]:
    """The trials that these conclusions need."""
    return [*QUIET, *_first_and_last(), *QUADRANTS]


def _first_and_last() -> tuple[str, str]:
    """The package tabled in the first turn of the window, and in its last."""
    tabled = list(backtest_plan(2, ("window",)))
    return tabled[0], tabled[-1]


def total(share: float, rounds: int) -> int:
    """How many rounds that takes."""
    return len(variants(share)) * len(trials()) * rounds


def run(share: float, rounds: int, processes: int, progress: Progress | None = None) -> list[Row]:
    """Play them: rounds of the same number have the same luck in all."""
    places = [
        (variant, name, part)
        for variant in variants(share)
        for name in trials()
        for part in chunks(rounds, CHUNK)
    ]
    jobs: list[Job] = [(name, variant.path, variant.share, part) for variant, name, part in places]
    played: dict[tuple[Variant, str], list[Played]] = {}
    for (variant, name, part), some in zip(places, spread(_work, jobs, processes=processes), strict=True):
        played.setdefault((variant, name), []).extend(some)
        if progress is not None:
            progress.add(len(part))
    return [_row(variant, {name: played[variant, name] for name in trials()}) for variant in variants(share)]


def _work(job: Job) -> list[Played]:
    name, path, share, numbers = job
    return [result._replace(payoffs={}) for result in play_trial(_trial(name, path, share), SEED, numbers)]


@lru_cache(maxsize=4)
def _trial(name: str, path: str, share: float) -> Trial:
    trial = backtest_trial(name)
    if not path:
        return trial
    parameter = next(
        parameter for parameter in parameters_of(trial.scenario, abs(share)) if parameter.path == path
    )
    return trial._replace(
        scenario=varied(trial.scenario, {path: parameter.low if share < 0.0 else parameter.high})
    )


def _row(variant: Variant, played: Mapping[str, Sequence[Played]]) -> Row:
    deals = {name: [result.negotiated for result in rounds] for name, rounds in played.items()}
    early, late = _first_and_last()
    neither, pressure, amnesty, both = (deals[name] for name in QUADRANTS)
    return Row(
        variant,
        tuple(share_of([result.end in STATUS_QUO for result in played[name]]) for name in QUIET),
        change_of(deals[early], deals[late]),
        interaction(neither, pressure, amnesty, both),
    )


HEAD = (
    "number",
    *(f"{name.removeprefix('venezuela-')}: status quo" for name in QUIET),
    "window: last less first",
    "pressure and amnesty: beyond the sum",
)


def cells(row: Row) -> tuple[str, ...]:
    """A line of the table; what does not hold, or not for sure, is bold."""
    quiet = [_marked(interval(share), share.low >= AT_LEAST) for share in row.quiet]
    return (
        _name(row.variant),
        *quiet,
        _marked(moved(row.window), row.window.is_down),
        _marked(moved(row.beyond), row.beyond.is_up),
    )


def fallen(rows: Sequence[Row]) -> str:
    """A sentence: which of these conclusions do not surely hold, and under what."""
    lines = [cells(row) for row in rows]
    found = [
        f"*{what}* under {', '.join(line[0] for line in lines if line[place].startswith('**'))}"
        for place, what in enumerate(HEAD)
        if place and any(line[place].startswith("**") for line in lines)
    ]
    count = f"Of {len(HEAD) - 1} [other conclusions](#others), tried against {len(AGAINST)} numbers,"
    return f"{count} these do not surely hold: {'; '.join(found)}." if found else f"{count} all hold."


def _name(variant: Variant) -> str:
    return f"`{variant.path}` × {1.0 + variant.share:g}" if variant.path else "as it is"


def _marked(text: str, holds: bool) -> str:
    return text if holds else f"**{text}**"

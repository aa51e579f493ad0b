"""What the rounds of the back-tests come to: shares, changes, and whether each holds what is required of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from game_engine.analysis.backtest import (
    GRIDS,
    LEVERS,
    PACKAGE,
    QUADRANTS,
    SETTINGS,
    STATIC_SETTINGS,
    TURNS,
    Bound,
    Grid,
    Lever,
    level_trial,
)
from game_engine.analysis.shares import Change, Share, change_of, interaction, monotone, share_of
from game_engine.analysis.simulate import Played
from game_engine.vocabulary import ENDS, End

Results: TypeAlias = Mapping[str, Sequence[Played]]
"""The rounds of each trial, by its name, in the order of their numbers."""

Verdict: TypeAlias = Literal["holds", "unsure", "fails"]
"""holds: with its whole interval; unsure: the interval reaches across; fails: on the wrong side."""

STATUS_QUO: tuple[End, ...] = ("stand_off", "backed_down")


class Outcome(NamedTuple):
    """How the rounds of a setting ended. bound: what is required, if anything; verdict: whether it is met."""

    trial: str
    ends: dict[End, Share]
    status_quo: Share
    negotiated: Share
    bound: Bound | None
    verdict: Verdict


class Finding(NamedTuple):
    """A share, how it differs from another, and whether the difference goes the way that it should. `note` says what
    was changed, where the name does not."""

    name: str
    negotiated: Share
    change: Change | None
    verdict: Verdict
    note: str = ""


class Series(NamedTuple):
    """Shares in a row, each compared with the one before, and the last with the first."""

    name: str
    steps: tuple[Finding, ...]
    whole: Change
    verdict: Verdict


class Complements(NamedTuple):
    """Neither, each alone, both; and what both do together beyond the sum of what each does alone."""

    shares: dict[str, Share]
    beyond: Change
    verdict: Verdict


class Findings(NamedTuple):
    """All that was found; what was not played is empty."""

    settings: tuple[Outcome, ...] = ()
    levers: tuple[Finding, ...] = ()
    window: Series | None = None
    complements: Complements | None = None
    degrees: tuple[Series, ...] = ()

    @property
    def failed(self) -> list[str]:
        """The names of what fails."""
        series = [*self.degrees, *([self.window] if self.window else [])]
        named: list[tuple[str, Verdict]] = [(outcome.trial, outcome.verdict) for outcome in self.settings]
        named += [(f"without {finding.name}", finding.verdict) for finding in self.levers]
        named += [(trend.name, trend.verdict) for trend in series]
        named += [("complements", self.complements.verdict)] if self.complements else []
        return [name for name, verdict in named if verdict == "fails"]


def backtest_findings(results: Results) -> Findings:
    """What these rounds come to, table by table, as far as their trials were played."""
    deals = {name: [result.negotiated for result in played] for name, played in results.items()}
    return Findings(
        settings=_outcomes(results) if SETTINGS[0].scenario in results else (),
        levers=tuple(
            _without(lever, deals) for lever in LEVERS if {f"without/{lever.name}", PACKAGE} <= set(deals)
        ),
        window=_window(deals) if f"tabled/{TURNS[0]}" in deals else None,
        complements=_complements(deals) if set(QUADRANTS) <= set(deals) else None,
        degrees=tuple(_degrees(grid, deals) for grid in GRIDS if f"{grid.name}/{grid.levels[0][0]}" in deals),
    )


def _outcomes(results: Results) -> tuple[Outcome, ...]:
    required = tuple(
        _outcome(setting.scenario, results[setting.scenario], setting.bound) for setting in SETTINGS
    )
    return required + tuple(
        _outcome(name, results[name], None) for name in (f"static/{setting}" for setting in STATIC_SETTINGS)
    )


def _outcome(name: str, played: Sequence[Played], bound: Bound | None) -> Outcome:
    quiet = share_of([result.end in STATUS_QUO for result in played])
    deals = share_of([result.negotiated for result in played])
    ends = {end: share_of([result.end == end for result in played]) for end in ENDS}
    verdict: Verdict = "holds"
    if bound is not None:
        verdict = meets(quiet if bound.outcome == "status quo" else deals, bound)
    return Outcome(name, ends, quiet, deals, bound, verdict)


def meets(found: Share, bound: Bound) -> Verdict:
    """Whether a share meets its bound, with its whole interval or only by itself."""
    if bound.side == "at least":
        return "fails" if found.value < bound.share else "unsure" if found.low < bound.share else "holds"
    return "fails" if found.value >= bound.share else "unsure" if found.high >= bound.share else "holds"


def _without(lever: Lever, deals: Mapping[str, list[bool]]) -> Finding:
    less = deals[f"without/{lever.name}"]
    lost = change_of(deals[PACKAGE][: len(less)], less)
    return Finding(lever.name, share_of(less), lost, _gain(lost, rising=False), lever.says)


def _window(deals: Mapping[str, list[bool]]) -> Series:
    return _series("window", [(str(turn), deals[f"tabled/{turn}"]) for turn in TURNS], rising=False)


def _degrees(grid: Grid, deals: Mapping[str, list[bool]]) -> Series:
    rows = [(label, deals[level_trial(grid, label)]) for label, _ in grid.levels]
    least = min(len(played) for _, played in rows)
    return _series(grid.name, [(label, played[:least]) for label, played in rows], rising=True)


def _series(name: str, rows: list[tuple[str, list[bool]]], *, rising: bool) -> Series:
    """Holds when no step goes the wrong way with its whole interval, and the last differs from the first. Fails when no
    line that only rises (or falls) runs through all the intervals. Between the two it is unsure."""
    steps: list[Finding] = []
    for number, (label, deals) in enumerate(rows):
        moved = change_of(rows[number - 1][1], deals) if number else None
        steps.append(Finding(label, share_of(deals), moved, _direction(moved, rising=rising)))
    whole = change_of(rows[0][1], rows[-1][1])
    verdict = _gain(whole, rising=rising)
    shares = [step.negotiated for step in steps]
    line = monotone([share.value for share in shares], rising=rising)
    if not all(share.low <= fit <= share.high for share, fit in zip(shares, line, strict=True)):
        verdict = "fails"
    elif verdict == "holds" and any(step.verdict == "fails" for step in steps):
        verdict = "unsure"
    return Series(name, tuple(steps), whole, verdict)


def _gain(moved: Change, *, rising: bool) -> Verdict:
    """Whether a difference that is claimed is there: fails when it goes the other way, however little."""
    right, wrong = (moved.is_up, moved.value < 0.0) if rising else (moved.is_down, moved.value > 0.0)
    return "holds" if right else "fails" if wrong else "unsure"


def _direction(moved: Change | None, *, rising: bool) -> Verdict:
    if moved is None:
        return "holds"
    right, wrong = (moved.is_up, moved.is_down) if rising else (moved.is_down, moved.is_up)
    return "holds" if right else "fails" if wrong else "unsure"


def _complements(deals: Mapping[str, list[bool]]) -> Complements:
    four = [deals[name] for name in (*QUADRANTS, PACKAGE)]
    least = min(len(results) for results in four)
    neither, pressure, amnesty, both = (results[:least] for results in four)
    beyond = interaction(neither, pressure, amnesty, both)
    shares = dict(zip((*QUADRANTS, "both"), map(share_of, (neither, pressure, amnesty, both)), strict=True))
    return Complements(shares, beyond, _gain(beyond, rising=True))

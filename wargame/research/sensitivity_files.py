"""The files that tell of a run of `manage.py sensitivity`: its plots and its table."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from io import StringIO
from math import sqrt, tanh
from pathlib import Path
from statistics import NormalDist

from game_engine import BOTS, RULES, Change, End, Share, Side
from wargame.research import plots
from wargame.research.sensitivities import TOP, Report, Tried

OUTCOME = "rounds with a negotiated transition"


def write(report: Report, folder: Path) -> list[Path]:
    """Write tornado.svg, sensitivity.csv and, where there were draws, joint.svg; each is whole or not there."""
    files = {"tornado.svg": tornado(report), "sensitivity.csv": table(report).encode()}
    if report.correlations:
        files["joint.svg"] = joint(report)
    return [put(folder / name, data) for name, data in files.items()]


def put(path: Path, data: bytes) -> Path:
    """Write a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def short(path: str) -> str:
    """A path as it stands on a plot."""
    return path.removeprefix("parameters.")


def tornado(report: Report) -> bytes:
    """What the top parameters do to the negotiated share, with the intervals of both changes."""
    base, share = report.strongest_base.negotiated.value, report.request.share
    rows = [
        plots.Swing(
            f"{short(effect.parameter.path)}  {effect.parameter.low:.4g} / {effect.parameter.high:.4g}",
            base + effect.less.change.value,
            base + effect.more.change.value,
            _within(base, effect.less.change),
            _within(base, effect.more.change),
        )
        for effect in report.top
    ]
    frame = plots.Frame(finding(report), OUTCOME, _how(report))
    return plots.tornado(frame, rows, base=base, names=(f"less: × {1 - share:g}", f"more: × {1 + share:g}"))


def finding(report: Report) -> str:
    """The one sentence that the tornado shows."""
    name, base = report.request.scenario.title["en"], report.strongest_base.negotiated.value
    if not report.top:
        return f"{name}: {100 * base:.0f}\u00a0% negotiated; nothing was varied"
    first = report.top[0]
    ends = sorted((base, base + first.less.change.value, base + first.more.change.value))
    sure = sum(1 for effect in report.top if effect.parameter.path in report.moving)
    return (
        f"{name}: {short(first.parameter.path)} moves it most, from {100 * ends[0]:.0f} to {100 * ends[-1]:.0f}\u00a0% "
        f"negotiated; {sure} of these {len(report.top)} matter beyond luck"
    )


def _how(report: Report) -> str:
    counts = sorted({tried.base.negotiated.of for tried in report.strongest})
    rounds = " or ".join(f"{count:,}" for count in counts) or "0"
    chosen = (
        f" The rows were chosen by {report.request.rounds} other rounds of each of "
        f"{len(report.request.parameters)} parameters."
        if report.second
        else ""
    )
    return (
        f"One number at a time, {rounds} rounds each, all with the same luck. Whiskers: 95 % interval of the change. "
        f"At the right: less / more. Of names the first part, `parameters.`, is left away.{chosen}"
    )


def _within(base: float, change: Change) -> tuple[float, float]:
    return base + change.low, base + change.high


def luck_bound(report: Report) -> float:
    """How strong a rank correlation must be that the strongest of so many would hardly be by luck (Bonferroni)."""
    tail = 1.0 - 0.025 / max(1, len(report.correlations))
    return tanh(NormalDist().inv_cdf(tail) * sqrt(1.06 / max(1, len(report.shares) - 3)))


def joint(report: Report) -> bytes:
    """How the parameters rank with the negotiated share when all are drawn at once."""
    assert report.spread is not None
    bound = luck_bound(report)
    rows = [
        plots.Bar(short(parameter.path), rho.value, rho.low, rho.high, marked=rho.value < 0)
        for parameter, rho in report.correlations[:TOP]
    ]
    spread = report.spread
    title = (
        f"{report.request.scenario.title['en']}: all numbers drawn at once, nine of ten draws give "
        f"{100 * spread.low:.0f} to {100 * spread.high:.0f}\u00a0% negotiated"
    )
    note = (
        f"Rank correlation of each number with the negotiated share over {spread.draws} draws of {spread.rounds} "
        f"rounds. Whiskers: 95 %. Blue raises it, red lowers it. Beyond the dashed lines it is not luck, even as the "
        f"strongest of {len(report.correlations)}."
    )
    return plots.bars(
        plots.Frame(title, "Spearman's rank correlation", note, percent=False), rows, bounds=(-bound, bound)
    )


def table(report: Report) -> str:
    """Every parameter as CSV: what it was varied to, the share of each end, and the changes with their intervals."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    ends = list(report.base.ends)
    writer.writerow(_head(ends))
    later = {tried.path: tried for tried in report.second}
    rho = {parameter.path: found for parameter, found in report.correlations}
    for early in report.first:
        tried = later.get(early.path, early)
        correlation = rho.get(tried.path)
        row = [
            *_about(tried),
            *_side(tried.effect.less, ends),
            *_side(tried.effect.more, ends),
            *(correlation or ("",) * 3),
            *(RULES, BOTS),
        ]
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _head(ends: Sequence[End]) -> list[str]:
    interval = ("", "_from", "_to")
    head = ["path", "kind", "value", "rounds", *(f"base_negotiated{part}" for part in interval)]
    for side in ("low", "high"):
        head += [f"{side}_value", *(f"{side}_{end}" for end in ends)]
        head += [f"{side}_{name}{part}" for name in ("negotiated", "change") for part in interval]
    return [*head, *(f"rank_correlation{part}" for part in interval), "rules", "bots"]


def _about(tried: Tried) -> Iterator[str | float]:
    parameter = tried.effect.parameter
    yield from (parameter.path, parameter.kind, parameter.value, tried.base.negotiated.of)
    yield from _interval(tried.base.negotiated)


def _side(side: Side, ends: Sequence[End]) -> Iterator[str | float]:
    yield side.value
    yield from (side.ends[end].value for end in ends)
    yield from _interval(side.negotiated)
    yield from _interval(side.change)


def _interval(measured: Share | Change) -> tuple[float, float, float]:
    return measured.value, measured.low, measured.high


def _cell(value: str | float) -> str | float:
    """A cell that no spreadsheet takes for a formula; numbers to six decimals."""
    if isinstance(value, str):
        return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
    return round(value, 6)

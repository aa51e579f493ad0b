"""A run of `manage.py sensitivity`: which rounds it takes, what they come to, and the files that tell of it."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from io import StringIO
from math import sqrt, tanh
from pathlib import Path
from statistics import NormalDist
from typing import NamedTuple, TypeAlias

from game_engine import (
    Change,
    Effect,
    End,
    Parameter,
    Played,
    Scenario,
    Share,
    Side,
    Spread,
    drawn,
    dump_scenario,
    play_rounds,
    rank_correlation,
    share_of,
    side_of,
    spread_of,
    varied,
)
from wargame.research import plots
from wargame.research.pool import Progress, chunks, scenario_of, spread

TOP = 25
DRAW_ROUNDS = 25
CHUNK = 20
OUTCOME = "rounds with a negotiated transition"

Values: TypeAlias = tuple[tuple[str, float], ...]
Job: TypeAlias = tuple[bytes, Values, int, range, dict[str, str]]
Rounds: TypeAlias = list[tuple[End, bool]]


class Request(NamedTuple):
    """What is varied and how often it is played. rounds: of each variant; again: more rounds, with other luck, of the
    base and of the `TOP` parameters that moved most (0 for none); draws: of all parameters at once."""

    scenario: Scenario
    parameters: tuple[Parameter, ...]
    zeros: tuple[str, ...]
    share: float
    rounds: int
    again: int
    draws: int
    seed: int
    cast: dict[str, str]
    processes: int


class Report(NamedTuple):
    """What came of it. base: rounds as the scenario is; effects: of each parameter, the largest span first, from the
    rounds that chose them; closer: the top ones from fresh rounds, against `fresh`, those of the base."""

    request: Request
    base: Side
    effects: tuple[Effect, ...]
    fresh: Side
    closer: tuple[Effect, ...]
    spread: Spread | None
    shares: tuple[float, ...]
    correlations: tuple[tuple[Parameter, Change], ...]
    played: int

    @property
    def top(self) -> tuple[Effect, ...]:
        """The parameters that moved most, as they are told."""
        return self.closer or self.effects[:TOP]

    @property
    def told_base(self) -> Side:
        """What the top ones are compared with."""
        return self.fresh if self.closer else self.base


class Task(NamedTuple):
    """Rounds of one variant."""

    values: Values
    numbers: range


def run(request: Request, progress: Progress | None = None) -> Report:
    """Play it. The same request gives the same report, whatever the number of processes."""
    first = range(request.rounds)
    base, effects = _one_at_a_time(request, request.parameters, first, progress)
    fresh, closer = base, ()
    if request.again:
        chosen = tuple(one.parameter for one in effects[:TOP])
        second = range(request.rounds, request.rounds + request.again)
        fresh, closer = _one_at_a_time(request, chosen, second, progress)
    draws = [drawn(request.parameters, request.seed, number) for number in range(request.draws)]
    shares = _all_at_once(request, draws, progress)
    return Report(
        request,
        base,
        effects,
        fresh,
        closer,
        spread_of(shares, DRAW_ROUNDS) if shares else None,
        tuple(shares),
        _correlations(request.parameters, draws, shares),
        total(request),
    )


def total(request: Request) -> int:
    """How many rounds that takes."""
    variants = 1 + 2 * len(request.parameters)
    closer = (1 + 2 * min(TOP, len(request.parameters))) * request.again
    return variants * request.rounds + closer + request.draws * DRAW_ROUNDS


def _one_at_a_time(
    request: Request, parameters: Sequence[Parameter], numbers: range, progress: Progress | None
) -> tuple[Side, tuple[Effect, ...]]:
    tasks = [Task((), numbers)]
    for one in parameters:
        tasks += [Task(((one.path, end),), numbers) for end in (one.low, one.high)]
    base, *played = _played(request, tasks, progress)
    effects = [
        Effect(one, side_of(one.low, base, less), side_of(one.high, base, more))
        for one, less, more in zip(parameters, played[::2], played[1::2], strict=True)
    ]
    return side_of(1.0, base, base), tuple(sorted(effects, key=lambda one: (-one.span, one.parameter.path)))


def _all_at_once(
    request: Request, draws: Sequence[Mapping[str, float]], progress: Progress | None
) -> list[float]:
    """The negotiated share of each draw. Each plays rounds of its own: their luck averages out over the draws."""
    begin = request.rounds + request.again
    tasks = [
        Task(tuple(draw.items()), range(begin + number * DRAW_ROUNDS, begin + (number + 1) * DRAW_ROUNDS))
        for number, draw in enumerate(draws)
    ]
    return [
        share_of([one.negotiated for one in rounds]).value for rounds in _played(request, tasks, progress)
    ]


def _correlations(
    parameters: Sequence[Parameter], draws: Sequence[Mapping[str, float]], shares: Sequence[float]
) -> tuple[tuple[Parameter, Change], ...]:
    """The rank correlation of each parameter with the shares, the largest first; nothing without draws."""
    if not shares:
        return ()
    found = [(one, rank_correlation([draw[one.path] for draw in draws], shares)) for one in parameters]
    return tuple(sorted(found, key=lambda one: -abs(one[1].value)))


def _played(request: Request, tasks: Sequence[Task], progress: Progress | None) -> list[list[Played]]:
    stored, results = dump_scenario(request.scenario), [list[Played]() for _ in tasks]
    places = [
        (place, task, task.numbers[part.start : part.stop])
        for place, task in enumerate(tasks)
        for part in chunks(len(task.numbers), CHUNK)
    ]
    jobs: list[Job] = [(stored, task.values, request.seed, part, request.cast) for _, task, part in places]
    for (place, _, part), rounds in zip(
        places, spread(_work, jobs, processes=request.processes), strict=True
    ):
        results[place] += [Played(end, negotiated, {}) for end, negotiated in rounds]
        if progress is not None:
            progress.add(len(part))
    return results


def _work(job: Job) -> Rounds:
    stored, values, seed, numbers, cast = job
    played = play_rounds(_variant(stored, values), seed, numbers, cast)
    return [(one.end, one.negotiated) for one in played]


@lru_cache(maxsize=4)
def _variant(stored: bytes, values: Values) -> Scenario:
    scenario = scenario_of(stored)
    return varied(scenario, dict(values)) if values else scenario


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
    base, share = report.told_base.negotiated.value, report.request.share
    rows = [
        plots.Swing(
            f"{short(one.parameter.path)}  {one.parameter.low:.4g} / {one.parameter.high:.4g}",
            one.less.negotiated.value,
            one.more.negotiated.value,
            _within(base, one.less.change),
            _within(base, one.more.change),
        )
        for one in report.top
    ]
    frame = plots.Frame(finding(report), OUTCOME, _how(report))
    return plots.tornado(frame, rows, base=base, names=(f"less: × {1 - share:g}", f"more: × {1 + share:g}"))


def finding(report: Report) -> str:
    """The one sentence that the tornado shows."""
    name, base = report.request.scenario.title.en, report.told_base.negotiated.value
    if not report.top:
        return f"{name}: {100 * base:.0f}\u00a0% negotiated; nothing was varied"
    first = report.top[0]
    ends = sorted((base, first.less.negotiated.value, first.more.negotiated.value))
    moved = sum(1 for one in report.top if one.moves)
    return (
        f"{name}: {short(first.parameter.path)} moves it most, from {100 * ends[0]:.0f} to {100 * ends[-1]:.0f}\u00a0% "
        f"negotiated; {moved} of these {len(report.top)} surely matter"
    )


def _how(report: Report) -> str:
    rounds = report.told_base.negotiated.of
    chosen = (
        f" The rows were chosen by {report.request.rounds} other rounds of each of "
        f"{len(report.request.parameters)} parameters."
        if report.closer
        else ""
    )
    return (
        f"One number at a time, {rounds} rounds each, all with the same luck. Whiskers: 95 % interval of the change. "
        f"At the right: less / more.{chosen}"
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
        plots.Bar(short(one.path), rho.value, rho.low, rho.high, marked=rho.value < 0)
        for one, rho in report.correlations[:TOP]
    ]
    one = report.spread
    title = (
        f"{report.request.scenario.title.en}: all numbers drawn at once, nine of ten draws give "
        f"{100 * one.low:.0f} to {100 * one.high:.0f}\u00a0% negotiated"
    )
    note = (
        f"Rank correlation of each number with the negotiated share over {one.draws} draws of {one.rounds} rounds. "
        f"Whiskers: 95 %. Blue raises it, red lowers it. Beyond the dashed lines it is not luck, even as the strongest "
        f"of {len(report.correlations)}."
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
    closer = {one.parameter.path: one for one in report.closer}
    rho = {one.path: found for one, found in report.correlations}
    for effect in report.effects:
        one = closer.get(effect.parameter.path, effect)
        base = report.fresh if one is not effect else report.base
        correlation = rho.get(effect.parameter.path)
        row = [
            *_about(one, base),
            *_side(one.less, ends),
            *_side(one.more, ends),
            *(correlation or ("",) * 3),
        ]
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _head(ends: Sequence[End]) -> list[str]:
    interval = ("", "_from", "_to")
    head = ["path", "kind", "value", "rounds", *(f"base_negotiated{one}" for one in interval)]
    for side in ("low", "high"):
        head += [f"{side}_value", *(f"{side}_{end}" for end in ends)]
        head += [f"{side}_{name}{one}" for name in ("negotiated", "change") for one in interval]
    return [*head, *(f"rank_correlation{one}" for one in interval)]


def _about(effect: Effect, base: Side) -> Iterator[str | float]:
    one = effect.parameter
    yield from (one.path, one.kind, one.value, base.negotiated.of)
    yield from _interval(base.negotiated)


def _side(side: Side, ends: Sequence[End]) -> Iterator[str | float]:
    yield side.value
    yield from (side.ends[end].value for end in ends)
    yield from _interval(side.negotiated)
    yield from _interval(side.change)


def _interval(one: Share | Change) -> tuple[float, float, float]:
    return one.value, one.low, one.high


def _cell(value: str | float) -> str | float:
    """A cell that no spreadsheet takes for a formula; numbers to six decimals."""
    if isinstance(value, str):
        return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
    return round(value, 6)

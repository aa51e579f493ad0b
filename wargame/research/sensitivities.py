"""A run of `manage.py sensitivity`: which rounds it takes, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from game_engine import (
    Change,
    Effect,
    End,
    Parameter,
    Played,
    Scenario,
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
from wargame.research.certainty import beyond_luck, sign_test
from wargame.research.pool import Progress, chunks, scenario_of, spread

TOP = 25
DRAW_ROUNDS = 25
CHUNK = 50

Values: TypeAlias = tuple[tuple[str, float], ...]
Job: TypeAlias = tuple[bytes, Values, int, range, dict[str, str]]
Rounds: TypeAlias = list[tuple[End, bool]]


class Request(NamedTuple):
    """What is varied and how often it is played. rounds: of each variant; again: more rounds, with other luck, of the
    base and of the `TOP` parameters that moved most (0 for none); draws: of all parameters at once. probe: rounds after
    which a parameter is left that changed none of them (0: none is left); bound: a negotiated share; closely: rounds,
    with other luck, of the parameters whose interval reaches it."""

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
    probe: int = 0
    bound: float | None = None
    closely: int = 0

    @property
    def fresh(self) -> int:
        """How many rounds of other luck the base needs."""
        return max(self.again, self.closely)


class Tried(NamedTuple):
    """A parameter's effect; `base`: the same rounds without it; `chances`: of each of both changes by luck alone."""

    effect: Effect
    base: Side
    chances: tuple[float, float]

    @property
    def path(self) -> str:
        return self.effect.parameter.path


class Report(NamedTuple):
    """What came of it. first: each parameter, the largest span first, from the rounds that chose them; second: the top
    ones, and those near the bound, from fresh rounds; fresh: those of the base."""

    request: Request
    base: Side
    first: tuple[Tried, ...]
    fresh: Side
    second: tuple[Tried, ...]
    spread: Spread | None
    shares: tuple[float, ...]
    correlations: tuple[tuple[Parameter, Change], ...]
    played: int

    @property
    def top(self) -> tuple[Effect, ...]:
        """The effects of the parameters that moved most."""
        return tuple(tried.effect for tried in self.strongest)

    @property
    def strongest(self) -> tuple[Tried, ...]:
        """The parameters that moved most, with their chances: from the fresh rounds where there are any."""
        return self.second or self.first[:TOP]

    @property
    def strongest_base(self) -> Side:
        """What the top ones are compared with."""
        return self.fresh if self.second else self.base

    @property
    def moving(self) -> frozenset[str]:
        """The paths of those that surely move the share, all looked at together. Where nothing was played again, those
        are all, for the top ones were chosen by the same rounds."""
        tests = {
            (tried.path, side): tried.chances[side] for tried in self.second or self.first for side in (0, 1)
        }
        return frozenset(path for path, _ in beyond_luck(tests))


class Task(NamedTuple):
    """Rounds of one variant."""

    values: Values
    numbers: range


class Counted:
    """Counts the rounds, and passes them on to whoever shows the progress."""

    def __init__(self, progress: Progress | None) -> None:
        self.rounds, self._progress = 0, progress

    def add(self, done: int) -> None:
        """So many more are done."""
        self.rounds += done
        if self._progress is not None:
            self._progress.add(done)


def run(request: Request, progress: Progress | None = None) -> Report:
    """Play it. The same request gives the same report, whatever the number of processes."""
    counted = Counted(progress)
    (base,) = _played(request, [Task((), range(request.rounds))], counted)
    first = _first(request, base, counted)
    later = range(request.rounds, request.rounds + request.fresh)
    (fresh,) = _played(request, [Task((), later)], counted)
    second = _second(request, first, fresh, counted) if request.fresh else ()
    draws = [drawn(request.parameters, request.seed, number) for number in range(request.draws)]
    shares = _all_at_once(request, draws, counted)
    itself = side_of(1.0, base, base)
    return Report(
        request,
        itself,
        first,
        side_of(1.0, fresh, fresh) if fresh else itself,
        second,
        spread_of(shares, DRAW_ROUNDS) if shares else None,
        tuple(shares),
        _correlations(request.parameters, draws, shares),
        counted.rounds,
    )


def total(request: Request) -> int:
    """How many rounds that takes, unless some are left early or others turn out to lie near the bound."""
    variants = 1 + 2 * len(request.parameters)
    again = 2 * min(TOP, len(request.parameters)) * request.again
    return variants * request.rounds + again + request.fresh + request.draws * DRAW_ROUNDS


def _first(request: Request, base: list[Played], counted: Counted) -> tuple[Tried, ...]:
    """Every parameter; one that changed nothing at all in the rounds of the probe is left at those."""
    probe = request.probe if 0 < request.probe < request.rounds else request.rounds
    variants = _variants(request.parameters)
    played = _played(request, [Task(variant, range(probe)) for variant in variants], counted)
    pairs = list(zip(played[::2], played[1::2], strict=True))
    # Two of these lists belong to a parameter: it stirs when either differs.
    stirs = [_differs(base, less) or _differs(base, more) for less, more in pairs for _ in (0, 1)]
    rest = [
        (rounds, variant)
        for rounds, variant, stirring in zip(played, variants, stirs, strict=True)
        if stirring
    ]
    tasks = [Task(variant, range(probe, request.rounds)) for _, variant in rest]
    for (rounds, _), more in zip(rest, _played(request, tasks, counted), strict=True):
        rounds += more
    return _tried(request.parameters, played, base)


def _second(
    request: Request, first: Sequence[Tried], fresh: list[Played], counted: Counted
) -> tuple[Tried, ...]:
    """The top ones again, and the longer those that may lie beyond the bound."""
    near = [tried for tried in first if reaches(request, tried.effect)]
    chosen = {tried.path for tried in near}
    top = [tried for tried in first[:TOP] if tried.path not in chosen] if request.again else []
    numbers = range(request.rounds, request.rounds + request.again)
    again = _one_at_a_time(request, top, numbers, (fresh, counted))
    later = [tried for tried in again if reaches(request, tried.effect)]
    numbers = range(request.rounds, request.rounds + request.closely)
    closely = _one_at_a_time(request, [*near, *later], numbers, (fresh, counted))
    known = {tried.path for tried in later}
    return _ranked([*closely, *(tried for tried in again if tried.path not in known)])


def reaches(request: Request, effect: Effect) -> bool:
    """Whether the bound lies within the interval of a side, or between a side and the base."""
    if request.bound is None:
        return False
    base = effect.less.negotiated.value - effect.less.change.value
    sides = (effect.less.negotiated, effect.more.negotiated)
    if base < request.bound:
        return any(side.high >= request.bound for side in sides)
    return any(side.low < request.bound for side in sides)


def _ranked(tried: Iterable[Tried]) -> tuple[Tried, ...]:
    return tuple(sorted(tried, key=lambda each: (-each.effect.span, each.path)))


def _one_at_a_time(
    request: Request, tried: Sequence[Tried], numbers: range, beside: tuple[list[Played], Counted]
) -> tuple[Tried, ...]:
    """Each less and more over these rounds, the first of those of the base."""
    base, counted = beside
    parameters = [each.effect.parameter for each in tried]
    played = _played(request, [Task(variant, numbers) for variant in _variants(parameters)], counted)
    return _tried(parameters, played, base)


def _variants(parameters: Sequence[Parameter]) -> list[Values]:
    return [((parameter.path, end),) for parameter in parameters for end in (parameter.low, parameter.high)]


def _tried(
    parameters: Sequence[Parameter], played: Sequence[list[Played]], base: Sequence[Played]
) -> tuple[Tried, ...]:
    """What came of each, less and more in turn, against as many rounds of the base."""
    found = []
    for parameter, less, more in zip(parameters, played[::2], played[1::2], strict=True):
        same = base[: len(less)]
        effect = Effect(parameter, side_of(parameter.low, same, less), side_of(parameter.high, same, more))
        found.append(Tried(effect, side_of(1.0, same, same), (_chance(same, less), _chance(same, more))))
    return _ranked(found)


def _differs(base: Sequence[Played], rounds: Sequence[Played]) -> bool:
    return any(old.negotiated != new.negotiated for old, new in zip(base, rounds, strict=False))


def _chance(base: Sequence[Played], rounds: Sequence[Played]) -> float:
    return sign_test(
        [result.negotiated for result in base],
        [result.negotiated for result in rounds],
    )


def _all_at_once(request: Request, draws: Sequence[Mapping[str, float]], counted: Counted) -> list[float]:
    """The negotiated share of each draw. Each plays rounds of its own: their luck averages out over the draws."""
    begin = request.rounds + request.fresh
    tasks = [
        Task(tuple(draw.items()), range(begin + number * DRAW_ROUNDS, begin + (number + 1) * DRAW_ROUNDS))
        for number, draw in enumerate(draws)
    ]
    return [
        share_of([result.negotiated for result in rounds]).value
        for rounds in _played(request, tasks, counted)
    ]


def _correlations(
    parameters: Sequence[Parameter], draws: Sequence[Mapping[str, float]], shares: Sequence[float]
) -> tuple[tuple[Parameter, Change], ...]:
    """The rank correlation of each parameter with the shares, the largest first; nothing without draws."""
    if not shares:
        return ()
    found = [
        (parameter, rank_correlation([draw[parameter.path] for draw in draws], shares))
        for parameter in parameters
    ]
    return tuple(sorted(found, key=lambda correlation: -abs(correlation[1].value)))


def _played(request: Request, tasks: Sequence[Task], counted: Counted) -> list[list[Played]]:
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
        counted.add(len(part))
    return results


def _work(job: Job) -> Rounds:
    stored, values, seed, numbers, cast = job
    played = play_rounds(_variant(stored, values), seed, numbers, cast)
    return [(result.end, result.negotiated) for result in played]


@lru_cache(maxsize=4)
def _variant(stored: bytes, values: Values) -> Scenario:
    scenario = scenario_of(stored)
    return varied(scenario, dict(values)) if values else scenario

"""What each judgement does to what usually happens: numbers of a scenario varied one at a time, and all at once.

One at a time, each variant plays the same rounds with the same luck (common random numbers), so that a difference is
the doing of the number and not of the draw. All at once, every draw plays rounds of its own, so that luck averages out
over the draws; its ranks are then compared with those of each number. Sources: Saltelli et al. (2008), Global
Sensitivity Analysis: The Primer; Spearman (1904), American Journal of Psychology 15:72, for rank correlation, with the
interval of Fieller, Hartley and Pearson (1957), Biometrika 44:470.

Units: a number in its own; shares and correlations as said of each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import groupby
from math import atanh, sqrt, tanh
from statistics import fmean
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec
from msgspec.inspect import DictType, Field, FloatType, IntType, StructType, UnionType, type_info
from msgspec.structs import replace

from game_engine import chance
from game_engine.analysis.shares import Change, Share, Z, change_of, share_of
from game_engine.analysis.simulate import Played
from game_engine.scenario import PAYOFF_SIDES, Payoff, Scenario
from game_engine.scenarios.checks import check
from game_engine.scenarios.stored import sealed
from game_engine.vocabulary import ENDS, End

Kind: TypeAlias = Literal["number", "count", "payoffs"]
Values: TypeAlias = Mapping[str, float]
"""Numbers by dotted path, as in a scenario file; a host and an end by its id."""

SECTIONS = ("start", "types", "parameters")
MOST_POINTS = 200.0
DATES = ("start.ultimatum", "start.exile_closes")
"""Counts that cannot lie beyond the scenario's last turn."""


class Parameter(NamedTuple):
    """A number that can be varied, in its own units. kind: a number; a count, which goes by whole steps; or all the
    payoffs of a role at an end, which are scaled together, value 1. low and high: what it is varied to."""

    path: str
    kind: Kind
    value: float
    low: float
    high: float


class Side(NamedTuple):
    """What came of the rounds with one number at `value`. change: of the negotiated share, against the base."""

    value: float
    ends: dict[End, Share]
    negotiated: Share
    change: Change


class Effect(NamedTuple):
    """A number varied by itself: less, and more."""

    parameter: Parameter
    less: Side
    more: Side

    @property
    def span(self) -> float:
        """How far the negotiated share lies apart between the lowest and the highest of base, less and more."""
        changes = (0.0, self.less.change.value, self.more.change.value)
        return max(changes) - min(changes)

    @property
    def moves(self) -> bool:
        """Whether one of both changes lies with its whole interval off zero."""
        return any(change.is_up or change.is_down for change in (self.less.change, self.more.change))


class Spread(NamedTuple):
    """The negotiated shares of joint draws. median, low and high: of the draws, low and high the 5th and 95th of a
    hundred; deviation: theirs; beyond_luck: what is left of it without the luck of so few rounds a draw."""

    draws: int
    rounds: int
    median: float
    low: float
    high: float
    deviation: float
    beyond_luck: float


def parameters_of(scenario: Scenario, share: float = 0.25) -> tuple[Parameter, ...]:
    """Every number that can be varied by this share of itself, within its bounds. A zero stays zero, and is left out.

    Raises ValueError for a share that is not between 0 and 1.
    """
    if not 0.0 < share < 1.0:
        raise ValueError(f"share: between 0 and 1, not {share:g}")
    found = [_parameter(scenario, number, share) for number in _numbers(scenario)]
    return tuple(parameter for parameter in found if parameter.low != parameter.high)


def zeros_of(scenario: Scenario) -> tuple[str, ...]:
    """The paths of the numbers that are zero, and hence stay so."""
    return tuple(number.path for number in _numbers(scenario) if not number.value)


def varied(scenario: Scenario, values: Values) -> Scenario:
    """The scenario with these numbers. Raises KeyError for a path that it has not, ScenarioError where the whole makes
    no scenario."""
    result = scenario
    for path, value in values.items():
        result = _placed(result, path.split("."), value)
    check(result)
    return sealed(result)


def drawn(parameters: Sequence[Parameter], seed: int, number: int) -> dict[str, float]:
    """All of them at once: each uniform between its low and its high, and independent of the others."""
    return {
        parameter.path: _drawn(parameter, chance.draw(seed, number, f"sensitivity.{parameter.path}"))
        for parameter in parameters
    }


def side_of(value: float, base: Sequence[Played], rounds: Sequence[Played]) -> Side:
    """What rounds with one number at `value` come to. base: the same rounds without the change."""
    return Side(
        value,
        {end: share_of([result.end == end for result in rounds]) for end in ENDS},
        share_of([result.negotiated for result in rounds]),
        change_of([result.negotiated for result in base], [result.negotiated for result in rounds]),
    )


def spread_of(shares: Sequence[float], rounds: int) -> Spread:
    """How the negotiated shares of draws of so many rounds lie. Raises ValueError when there are none."""
    if not shares:
        raise ValueError("draws: at least one")
    ranked, mean = sorted(shares), fmean(shares)
    variance = fmean([(share - mean) ** 2 for share in shares])
    luck = fmean([share * (1.0 - share) for share in shares]) / (rounds - 1) if rounds > 1 else variance
    return Spread(
        len(shares),
        rounds,
        _quantile(ranked, 0.5),
        _quantile(ranked, 0.05),
        _quantile(ranked, 0.95),
        sqrt(variance),
        sqrt(max(0.0, variance - luck)),
    )


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> Change:
    """Spearman's ρ with its interval; 0 where one of them never varies. Raises ValueError where they do not pair."""
    if len(first) != len(second):
        raise ValueError("draws: as many of the one as of the other")
    count = len(first)
    rho = _correlation(_ranks(first), _ranks(second))
    if count < 4 or abs(rho) >= 1.0:
        return Change(rho, -1.0 if count < 4 else rho, 1.0 if count < 4 else rho)
    half = Z * sqrt(1.06 / (count - 3))
    return Change(rho, tanh(atanh(rho) - half), tanh(atanh(rho) + half))


class _Number(NamedTuple):
    path: str
    kind: Kind
    value: float
    least: float
    most: float


def _numbers(scenario: Scenario) -> list[_Number]:
    found: list[_Number] = []
    for section in SECTIONS:
        found += _in_struct(section, getattr(scenario, section))
    found += [
        _Number(f"hosts.{host.id}.quality", "number", host.quality, 0.0, 1.0) for host in scenario.hosts
    ]
    for end in ENDS:
        for role in PAYOFF_SIDES:
            payoff = getattr(scenario.ends[end], role)
            if payoff is not None:
                scale = float(any(msgspec.structs.astuple(payoff)))
                found.append(_Number(f"ends.{end}.{role}", "payoffs", scale, 0.0, 2.0))
    return [_dated(scenario, number) for number in found]


def _dated(scenario: Scenario, number: _Number) -> _Number:
    return number._replace(most=float(scenario.turns)) if number.path in DATES else number


def _in_struct(path: str, rule: msgspec.Struct) -> list[_Number]:
    found: list[_Number] = []
    for name, kind in _fields(type(rule)):
        found += _in_value(f"{path}.{name}", getattr(rule, name), kind)
    return found


def _in_value(path: str, value: object, kind: object) -> list[_Number]:
    match value:
        case bool():
            return []
        case int() | float():
            least, most = _bounds(kind)
            whole = isinstance(value, int) and not isinstance(kind, FloatType)
            return [_Number(path, "count" if whole else "number", float(value), least, most)]
        case msgspec.Struct():
            return _in_struct(path, value)
        case Mapping():
            inner = kind.value_type if isinstance(kind, DictType) else kind
            return [
                number for key in sorted(value) for number in _in_value(f"{path}.{key}", value[key], inner)
            ]
        case _:
            return []


@cache
def _fields(rule: type[msgspec.Struct]) -> tuple[tuple[str, object], ...]:
    info = type_info(rule)
    assert isinstance(info, StructType)
    return tuple((field.name, _kind(field)) for field in info.fields)


def _kind(field: Field) -> object:
    if isinstance(field.type, UnionType):
        return next((kind for kind in field.type.types if isinstance(kind, IntType | FloatType)), field.type)
    return field.type


def _bounds(kind: object) -> tuple[float, float]:
    assert isinstance(kind, IntType | FloatType), kind
    least = kind.ge if kind.ge is not None else kind.gt
    most = kind.le if kind.le is not None else kind.lt
    return (-MOST_POINTS if least is None else float(least), MOST_POINTS if most is None else float(most))


def _parameter(scenario: Scenario, number: _Number, share: float) -> Parameter:
    """By the share of itself; a count at least by one, for a quarter of a turn is none."""
    ends = number.value * (1.0 - share), number.value * (1.0 + share)
    if number.kind == "count" and number.value:
        ends = min(number.value - 1.0, round(ends[0])), max(number.value + 1.0, round(ends[1]))
    low, high = (min(number.most, max(number.least, end)) for end in ends)
    return Parameter(number.path, number.kind, number.value, low, high)


def _drawn(parameter: Parameter, luck: float) -> float:
    if parameter.kind == "count":
        return parameter.low + float(int(luck * (parameter.high - parameter.low + 1.0)))
    return parameter.low + luck * (parameter.high - parameter.low)


def _placed(rule: Any, steps: list[str], value: float) -> Any:
    """The same with the number at that path set, or with the payoffs there scaled by it."""
    if not steps:
        return _number_like(rule, value)
    name, *more = steps
    if isinstance(rule, Mapping):
        return {**rule, name: _placed(rule[name], more, value)}
    if isinstance(rule, list):
        if all(entry.id != name for entry in rule):
            raise KeyError(name)
        return [_placed(entry, more, value) if entry.id == name else entry for entry in rule]
    if name not in rule.__struct_fields__:
        raise KeyError(name)
    return replace(rule, **{name: _placed(getattr(rule, name), more, value)})


def _number_like(old: object, value: float) -> object:
    if isinstance(old, Payoff):
        points = {name: getattr(old, name) * value for name in old.__struct_fields__}
        return Payoff(**{name: min(MOST_POINTS, max(-MOST_POINTS, value)) for name, value in points.items()})
    return int(value) if isinstance(old, int) else value


def _quantile(ranked: Sequence[float], at: float) -> float:
    place = at * (len(ranked) - 1)
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (place - below) * (ranked[above] - ranked[below])


def _ranks(values: Sequence[float]) -> list[float]:
    """The rank of each, equal ones sharing theirs."""
    value_at: Callable[[int], float] = values.__getitem__
    ranks, before = [0.0] * len(values), 0
    for _, group in groupby(sorted(range(len(values)), key=value_at), key=value_at):
        tied = list(group)
        for place in tied:
            ranks[place] = before + (len(tied) - 1) / 2.0
        before += len(tied)
    return ranks


def _correlation(first: Sequence[float], second: Sequence[float]) -> float:
    first_mean, second_mean = fmean(first), fmean(second)
    cross = sum((a - first_mean) * (b - second_mean) for a, b in zip(first, second, strict=True))
    scale = sqrt(sum((a - first_mean) ** 2 for a in first) * sum((b - second_mean) ** 2 for b in second))
    return max(-1.0, min(1.0, cross / scale)) if scale else 0.0

"""The empirical game: scripted plans against each other, and which answers which.

Each of the four main roles has a list of strategies (the scripted plans and the logit bot); a profile names one for
each. What a profile pays is estimated by playing it, over the same rounds (the same seeds) for every profile, so that
two profiles differ by what was done and not by luck. From the estimates follow best replies and regrets here, and a
mixture in `replicator`. Source: Wellman (2006), Methods for Empirical Game-Theoretic Analysis, Proceedings of the 21st
National Conference on Artificial Intelligence.

Units: payoffs, regrets and errors in points; shares and mixtures in [0, 1]. The officers' seats play one strategy, and
their payoff is the mean of theirs. Optional roles follow the scenario's standing policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import fsum, sqrt
from typing import NamedTuple, TypeAlias

from game_engine import chance
from game_engine.analysis.simulate import STANDING, USUAL, cast_of, opened, play_round, round_seed
from game_engine.bots import plans
from game_engine.scenario import Scenario
from game_engine.state import CoercerPrivate, RoundState
from game_engine.vocabulary import OPTIONAL_ROLES, End, Role

PLAYERS: tuple[Role, ...] = ("coercer", "opposition", "leadership", "officer")
"""The players of the empirical game, in the order in which a profile names their strategies."""

Profile: TypeAlias = tuple[str, ...]
"""A strategy for each of PLAYERS."""

Strategies: TypeAlias = Mapping[Role, Sequence[str]]

CERTAIN = 2.0
"""By how many standard errors a reply must fall short before it is taken to be worse."""

_TIE = 1e-9
_MOST_SEARCHED = 100_000


class Panel(NamedTuple):
    """The rounds that every profile is played over: their seeds, and the weight of each. The first half have a resolved
    coercer and the rest an unresolved one; the weights give each type its prior."""

    seeds: tuple[int, ...]
    weights: tuple[float, ...]

    def of(self, *, resolved: bool) -> tuple[float, ...]:
        """The weights of one type alone."""
        half = len(self.seeds) // 2
        return tuple(1.0 / half if (place < half) == resolved else 0.0 for place in range(2 * half))


class Sample(NamedTuple):
    """A profile played: how each round ended, and what each player earned in it (points)."""

    profile: Profile
    ends: tuple[End, ...]
    payoffs: tuple[tuple[float, ...], ...]


class Reply(NamedTuple):
    """How a strategy answers the others' profiles.

    share: of those to which it is a best reply (ties shared); sure: of those to which every other falls short of it by
    more than CERTAIN standard errors; possible: of those to which it cannot be told from the best; regret: the mean
    points by which it falls short; mean: what it earns. All are means over the others' profiles.
    """

    share: float
    sure: float
    possible: float
    regret: float
    mean: float


def strategies(names: Strategies | None = None) -> dict[Role, tuple[str, ...]]:
    """The strategies of each player: every scripted plan and the logit bot, or those named."""
    usual = {role: (*plans(role), USUAL) for role in PLAYERS}
    return usual | {role: tuple(chosen) for role, chosen in (names or {}).items()}


def all_profiles(chosen: Strategies) -> list[Profile]:
    """All profiles over those strategies."""
    return list(product(*(chosen[role] for role in PLAYERS)))


def some_profiles(chosen: Strategies, rows: int, seed: int) -> list[Profile]:
    """A part of all profiles, well spread: for each player so many profiles of the others, in which each strategy comes
    up about equally often, and each strategy of the player's own against every one of them."""
    found: dict[Profile, None] = {}
    for role in PLAYERS:
        columns = [_dealt(chosen[other], rows, (seed, f"{role}.{other}")) for other in PLAYERS]
        for others in zip(*columns, strict=True):
            for own in chosen[role]:
                named = dict(zip(PLAYERS, others, strict=True)) | {role: own}
                found[tuple(named[player] for player in PLAYERS)] = None
    return list(found)


def _dealt(names: Sequence[str], count: int, label: tuple[int, str]) -> list[str]:
    """The names in turn, shuffled."""
    seed, text = label
    order = sorted(range(count), key=lambda number: chance.draw(seed, number, text))
    return [names[number % len(names)] for number in order]


def panel_of(scenario: Scenario, rounds: int, seed: int) -> Panel:
    """So many rounds (an even number), half of them with each type of the coercer.

    Raises ValueError for an odd number or none, and where one of the types never comes up.
    """
    if rounds < 2 or rounds % 2:
        raise ValueError("rounds: an even number above 0")
    prior = scenario.types.resolved
    if not 0.0 < prior < 1.0:
        raise ValueError("types.resolved: above 0 and under 1, as both types are compared")
    kinds: dict[bool, list[int]] = {True: [], False: []}
    for number in range(_MOST_SEARCHED):
        chosen_seed = round_seed(seed, number)
        kinds[_is_resolved(opened(scenario, chosen_seed, _cast(())))].append(chosen_seed)
        if min(len(seeds) for seeds in kinds.values()) >= rounds // 2:
            break
    half = rounds // 2
    weights = (2.0 * prior / rounds,) * half + (2.0 * (1.0 - prior) / rounds,) * half
    return Panel((*kinds[True][:half], *kinds[False][:half]), weights)


def _is_resolved(state: RoundState) -> bool:
    return any(isinstance(seat.private, CoercerPrivate) and seat.private.resolved for seat in state.seats)


def _cast(profile: Profile) -> dict[str, str]:
    named: dict[str, str] = dict.fromkeys(OPTIONAL_ROLES, STANDING)
    named.update(zip(PLAYERS, profile, strict=False))
    return cast_of(named)


def play_profile(scenario: Scenario, profile: Profile, seeds: Iterable[int]) -> Sample:
    """Play a profile over these seeds. Raises ValueError for a strategy that a role does not have."""
    cast, ends, payoffs = _cast(profile), list[End](), list[tuple[float, ...]]()
    for seed in seeds:
        played = play_round(scenario, seed, cast)
        earned: dict[Role, list[float]] = {role: [] for role in PLAYERS}
        for seat, points in played.payoffs.items():
            if (role := scenario.role_of(seat)) in earned:
                earned[role].append(points)
        ends.append(played.end)
        payoffs.append(tuple(fsum(earned[role]) / len(earned[role]) for role in PLAYERS))
    return Sample(profile, tuple(ends), tuple(payoffs))


def best_replies(
    samples: Iterable[Sample], weights: Sequence[float], chosen: Strategies
) -> dict[Role, dict[str, Reply]]:
    """Best-response shares and regrets of every strategy, over the others' profiles for which all of a player's
    strategies were played."""
    known = {sample.profile: sample for sample in samples}
    return {role: _replies_of(player, known, (weights, chosen[role])) for player, role in enumerate(PLAYERS)}


def replies_to_each(
    samples: Iterable[Sample], weights: Sequence[float], chosen: Strategies
) -> dict[Role, dict[tuple[Role, str], dict[str, Reply]]]:
    """best_replies of each player, apart for every strategy of every other player (its role and name)."""
    known = {sample.profile: sample for sample in samples}
    found: dict[Role, dict[tuple[Role, str], dict[str, Reply]]] = {}
    for player, role in enumerate(PLAYERS):
        found[role] = {}
        for place, other in enumerate(PLAYERS):
            for name in chosen[other] if place != player else ():
                part = {profile: sample for profile, sample in known.items() if profile[place] == name}
                found[role][other, name] = _replies_of(player, part, (weights, chosen[role]))
    return found


def _replies_of(
    player: int, known: Mapping[Profile, Sample], how: tuple[Sequence[float], Sequence[str]]
) -> dict[str, Reply]:
    weights, own = how
    rows = []
    for others in dict.fromkeys((*profile[:player], own[0], *profile[player + 1 :]) for profile in known):
        row = [known.get((*others[:player], name, *others[player + 1 :])) for name in own]
        earned = [[pay[player] for pay in sample.payoffs] for sample in row if sample is not None]
        if len(earned) == len(own):
            rows.append(_compared(earned, weights))
    if not rows:
        raise ValueError("no profile of the others to which every strategy was played")
    return {
        name: Reply(*(fsum(row[place][part] for row in rows) / len(rows) for part in range(5)))
        for place, name in enumerate(own)
    }


def _compared(earned: Sequence[Sequence[float]], weights: Sequence[float]) -> list[tuple[float, ...]]:
    """For each strategy against one profile of the others, the parts of a Reply."""
    means = [mean(points, weights) for points in earned]
    best = max(means)
    at_best = [average > best - _TIE for average in means]
    first = earned[at_best.index(True)]
    near = [
        best - means[place] <= CERTAIN * error_of_difference(first, points, weights) + _TIE
        for place, points in enumerate(earned)
    ]
    return [
        (
            at_best[place] / sum(at_best),
            float(at_best[place] and sum(near) == 1),
            float(near[place]),
            best - means[place],
            means[place],
        )
        for place in range(len(earned))
    ]


def mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return fsum(value * weight for value, weight in zip(values, weights, strict=True))


def error_of_difference(first: Sequence[float], second: Sequence[float], weights: Sequence[float]) -> float:
    """The standard error of the weighted mean of a difference round by round: √Σ w² (d − d̄)² by type of the coercer,
    each type's part scaled by n/(n − 1)."""
    half, total = len(weights) // 2, 0.0
    for part in (slice(0, half), slice(half, None)):
        gaps = [left - other for left, other in zip(first[part], second[part], strict=True)]
        middle = fsum(gaps) / len(gaps)
        scale = len(gaps) / max(1, len(gaps) - 1)
        total += scale * fsum(
            (weight * (gap - middle)) ** 2 for weight, gap in zip(weights[part], gaps, strict=True)
        )
    return sqrt(total)

"""A mixture of the empirical game that nobody would much like to leave, by the replicator; and its pure equilibria.

Sources: Taylor and Jonker (1978), Evolutionary Stable Strategies and Game Dynamics, Mathematical Biosciences 40;
Wellman (2006), Methods for Empirical Game-Theoretic Analysis, AAAI (replicator dynamics on estimated payoffs).

Units: payoffs and regrets in points; mixtures in [0, 1].
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import exp, fsum
from typing import NamedTuple, TypeAlias

from game_engine.analysis.empirical import PLAYERS, Profile, Sample, Strategies, all_profiles, mean
from game_engine.vocabulary import Role

Mixture: TypeAlias = dict[Role, dict[str, float]]
"""How often each strategy of each player is played."""

_NIL = 1e-9


class EstimatedGame(NamedTuple):
    """The estimated game: mean payoffs of every profile, by player."""

    chosen: dict[Role, tuple[str, ...]]
    means: dict[Profile, tuple[float, ...]]


def estimated_game(samples: Iterable[Sample], weights: Sequence[float], chosen: Strategies) -> EstimatedGame:
    """The estimated game. Raises ValueError unless every profile was played."""
    means = {
        sample.profile: tuple(
            mean([pay[player] for pay in sample.payoffs], weights) for player in range(len(PLAYERS))
        )
        for sample in samples
    }
    if set(means) != set(all_profiles(chosen)):
        raise ValueError("an equilibrium needs every profile played")
    return EstimatedGame({role: tuple(chosen[role]) for role in PLAYERS}, means)


class Equilibrium(NamedTuple):
    """A mixture, what it pays each player, and its regret: the most that a player could gain by leaving it. Points."""

    mixture: Mixture
    payoffs: dict[Role, float]
    regret: float


def equilibrium(game: EstimatedGame, *, steps: int = 400, rate: float = 0.15) -> Equilibrium:
    """The mixture of least regret on the path of the replicator from the uniform one.

    In each step a strategy's share grows by exp(rate × its payoff's excess over the mean), payoffs scaled to each
    player's range. What has no rest point there cycles; the regret tells.
    """
    scale = [_range(game, player) for player in range(len(PLAYERS))]
    mixed = [dict.fromkeys(game.chosen[role], 1.0 / len(game.chosen[role])) for role in PLAYERS]
    best: Equilibrium | None = None
    for _ in range(steps):
        values = [_values(game, mixed, player) for player in range(len(PLAYERS))]
        found = _judged(mixed, values)
        if best is None or found.regret < best.regret:
            best = found
        mixed = [
            _grown(mixture, value, rate / width)
            for mixture, value, width in zip(mixed, values, scale, strict=True)
        ]
    assert best is not None
    return best


def _range(game: EstimatedGame, player: int) -> float:
    points = [pay[player] for pay in game.means.values()]
    return max(max(points) - min(points), _NIL)


def _values(game: EstimatedGame, mixed: Sequence[Mapping[str, float]], player: int) -> dict[str, float]:
    """What each of a player's strategies earns against the others' mixtures."""
    values = dict.fromkeys(mixed[player], 0.0)
    live = [mixture if place == player else _live(mixture) for place, mixture in enumerate(mixed)]
    for profile in product(*live):
        weight = 1.0
        for place, name in enumerate(profile):
            if place != player:
                weight *= mixed[place][name]
        values[profile[player]] += weight * game.means[profile][player]
    return values


def _live(mixture: Mapping[str, float]) -> dict[str, float]:
    return {name: share for name, share in mixture.items() if share > _NIL}


def _judged(mixed: Sequence[Mapping[str, float]], values: Sequence[Mapping[str, float]]) -> Equilibrium:
    earned = [
        fsum(share * value[name] for name, share in mixture.items())
        for mixture, value in zip(mixed, values, strict=True)
    ]
    regret = max(max(value.values()) - mean for value, mean in zip(values, earned, strict=True))
    mixture = {role: dict(shares) for role, shares in zip(PLAYERS, mixed, strict=True)}
    return Equilibrium(mixture, dict(zip(PLAYERS, earned, strict=True)), regret)


def _grown(mixture: Mapping[str, float], values: Mapping[str, float], rate: float) -> dict[str, float]:
    best = max(values.values())
    grown = {name: share * exp(rate * (values[name] - best)) for name, share in mixture.items()}
    total = fsum(grown.values())
    return {name: share / total for name, share in grown.items()}


def pure_equilibria(game: EstimatedGame, *, within: float = 0.0) -> Iterator[Profile]:
    """The profiles from which no player gains more than `within` points by another strategy of its own."""
    for profile, pays in game.means.items():
        if all(
            game.means[(*profile[:player], other, *profile[player + 1 :])][player] <= pays[player] + within
            for player, role in enumerate(PLAYERS)
            for other in game.chosen[role]
        ):
            yield profile

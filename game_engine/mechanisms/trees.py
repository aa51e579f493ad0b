"""A small game whose moves all can see is solved from its last move back, by those who err and by those who
do not.

Without error each takes the best branch (subgame-perfect equilibrium); with error each takes a branch the
oftener the better it is (the agent logit equilibrium, which such a tree has only one of).

Sources: Selten (1965), Spieltheoretische Behandlung eines Oligopolmodells mit Nachfrageträgheit,
Zeitschrift für die gesamte Staatswissenschaft 121 (subgame perfection); McKelvey and Palfrey (1998),
Quantal Response Equilibria for Extensive Form Games, Experimental Economics 1.

Units: payoffs on any one scale, the precision λ in its inverse; chances in [0, 1].

Theory: all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp, fsum
from typing import NamedTuple, TypeAlias

End: TypeAlias = tuple[float, ...]
"""What each player gets, by number."""


class Choice(NamedTuple):
    """A move: its name, the number of the player who makes it, and what follows each branch."""

    name: str
    player: int
    branches: Mapping[str, Choice | End]


class Solution(NamedTuple):
    """What each player can expect, and by the name of each choice how often each branch is taken."""

    values: End
    chances: dict[str, dict[str, float]]


def backward(node: Choice | End) -> Solution:
    """Return the subgame-perfect equilibrium; of branches that are worth the same the first is taken."""

    def best(values: Sequence[float]) -> list[float]:
        taken = max(range(len(values)), key=lambda place: values[place])
        return [float(place == taken) for place in range(len(values))]

    return _solved(node, best)


def logit(node: Choice | End, *, precision: float) -> Solution:
    """Return the logit equilibrium: each branch is taken in proportion to exp(λ u), u being its worth to who moves."""

    def often(values: Sequence[float]) -> list[float]:
        most = max(values)
        weights = [exp(precision * (value - most)) for value in values]
        return [weight / fsum(weights) for weight in weights]

    return _solved(node, often)


def _solved(node: Choice | End, choose: Callable[[Sequence[float]], list[float]]) -> Solution:
    if not isinstance(node, Choice):
        return Solution(node, {})
    after = {branch: _solved(child, choose) for branch, child in node.branches.items()}
    taken = choose([solution.values[node.player] for solution in after.values()])
    players = len(next(iter(after.values())).values)
    values = tuple(
        fsum(chance * solution.values[player] for chance, solution in zip(taken, after.values(), strict=True))
        for player in range(players)
    )
    chances = {node.name: dict(zip(after, taken, strict=True))}
    for solution in after.values():
        chances |= solution.chances
    return Solution(values, chances)

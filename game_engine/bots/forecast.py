"""Looking ahead: what the public record says the next turns hold, and what that is worth.

The board is carried forward as it stands; belief in a strike moves by Bayes after every quiet turn, and jumps
nowhere: a deadline shows as one turn of high hazard, because the audience's cost falls due on it. A leader's value
of holding on is the backward induction of McKelvey and Palfrey (1998), Quantal Response Equilibria for Extensive
Form Games, Experimental Economics 1, over those hazards.

Units: utilities stand on the scale where an undisturbed status quo is 1 to the leadership; payoffs in points.
"""

from __future__ import annotations

from typing import NamedTuple

from game_engine import payoffs, readings
from game_engine.mechanisms import amnesty, coercion, coordination, exile
from game_engine.mechanisms.curves import logistic, normal_below
from game_engine.scenario import Payoff, Scenario
from game_engine.state import Board
from game_engine.vocabulary import End

PATIENCE = 8.0
"""Precision of a leader's choice between leaving and holding on, per unit of utility."""

_KINDS_OF_LEADER = 0.26
"""How far leaders differ in what exile and holding on are worth to them: a standard deviation, as others guess it."""

_SENSED = 0.075
"""How far the regime's strength may lie from its first guess: a standard deviation, as others guess it."""


class Horizon(NamedTuple):
    """From which turn to which one looks, and on which turns a public threat to strike falls due."""

    turn: int
    turns: int
    deadlines: frozenset[int]


class Course(NamedTuple):
    """The coming turns, this one first: the hazard of a successful strike, and the tipping point θ*."""

    hazards: tuple[float, ...]
    tippings: tuple[float, ...]


class Leader(NamedTuple):
    """What a leader brings: own value of exile, distrust of hosts, discount on risk, strength as he senses it."""

    exile_value: float
    distrust: float
    risk_discount: float
    strength: float


def course(scenario: Scenario, board: Board, horizon: Horizon) -> Course:
    """The hazards and tipping points that the public record implies for each turn to the last."""
    success = readings.success(scenario, board)
    kappa = readings.dominance(scenario, board, protection(scenario, board))
    quiet = _rates(scenario, board, deadline=False)
    due = _rates(scenario, board, deadline=True) if horizon.deadlines else quiet
    belief, hazards = board.credibility, []
    for turn in range(horizon.turn, horizon.turns + 1):
        resolved, unresolved = due if turn in horizon.deadlines else quiet
        hazards.append(coercion.hazard(belief, resolved, unresolved, success))
        belief = coercion.after_quiet_turn(belief, resolved, unresolved)
    return Course(tuple(hazards), tuple(coordination.tipping(kappa, one) for one in hazards))


def _rates(scenario: Scenario, board: Board, *, deadline: bool) -> tuple[float, float]:
    return (
        readings.strike_rate(scenario, board, resolved=True, deadline=deadline),
        readings.strike_rate(scenario, board, resolved=False, deadline=deadline),
    )


def protection(scenario: Scenario, board: Board) -> float:
    """q, at the public guess of the temptation."""
    kept = readings.honour(scenario, board, scenario.parameters.amnesty.public_temptation)
    return amnesty.protection(board.backing, board.breadth, kept)


def exile_worth(scenario: Scenario, board: Board, leader: Leader) -> float:
    """E, what exile on the terms of this board is worth to a leader; with no host it is a trap."""
    safe = readings.safety(scenario, board, leader.distrust)
    return exile.worth(safe, leader.exile_value, betrayed=scenario.parameters.exile.betrayed)


def holding_worth(
    scenario: Scenario, board: Board, horizon: Horizon, *, leader: Leader, coming: Course | None = None
) -> float:
    """W, what it is worth to refuse now and go on, with the option to leave later while exile stays open.

    Each turn in office adds `costs.office`. A strike takes what follows and costs the worth of removal, which the
    leader's discount ω weighs: who believes himself spared counts little of it. A coup takes what follows and
    costs what a coup costs, in full, at the chance that he sees himself.
    """
    coming = coming or course(scenario, board, horizon)
    rule, office = scenario.parameters.coalition, scenario.parameters.costs.office / 100.0 * scenario.periods
    struck = leader.risk_discount * _leadership(scenario, "removal_persists")
    overthrown = _leadership(scenario, "coup")
    leave = exile_worth(scenario, board, leader)
    open_till = 0 if board.host is None else board.exile_closes or horizon.turns
    after, hold = _leadership(scenario, payoffs.status_quo(scenario, board)), 0.0
    for turn in range(horizon.turns, horizon.turn - 1, -1):
        hazard, tipping = coming.hazards[turn - horizon.turn], coming.tippings[turn - horizon.turn]
        coup = coordination.coup_hazard(
            tipping, leader.strength, scale=rule.coup_scale, spread=rule.coup_spread
        )
        coup = coercion.over_periods(coup, scenario.periods)
        stay = (1.0 - coup) * (1.0 - hazard)
        hold = office + coup * overthrown + (1.0 - coup) * hazard * struck + stay * after
        after = hold
        if turn <= open_till:
            leaving = logistic(PATIENCE * (leave - hold))
            after = leaving * leave + (1.0 - leaving) * hold
    return hold


def _leadership(scenario: Scenario, end: End) -> float:
    return scenario.ends[end].leadership.fixed / 100.0


def typical_leader(scenario: Scenario, board: Board) -> Leader:
    """The leader as others picture him: the middle of each range, and the strength that the first guess gives."""
    types = scenario.types
    return Leader(
        types.exile_value_mean,
        types.distrust_mean,
        types.risk_discount_median,
        readings.strength(scenario, board, board.cohesion),
    )


def ends(scenario: Scenario, board: Board, horizon: Horizon) -> dict[End, float]:
    """How the round will end, as an outsider would guess from the public record: chances that add up to 1."""
    leader, coming = typical_leader(scenario, board), course(scenario, board, horizon)
    closed = board.host is None or (board.exile_closes is not None and board.exile_closes < horizon.turn)
    chances: dict[End, float] = dict.fromkeys(scenario.ends, 0.0)
    left = 1.0
    if not closed:
        gain = exile_worth(scenario, board, leader)
        gain -= holding_worth(scenario, board, horizon, leader=leader, coming=coming)
        chances["exile"] = normal_below(gain / _KINDS_OF_LEADER)
        left -= chances["exile"]
    covered = protection(scenario, board)
    falls: End = "pact" if covered >= scenario.parameters.amnesty.worth else "coup"
    shock = scenario.parameters.coercion.strike_shock
    for hazard, tipping in zip(*coming, strict=True):
        tip = normal_below((tipping - leader.strength) / _SENSED)
        chances[falls] += left * tip
        struck = left * (1.0 - tip) * hazard
        collapse = normal_below((tipping - leader.strength + shock) / _SENSED)
        chances["removal_collapses"] += struck * collapse
        chances["removal_persists"] += struck * (1.0 - collapse)
        left *= (1.0 - tip) * (1.0 - hazard)
    chances[payoffs.status_quo(scenario, board)] += left
    return _tested(scenario, board, chances)


def _tested(scenario: Scenario, board: Board, chances: dict[End, float]) -> dict[End, float]:
    """Move to `breach` the part of the negotiated ends whose amnesty would not be kept."""
    if board.breadth <= 0.0:
        return chances
    kept = readings.honour(scenario, board, scenario.parameters.amnesty.public_temptation)
    for end in ("exile", "pact"):
        chances["breach"] += (1.0 - kept) * chances[end]
        chances[end] *= kept
    return chances


def points(scenario: Scenario, board: Board, horizon: Horizon, *, earns: dict[End, Payoff]) -> float:
    """What an outsider expects of the round for a seat with these payoffs, before path costs. In points."""
    worth = exile_worth(scenario, board, typical_leader(scenario, board))
    covered = protection(scenario, board)
    return sum(
        chance
        * (
            earns[end].fixed
            + earns[end].exile * worth
            + earns[end].covered * covered
            + earns[end].exposed * (1.0 - covered)
        )
        for end, chance in ends(scenario, board, horizon).items()
        if chance
    )

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
from game_engine.bots.memory import Memory
from game_engine.mechanisms import amnesty, coercion, coordination, exile
from game_engine.mechanisms.credibility import holding_ratio, odds_times
from game_engine.mechanisms.curves import logistic, normal_below
from game_engine.scenario import Scenario
from game_engine.state import Board
from game_engine.vocabulary import End

PATIENCE = 10.0
"""Precision of a leader's choice between leaving and holding on, per unit of utility."""

_KINDS_OF_LEADER = 0.26
"""How far leaders differ in what exile and holding on are worth to them: a standard deviation, as others guess it."""

NEGOTIATED_ENDS: tuple[End, ...] = ("exile", "pact")

_SENSED = 0.075
"""How far the regime's strength may lie from its first guess: a standard deviation, as others guess it."""


class Horizon(NamedTuple):
    """From which turn to which one looks, and on which turns a public threat to strike falls due."""

    turn: int
    turns: int
    deadlines: frozenset[int]


class Course(NamedTuple):
    """What the record implies for the coming turns, this one first.

    hazards: of a successful strike, by turn; due: whether a public threat falls due on it; tippings: θ* on quiet turns
    and on days of a deadline (the hazard of quiet turns moves it by less than an officer's noise, so one is enough
    for all of them); covered: the protection q that the amnesty gives.
    """

    hazards: tuple[float, ...]
    due: tuple[bool, ...]
    tippings: tuple[float, float]
    covered: float


class Leader(NamedTuple):
    """What a leader brings: own value of exile, distrust of hosts, discount on risk, strength as he senses it."""

    exile_value: float
    distrust: float
    risk_discount: float
    strength: float


def course(scenario: Scenario, board: Board, horizon: Horizon) -> Course:
    """The hazards and tipping points that the public record implies for each turn to the last."""
    force = (board.credibility, board.buildup, board.legal, board.posture, horizon)
    coming = _HAZARDS.recall(scenario, force, lambda: _hazards(scenario, board, horizon))
    covered = protection(scenario, board)
    kappa = readings.dominance(scenario, board, covered)
    tippings = (coordination.tipping(kappa, coming.quiet), coordination.tipping(kappa, coming.worst))
    return Course(coming.hazards, coming.due, tippings, covered)


class _Hazards(NamedTuple):
    """By turn, whether a deadline, that of a quiet turn now, and the worst of the deadlines."""

    hazards: tuple[float, ...]
    due: tuple[bool, ...]
    quiet: float
    worst: float


_HAZARDS: Memory[_Hazards] = Memory()
_ENDS: Memory[dict[End, float]] = Memory()


def _hazards(scenario: Scenario, board: Board, horizon: Horizon) -> _Hazards:
    success = readings.success(scenario, board)
    rates = [_rates(scenario, board, deadline=False)]
    rates.append(_rates(scenario, board, deadline=True) if horizon.deadlines else rates[0])
    silence = [1.0 / holding_ratio(resolved, rate_unresolved=unresolved) for resolved, unresolved in rates]
    belief, hazards = board.credibility, []
    due = tuple(turn in horizon.deadlines for turn in range(horizon.turn, horizon.turns + 1))
    for deadline in due:
        hazards.append(coercion.hazard(belief, *rates[deadline], success))
        belief = odds_times(belief, silence[deadline])
    quiet = coercion.hazard(board.credibility, *rates[0], success)
    worst = max((hazard for hazard, deadline in zip(hazards, due, strict=True) if deadline), default=quiet)
    return _Hazards(tuple(hazards), due, quiet, worst)


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

    Each turn in office adds `costs.office`; who lasts to the end has the status quo undisturbed. A strike or a coup
    takes all of that away, and besides costs what the end is worth, which the leader's discount ω weighs: the median
    leader (.37) counts a third of it. The hazards themselves he takes as the record and his own senses give them.
    """
    coming = coming or course(scenario, board, horizon)
    office = scenario.parameters.costs.office / 100.0 * scenario.periods
    struck = leader.risk_discount * _leadership(scenario, "removal_persists")
    overthrown = leader.risk_discount * _leadership(scenario, "coup")
    coups = [_coup(scenario, tipping, leader.strength) for tipping in coming.tippings]
    leave = exile_worth(scenario, board, leader)
    open_till = 0 if board.host is None else board.exile_closes or horizon.turns
    after, hold = _leadership(scenario, "backed_down"), 0.0
    for back, hazard in enumerate(reversed(coming.hazards)):
        turn = horizon.turns - back
        coup = coups[coming.due[-1 - back]]
        survive = 1.0 - coup
        hold = office + coup * overthrown + survive * (hazard * struck + (1.0 - hazard) * after)
        after = hold
        if turn <= open_till:
            leaving = logistic(PATIENCE * (leave - hold))
            after = leaving * leave + (1.0 - leaving) * hold
    return hold


def _coup(scenario: Scenario, tipping: float, strength: float) -> float:
    rule = scenario.parameters.coalition
    chance = coordination.coup_hazard(tipping, strength, scale=rule.coup_scale, spread=rule.coup_spread)
    return coercion.over_periods(chance, scenario.periods) if scenario.periods > 1 else chance


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
    return _ENDS.recall(scenario, (board, horizon), lambda: _ends(scenario, board, horizon))


def _ends(scenario: Scenario, board: Board, horizon: Horizon) -> dict[End, float]:
    leader, coming = typical_leader(scenario, board), course(scenario, board, horizon)
    chances: dict[End, float] = dict.fromkeys(scenario.ends, 0.0)
    left = 1.0
    if board.host is not None and (board.exile_closes is None or board.exile_closes >= horizon.turn):
        gain = exile_worth(scenario, board, leader)
        gain -= holding_worth(scenario, board, horizon, leader=leader, coming=coming)
        chances["exile"] = normal_below(gain / _KINDS_OF_LEADER)
        left -= chances["exile"]
    shock = scenario.parameters.coercion.strike_shock
    tips = [normal_below((tipping - leader.strength) / _SENSED) for tipping in coming.tippings]
    collapses = [normal_below((tipping - leader.strength + shock) / _SENSED) for tipping in coming.tippings]
    tipped = collapsed = persisted = 0.0
    for hazard, due in zip(coming.hazards, coming.due, strict=True):
        tipped += left * tips[due]
        left *= 1.0 - tips[due]
        collapsed += left * hazard * collapses[due]
        persisted += left * hazard * (1.0 - collapses[due])
        left *= 1.0 - hazard
    falls: End = "pact" if coming.covered >= scenario.parameters.amnesty.worth else "coup"
    chances[falls] += tipped
    chances["removal_collapses"] += collapsed
    chances["removal_persists"] += persisted
    chances[payoffs.status_quo(scenario, board)] += left
    return _tested(scenario, board, chances)


def _tested(scenario: Scenario, board: Board, chances: dict[End, float]) -> dict[End, float]:
    """Move to `breach` the part of the negotiated ends whose amnesty would not be kept."""
    if board.breadth <= 0.0:
        return chances
    kept = readings.honour(scenario, board, scenario.parameters.amnesty.public_temptation)
    for end in NEGOTIATED_ENDS:
        chances["breach"] += (1.0 - kept) * chances[end]
        chances[end] *= kept
    return chances

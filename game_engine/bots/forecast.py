"""Looking ahead: what the public record says the next turns hold, and what that is worth.

The board is carried forward as it stands; belief in a strike moves by Bayes after every quiet turn, and jumps
nowhere: a deadline shows as one turn of high hazard, because the audience's cost falls due on it. A leader's value
of holding on is the backward induction of McKelvey and Palfrey (1998), Quantal Response Equilibria for Extensive
Form Games, Experimental Economics 1, over those hazards.

Units: utilities stand on the scale where an undisturbed status quo is 1 to the leadership; payoffs in points.
"""

from __future__ import annotations

from game_engine import payoffs, readings
from game_engine.kept import Memory
from game_engine.mechanisms import amnesty, coercion, coordination, exile
from game_engine.mechanisms.credibility import holding_ratio, odds_times
from game_engine.mechanisms.curves import logistic, normal_below
from game_engine.moves import Data
from game_engine.scenario import Scenario
from game_engine.state import Board
from game_engine.vocabulary import ENDS, End

PATIENCE = 10.0
"""Precision of a leader's choice between leaving and holding on, per unit of utility."""

_KINDS_OF_LEADER = 0.26
"""How far leaders differ in what exile and holding on are worth to them: a standard deviation, as others guess it."""

_SENSED = 0.075
"""How far the regime's strength may lie from its first guess: a standard deviation, as others guess it."""


class Horizon(Data, frozen=True):
    """From which turn to which one looks, and on which turns a public threat to strike falls due."""

    turn: int
    turns: int
    deadlines: frozenset[int]


class Course(Data, frozen=True):
    """What the record implies for the coming turns, this one first.

    hazards: of a successful strike, by turn; due: whether a public threat falls due on it; tippings: θ* on quiet turns
    and on days of a deadline (the hazard of quiet turns moves it by less than an officer's noise, so one is enough
    for all of them); covered: the protection q that the amnesty gives; kept: c_A, the chance that it is honoured.
    """

    hazards: tuple[float, ...]
    due: tuple[bool, ...]
    tippings: tuple[float, float]
    covered: float
    kept: float = 1.0


class Leader(Data, frozen=True):
    """What a leader brings: own value of exile, distrust of hosts, discount on risk, strength as he senses it."""

    exile_value: float
    distrust: float
    risk_discount: float
    strength: float


class Ends(Data, frozen=True):
    """The chance of each end, in the order of ENDS; they add up to 1."""

    exile: float
    pact: float
    breach: float
    coup: float
    removal_collapses: float
    removal_persists: float
    backed_down: float
    stand_off: float


def course(scenario: Scenario, board: Board, horizon: Horizon) -> Course:
    """The hazards and tipping points that the public record implies for each turn to the last."""
    force = (board.credibility, board.buildup, board.legal, board.posture == "restrict", horizon)
    coming = _HAZARDS.recall(scenario, force, lambda: _hazards(scenario, board, horizon))
    kept = readings.honour(scenario, board, scenario.parameters.amnesty.public_temptation)
    covered = amnesty.protection(board.backing, board.breadth, kept)
    kappa = readings.dominance(scenario, board, covered)
    tippings = (coordination.tipping(kappa, coming.quiet), coordination.tipping(kappa, coming.worst))
    return Course(coming.hazards, coming.due, tippings, covered, kept)


class _Hazards(Data, frozen=True):
    """By turn, whether a deadline, that of a quiet turn now, and the worst of the deadlines."""

    hazards: tuple[float, ...]
    due: tuple[bool, ...]
    quiet: float
    worst: float


class _Stakes(Data, frozen=True):
    """What a scenario makes the leadership reckon with, as utility: a turn in office, and how it may end."""

    office: float
    struck: float
    overthrown: float
    quiet: float


_HAZARDS: Memory[_Hazards] = Memory()
_ENDS: Memory[Ends] = Memory()
_POINTS: Memory[tuple[float, ...]] = Memory()
_STAKES: Memory[_Stakes] = Memory()


def points(scenario: Scenario, earner: str) -> tuple[float, ...]:
    """What each end is worth in itself, in the order of ENDS. earner: a column of the scenario's ends."""
    return _POINTS.recall(
        scenario, earner, lambda: tuple([getattr(scenario.ends[end], earner).fixed for end in ENDS])
    )


def expected(chances: Ends, worth: tuple[float, ...]) -> float:
    """The mean of what the ends are worth."""
    exile, pact, breach, coup, collapses, persists, backed_down, stand_off = worth
    return (
        chances.exile * exile
        + chances.pact * pact
        + chances.breach * breach
        + chances.coup * coup
        + chances.removal_collapses * collapses
        + chances.removal_persists * persists
        + chances.backed_down * backed_down
        + chances.stand_off * stand_off
    )


def _hazards(scenario: Scenario, board: Board, horizon: Horizon) -> _Hazards:
    success = readings.success(scenario, board)
    quietly = readings.strike_rates(scenario, board, deadline=False)
    pressed = readings.strike_rates(scenario, board, deadline=True) if horizon.deadlines else quietly
    rates = (quietly, pressed)
    silence = [1.0 / holding_ratio(resolved, rate_unresolved=unresolved) for resolved, unresolved in rates]
    belief, hazards = board.credibility, []
    due = tuple([turn in horizon.deadlines for turn in range(horizon.turn, horizon.turns + 1)])
    for deadline in due:
        hazards.append(coercion.hazard(belief, *rates[deadline], success))
        belief = odds_times(belief, silence[deadline])
    quiet = coercion.hazard(board.credibility, *rates[0], success)
    worst = max([hazard for hazard, deadline in zip(hazards, due, strict=True) if deadline], default=quiet)
    return _Hazards(tuple(hazards), due, quiet, worst)


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
    leave = exile_worth(scenario, board, leader)
    return _holding(scenario, horizon, (coming, leader), (leave, _open_till(board, horizon)))


def _open_till(board: Board, horizon: Horizon) -> int:
    if board.host is None:
        return 0
    return horizon.turns if board.exile_closes is None else board.exile_closes


def _holding(
    scenario: Scenario, horizon: Horizon, faced: tuple[Course, Leader], exit: tuple[float, int]
) -> float:
    """holding_worth; exit: E, and the last turn on which one can go."""
    (coming, leader), (leave, open_till) = faced, exit
    stakes = _STAKES.recall(scenario, None, lambda: _stakes(scenario))
    struck, overthrown = leader.risk_discount * stakes.struck, leader.risk_discount * stakes.overthrown
    coups = [_coup(scenario, tipping, leader.strength) for tipping in coming.tippings]
    # What does not depend on the turn: what a turn brings before any strike, and the chance to see its end.
    brought = [stakes.office + coup * overthrown for coup in coups]
    survive = [1.0 - coup for coup in coups]
    after, hold, turn = stakes.quiet, 0.0, horizon.turns
    for hazard, due in zip(reversed(coming.hazards), reversed(coming.due), strict=True):
        after = hold = brought[due] + survive[due] * (hazard * struck + (1.0 - hazard) * after)
        if turn <= open_till:
            after += logistic(PATIENCE * (leave - hold)) * (leave - hold)
        turn -= 1
    return hold


def _stakes(scenario: Scenario) -> _Stakes:
    def leadership(end: End) -> float:
        return scenario.ends[end].leadership.fixed / 100.0

    return _Stakes(
        office=scenario.parameters.costs.office / 100.0 * scenario.periods,
        struck=leadership("removal_persists"),
        overthrown=leadership("coup"),
        quiet=leadership("backed_down"),
    )


def _coup(scenario: Scenario, tipping: float, strength: float) -> float:
    rule = scenario.parameters.coalition
    chance = coordination.coup_hazard(tipping, strength, scale=rule.coup_scale, spread=rule.coup_spread)
    return coercion.over_periods(chance, scenario.periods) if scenario.periods > 1 else chance


def typical_leader(scenario: Scenario, board: Board) -> Leader:
    """The leader as others picture him: the middle of each range, and the strength that the first guess gives."""
    types = scenario.types
    return Leader(
        types.exile_value_mean,
        types.distrust_mean,
        types.risk_discount_median,
        readings.strength(scenario, board, board.cohesion),
    )


def ends(scenario: Scenario, board: Board, horizon: Horizon) -> Ends:
    """How the round will end, as an outsider would guess from the public record."""
    return _ENDS.recall(scenario, (board, horizon), lambda: _ends(scenario, board, horizon))


def _ends(scenario: Scenario, board: Board, horizon: Horizon) -> Ends:
    leader, coming = typical_leader(scenario, board), course(scenario, board, horizon)
    leaves = 0.0
    open_till = _open_till(board, horizon)
    if open_till >= horizon.turn:
        leave = exile_worth(scenario, board, leader)
        hold = _holding(scenario, horizon, (coming, leader), (leave, open_till))
        leaves = normal_below((leave - hold) / _KINDS_OF_LEADER)
    left = 1.0 - leaves
    shock = scenario.parameters.coercion.strike_shock
    tips = [normal_below((tipping - leader.strength) / _SENSED) for tipping in coming.tippings]
    collapses = [normal_below((tipping - leader.strength + shock) / _SENSED) for tipping in coming.tippings]
    # Turn by turn only what is left and whom a strike hits, on quiet days and on deadlines: the rest follows from it.
    stands, hit = [1.0 - tip for tip in tips], [0.0, 0.0]
    for hazard, due in zip(coming.hazards, coming.due, strict=True):
        left *= stands[due]
        struck = left * hazard
        hit[due] += struck
        left -= struck
    struck = hit[0] + hit[1]
    collapsed = hit[0] * collapses[0] + hit[1] * collapses[1]
    tipped = max(0.0, 1.0 - leaves - struck - left)
    pact = tipped if coming.covered >= scenario.parameters.amnesty.worth else 0.0
    # A negotiated end becomes a breach as far as its amnesty would not be kept.
    kept = coming.kept if board.breadth > 0.0 else 1.0
    holds = payoffs.status_quo(scenario, board) == "stand_off"
    return Ends(
        exile=leaves * kept,
        pact=pact * kept,
        breach=(1.0 - kept) * (leaves + pact),
        coup=tipped - pact,
        removal_collapses=collapsed,
        removal_persists=struck - collapsed,
        backed_down=0.0 if holds else left,
        stand_off=left if holds else 0.0,
    )

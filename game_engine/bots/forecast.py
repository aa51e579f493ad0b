"""Looking ahead: what the public record says the next turns hold, and what that is worth.

The board is carried forward as it stands; belief in a strike moves by Bayes after every quiet turn, and jumps
nowhere: a deadline shows as one turn of high hazard, because the audience's cost falls due on it. A leader's value
of holding on is the backward induction of McKelvey and Palfrey (1998), Quantal Response Equilibria for Extensive
Form Games, Experimental Economics 1, over those hazards.

Units: utilities stand on the scale where an undisturbed status quo is 1 to the leadership; payoffs in points.
"""

from __future__ import annotations

from typing import Final

from game_engine import payoffs, readings
from game_engine.bots.facts import Facts
from game_engine.mechanisms import amnesty, coercion, coordination
from game_engine.mechanisms.credibility import holding_ratio, odds_times
from game_engine.mechanisms.curves import logistic, normal_below
from game_engine.memory import Latest, Memory
from game_engine.moves import Data
from game_engine.readings import Formulas
from game_engine.scenario import PAYOFF_SIDES, Scenario
from game_engine.state import Board
from game_engine.vocabulary import ENDS, End

PATIENCE: Final = 10.0
"""Precision of a leader's choice between leaving and holding on, per unit of utility."""

_KINDS_OF_LEADER: Final = 0.26
"""How far leaders differ in what exile and holding on are worth to them: a standard deviation, as others guess it."""

_SENSED: Final = 0.075
"""How far the regime's strength may lie from its first guess: a standard deviation, as others guess it."""


class Horizon(Data, frozen=True, cache_hash=True):
    """The turns to look at, first and last, and those on which a public threat to strike falls due."""

    turn: int
    turns: int
    deadlines: frozenset[int]


class Course:
    """What the record implies for the coming turns, this one first.

    hazards: of a successful strike, by turn; due: whether a public threat falls due on it; tippings: θ* on quiet turns
    and on days of a deadline (the hazard of quiet turns moves it by less than an officer's noise, so one is enough
    for all of them); covered: the protection q that the amnesty gives; kept: c_A, the chance that it is honoured.
    """

    def __init__(
        self,
        hazards: tuple[float, ...],
        due: tuple[bool, ...],
        tippings: tuple[float, float],
        covered: float,
        kept: float = 1.0,
    ) -> None:
        self.hazards = hazards
        self.due = due
        self.tippings = tippings
        self.covered = covered
        self.kept = kept


class Leader:
    """What a leader brings: own value of exile, distrust of hosts, discount on risk, strength as he senses it."""

    def __init__(self, exile_value: float, distrust: float, risk_discount: float, strength: float) -> None:
        self.exile_value = exile_value
        self.distrust = distrust
        self.risk_discount = risk_discount
        self.strength = strength


class Ends:
    """The chance of each end, in the order of ENDS; they add up to 1."""

    def __init__(  # noqa: PLR0913
        self,
        exile: float,
        pact: float,
        breach: float,
        coup: float,
        removal_collapses: float,
        removal_persists: float,
        backed_down: float,
        stand_off: float,
    ) -> None:
        self.exile = exile
        self.pact = pact
        self.breach = breach
        self.coup = coup
        self.removal_collapses = removal_collapses
        self.removal_persists = removal_persists
        self.backed_down = backed_down
        self.stand_off = stand_off


class _Force:
    """What the record says of strikes: by turn, the hazard and whether a deadline; the hazard of a quiet turn now, and
    the worst of the deadlines."""

    def __init__(self, hazards: tuple[float, ...], due: tuple[bool, ...], quiet: float, worst: float) -> None:
        self.hazards = hazards
        self.due = due
        self.quiet = quiet
        self.worst = worst


class _Stakes:
    """What a scenario gives a leader to weigh, as utility: a turn in office, and how it may end; and how coups come.

    exile_value, distrust and risk_discount are those of the typical leader.
    """

    def __init__(self, scenario: Scenario) -> None:
        def leadership(end: End) -> float:
            return scenario.ends[end].leadership.fixed / 100.0

        self.office = scenario.parameters.costs.office / 100.0 * scenario.periods
        self.struck = leadership("removal_persists")
        self.overthrown = leadership("coup")
        self.quiet = leadership("backed_down")
        self.coup_scale = scenario.parameters.coalition.coup_scale
        self.coup_spread = scenario.parameters.coalition.coup_spread
        self.periods = float(scenario.periods)
        self.shock = scenario.parameters.coercion.strike_shock
        self.amnesty_worth = scenario.parameters.amnesty.worth
        self.exile_value = scenario.types.exile_value_mean
        self.distrust = scenario.types.distrust_mean
        self.risk_discount = scenario.types.risk_discount_median


_FORCE: Final[Memory[_Force]] = Memory()
_ENDS: Final[Memory[Ends]] = Memory()
_STAKES: Final[Latest[_Stakes]] = Latest(_Stakes)


def course(scenario: Scenario, board: Board, horizon: Horizon) -> Course:
    """The hazards and tipping points that the public record implies for each turn to the last."""
    return _course(scenario, Facts(board), horizon)


def _course(scenario: Scenario, now: Facts, horizon: Horizon) -> Course:
    formulas = readings.formulas(scenario)
    question = (now.credibility, now.buildup, now.legal, now.posture, horizon)
    force = _FORCE.recall(scenario, question, lambda: _force(formulas, now, horizon))
    kept = formulas.honour(formulas.temptation, now.breadth, now.monitors, now.legal, crimes=now.crimes)
    covered = amnesty.protection(now.backing, now.breadth, kept)
    loyal, defect = formulas.worths(covered, now.buildup, now.sanctions, now.co_opt, now.purge)
    kappa = coordination.risk_dominance(loyal, defect)
    tippings = (coordination.tipping(kappa, force.quiet), coordination.tipping(kappa, force.worst))
    return Course(force.hazards, force.due, tippings, covered, kept)


def points(scenario: Scenario, earner: str) -> tuple[float, ...]:
    """What each end is worth in itself, in the order of ENDS. earner: a column of the scenario's ends."""
    return _POINTS.recall(scenario)[earner]


def _points(scenario: Scenario) -> dict[str, tuple[float, ...]]:
    """The points by column. A role that the scenario leaves out has none."""
    found = {}
    for side in PAYOFF_SIDES:
        worths = [getattr(scenario.ends[end], side) for end in ENDS]
        if None not in worths:
            found[side] = tuple([worth.fixed for worth in worths])
    return found


_POINTS: Final[Latest[dict[str, tuple[float, ...]]]] = Latest(_points)


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


def _force(formulas: Formulas, now: Facts, horizon: Horizon) -> _Force:
    success, belief, deadlines = formulas.success(now.buildup), now.credibility, horizon.deadlines
    quietly = _rates(formulas, now, deadline=False)
    pressed = _rates(formulas, now, deadline=True) if deadlines else quietly
    silence, silence_when_due = _silence(quietly), _silence(pressed)
    quiet = worst = coercion.hazard(belief, quietly[0], quietly[1], success)
    hazards: list[float] = []
    due = [turn in deadlines for turn in range(horizon.turn, horizon.turns + 1)]
    for deadline in due:
        resolved, unresolved = pressed if deadline else quietly
        hazards.append(coercion.hazard(belief, resolved, unresolved, success))
        belief = odds_times(belief, silence_when_due if deadline else silence)
    pressing = [hazards[place] for place, deadline in enumerate(due) if deadline]
    if pressing:
        worst = max(pressing)
    return _Force(tuple(hazards), tuple(due), quiet, worst)


def _rates(formulas: Formulas, now: Facts, *, deadline: bool) -> tuple[float, float]:
    """(λ_R, λ_U): how often a resolved and an unresolved coercer strike."""
    held, resolved, unresolved = now.posture == "restrict", True, False
    return (
        formulas.strike_rate(now.buildup, now.legal, restricted=held, resolved=resolved, deadline=deadline),
        formulas.strike_rate(now.buildup, now.legal, restricted=held, resolved=unresolved, deadline=deadline),
    )


def _silence(rates: tuple[float, float]) -> float:
    """The likelihood ratio of a turn without a strike, at these rates of a resolved and an unresolved coercer."""
    return 1.0 / holding_ratio(rates[0], rate_unresolved=rates[1])


def protection(scenario: Scenario, board: Board) -> float:
    """q, at the public guess of the temptation."""
    kept = readings.honour(scenario, board, readings.formulas(scenario).temptation)
    return amnesty.protection(board.backing, board.breadth, kept)


def exile_worth(scenario: Scenario, board: Board, leader: Leader) -> float:
    """E, what exile on the terms of this board is worth to a leader; with no host it is a trap."""
    return readings.exile_worth(scenario, board, leader.exile_value, leader.distrust)


def holding_worth(
    scenario: Scenario, board: Board, horizon: Horizon, *, leader: Leader, coming: Course | None = None
) -> float:
    """W, what it is worth to refuse now and go on, with the option to leave later while exile stays open.

    Each turn in office adds `costs.office`; who lasts to the end has the status quo undisturbed. A strike or a coup
    takes all of that away, and besides costs what the end is worth, which the leader's discount ω weighs: the median
    leader (.37) counts a third of it. The hazards themselves he takes as the record and his own senses give them.
    """
    now = Facts(board)
    if coming is None:
        coming = _course(scenario, now, horizon)
    exit = _exit(scenario, now, horizon, leader.exile_value, leader.distrust)
    return _holding(_STAKES.recall(scenario), coming, leader.risk_discount, leader.strength, exit)


def _exit(
    scenario: Scenario, now: Facts, horizon: Horizon, exile_value: float, distrust: float
) -> tuple[float, int]:
    """E, and for how many turns, this one included, the leader can go; both 0 if he cannot."""
    closes = horizon.turns if now.exile_closes is None else now.exile_closes
    if now.host is None or closes < horizon.turn:
        return 0.0, 0
    formulas = readings.formulas(scenario)
    safe = formulas.safety(now.host_quality, now.guarantee, now.monitors, now.legal, distrust)
    return formulas.exile_worth(safe, exile_value), closes - horizon.turn + 1


def _holding(
    stakes: _Stakes, coming: Course, discount: float, strength: float, exit: tuple[float, int]
) -> float:
    """holding_worth. discount: ω; strength: that which the leader senses; exit: E, and how long it is open."""
    leave, turns_open = exit
    struck, overthrown = discount * stakes.struck, discount * stakes.overthrown
    coup, coup_when_due = _coups(stakes, coming.tippings, strength)
    hazards, due, office = coming.hazards, coming.due, stakes.office
    after, hold = stakes.quiet, 0.0
    for place in range(len(hazards) - 1, -1, -1):
        hazard, felled = hazards[place], coup_when_due if due[place] else coup
        # What a turn brings before any strike, and what its end does to a leader who sees it.
        brought = office + felled * overthrown
        after = hold = brought + (1.0 - felled) * (hazard * struck + (1.0 - hazard) * after)
        if place < turns_open:
            after += logistic(PATIENCE * (leave - hold)) * (leave - hold)
    return hold


def _coups(stakes: _Stakes, tippings: tuple[float, float], strength: float) -> tuple[float, float]:
    """The chance of a coup on a quiet turn and on a deadline."""
    quiet, pressed = tippings
    coup = _coup(stakes, quiet, strength)
    return coup, coup if pressed == quiet else _coup(stakes, pressed, strength)


def _coup(stakes: _Stakes, tipping: float, strength: float) -> float:
    chance = coordination.coup_hazard(tipping, strength, scale=stakes.coup_scale, spread=stakes.coup_spread)
    return coercion.over_periods(chance, stakes.periods) if stakes.periods > 1.0 else chance


def typical_leader(scenario: Scenario, board: Board) -> Leader:
    """The leader as others see him: the middle of each range, and the strength of the first guess."""
    stakes = _STAKES.recall(scenario)
    strength = readings.strength(scenario, board, board.cohesion)
    return Leader(stakes.exile_value, stakes.distrust, stakes.risk_discount, strength)


def ends(scenario: Scenario, board: Board, horizon: Horizon) -> Ends:
    """How the round will end, as an outsider would guess from the public record."""
    return _ENDS.recall(scenario, (board, horizon), lambda: _ends(scenario, board, horizon))


def _ends(scenario: Scenario, board: Board, horizon: Horizon) -> Ends:
    stakes, now = _STAKES.recall(scenario), Facts(board)
    coming = _course(scenario, now, horizon)
    strength = readings.formulas(scenario).strength(
        now.cohesion, now.rally, now.patrons, now.sanctions, now.credibility, now.buildup
    )
    leaves, exit = 0.0, _exit(scenario, now, horizon, stakes.exile_value, stakes.distrust)
    if exit[1] > 0:
        hold = _holding(stakes, coming, stakes.risk_discount, strength, exit)
        leaves = normal_below((exit[0] - hold) / _KINDS_OF_LEADER)
    standing, struck, collapsed = _felled(stakes, coming, strength, 1.0 - leaves)
    tipped = max(0.0, 1.0 - leaves - struck - standing)
    pact = tipped if coming.covered >= stakes.amnesty_worth else 0.0
    # A negotiated end becomes a breach with the chance that its amnesty is not kept.
    kept = coming.kept if now.breadth > 0.0 else 1.0
    holds = payoffs.status_quo(scenario, board) == "stand_off"
    return Ends(
        exile=leaves * kept,
        pact=pact * kept,
        breach=(1.0 - kept) * (leaves + pact),
        coup=tipped - pact,
        removal_collapses=collapsed,
        removal_persists=struck - collapsed,
        backed_down=0.0 if holds else standing,
        stand_off=standing if holds else 0.0,
    )


def _felled(stakes: _Stakes, coming: Course, strength: float, left: float) -> tuple[float, float, float]:
    """Of the chance `left` that the leader stays: how much of it still stands at the end, how much a strike hits, and
    how much of that brings the regime down with him; his own officers have the rest."""
    quiet, pressed = coming.tippings
    stands = stands_when_due = 1.0 - _tips(quiet - strength)
    if pressed != quiet:
        stands_when_due = 1.0 - _tips(pressed - strength)
    # Turn by turn only what is left and what a strike hits, on quiet days and on deadlines. The rest follows.
    hazards, due = coming.hazards, coming.due
    hit = hit_when_due = 0.0
    for place in range(len(hazards)):
        deadline = due[place]
        left *= stands_when_due if deadline else stands
        struck = left * hazards[place]
        left -= struck
        if deadline:
            hit_when_due += struck
        else:
            hit += struck
    collapsed = 0.0
    if hit > 0.0:
        collapsed += hit * _tips(quiet - strength + stakes.shock)
    if hit_when_due > 0.0:
        collapsed += hit_when_due * _tips(pressed - strength + stakes.shock)
    return left, hit + hit_when_due, collapsed


def _tips(margin: float) -> float:
    """The chance that the regime lies under a tipping point which is so far above the guess of its strength."""
    return normal_below(margin / _SENSED)

"""What the published results are applied to: a board as the turn will hear it, and what an outsider knows of the seats.

Nothing secret goes in but the regime's strength, which is the one that the facilitator sees: the leader is the typical
one of the scenario, the coercer both of its types, the next government as tempted as the public believes it.
"""

from __future__ import annotations

from math import prod
from typing import NamedTuple

from msgspec.structs import replace

from game_engine import payoffs, readings
from game_engine.bots import forecast
from game_engine.bots.forecast import Course, Horizon, Leader
from game_engine.mechanisms import amnesty, coercion, coordination
from game_engine.parameters import Parameters
from game_engine.scenario import Payoff, Scenario
from game_engine.state import Board, Readings, RoundState
from game_engine.vocabulary import End


class Scene(NamedTuple):
    """A state for the theory. today: what the board implies this turn; quiet and due: on a turn without a deadline and
    with one; coming: the hazards by turn; exile: E to the typical leader."""

    scenario: Scenario
    state: RoundState
    board: Board
    horizon: Horizon
    today: Readings
    quiet: Readings
    due: Readings
    coming: Course
    leader: Leader
    exile: float

    @property
    def rules(self) -> Parameters:
        """The scenario's parameters."""
        return self.scenario.parameters

    @property
    def turns_left(self) -> int:
        """The turns still to be played, this one included."""
        return max(1, self.horizon.turns - self.horizon.turn + 1)

    @property
    def discount(self) -> float:
        """δ = 1 − 1/n, the patience of who looks n turns ahead: a horizon that ends each turn with the chance 1/n."""
        return 1.0 - 1.0 / self.turns_left

    @property
    def monitors(self) -> float:
        """M_eff."""
        return amnesty.effective_monitors(
            self.board.monitors, self.board.legal, spoiling=self.rules.amnesty.monitor_spoil
        )

    @property
    def temptation(self) -> float:
        """What breaking the amnesty on the table gains the next government, as the public sees it."""
        rule = self.rules.amnesty
        return amnesty.breach_gain(
            rule.public_temptation, crimes=self.board.crimes, crimes_gain=rule.crimes_gain
        )

    @property
    def standing(self) -> End:
        """The end if nothing else happens."""
        return payoffs.status_quo(self.scenario, self.board)

    @property
    def forced(self) -> End:
        """The end that a strike which removes the leader brings at this strength."""
        shock = self.rules.coercion.strike_shock
        falls = coordination.collapses(self.today.strength, self.today.tipping, shock=shock)
        return "removal_collapses" if falls else "removal_persists"

    def leadership(self, end: End) -> float:
        """What an end is worth to the leadership, in utility."""
        return self.worth(self.scenario.ends[end].leadership)

    def coercer(self, end: End, *, resolved: bool) -> float:
        """What an end is worth to a coercer of that type, in utility."""
        rule = self.scenario.ends[end]
        return self.worth(rule.coercer_resolved if resolved else rule.coercer_unresolved)

    def worth(self, payoff: Payoff, *, covered: float | None = None) -> float:
        """A payoff in utility, at today's protection unless another is given."""
        safe = self.today.protection if covered is None else covered
        points = payoff.fixed + payoff.exile * self.exile + payoff.covered * safe
        return (points + payoff.exposed * (1.0 - safe)) / 100.0

    def coup(self, tipping: float) -> float:
        """k, the chance of a coup this turn at a tipping point, as a leader without bias sees it."""
        rule = self.rules.coalition
        chance = coordination.coup_hazard(
            tipping, self.today.strength, scale=rule.coup_scale, spread=rule.coup_spread
        )
        return coercion.over_periods(chance, self.scenario.periods)

    def struck_by(self, turns: int) -> float:
        """The chance that force removes the leader within so many turns, by the hazards that the record implies."""
        return 1.0 - prod(1.0 - hazard for hazard in self.coming.hazards[:turns])


def scene_of(state: RoundState) -> Scene:
    """The scene of a state: its board, once a threat that was spoken this turn has been heard."""
    scenario, board = state.scenario, _heard(state)
    deadlines = frozenset(
        commitment.due
        for commitment in state.ledger
        if commitment.ending is None and readings.is_ultimatum(scenario, commitment)
    )
    horizon = Horizon(state.turn, scenario.turns, deadlines)
    leader = forecast.typical_leader(scenario, board)
    quiet, due = (readings.read(scenario, board, deadline=deadline) for deadline in (False, True))
    today = due if state.turn in deadlines else quiet
    return Scene(
        scenario,
        replace(state, board=board, readings=today),
        board,
        horizon,
        today,
        quiet,
        due,
        forecast.course(scenario, board, horizon),
        leader,
        forecast.exile_worth(scenario, board, leader),
    )


def _heard(state: RoundState) -> Board:
    rule, board = state.scenario.parameters.coercion, state.board
    spoken = any(
        commitment.ordered
        and commitment.since == state.turn
        and readings.is_ultimatum(state.scenario, commitment)
        for commitment in state.ledger
    )
    if not spoken:
        return board
    firmer = coercion.after_ultimatum(
        board.credibility, board.buildup, ratio=rule.ultimatum_ratio, least_buildup=rule.least_buildup
    )
    return replace(board, credibility=firmer)

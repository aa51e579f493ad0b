"""What the public record implies: the questions that the board answers, and how each answer is worked out."""

from __future__ import annotations

from functools import lru_cache

from game_engine import readings
from game_engine.mechanisms import amnesty, audience, coercion
from game_engine.moves import Data
from game_engine.rounding import four, six
from game_engine.scenario import Scenario
from game_engine.state import Board, RoundState


class Estimates(Data, frozen=True):
    """What the public record implies (shares): honour: would the amnesty on the table be kept, at the public guess
    of the temptation; break_even: the breadth from which it would keep itself (β*); protection q; safety σ_E; hazard h
    of a successful strike this turn; success p_s; tipping θ*; lapse: credibility if a public strike threat lapsed now;
    audience: what that would cost the coercer in points."""

    honour: float
    break_even: float
    protection: float
    safety: float
    hazard: float
    success: float
    tipping: float
    lapse: float
    audience: float


def estimated(state: RoundState) -> Estimates:
    """What the public record implies as the state stands."""
    read, board, rules = state.readings, state.board, state.scenario.parameters
    rates = readings.strike_rates(state.scenario, board, deadline=True)
    rule = rules.coercion
    cost = audience.lapse_cost(board.buildup, base=rule.audience_base, slope=rule.audience_slope)
    return Estimates(
        honour=read.honour,
        break_even=_break_even(state.scenario, board),
        protection=read.protection,
        safety=read.safety,
        hazard=read.hazard,
        success=read.success,
        tipping=read.tipping,
        lapse=six(coercion.after_quiet_turn(board.credibility, *rates)),
        audience=four(audience.points(cost, worth=rules.costs.audience)),
    )


def _break_even(scenario: Scenario, board: Board) -> float:
    rule, after = scenario.parameters.amnesty, scenario.parameters.day_after
    gain = amnesty.breach_gain(rule.public_temptation, crimes=board.crimes, crimes_gain=rule.crimes_gain)
    monitors = amnesty.effective_monitors(board.monitors, board.legal, spoiling=rule.monitor_spoil)
    return _lasting_breadth(
        gain,
        after.resist_cost,
        overthrow_loss=rule.overthrow_weight,
        stain=rule.breadth_weight,
        monitor=rule.monitor_weight * monitors,
        exposure=after.prosecution,
        sentence=after.stake,
        resistance=rule.resistance,
    )


@lru_cache(maxsize=256)
def _lasting_breadth(gain: float, resist_cost: float, **rule: float) -> float:
    resist, honour = amnesty.thresholds(gain, resist_cost, **rule)
    return six(min(1.0, amnesty.lasting_breadth(resist, honour)))

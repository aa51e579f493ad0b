"""What each seat has earned: the worth of the end, less the costs of the path; and what its BATNA is worth.

Points on a scale of 0–100. Path costs are added up in the state as they arise; the ones that depend on how the round
ended are computed here.
"""

from __future__ import annotations

from math import fsum

from game_engine import readings
from game_engine.mechanisms import coordination
from game_engine.scenario import EndRule, Payoff, Scenario
from game_engine.state import Board, CoercerPrivate, LeadershipPrivate, Readings, RoundState, SeatState
from game_engine.vocabulary import End, Transition

TRANSITIONS: frozenset[End] = frozenset({"exile", "pact", "breach", "coup", "removal_collapses"})
AFTER_TRANSITION: dict[Transition, End] = {
    "exile": "exile",
    "pact": "pact",
    "coup": "coup",
    "collapse": "removal_collapses",
}
"""The end of a day after in which nothing more happens."""


def status_quo(scenario: Scenario, board: Board) -> End:
    """The end if nothing else happens: a stand-off while a force is there, else the coercer has backed down."""
    return "stand_off" if board.buildup >= readings.formulas(scenario).least_buildup else "backed_down"


def end_now(state: RoundState) -> End:
    """The end of a round that goes no further: the status quo, or on the day after what the transition has come to."""
    if state.end is not None:
        return state.end
    if state.day_after is not None:
        return AFTER_TRANSITION[state.day_after.transition]
    return status_quo(state.scenario, state.board)


def exile_worth(scenario: Scenario, board: Board, private: LeadershipPrivate) -> float:
    """E to this leader: its own value of exile at the safety that it sees."""
    return readings.exile_worth(scenario, board, private.exile_value, private.distrust)


def outcome(state: RoundState, seat: SeatState, end: End) -> float:
    """The worth of an end to a seat before path costs, at the protection and the exile of today's board.

    A leader who has left under safe conduct has what his host and his guarantee are worth, whatever becomes of an
    amnesty that never covered him. Source: Krcmaric (2018), American Journal of Political Science 62 (exile is as good
    as the host's word).
    """
    rule = _rule(state.scenario.ends["exile" if _left_first(state, seat, end) else end], seat)
    value = rule.fixed
    if rule.exile and isinstance(seat.private, LeadershipPrivate):
        value += rule.exile * exile_worth(state.scenario, state.board, seat.private)
    broken = state.day_after is not None and state.day_after.breached
    covered = 0.0 if broken else state.readings.protection
    return value + rule.covered * covered + rule.exposed * (1.0 - covered)


def _left_first(state: RoundState, seat: SeatState, end: End) -> bool:
    gone = state.day_after is not None and state.day_after.transition == "exile"
    return end == "breach" and gone and seat.role == "leadership"


def _rule(end: EndRule, seat: SeatState) -> Payoff:
    if isinstance(seat.private, CoercerPrivate):
        return end.coercer_resolved if seat.private.resolved else end.coercer_unresolved
    payoff = getattr(end, seat.role)
    assert isinstance(payoff, Payoff)
    return payoff


def closing_costs(state: RoundState, seat: SeatState, end: End) -> dict[str, float]:
    """The path costs that only the end decides, by name, in points (negative is a gain)."""
    costs, board = state.scenario.parameters.costs, state.board
    over = end in TRANSITIONS
    match seat.role:
        case "coercer":
            stranded = 0.0 if over or end == "removal_persists" else costs.stranded * board.buildup
            return {"stranded": stranded, "legal": costs.legal * board.legal}
        case "opposition":
            weight = costs.justice if over else costs.justice_untried
            crimes = costs.crimes if board.crimes else 0.0
            return {"justice": weight * board.breadth * board.breadth, "crimes": crimes}
        case "legislature":
            late = board.posture == "defer" and board.legal > costs.legislature_deferring_above
            return {
                "legal": costs.legislature_legal * board.legal,
                "deferring": costs.legislature_deferring if late else 0.0,
            }
        case "region":
            return {"humanitarian": costs.humanitarian * board.humanitarian}
        case _:
            return {}


def total(state: RoundState, seat: SeatState, end: End) -> tuple[float, float, dict[str, float]]:
    """(payoff, worth of the end, every path cost by name) for a seat, had the round ended so now."""
    worth = outcome(state, seat, end)
    costs = {name: points for name, points in seat.costs.items() if points}
    for name, points in closing_costs(state, seat, end).items():
        if points:
            costs[name] = costs.get(name, 0.0) + points
    # fsum, as a plain sum would depend on the order in which the costs were stored.
    return worth - fsum(costs.values()), worth, costs


def batna(state: RoundState, seat: SeatState, *, strength: float) -> float:
    """What holding out is worth to a seat, path costs and closing costs taken off: today's risks run on over the
    turns left, without a deal.

    `strength` is the regime's strength as this seat can judge it. Per turn the leader is removed with the hazard h,
    and by his own officers with k (the coup hazard at that strength).
    """
    left = max(0, state.scenario.turns - state.turn + 1)
    force, coup = state.readings.hazard, coup_risk(state.scenario, state.readings, strength)
    stay = max(0.0, 1.0 - force - coup)
    holds = stay**left
    fall = 1.0 - holds
    risk = force + coup
    by_force = force / risk if risk else 0.0
    collapses = strength - state.scenario.parameters.coercion.strike_shock < state.readings.tipping
    forced: End = "removal_collapses" if collapses else "removal_persists"
    quiet, removed, overthrown = (
        total(state, seat, end)[0] for end in (status_quo(state.scenario, state.board), forced, "coup")
    )
    return holds * quiet + fall * (by_force * removed + (1 - by_force) * overthrown)


def coup_risk(scenario: Scenario, public: Readings, strength: float) -> float:
    """k at a given strength of the regime."""
    rule = scenario.parameters.coalition
    return coordination.coup_hazard(public.tipping, strength, scale=rule.coup_scale, spread=rule.coup_spread)

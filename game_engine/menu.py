"""What a seat may choose from now: orders, undertakings, demands, actions. Public facts only decide what is open."""

from __future__ import annotations

from game_engine import readings
from game_engine.scenario import OrderRule, Scenario
from game_engine.state import OfferState, RoundState, SeatState
from game_engine.tabled import TabledOffer
from game_engine.vocabulary import SeatId


def seat_state(state: RoundState, seat: SeatId) -> SeatState | None:
    """The seat of that id, or None."""
    for one in state.seats:
        if one.seat == seat:
            return one
    return None


def players(state: RoundState) -> tuple[SeatId, ...]:
    """The seats that answer for themselves: all but those of a standing policy."""
    return tuple([one.seat for one in state.seats if not one.standing])


def orders_open(state: RoundState, seat: SeatId) -> tuple[OrderRule, ...]:
    """The orders of this seat's menu in the present phase, whether or not they can be given just now."""
    role = state.scenario.role_of(seat)
    return tuple(rule for rule in state.scenario.orders if rule.role == role and rule.phase == state.phase)


def deciding(state: RoundState) -> tuple[float | bool, ...]:
    """All of the board that decides what can be ordered, at what chance and cost: two turns that agree in it agree."""
    board = state.board
    return board.buildup, board.sanctions, board.breadth <= 0, _exile_closed(state)


def _exile_closed(state: RoundState) -> bool:
    board = state.board
    return board.host is None or (board.exile_closes is not None and board.exile_closes < state.turn)


def why_unavailable(state: RoundState, kind: str) -> str | None:
    """Why an order of the menu cannot be given now (a slug), judged by the public board alone; None if it can."""
    board = state.board
    match kind:
        case "raise_buildup":
            return "full" if board.buildup >= 4 else None
        case "lower_buildup":
            return "none" if board.buildup <= 0 else None
        case "strike":
            return "no_forces" if board.buildup < 1 else None
        case "accept_exile":
            return "no_exile" if _exile_closed(state) else None
        case "back_amnesty" | "joint_declaration":
            return "no_amnesty" if board.breadth <= 0 else None
        case "sanctions_down":
            return "none" if board.sanctions <= 0 else None
        case "sanctions_up":
            return "full" if board.sanctions >= 1 else None
    return None


def cost_of(state: RoundState, kind: str) -> float | None:
    """What an order costs its seat at once, in payoff points; None where it costs nothing by itself."""
    scenario = state.scenario
    rule = scenario.parameters
    match kind:
        case "raise_buildup":
            return _upkeep(scenario)
        case "lower_buildup":
            return -_upkeep(scenario)
        case "strike":
            return rule.costs.strike
        case "guarantee_exile":
            return rule.costs.guarantee
        case "rally":
            return rule.coalition.rally_cost
        case "co_opt":
            return rule.coalition.co_opt_cost * (1.0 + state.board.sanctions)
        case "mediate":
            return rule.costs.mediation * scenario.periods
        case "support":
            return rule.costs.support * scenario.periods
    return None


def _upkeep(scenario: Scenario) -> float:
    """Points a turn for one step of the build-up."""
    rule = scenario.parameters
    return rule.costs.upkeep * rule.coercion.upkeep * scenario.periods


def chance_of(state: RoundState, kind: str) -> float | None:
    """The chance that an order succeeds, where the public record gives one."""
    return readings.success(state.scenario, state.board) if kind == "strike" else None


def gives(scenario: Scenario, seat: SeatId) -> tuple[str, ...]:
    """The undertakings that are in a seat's power."""
    return scenario.powers(scenario.role_of(seat)).gives


def demands(scenario: Scenario, seat: SeatId) -> tuple[str, ...]:
    """What a threat can demand of a seat."""
    return scenario.powers(scenario.role_of(seat)).demandable


def actions(scenario: Scenario, seat: SeatId) -> tuple[str, ...]:
    """The orders that a seat can threaten with."""
    return scenario.powers(scenario.role_of(seat)).actions


def hosts(scenario: Scenario, seat: SeatId) -> tuple[str, ...]:
    """The host countries that a seat can offer."""
    return scenario.powers(scenario.role_of(seat)).hosts


def verbs(state: RoundState, offer: OfferState, seat: SeatId) -> tuple[str, ...]:
    """What a seat may do with an offer now: accept, reject, counter, cosign, withdraw."""
    found = TabledOffer(offer)
    return found.verbs(seat) if state.phase == "contest" and found.has(seat) else ()

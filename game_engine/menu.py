"""What a seat may choose from now: orders, undertakings, demands, actions. Only public facts decide what is open."""

from __future__ import annotations

from collections.abc import Callable

from game_engine import catalogue, readings
from game_engine.scenario import OrderRule, Scenario
from game_engine.state import OfferState, RoundState, SeatState
from game_engine.tabled import TabledOffer
from game_engine.vocabulary import Role, SeatId


def seat_state(state: RoundState, seat: SeatId) -> SeatState | None:
    """The seat of that id, or None."""
    for found in state.seats:
        if found.seat == seat:
            return found
    return None


def players(state: RoundState) -> tuple[SeatId, ...]:
    """The seats with a player: all but those of a standing policy."""
    return tuple([seat.seat for seat in state.seats if not seat.standing])


def orders_open(state: RoundState, seat: SeatId) -> tuple[OrderRule, ...]:
    """The orders of this seat's menu in the present phase, whether or not they can be given just now."""
    role = state.scenario.role_of(seat)
    return tuple(rule for rule in state.scenario.orders if rule.role == role and rule.phase == state.phase)


def deciding(state: RoundState) -> tuple[float | bool, ...]:
    """The part of the board that decides which orders are open, with which chance and cost."""
    board = state.board
    return board.buildup, board.sanctions, *[_is_barred(state, bar) for bar in catalogue.bars()]


def _exile_closed(state: RoundState) -> bool:
    board = state.board
    return board.host is None or (board.exile_closes is not None and board.exile_closes < state.turn)


def _is_barred(state: RoundState, bar: catalogue.Bar) -> bool:
    if bar.track == "exile":
        return _exile_closed(state)
    value: float = getattr(state.board, bar.track)
    return (
        (bar.at_most is not None and value <= bar.at_most)
        or (bar.at_least is not None and value >= bar.at_least)
        or (bar.under is not None and value < bar.under)
    )


def why_unavailable(state: RoundState, role: Role, kind: str) -> str | None:
    """Why an order of the menu cannot be given now (a slug), judged by the public board alone; None if it can."""
    known = catalogue.order(role, kind)
    bar = known.bar if known is not None else None
    return bar.code if bar is not None and _is_barred(state, bar) else None


def cost_of(state: RoundState, role: Role, kind: str) -> float | None:
    """What an order costs its seat at once, in payoff points; None if it costs nothing by itself."""
    known = catalogue.order(role, kind)
    if known is None or known.cost is None:
        return None
    points = _PRICES[known.cost](state)
    return -points if known.pays_back else points


def _upkeep(scenario: Scenario) -> float:
    """Points a turn for one step of the build-up."""
    rule = scenario.parameters
    return rule.costs.upkeep * rule.coercion.upkeep * scenario.periods


def _co_opt(state: RoundState) -> float:
    return state.scenario.parameters.coalition.co_opt_cost * (1.0 + state.board.sanctions)


_PRICES: dict[str, Callable[[RoundState], float]] = {
    "upkeep": lambda state: _upkeep(state.scenario),
    "strike": lambda state: state.scenario.parameters.costs.strike,
    "guarantee": lambda state: state.scenario.parameters.costs.guarantee,
    "rally": lambda state: state.scenario.parameters.coalition.rally_cost,
    "co_opt": _co_opt,
    "mediation": lambda state: state.scenario.parameters.costs.mediation * state.scenario.periods,
    "support": lambda state: state.scenario.parameters.costs.support * state.scenario.periods,
}
"""What an order adds to each path cost, in points. `deciding` names what decides it."""


def chance_of(state: RoundState, kind: str) -> float | None:
    """The chance that an order succeeds, if the public record gives one."""
    return readings.success(state.scenario, state.board) if kind == "strike" else None


def gives(scenario: Scenario, seat: SeatId) -> tuple[str, ...]:
    """The undertakings that a seat can give."""
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

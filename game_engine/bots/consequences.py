"""What a seat expects of an order or a promise: the public board as it would stand, if that were all that happened.

A first-order guess, not the resolution: it knows the scenario's steps and nothing hidden. What fades (rallies,
favours, fear) counts by the share of it that is there on average over the turns left.
"""

from __future__ import annotations

from msgspec.structs import replace

from game_engine import readings
from game_engine.mechanisms import coercion
from game_engine.mechanisms.curves import clip
from game_engine.moves import Order, Undertaking
from game_engine.scenario import Scenario
from game_engine.state import Board


def after_order(scenario: Scenario, board: Board, order: Order, *, turns_left: int = 1) -> Board:
    """The board after one order, seen from the public record."""
    rules = scenario.parameters
    match order.kind:
        case "raise_buildup":
            return replace(board, buildup=min(4.0, board.buildup + 1.0))
        case "lower_buildup":
            weaker = coercion.after_draw_down(board.credibility, ratio=rules.coercion.draw_down_ratio)
            return replace(board, buildup=max(0.0, board.buildup - 1.0), credibility=weaker)
        case "ultimatum":
            return _threatened(scenario, board, turns_left)
        case "sanctions_up":
            return replace(board, sanctions=clip(board.sanctions + rules.world.sanctions_step))
        case "sanctions_down":
            return replace(board, sanctions=clip(board.sanctions - rules.world.sanctions_step))
        case "brief_legislature":
            return replace(board, legal=clip(board.legal - rules.oversight.briefing))
        case "defer" | "oversight" | "restrict":
            return replace(board, posture=order.kind)
        case "rally" | "purge" | "co_opt" | "repress":
            return _after_defence(scenario, board, order.kind, turns_left)
        case "mobilise":
            return replace(board, cohesion=board.cohesion - rules.coalition.mobilise)
        case "table_amnesty":
            return signed(scenario, replace(board, breadth=order.breadth or 0.0, crimes=bool(order.crimes)))
    return _after_help(scenario, board, order)


def _threatened(scenario: Scenario, board: Board, turns_left: int) -> Board:
    pressure, coalition = scenario.parameters.coercion, scenario.parameters.coalition
    firmer = coercion.after_ultimatum(
        board.credibility,
        board.buildup,
        ratio=pressure.ultimatum_ratio,
        least_buildup=pressure.least_buildup,
    )
    gain = coalition.threat_rally * _lasting(coalition.rally_kept, turns_left)
    return replace(board, credibility=firmer, rally=min(coalition.rally_most, board.rally + gain))


def _after_defence(scenario: Scenario, board: Board, kind: str, turns_left: int) -> Board:
    """What the leadership does to hold its coalition."""
    coalition = scenario.parameters.coalition
    if kind == "repress":
        return replace(board, cohesion=board.cohesion + coalition.repress)
    if kind == "rally":
        gain = coalition.rally_gain * _lasting(coalition.rally_kept, turns_left)
        return replace(board, rally=min(coalition.rally_most, board.rally + gain))
    dose = coalition.dose * _lasting(coalition.fades, turns_left)
    if kind == "co_opt":
        return replace(board, co_opt=clip(board.co_opt + dose))
    return replace(board, purge=clip(board.purge + dose), cohesion=board.cohesion - coalition.purge_cohesion)


def _after_help(scenario: Scenario, board: Board, order: Order) -> Board:
    """What the neighbours and the patrons do, and who offers an exile; other orders leave the board as it is."""
    match order.kind:
        case "support":
            return replace(board, patrons=clip(board.patrons + scenario.parameters.world.patrons_step))
        case "mediate":
            more = scenario.parameters.world.mediation_monitors
            return replace(board, monitors=clip(board.monitors + more))
        case "send_monitors":
            return replace(board, monitors=max(board.monitors, scenario.parameters.world.monitors_level))
        case "guarantee_exile":
            return hosted(scenario, board, order)
        case "offer_host" | "broker_exile":
            host = scenario.host_rule(order.host)
            better = host is not None and host.quality >= board.host_quality
            return hosted(scenario, board, order) if better else board
    return board


def hosted(scenario: Scenario, board: Board, order: Order | Undertaking) -> Board:
    """The board with that host open, on the guarantee named or the one that stands."""
    host = scenario.host_rule(order.host)
    if host is None:
        return board
    guarantee = board.guarantee if order.guarantee is None else order.guarantee
    closes = order.by if isinstance(order, Order) else board.exile_closes
    return replace(board, host=host.id, host_quality=host.quality, guarantee=guarantee, exile_closes=closes)


def signed(scenario: Scenario, board: Board, *more: str) -> Board:
    """The board with the amnesty signed by the opposition and by these seats besides."""
    author = scenario.seat_of("opposition")
    assert author is not None
    signers = [author]
    for seat in (*board.signers, *more):
        if seat not in signers:
            signers.append(seat)
    names = tuple(signers)
    return replace(board, signers=names, backing=readings.backing(scenario, names))


def _lasting(kept: float, turns: int) -> float:
    """The mean over these turns of what is left of something that fades: (1 − φⁿ) / (n (1 − φ))."""
    return 1.0 if kept >= 1.0 or turns < 1 else (1.0 - kept**turns) / (turns * (1.0 - kept))

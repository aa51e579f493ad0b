"""What a seat expects of an order or a promise: the public board as it would be if nothing else happened.

A first-order guess, not the resolution: it knows the scenario's steps and nothing hidden. Effects that fade (rallies,
favours, fear) count by their average over the turns left.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from game_engine import catalogue, readings
from game_engine.mechanisms import coercion
from game_engine.mechanisms.curves import clip
from game_engine.moves import Order, Undertaking
from game_engine.scenario import Scenario
from game_engine.state import Board
from game_engine.vocabulary import Posture


def after_order(scenario: Scenario, board: Board, order: Order, *, turns_left: int = 1) -> Board:
    """The board after one order, seen from the public record. An order without consequence leaves it as it is."""
    consequence = CONSEQUENCES.get(order.kind)
    if consequence is not None:
        return consequence(scenario, board, order, turns_left)
    return _moved(scenario, board, order.kind)


def _moved(scenario: Scenario, board: Board, kind: str) -> Board:
    """The board after an order that only moves a track, if bots judge it by that."""
    for known in catalogue.with_effect():
        effect = known.effect
        if known.kind == kind and known.bots == "board" and effect is not None:
            low, high = catalogue.bounds(effect.track)
            value: float = getattr(board, effect.track) + effect.change(scenario.parameters)
            return replace(board, **{effect.track: min(high, max(low, value))})
    return board


def _reinforced(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    return replace(board, buildup=min(4.0, board.buildup + 1.0))


def _drawn_down(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    ratio = scenario.parameters.coercion.draw_down_ratio
    weaker = coercion.after_draw_down(board.credibility, ratio=ratio)
    return replace(board, buildup=max(0.0, board.buildup - 1.0), credibility=weaker)


def _threatened(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    pressure, coalition = scenario.parameters.coercion, scenario.parameters.coalition
    firmer = coercion.after_ultimatum(
        board.credibility,
        board.buildup,
        ratio=pressure.ultimatum_ratio,
        least_buildup=pressure.least_buildup,
    )
    gain = coalition.threat_rally * _lasting(coalition.rally_kept, turns_left)
    return replace(board, credibility=firmer, rally=min(coalition.rally_most, board.rally + gain))


def _tightened(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    return replace(board, sanctions=clip(board.sanctions + scenario.parameters.world.sanctions_step))


def _eased(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    return replace(board, sanctions=clip(board.sanctions - scenario.parameters.world.sanctions_step))


def _briefed(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    return replace(board, legal=clip(board.legal - scenario.parameters.oversight.briefing))


def _stood(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    posture: Posture = order.kind  # type: ignore[assignment]
    return replace(board, posture=posture)


def _rallied(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    coalition = scenario.parameters.coalition
    gain = coalition.rally_gain * _lasting(coalition.rally_kept, turns_left)
    return replace(board, rally=min(coalition.rally_most, board.rally + gain))


def _purged(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    coalition = scenario.parameters.coalition
    dose = coalition.dose * _lasting(coalition.fades, turns_left)
    return replace(board, purge=clip(board.purge + dose), cohesion=board.cohesion - coalition.purge_cohesion)


def _favoured(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    coalition = scenario.parameters.coalition
    dose = coalition.dose * _lasting(coalition.fades, turns_left)
    return replace(board, co_opt=clip(board.co_opt + dose))


def _repressed(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    return replace(board, cohesion=board.cohesion + scenario.parameters.coalition.repress)


def _mobilised(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    return replace(board, cohesion=board.cohesion - scenario.parameters.coalition.mobilise)


def _tabled(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    return signed(scenario, replace(board, breadth=order.breadth or 0.0, crimes=bool(order.crimes)))


def _supported(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    return replace(board, patrons=clip(board.patrons + scenario.parameters.world.patrons_step))


def _mediated(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    return replace(board, monitors=clip(board.monitors + scenario.parameters.world.mediation_monitors))


def _watched(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    return replace(board, monitors=max(board.monitors, scenario.parameters.world.monitors_level))


def _guaranteed(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    return hosted(scenario, board, order)


def _invited(scenario: Scenario, board: Board, order: Order, turns_left: int) -> Board:
    host = scenario.host_rule(order.host)
    better = host is not None and host.quality >= board.host_quality
    return hosted(scenario, board, order) if better else board


CONSEQUENCES: dict[str, Callable[[Scenario, Board, Order, int], Board]] = {
    "raise_buildup": _reinforced,
    "lower_buildup": _drawn_down,
    "ultimatum": _threatened,
    "sanctions_up": _tightened,
    "sanctions_down": _eased,
    "brief_legislature": _briefed,
    "defer": _stood,
    "oversight": _stood,
    "restrict": _stood,
    "rally": _rallied,
    "purge": _purged,
    "co_opt": _favoured,
    "repress": _repressed,
    "mobilise": _mobilised,
    "table_amnesty": _tabled,
    "support": _supported,
    "mediate": _mediated,
    "send_monitors": _watched,
    "guarantee_exile": _guaranteed,
    "offer_host": _invited,
    "broker_exile": _invited,
}
"""By kind. Every order that the catalogue has bots judge by the board is here, or has an effect there."""


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

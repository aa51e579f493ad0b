"""Steps of the coalition: how the leadership defends itself, and whether its officers move."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from game_engine import catalogue
from game_engine.events import CellsDefected, RegimeFell, TransitionBegan, WarningReceived
from game_engine.mechanisms import amnesty, coordination, rally
from game_engine.resolution.draft import Draft
from game_engine.rounding import added
from game_engine.vocabulary import EVERYONE, SeatId


def defend(draft: Draft) -> None:
    """Rally, purge, promotions, repression, release of prisoners; and the street that pushes back."""
    rule = draft.rules.coalition
    if draft.did("leadership", "rally"):
        gain = rally.add(draft.board.rally, rule.rally_gain, ceiling=rule.rally_most) - draft.board.rally
        draft.shift("rally", gain, "order")
        draft.bill("leadership", "rally", rule.rally_cost)
    if draft.did("leadership", "purge"):
        draft.lay(purge=min(1.0, draft.board.purge + rule.dose))
        draft.shift("cohesion", -rule.purge_cohesion, "purge")
    if draft.did("leadership", "co_opt"):
        draft.lay(co_opt=min(1.0, draft.board.co_opt + rule.dose))
        draft.bill("leadership", "co_opt", rule.co_opt_cost * (1.0 + draft.board.sanctions))
    _plain_effects(draft)
    _street(draft)


def _plain_effects(draft: Draft) -> None:
    """What orders do, of any role, that do no more than move a track."""
    for known in catalogue.with_effect():
        for seat in draft.seats(known.role):
            if draft.gave(seat, known.kind) and known.effect is not None:
                effect = known.effect
                draft.shift(effect.track, effect.change(draft.rules), effect.cause or known.kind)


def _street(draft: Draft) -> None:
    rule, world = draft.rules.coalition, draft.rules.world
    if draft.did("opposition", "mobilise"):
        draft.shift("cohesion", -rule.mobilise, "mobilised")
        draft.shift("humanitarian", world.suffering_mobilised, "mobilised")
    if draft.did("leadership", "repress"):
        refusing = added(
            [_share(draft, seat) for seat in draft.seats("officer") if draft.gave(seat, "refuse_orders")]
        )
        draft.shift("cohesion", rule.repress * (1.0 - refusing), "repressed")
        draft.shift("humanitarian", world.suffering_repressed * (1.0 - refusing), "repressed")


def _share(draft: Draft, seat: SeatId) -> float:
    return sum(1 for cell in draft.cells if cell.seat == seat and cell.status == "loyal") / len(draft.cells)


def officers(draft: Draft) -> None:
    """Passive resistance and warnings first; then the cells that were ordered to defect, all at once."""
    if draft.over:
        return
    rule = draft.rules.coalition
    for seat in draft.seats("officer"):
        if draft.gave(seat, "stand_down"):
            draft.shift("cohesion", -rule.stand_down * _share(draft, seat), "stood_down")
        if draft.gave(seat, "refuse_orders"):
            draft.shift("cohesion", -rule.refuse_orders * _share(draft, seat), "refused")
        if draft.gave(seat, "warn"):
            # Not told to who warned: it would learn of others' private deals by warning of them.
            leaning = _leaning(draft, seat)
            draft.world.append(
                WarningReceived(audience=draft.seats("leadership"), seat=seat, leaning=leaning)
            )
    _defect(draft)


def _leaning(draft: Draft, warner: SeatId) -> int:
    """How many cells belong to other seats that have taken an amnesty offer."""
    opposition = draft.seat_of("opposition")
    taken = {
        commitment.to[0]
        for commitment in draft.ledger
        if commitment.issuer == opposition
        and commitment.ending not in ("broken", "released")
        and any(part.kind == "amnesty" for part in commitment.undertakings)
    } - {warner}
    return sum(1 for cell in draft.cells if cell.seat in taken and cell.status == "loyal")


def _defect(draft: Draft) -> None:
    moving: dict[SeatId, tuple[int, ...]] = {}
    for seat in draft.seats("officer"):
        order = draft.gave(seat, "cells")
        if order is not None and order.defect:
            moving[seat] = tuple(sorted(order.defect))
    if not moving:
        return
    share = sum(len(cells) for cells in moving.values()) / len(draft.cells)
    readings = draft.read()
    status = "defected" if coordination.falls(share, readings.strength) else "purged"
    for seat, numbers in moving.items():
        for number in numbers:
            draft.cells[number] = replace(draft.cells[number], status=status)
        draft.world.append(CellsDefected(audience=EVERYONE, seat=seat, cells=numbers))
    if status == "purged":
        loss = draft.rules.coalition.lost_share
        left = coordination.after_failed_defection(draft.board.cohesion, share, loss=loss)
        draft.put("cohesion", left, "defections")
        for seat, numbers in moving.items():
            draft.charge(seat, "cells", draft.rules.costs.cells * len(numbers) / _owned(draft, seat))
        return
    transition: Literal["pact", "coup"] = "pact" if _has_pact(draft, tuple(moving)) else "coup"
    draft.world.append(RegimeFell(audience=EVERYONE, transition=transition, share=round(share, 6)))
    if transition == "coup":
        draft.end = "coup"
    else:
        draft.transition = "pact"
        draft.world.append(TransitionBegan(audience=EVERYONE, transition="pact"))


def _owned(draft: Draft, seat: SeatId) -> int:
    return sum(1 for cell in draft.cells if cell.seat == seat)


def _has_pact(draft: Draft, movers: tuple[SeatId, ...]) -> bool:
    """Whether those who moved had an amnesty in force that is worth it, or a promise of the ledger to one of them."""
    readings, worth = draft.read(), draft.rules.amnesty.worth
    if draft.board.breadth > 0 and amnesty.worth_having(readings.protection, least=worth):
        return True
    opposition = draft.seat_of("opposition")
    return any(
        commitment.kind == "promise"
        and commitment.issuer == opposition
        and commitment.to[0] in movers
        and commitment.ending not in ("broken", "released")
        and any(part.kind == "amnesty" for part in commitment.undertakings)
        for commitment in draft.ledger
    )

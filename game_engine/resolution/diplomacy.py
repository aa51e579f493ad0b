"""Steps of diplomacy: the amnesty on the table and who stands behind it, safe conduct, and the leader's answer."""

from __future__ import annotations

from game_engine import catalogue, readings
from game_engine.events import AmnestyBacked, AmnestyTabled, ExileAccepted, ExileOffered, TransitionBegan
from game_engine.mechanisms import region
from game_engine.resolution.draft import Draft
from game_engine.state import OfferState
from game_engine.vocabulary import EVERYONE, Role, SeatId

SIGNING: tuple[Role, ...] = ("coercer", "region")
"""Who can stand behind an amnesty by an order."""


def amnesty(draft: Draft) -> None:
    """Tabling and amending, the signatures behind it, monitors, and the region's stand."""
    order = draft.did("opposition", "table_amnesty")
    if order is not None and order.breadth is not None:
        newly_crimes = bool(order.crimes) and not draft.board.crimes
        draft.put("breadth", order.breadth, "tabled")
        draft.lay(crimes=bool(order.crimes))
        if newly_crimes or _author(draft) not in draft.board.signers:
            # Nobody signs for crimes against humanity unasked: the other names fall away.
            draft.lay(signers=(_author(draft),))
        tabled = AmnestyTabled(
            audience=EVERYONE, breadth=order.breadth, crimes=bool(order.crimes), signers=draft.board.signers
        )
        draft.world.append(tabled)
    _sign(draft)
    _stand(draft)


def _sign(draft: Draft) -> None:
    """Those who order it, and the co-signers of an amnesty that was accepted or jointly declared, are bound."""
    declared = draft.did("opposition", "joint_declaration") is not None
    # An order is sealed over the morning's text: it is no name under crimes that were put in since.
    board = draft.board
    unread = board.crimes and not draft.before.board.crimes
    joining: list[SeatId] = []
    for role in SIGNING:
        seat = draft.seat_of(role)
        if seat is not None and not unread and draft.gave(seat, "back_amnesty"):
            joining.append(seat)
    for offer in draft.before.offers:
        agreed = "accepted" in offer.answers.values() or (declared and offer.status == "open")
        if agreed and _covers(draft, offer):
            joining += [
                seat for seat in offer.signers if draft.scenario.role_of(seat) in draft.rules.amnesty.backing
            ]
    signers = board.signers
    for seat in joining:
        if seat not in signers:
            signers = (*signers, seat)
            draft.world.append(AmnestyBacked(audience=EVERYONE, seat=seat))
    if signers is not board.signers:
        draft.lay(signers=signers)
    if board.breadth > 0:
        draft.put("backing", readings.backing(draft.scenario, signers), "signed")


def _author(draft: Draft) -> SeatId:
    """Whose promise the amnesty is: only the next government can bind itself."""
    seat = draft.seat_of("opposition")
    assert seat is not None
    return seat


def _covers(draft: Draft, offer: OfferState) -> bool:
    """Whether a name under this offer is a name under the amnesty on the table, crimes and all."""
    return offer.issuer == _author(draft) and any(
        term.kind == "amnesty" and (bool(term.crimes) or not draft.board.crimes) for term in offer.terms
    )


def _stand(draft: Draft) -> None:
    world = draft.rules.world
    if draft.did("region", "mediate"):
        after = region.monitors_after(
            draft.board.monitors,
            mediating=True,
            step=world.mediation_monitors,
            ceiling=max(draft.board.monitors, world.mediation_ceiling),
        )
        draft.put("monitors", after, "mediation")
        fee = region.mediation_fee(draft.scenario.periods, fee=draft.rules.costs.mediation)
        draft.bill("region", "mediation", fee)
    if draft.did("region", "send_monitors"):
        draft.put("monitors", max(draft.board.monitors, world.monitors_level), "monitors")
    if draft.did("region", "align"):
        draft.put("region", region.realign(draft.board.region, world.region_step), "order")
    elif draft.did("region", "neutral"):
        step = min(world.region_step, abs(draft.board.region))
        draft.shift("region", -step if draft.board.region > 0 else step, "order")


def exile(draft: Draft) -> None:
    """Hosts and guarantees; the last to speak in the order coercer, region, patrons names the host.

    Who guarantees safe conduct may name a poorer host than the present one; the others only displace it by one at
    least as good.
    """
    for known in catalogue.hosting():
        seat, order = draft.seat_of(known.role), draft.did(known.role, known.kind)
        if seat is None or order is None:
            continue
        host = draft.scenario.host_rule(order.host)
        if host is None:
            continue
        guarantees = order.guarantee is not None
        if not guarantees and host.quality < draft.board.host_quality:
            continue
        draft.lay(host=host.id, host_quality=host.quality, exile_brokered=known.kind == "broker_exile")
        if order.guarantee is not None:
            draft.put("guarantee", order.guarantee, "guarantee")
            draft.charge(seat, "guarantee", draft.rules.costs.guarantee)
            draft.lay(exile_closes=order.by)
        offered = ExileOffered(
            audience=EVERYONE,
            seat=seat,
            host=host.id,
            guarantee=draft.board.guarantee,
            closes=draft.board.exile_closes,
        )
        draft.world.append(offered)


def answer_exile(draft: Draft) -> None:
    """A leader who takes exile while it is open ends the contest, whatever else was ordered this turn."""
    if draft.did("leadership", "accept_exile") is None or draft.board.host is None:
        return
    closes = draft.board.exile_closes
    if closes is not None and closes < draft.turn:
        return
    draft.transition = "exile"
    draft.world.append(ExileAccepted(audience=EVERYONE, host=draft.board.host))
    draft.world.append(TransitionBegan(audience=EVERYONE, transition="exile"))
    if draft.board.exile_brokered:
        draft.bill("patrons", "brokered", -draft.rules.costs.brokered)

"""Whether a seat may make a move now. A refusal depends on what is public and what the seat itself knows, no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any

from game_engine import catalogue, menu
from game_engine.errors import IllegalMove
from game_engine.moves import (
    Answer,
    Cosign,
    Move,
    Offer,
    Order,
    Orders,
    Ready,
    Say,
    Threat,
    Undertaking,
    Withdraw,
)
from game_engine.state import RoundState, SeatState
from game_engine.tabled import TabledOffer
from game_engine.vocabulary import SeatId

LONGEST_TEXT = 4000
MOST_TERMS = 6
MOST_OPEN_OFFERS = 12
MOST_OPEN_THREATS = 6

# Controls, halves of letters, and marks that turn the text around them. These ranges are fixed for good, so that a
# log holds with every Python; what else is made of a text is the business of whoever takes it in.
# Raw, so that the pattern and no half of a letter stands in the compiled engine.
_UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def check(state: RoundState, seat: SeatId, move: Move) -> None:
    """Raise IllegalMove unless the seat may make this move now."""
    own = menu.seat_state(state, seat)
    if own is None or own.standing:
        raise IllegalMove("not_seated")
    if state.phase == "over":
        raise IllegalMove("over")
    kind = type(move)
    if kind in _OF_CONTEST and state.phase != "contest":
        raise IllegalMove("wrong_phase")
    _CHECKS[kind](state, own, move)


def check_text(text: str) -> None:
    """Raise IllegalMove for text that is empty, too long, or holds what cannot be shown."""
    if len(text) > LONGEST_TEXT:
        raise IllegalMove("too_long", "text")
    if not text.strip() or _UNSAFE.search(text):
        raise IllegalMove("bad_text", "text")


def last_turn(state: RoundState) -> int:
    """The last turn of the contest: no date can lie beyond it."""
    return state.scenario.turns


def _check_seats(state: RoundState, seat: SeatId, to: tuple[SeatId, ...], *, required: bool) -> None:
    if not to:
        if required:
            raise IllegalMove("bad_recipient", "to")
        return
    players = menu.players(state)
    for recipient in to:
        if recipient == seat or recipient not in players:
            raise IllegalMove("bad_recipient", "to")
    if len(to) > 1 and len(set(to)) != len(to):
        raise IllegalMove("bad_recipient", "to")


def _check_talk(state: RoundState, own: SeatState, move: Say) -> None:
    if move.public and move.to:
        raise IllegalMove("bad_recipient", "to")
    _check_seats(state, own.seat, move.to, required=not move.public)
    check_text(move.text)


def _check_offer(state: RoundState, own: SeatState, move: Offer) -> None:
    seat = own.seat
    _check_seats(state, seat, move.to, required=True)
    _check_seats(state, seat, move.witnesses, required=False)
    if set(move.witnesses) & set(move.to):
        raise IllegalMove("bad_recipient", "witnesses")
    if not move.terms and not move.asks:
        raise IllegalMove("empty_offer")
    if len(move.terms) > MOST_TERMS or len(move.asks) > MOST_TERMS:
        raise IllegalMove("too_many", "terms")
    if (
        sum(1 for offer in state.offers if offer.issuer == seat and offer.status == "open")
        >= MOST_OPEN_OFFERS
    ):
        raise IllegalMove("too_many", "offers")
    _check_date(state, move.expires, "expires")
    givable = menu.gives(state.scenario, seat)
    for index, term in enumerate(move.terms):
        _check_undertaking(state, term, givable, (f"terms[{index}]", "not_yours_to_give", seat))
    for other in move.to:
        asked = menu.gives(state.scenario, other)
        for index, ask in enumerate(move.asks):
            _check_undertaking(state, ask, asked, (f"asks[{index}]", "not_theirs_to_give", other))
    for part in (move.terms, move.asks):
        if len(part) > 1 and len({undertaking.kind for undertaking in part}) != len(part):
            raise IllegalMove("bad_term", "kind")
    if move.counters is not None:
        countered = _visible(state, seat, move.counters)
        if "counter" not in countered.verbs(seat):
            addressed = seat in countered.offer.to
            raise IllegalMove("already_answered" if addressed else "not_addressed", "counters")
        if countered.offer.issuer not in move.to:
            raise IllegalMove("bad_recipient", "to")


def _check_date(state: RoundState, turn: int, where: str) -> None:
    if not state.turn <= turn <= last_turn(state):
        raise IllegalMove("bad_turn", where)


def _check_undertaking(
    state: RoundState, undertaking: Undertaking, givable: Iterable[str], fault: tuple[str, str, SeatId]
) -> None:
    where, code, giver = fault
    if undertaking.kind not in givable:
        raise IllegalMove(code, f"{where}.kind")
    rule = state.scenario.undertaking_rule(undertaking.kind)
    assert rule is not None
    _check_date(state, undertaking.by, f"{where}.by")
    _check_fields(state, undertaking, (rule.fields, where, giver))


def _check_fields(
    state: RoundState, given: Undertaking | Order, fault: tuple[Sequence[str], str, SeatId]
) -> None:
    fields, where, giver = fault
    breadth, crimes, host, guarantee = given.breadth, given.crimes, given.host, given.guarantee
    if not fields and breadth is None and crimes is None and host is None and guarantee is None:
        return
    for name, value in (("breadth", breadth), ("crimes", crimes), ("host", host), ("guarantee", guarantee)):
        if (value is None) != (name not in fields):
            raise IllegalMove("bad_term", f"{where}.{name}")
        if value is not None and name in ("breadth", "guarantee") and not 0.0 <= float(value) <= 1.0:
            raise IllegalMove("bad_term", f"{where}.{name}")
    if host is not None and host not in menu.hosts(state.scenario, giver):
        raise IllegalMove("bad_term", f"{where}.host")


def _check_threat(state: RoundState, own: SeatState, move: Threat) -> None:
    seat = own.seat
    _check_seats(state, seat, move.to, required=True)
    _check_date(state, move.by, "by")
    for other in move.to:
        if move.demand not in menu.demands(state.scenario, other):
            raise IllegalMove("not_theirs_to_give", "demand")
    if move.action not in menu.actions(state.scenario, seat):
        raise IllegalMove("bad_action", "action")
    open_threats = sum(
        1
        for commitment in state.ledger
        if commitment.issuer == seat and commitment.kind == "threat" and commitment.ending is None
    )
    if open_threats >= MOST_OPEN_THREATS:
        raise IllegalMove("too_many", "threats")


def _visible(state: RoundState, seat: SeatId, name: str) -> TabledOffer:
    """The offer of that id. One that the seat may not see is refused as if it did not exist."""
    for offer in state.offers:
        if offer.id == name:
            found = TabledOffer(offer)
            if found.has(seat):
                return found
    raise IllegalMove("no_such_offer", "offer")


def _check_answer(state: RoundState, own: SeatState, move: Answer) -> None:
    seat = own.seat
    found = _visible(state, seat, move.offer)
    if seat not in found.offer.to:
        raise IllegalMove("not_addressed", "offer")
    if move.answer not in found.verbs(seat):
        raise IllegalMove("already_answered", "offer")


def _check_cosign(state: RoundState, own: SeatState, move: Cosign) -> None:
    found = _visible(state, own.seat, move.offer)
    if "cosign" not in found.verbs(own.seat):
        is_open = found.offer.status == "open"
        raise IllegalMove("cannot_cosign" if is_open else "already_answered", "offer")


def _check_withdraw(state: RoundState, own: SeatState, move: Withdraw) -> None:
    seat = own.seat
    found = _visible(state, seat, move.offer)
    if seat != found.offer.issuer and seat not in found.offer.signers:
        raise IllegalMove("not_yours", "offer")
    if "withdraw" not in found.verbs(seat):
        raise IllegalMove("already_answered", "offer")


def _check_orders(state: RoundState, own: SeatState, move: Orders) -> None:
    main, minor = move.main, move.minor
    if main is not None:
        _check_order(state, own, ("main", main))
    if minor is not None:
        _check_order(state, own, ("minor", minor))


def _check_order(state: RoundState, own: SeatState, slotted: tuple[str, Order]) -> None:
    slot, order = slotted
    kind, by = order.kind, order.by
    rule = state.scenario.order_rule(own.role, kind)
    if rule is None or rule.phase != state.phase:
        raise IllegalMove("unknown_order", f"{slot}.kind")
    if rule.slot != slot:
        raise IllegalMove("wrong_slot", f"{slot}.kind")
    if menu.why_unavailable(state, own.role, kind) is not None:
        raise IllegalMove("unavailable", f"{slot}.kind")
    fields = rule.fields
    _check_fields(state, order, (fields, slot, own.seat))
    if by is not None:
        if "by" not in fields:
            raise IllegalMove("bad_term", f"{slot}.by")
        _check_date(state, by, f"{slot}.by")
    elif "by" in fields and not catalogue.may_lack(own.role, kind, "by"):
        raise IllegalMove("bad_term", f"{slot}.by")
    _check_cells(state, own.seat, (slot, order.defect, "defect" in fields))


def _check_cells(state: RoundState, seat: SeatId, named: tuple[str, tuple[int, ...] | None, bool]) -> None:
    slot, defect, wanted = named
    if (defect is not None) != wanted:
        raise IllegalMove("bad_cells", f"{slot}.defect")
    if not defect:
        return
    own = {number for number, cell in enumerate(state.cells) if cell.seat == seat and cell.status == "loyal"}
    if len(set(defect)) != len(defect) or not set(defect) <= own:
        raise IllegalMove("bad_cells", f"{slot}.defect")


def _check_ready(state: RoundState, own: SeatState, move: Ready) -> None:
    """Whoever has a seat may be ready at any time."""


_CHECKS: dict[type, Callable[[RoundState, SeatState, Any], None]] = {
    Say: _check_talk,
    Offer: _check_offer,
    Cosign: _check_cosign,
    Withdraw: _check_withdraw,
    Answer: _check_answer,
    Threat: _check_threat,
    Orders: _check_orders,
    Ready: _check_ready,
}
"""What is looked at before a move is made, by its type."""

_OF_CONTEST: frozenset[type] = frozenset((Offer, Cosign, Withdraw, Answer, Threat))
"""The moves that have no place on the day after."""


def legal_moves(state: RoundState, seat: SeatId) -> tuple[Move, ...]:
    """A finite set of legal moves that stands for all: each order, one offer an ask, every answer, threat, channel."""
    own = menu.seat_state(state, seat)
    if own is None or own.standing or state.phase == "over":
        return ()
    candidates: list[Move] = [Ready(ready=not own.ready), Say(text="We are listening.", public=True)]
    candidates += [Say(text="Between us.", to=(other,)) for other in menu.players(state) if other != seat]
    candidates += _order_candidates(state, seat)
    if state.phase == "contest":
        candidates += _offer_candidates(state, seat)
    return tuple(move for move in candidates if _is_legal(state, seat, move))


def _is_legal(state: RoundState, seat: SeatId, move: Move) -> bool:
    try:
        check(state, seat, move)
    except IllegalMove:
        return False
    return True


def _filled(state: RoundState, seat: SeatId, fields: Iterable[str]) -> dict[str, object]:
    own_hosts = menu.hosts(state.scenario, seat)
    cells = tuple(n for n, cell in enumerate(state.cells) if cell.seat == seat and cell.status == "loyal")
    full: dict[str, object] = {
        "breadth": 0.8,
        "crimes": False,
        "host": own_hosts[0] if own_hosts else None,
        "guarantee": 0.9,
        "by": min(state.turn + 2, last_turn(state)),
        "defect": cells[: len(cells) // 2],
    }
    return {name: full[name] for name in fields}


def _order_candidates(state: RoundState, seat: SeatId) -> list[Move]:
    orders: dict[str, list[Order]] = {"main": [], "minor": []}
    for rule in menu.orders_open(state, seat):
        orders[rule.slot].append(Order(rule.kind, **_filled(state, seat, rule.fields)))  # type: ignore[arg-type]
    mains = [None, *orders["main"]]
    minors = [None, *orders["minor"]]
    return [Orders(main=main, minor=minor) for main, minor in product(mains, minors)]


def _offer_candidates(state: RoundState, seat: SeatId) -> list[Move]:
    scenario, found = state.scenario, list[Move]()
    soon = min(state.turn + 2, last_turn(state))

    def undertaking(kind: str, giver: SeatId) -> Undertaking:
        rule = scenario.undertaking_rule(kind)
        assert rule is not None
        values = _filled(state, giver, rule.fields) | {"by": soon}
        return Undertaking(kind, **values)  # type: ignore[arg-type]

    for other in menu.players(state):
        if other == seat:
            continue
        terms = tuple(undertaking(kind, seat) for kind in menu.gives(scenario, seat)[:2])
        for kind in menu.gives(scenario, other):
            ask = (undertaking(kind, other),)
            found.append(Offer(to=(other,), expires=soon, terms=terms, asks=ask))
        for demand, action in product(menu.demands(scenario, other), menu.actions(scenario, seat)):
            found.append(Threat(to=(other,), demand=demand, by=soon, action=action, public=True))
    for offer in state.offers:
        found += [
            Answer(offer.id, "accept"),
            Answer(offer.id, "reject"),
            Cosign(offer.id),
            Withdraw(offer.id),
        ]
    return found

"""The ways a round changes: a seat's move within a turn, the end of the turn, and an end before its time. Pure: state
in, Step out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from game_engine import legality
from game_engine.errors import IllegalMove
from game_engine.events import (
    Event,
    OfferAnswered,
    OfferCosigned,
    OfferMade,
    OfferWithdrawn,
    OrdersSealed,
    ReadyChanged,
    Said,
    ThreatMade,
)
from game_engine.moves import (
    Answer,
    Cosign,
    Move,
    Offer,
    Orders,
    Ready,
    Say,
    Threat,
    Undertaking,
    Withdraw,
)
from game_engine.opening import Step
from game_engine.resolution import resolve
from game_engine.resolution.closing import stop
from game_engine.state import Answered, Commitment, OfferState, RoundState, SeatState
from game_engine.vocabulary import EVERYONE, SeatId


def submit(state: RoundState, seat: SeatId, move: Move) -> Step:
    """Make a seat's move within the turn. Raises IllegalMove, and then nothing has changed."""
    legality.check(state, seat, move)
    return _MADE[type(move)](state, seat, move)


def close_turn(state: RoundState) -> Step:
    """Resolve the turn and begin the next, the day after, or the end. Raises IllegalMove('over') when it has ended."""
    if state.phase == "over":
        raise IllegalMove("over")
    return resolve(state)


def end_as_it_stands(state: RoundState) -> Step:
    """End the round where it stands, and score it so: every seat gets the points that it was shown for "if it ended
    now". Nothing sealed takes effect. Raises IllegalMove('over') when it has ended."""
    if state.phase == "over":
        raise IllegalMove("over")
    return stop(state)


def all_ready(state: RoundState) -> bool:
    """Whether every seat that answers for itself has finished its turn."""
    return all(seat.ready or seat.standing for seat in state.seats)


def _say(state: RoundState, seat: SeatId, move: Say) -> Step:
    to = () if move.public else move.to
    said = Said(audience=_to(seat, move), seat=seat, text=move.text, to=to, public=move.public)
    return Step(state, (said,))


def _seal(state: RoundState, seat: SeatId, move: Orders) -> Step:
    place = _place(state, seat)
    sealed = _with_seat(state, place, replace(state.seats[place], orders=move))
    return Step(sealed, (OrdersSealed(audience=(seat,), seat=seat, orders=move),))


def _ready(state: RoundState, seat: SeatId, move: Ready) -> Step:
    place = _place(state, seat)
    changed = _with_seat(state, place, replace(state.seats[place], ready=move.ready))
    return Step(changed, (ReadyChanged(audience=EVERYONE, seat=seat, ready=move.ready),))


def _place(state: RoundState, seat: SeatId) -> int:
    for place, seat_state in enumerate(state.seats):
        if seat_state.seat == seat:
            return place
    raise KeyError(seat)


def _with_seat(state: RoundState, place: int, changed: SeatState) -> RoundState:
    seats = list(state.seats)
    seats[place] = changed
    return replace(state, seats=tuple(seats))


def _to(seat: SeatId, move: Say | Threat) -> tuple[str, ...]:
    return EVERYONE if move.public else tuple(sorted({seat, *move.to}))


def _audience(offer: OfferState) -> tuple[str, ...]:
    return EVERYONE if offer.public else tuple(sorted({offer.issuer, *offer.to, *offer.witnesses}))


def _name(state: RoundState, *parts: str) -> str:
    """An id for an offer or a commitment, made of what its own audience knows.

    A running number would be another one after deals that this audience may not see.
    """
    copy = 0
    while True:
        text = "/".join((str(state.seed), "name", str(state.turn), str(copy), *parts))
        name = hashlib.blake2b(text.encode(), digest_size=5).hexdigest()
        if not _is_taken(state, name):
            return name
        copy += 1


def _is_taken(state: RoundState, name: str) -> bool:
    return any(offer.id == name for offer in state.offers) or any(
        commitment.id == name for commitment in state.ledger
    )


def _text(move: Move) -> str:
    return msgspec.json.encode(move, order="deterministic").decode()


def _with_offer(state: RoundState, offer: OfferState) -> RoundState:
    return replace(state, offers=tuple([offer if old.id == offer.id else old for old in state.offers]))


def _find(state: RoundState, name: str) -> OfferState:
    return next(offer for offer in state.offers if offer.id == name)


def _offer(state: RoundState, seat: SeatId, move: Offer) -> Step:
    events: list[Event] = []
    # Nobody can be held to a date that has passed, so the offer is open no longer than its first one.
    dates = [undertaking.by for undertaking in (*move.terms, *move.asks) if not _is_after(state, undertaking)]
    countering = replace(move, counters=_countered(state, move))
    offer = OfferState(
        id=_name(state, seat, _text(countering)),
        turn=state.turn,
        issuer=seat,
        to=move.to,
        terms=move.terms,
        asks=move.asks,
        expires=min([move.expires, *dates]),
        public=move.public,
        witnesses=move.witnesses,
        counters=countering.counters,
    )
    if move.counters is not None:
        old = _answered(_find(state, move.counters), seat, "countered")
        state = _with_offer(state, old)
        events.append(OfferAnswered(audience=_audience(old), seat=seat, answer="countered", offer=old))
    state = replace(state, offers=(*state.offers, offer))
    events.append(OfferMade(audience=_audience(offer), offer=offer))
    return Step(state, tuple(events))


def _countered(state: RoundState, move: Offer) -> str | None:
    """The offer that a counter names, unless the counter is shown to seats that may not know of that one."""
    if move.counters is None:
        return None
    old = _find(state, move.counters)
    knowing = {old.issuer, *old.to, *old.witnesses}
    wider = move.public or not {*move.to, *move.witnesses} <= knowing
    return None if wider and not old.public else old.id


def _sign(state: RoundState, seat: SeatId, move: Cosign | Withdraw) -> Step:
    offer = _find(state, move.offer)
    if isinstance(move, Cosign):
        offer = replace(offer, signers=(*offer.signers, seat))
        signed = OfferCosigned(audience=_audience(offer), seat=seat, offer=offer)
        return Step(_with_offer(state, offer), (signed,))
    if seat == offer.issuer:
        offer = replace(offer, status="withdrawn")
    else:
        offer = replace(offer, signers=tuple(signer for signer in offer.signers if signer != seat))
    withdrawn = OfferWithdrawn(audience=_audience(offer), seat=seat, offer=offer)
    return Step(_with_offer(state, offer), (withdrawn,))


def _answered(offer: OfferState, seat: SeatId, answer: Answered) -> OfferState:
    answers = {**offer.answers, seat: answer}
    status = "closed" if set(answers) >= set(offer.to) else offer.status
    return replace(offer, answers=answers, status=status)


def _answer(state: RoundState, seat: SeatId, move: Answer) -> Step:
    answer: Answered = "accepted" if move.answer == "accept" else "rejected"
    offer = _answered(_find(state, move.offer), seat, answer)
    made: tuple[Commitment, ...] = ()
    if answer == "accepted":
        made = _promises(state, offer, seat)
        state = replace(state, ledger=(*state.ledger, *made))
    event = OfferAnswered(audience=_audience(offer), seat=seat, answer=answer, offer=offer, commitments=made)
    return Step(_with_offer(state, offer), (event,))


def _promises(state: RoundState, offer: OfferState, acceptor: SeatId) -> tuple[Commitment, ...]:
    """The two promises of an accepted offer. The one that falls due later waits for the other to be kept.

    What is kept on the day after falls due later than anything of the contest, whatever date it was given.
    """
    name = _name(state, offer.id, acceptor)
    first, second = f"{name}a", f"{name}b"
    due_terms, due_asks = _falls_due(state, offer.terms), _falls_due(state, offer.asks)
    made = []
    if offer.terms:
        after = second if offer.asks and due_asks < due_terms else None
        made.append(_promise(state, offer, (first, offer.issuer, acceptor, offer.terms, after)))
    if offer.asks:
        after = first if offer.terms and due_terms < due_asks else None
        made.append(_promise(state, offer, (second, acceptor, offer.issuer, offer.asks, after)))
    return tuple(made)


def _falls_due(state: RoundState, undertakings: tuple[Undertaking, ...]) -> tuple[bool, int]:
    return any(_is_after(state, undertaking) for undertaking in undertakings), _due(undertakings)


def _is_after(state: RoundState, undertaking: Undertaking) -> bool:
    rule = state.scenario.undertaking_rule(undertaking.kind)
    return rule is not None and rule.how == "after"


def _due(undertakings: tuple[Undertaking, ...]) -> int:
    return max([undertaking.by for undertaking in undertakings], default=0)


def _promise(
    state: RoundState,
    offer: OfferState,
    parts: tuple[str, SeatId, SeatId, tuple[Undertaking, ...], str | None],
) -> Commitment:
    name, issuer, to, undertakings, condition = parts
    return Commitment(
        id=name,
        kind="promise",
        issuer=issuer,
        to=(to,),
        public=offer.public,
        since=state.turn,
        due=_due(undertakings),
        witnesses=tuple(sorted({*offer.to, *offer.witnesses, offer.issuer} - {issuer, to})),
        offer=offer.id,
        undertakings=undertakings,
        done=(False,) * len(undertakings),
        condition=condition,
    )


def _threat(state: RoundState, seat: SeatId, move: Threat) -> Step:
    threat = Commitment(
        id=_name(state, seat, _text(move)),
        kind="threat",
        issuer=seat,
        to=move.to,
        public=move.public,
        since=state.turn,
        due=move.by,
        demand=move.demand,
        action=move.action,
    )
    made = ThreatMade(audience=_to(seat, move), commitment=threat)
    return Step(replace(state, ledger=(*state.ledger, threat)), (made,))


_MADE: dict[type, Callable[[RoundState, SeatId, Any], Step]] = {
    Say: _say,
    Offer: _offer,
    Cosign: _sign,
    Withdraw: _sign,
    Answer: _answer,
    Threat: _threat,
    Orders: _seal,
    Ready: _ready,
}
"""What follows from a legal move, by its type."""

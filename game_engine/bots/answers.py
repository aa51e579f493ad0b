"""Answering offers: accept by logit of what the offer adds, counter if a better one is possible, otherwise reject."""

from __future__ import annotations

from collections.abc import Callable

from game_engine.bots.situation import Situation
from game_engine.mechanisms.curves import logistic
from game_engine.moves import Answer, Data, Move, Offer
from game_engine.state import OfferState

PRECISION = 12.0
"""Precision of an answer, per unit of utility (100 points)."""


class Weighed(Data, frozen=True):
    """What accepting an offer adds, in utility, and what the seat would propose instead, if anything."""

    gain: float
    counter: Offer | None = None


def answers(here: Situation, weigh: Callable[[OfferState], Weighed]) -> list[Move]:
    """One answer for each offer that waits for this seat."""
    return [_answer(here, line.offer, weigh(line.offer)) for line in here.to_answer()]


def _answer(here: Situation, offer: OfferState, weighed: Weighed) -> Move:
    if here.chooses(f"answer/{offer.id}", logistic(PRECISION * weighed.gain)):
        return Answer(offer.id, "accept")
    if weighed.counter is None or offer.counters is not None:
        return Answer(offer.id, "reject")
    # One counter to an issuer at a time: two seats that counter each other for ever settle nothing.
    countering = any(
        line.offer.issuer == here.seat and offer.issuer in line.offer.to and line.offer.turn == here.turn
        for line in here.view.offers
    )
    return Answer(offer.id, "reject") if countering else weighed.counter

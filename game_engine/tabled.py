"""What is on the table, offers and commitments: who may know of each, and what each seat may do with it."""

from __future__ import annotations

from game_engine.state import Commitment, OfferState
from game_engine.vocabulary import SeatId


class Readers:
    """Who may know of an offer or a commitment: read once, to be asked for every seat."""

    def __init__(self, tabled: OfferState | Commitment) -> None:
        self._public: bool = tabled.public
        self._issuer: SeatId = tabled.issuer
        self._to: tuple[SeatId, ...] = tabled.to
        self._witnesses: tuple[SeatId, ...] = tabled.witnesses

    def has(self, seat: SeatId) -> bool:
        """Whether a seat may know of it."""
        return self._public or seat == self._issuer or seat in self._to or seat in self._witnesses


class TabledCommitment(Readers):
    """A commitment, and who may know of it."""

    def __init__(self, commitment: Commitment) -> None:
        super().__init__(commitment)
        self.commitment = commitment
        self.is_open: bool = commitment.ending is None


class TabledOffer(Readers):
    """An offer, and what decides what each seat may do with it while the contest lasts: read once for all of them."""

    def __init__(self, offer: OfferState) -> None:
        super().__init__(offer)
        self.offer = offer
        self._signers: tuple[SeatId, ...] = offer.signers
        self._answers = offer.answers
        self._open: bool = offer.status == "open"

    def verbs(self, seat: SeatId) -> tuple[str, ...]:
        """What a seat that may know of the offer may do: accept, reject, counter, cosign, withdraw."""
        if not self._open:
            return ()
        if seat in self._to:
            return ("accept", "reject", "counter") if seat not in self._answers else ()
        if seat == self._issuer or seat in self._signers:
            return ("withdraw",) if not self._answers else ()
        return ("cosign",)

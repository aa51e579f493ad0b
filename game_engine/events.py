"""What happened: one frozen type a fact, in the past tense, tagged by `kind`, with its audience.

`audience` is EVERYONE or the seats that may know; the facilitator always may. What only some may know of a fact is an
event of its own, so that a view never has to strip anything.
"""

from __future__ import annotations

from typing import Literal

from game_engine.moves import Data, Order, Orders
from game_engine.state import Answered, Commitment, Ending, OfferState, TrackMove
from game_engine.vocabulary import End, Phase, Posture, SeatId, Transition


class Fact(Data, frozen=True, tag_field="kind", kw_only=True):
    """The root of the events."""

    audience: tuple[str, ...]


class RoundOpened(Fact, frozen=True, kw_only=True, tag="round_opened"):
    scenario: str
    seats: tuple[SeatId, ...]


class TurnBegan(Fact, frozen=True, kw_only=True, tag="turn_began"):
    turn: int
    phase: Phase


class Said(Fact, frozen=True, kw_only=True, tag="said"):
    seat: SeatId
    text: str
    to: tuple[SeatId, ...]
    public: bool


class OfferMade(Fact, frozen=True, kw_only=True, tag="offer_made"):
    offer: OfferState


class OfferCosigned(Fact, frozen=True, kw_only=True, tag="offer_cosigned"):
    seat: SeatId
    offer: OfferState


class OfferAnswered(Fact, frozen=True, kw_only=True, tag="offer_answered"):
    """`offer` is the offer after the answer; `commitments` the promises that an acceptance makes."""

    seat: SeatId
    answer: Answered
    offer: OfferState
    commitments: tuple[Commitment, ...] = ()


class OfferWithdrawn(Fact, frozen=True, kw_only=True, tag="offer_withdrawn"):
    """By its issuer (the offer is withdrawn) or by a co-signer (its signature is)."""

    seat: SeatId
    offer: OfferState


class OfferExpired(Fact, frozen=True, kw_only=True, tag="offer_expired"):
    offer: OfferState


class ThreatMade(Fact, frozen=True, kw_only=True, tag="threat_made"):
    commitment: Commitment


class OrdersSealed(Fact, frozen=True, kw_only=True, tag="orders_sealed"):
    """Only the seat itself is told."""

    seat: SeatId
    orders: Orders


class ReadyChanged(Fact, frozen=True, kw_only=True, tag="ready_changed"):
    seat: SeatId
    ready: bool


class OrderRevealed(Fact, frozen=True, kw_only=True, tag="order_revealed"):
    """What a seat did, told at the turn's end; `standing` when a standing policy chose it."""

    seat: SeatId
    order: Order
    standing: bool = False


class IncidentHappened(Fact, frozen=True, kw_only=True, tag="incident_happened"):
    """An incident has raised questions. What truly happened is told to the coercer alone (IncidentEstablished)."""

    legal: float


class IncidentEstablished(Fact, frozen=True, kw_only=True, tag="incident_established"):
    unlawful: bool


class LegislatureBriefed(Fact, frozen=True, kw_only=True, tag="legislature_briefed"):
    """`incident` is what the briefing says of what was reported: whether it took place as reported."""

    incident: bool


class PostureTaken(Fact, frozen=True, kw_only=True, tag="posture_taken"):
    posture: Posture


class WarPowersExpired(Fact, frozen=True, kw_only=True, tag="war_powers_expired"):
    days: int


class AmnestyTabled(Fact, frozen=True, kw_only=True, tag="amnesty_tabled"):
    breadth: float
    crimes: bool
    signers: tuple[SeatId, ...]


class AmnestyBacked(Fact, frozen=True, kw_only=True, tag="amnesty_backed"):
    seat: SeatId


class ExileOffered(Fact, frozen=True, kw_only=True, tag="exile_offered"):
    seat: SeatId
    host: str
    guarantee: float
    closes: int | None


class ExileClosed(Fact, frozen=True, kw_only=True, tag="exile_closed"):
    pass


class UltimatumIssued(Fact, frozen=True, kw_only=True, tag="ultimatum_issued"):
    commitment: Commitment


class WarningReceived(Fact, frozen=True, kw_only=True, tag="warning_received"):
    """An officer has warned the leadership: it learns how many of the cells of other seats lean to defect."""

    seat: SeatId
    leaning: int


class ExileAccepted(Fact, frozen=True, kw_only=True, tag="exile_accepted"):
    host: str


class CellsDefected(Fact, frozen=True, kw_only=True, tag="cells_defected"):
    """Cells that moved this turn, by number. The regime stood, and they are lost to their seat."""

    seat: SeatId
    cells: tuple[int, ...]


class RegimeFell(Fact, frozen=True, kw_only=True, tag="regime_fell"):
    """Officers brought it down: with a pact (an amnesty worth it, or a promise to them) or without."""

    transition: Literal["pact", "coup"]
    share: float


class StrikeMade(Fact, frozen=True, kw_only=True, tag="strike_made"):
    succeeded: bool
    collapsed: bool | None = None


class CommitmentEnded(Fact, frozen=True, kw_only=True, tag="commitment_ended"):
    commitment: Commitment
    ending: Ending


class CredibilityMoved(Fact, frozen=True, kw_only=True, tag="credibility_moved"):
    """Public belief in one seat's threats or promises, in [0, 1]."""

    seat: SeatId
    of: Literal["threat", "promise"]
    before: float
    after: float


class BoardMoved(Fact, frozen=True, kw_only=True, tag="board_moved"):
    """Every public track that moved in this turn."""

    moves: tuple[TrackMove, ...]


class TransitionBegan(Fact, frozen=True, kw_only=True, tag="transition_began"):
    transition: Transition


class AmnestyJudged(Fact, frozen=True, kw_only=True, tag="amnesty_judged"):
    """The new government honours or breaches."""

    honoured: bool


class ClassResisted(Fact, frozen=True, kw_only=True, tag="class_resisted"):
    won: bool


class ConflictBroke(Fact, frozen=True, kw_only=True, tag="conflict_broke"):
    pass


class RoundEnded(Fact, frozen=True, kw_only=True, tag="round_ended"):
    """stopped: it was ended before its time, and is scored as it stood."""

    end: End
    stopped: bool = False


class PayoffEarned(Fact, frozen=True, kw_only=True, tag="payoff_earned"):
    """Told to the seat alone when the round ends: what it earned, and the path costs by name (points)."""

    seat: SeatId
    payoff: float
    outcome: float
    costs: dict[str, float]


Event = (
    RoundOpened
    | TurnBegan
    | Said
    | OfferMade
    | OfferCosigned
    | OfferAnswered
    | OfferWithdrawn
    | OfferExpired
    | ThreatMade
    | OrdersSealed
    | ReadyChanged
    | OrderRevealed
    | IncidentHappened
    | IncidentEstablished
    | LegislatureBriefed
    | PostureTaken
    | WarPowersExpired
    | AmnestyTabled
    | AmnestyBacked
    | ExileOffered
    | ExileClosed
    | UltimatumIssued
    | WarningReceived
    | ExileAccepted
    | CellsDefected
    | RegimeFell
    | StrikeMade
    | CommitmentEnded
    | CredibilityMoved
    | BoardMoved
    | TransitionBegan
    | AmnestyJudged
    | ClassResisted
    | ConflictBroke
    | RoundEnded
    | PayoffEarned
)

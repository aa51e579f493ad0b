"""The state of a round: frozen data without functions. Everything here may be secret. Views decide who sees what.

Floats are rounded to six decimals when a state is made (`transition`), so that a replay is equal to the last bit.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from game_engine.moves import Data, Orders, Undertaking
from game_engine.scenario import Scenario
from game_engine.vocabulary import CellStatus, End, Phase, Posture, Role, SeatId, Transition

Answered: TypeAlias = Literal["accepted", "rejected", "countered"]
OfferStatus: TypeAlias = Literal["open", "closed", "withdrawn", "expired"]
Ending: TypeAlias = Literal["honoured", "broken", "carried_out", "satisfied", "lapsed", "released"]


class Board(Data, frozen=True, cache_hash=True):
    """The state of the world. Public except for `cohesion`, which nobody sees.

    credibility: public probability that the coercer is resolved [0, 1]; buildup 0–4; legal exposure [0, 1];
    war_powers: days since hostilities began, or None; cohesion [0, 1.2]; rally [0, .4]; sanctions, patrons,
    breadth, backing, monitors, host_quality, guarantee, humanitarian [0, 1]; region −2…+2; co_opt and purge:
    how much of the leadership's favours and fear still works [0, 1].

    Its hash is stored (cache_hash): a board is a part of most questions that are put to a memory (see memory).
    """

    credibility: float
    buildup: float
    legal: float
    cohesion: float
    rally: float
    sanctions: float
    patrons: float
    breadth: float
    crimes: bool
    backing: float
    monitors: float
    host: str | None
    host_quality: float
    guarantee: float
    exile_closes: int | None
    humanitarian: float
    region: float
    posture: Posture
    signers: tuple[SeatId, ...]
    briefed: bool = False
    war_powers: int | None = None
    co_opt: float = 0.0
    purge: float = 0.0
    exile_brokered: bool = False


class CoercerPrivate(Data, frozen=True, tag_field="role", tag="coercer"):
    """resolved: whether a strike is worth its price; incident: whether the reported follow-on strike happened."""

    resolved: bool
    incident: bool


class OppositionPrivate(Data, frozen=True, tag_field="role", tag="opposition"):
    """temptation: what prosecuting after all would gain, g [0, 1]; vengeful: its type in a word."""

    temptation: float
    vengeful: bool


class LeadershipPrivate(Data, frozen=True, tag_field="role", tag="leadership"):
    """exile_value e₁; distrust of hosts (added to safety, mostly negative); risk_discount ω (how far a risk weighs);
    bias: what it adds in error to the regime's strength."""

    exile_value: float
    distrust: float
    risk_discount: float
    bias: float


class OfficerPrivate(Data, frozen=True, tag_field="role", tag="officer"):
    """implicated: those of its cells that took part in crimes against humanity, by number."""

    implicated: tuple[int, ...]


class PatronsPrivate(Data, frozen=True, tag_field="role", tag="patrons"):
    """limit: the support beyond which another turn of it costs more than it is worth [0, 1]."""

    limit: float


class PlainPrivate(Data, frozen=True, tag_field="role", tag="plain"):
    """A seat without secrets of its own."""


Private = (
    CoercerPrivate | OppositionPrivate | LeadershipPrivate | OfficerPrivate | PatronsPrivate | PlainPrivate
)


class SeatState(Data, frozen=True):
    """One seat. `standing` seats are played by the scenario's standing policy and submit nothing.

    costs: path costs so far by name, in payoff points (positive is a loss).
    """

    seat: SeatId
    role: Role
    private: Private
    standing: bool = False
    ready: bool = False
    orders: Orders | None = None
    costs: dict[str, float] = msgspec.field(default_factory=dict)


class Cell(Data, frozen=True):
    """One of the cells of the officer corps, commanded by a seat."""

    seat: SeatId
    implicated: bool = False
    status: CellStatus = "loyal"


class OfferState(Data, frozen=True):
    """An offer on the table and its status; `answers` by recipient."""

    id: str
    turn: int
    issuer: SeatId
    to: tuple[SeatId, ...]
    terms: tuple[Undertaking, ...]
    asks: tuple[Undertaking, ...]
    expires: int
    public: bool
    witnesses: tuple[SeatId, ...] = ()
    counters: str | None = None
    signers: tuple[SeatId, ...] = ()
    answers: dict[SeatId, Answered] = msgspec.field(default_factory=dict)
    status: OfferStatus = "open"


class Commitment(Data, frozen=True):
    """A commitment: a promise from an accepted offer, or a threat.

    A promise of several undertakings is kept when all of them are `done`. `condition` names the promise of the other
    side that must be kept first, if any. A threat has `demand` and `action` instead; `ordered` is whether it was made
    by an order that took its seat's turn. `since` is the turn in which it was made; `due` the last of its dates;
    `ending` None while it is open. `met` and `failed`: those threatened who have done as demanded, and those who no
    longer can (they did what they were told to leave undone).
    """

    id: str
    kind: Literal["promise", "threat"]
    issuer: SeatId
    to: tuple[SeatId, ...]
    public: bool
    since: int
    due: int
    witnesses: tuple[SeatId, ...] = ()
    offer: str | None = None
    undertakings: tuple[Undertaking, ...] = ()
    done: tuple[bool, ...] = ()
    condition: str | None = None
    demand: str | None = None
    action: str | None = None
    ordered: bool = False
    met: tuple[SeatId, ...] = ()
    failed: tuple[SeatId, ...] = ()
    ending: Ending | None = None
    ended: int | None = None


class TrackMove(Data, frozen=True):
    """How one public track moved in the last turn, and each cause with its share of the change (track units)."""

    track: str
    before: float
    after: float
    causes: tuple[tuple[str, float], ...]


class Readings(Data, frozen=True):
    """What the last resolution computed: probabilities and thresholds in [0, 1], E on the utility scale.

    honour c_A, protection q, safety σ_E (public), strike_resolved λ_R, strike_unresolved λ_U, success p_s,
    hazard h, risk_dominance κ, tipping θ*, strength θ (secret).
    """

    honour: float
    protection: float
    safety: float
    strike_resolved: float
    strike_unresolved: float
    success: float
    hazard: float
    risk_dominance: float
    tipping: float
    strength: float


class DayAfter(Data, frozen=True):
    """After a transition: how it came about, turns since, and what the new government and the class have done."""

    transition: Transition
    turn: int = 0
    breached: bool = False
    resisted: bool = False
    overthrown: bool = False
    conflict: bool = False


class RoundState(Data, frozen=True):
    """A round, whole. stopped: it was ended before its time, and is scored as it stood."""

    scenario: Scenario
    seed: int
    turn: int
    phase: Phase
    board: Board
    seats: tuple[SeatState, ...]
    cells: tuple[Cell, ...]
    readings: Readings
    offers: tuple[OfferState, ...] = ()
    ledger: tuple[Commitment, ...] = ()
    credibility: dict[str, float] = msgspec.field(default_factory=dict)
    moved: tuple[TrackMove, ...] = ()
    day_after: DayAfter | None = None
    end: End | None = None
    stopped: bool = False
    payoffs: dict[SeatId, float] = msgspec.field(default_factory=dict)

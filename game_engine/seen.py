"""What a view holds: a frozen type for each part. A name that is not here is never shown to a player."""

from __future__ import annotations

import msgspec

from game_engine import catalogue
from game_engine.estimates import Estimates
from game_engine.moves import Data, Orders
from game_engine.state import Board, Commitment, OfferState, Private, TrackMove
from game_engine.vocabulary import CellStatus, End, Phase, Role, SeatId, Viewer


class Track(Data, frozen=True):
    """A public track. value: engine units; shown and before: 0–10 for people (region −10…+10);
    causes: (cause, change on the shown scale) of the last turn."""

    name: str
    value: float
    shown: float
    before: float
    causes: tuple[tuple[str, float], ...] = ()


def tracks(board: Board, moves: tuple[TrackMove, ...]) -> tuple[Track, ...]:
    """The board as all see it."""
    moved = {move.track: move for move in moves}
    lines = []
    for track in catalogue.board_tracks():
        name, scale = track.name, track.scale
        value = float(getattr(board, name))
        move = moved.get(name)
        causes = tuple((cause, round(change * scale, 2)) for cause, change in move.causes) if move else ()
        before = move.before if move else value
        lines.append(Track(name, value, round(value * scale, 2), round(before * scale, 2), causes))
    return tuple(lines)


class SeatView(Data, frozen=True):
    """A seat as all see it."""

    seat: SeatId
    role: Role
    ready: bool
    standing: bool


class OwnCell(Data, frozen=True):
    """A cell of the viewer's own; signal: what it senses of the regime's strength θ, with noise."""

    number: int
    status: CellStatus
    implicated: bool
    signal: float


class Me(Data, frozen=True):
    """What a seat alone knows. strength: the regime's strength as it senses it (officers: the mean of their cells;
    leadership: with its bias), None for others. exile_worth: E to the leadership. coup_hazard: k as it sees it."""

    seat: SeatId
    role: Role
    private: Private
    orders: Orders | None
    ready: bool
    cells: tuple[OwnCell, ...] = ()
    strength: float | None = None
    exile_worth: float | None = None
    coup_hazard: float | None = None
    costs: dict[str, float] = msgspec.field(default_factory=dict)


class OrderChoice(Data, frozen=True):
    """A line of the order menu; `unavailable` says why not (a code), `chance` a strike's, `cost` in points now."""

    kind: str
    fields: tuple[str, ...] = ()
    unavailable: str | None = None
    chance: float | None = None
    cost: float | None = None


class Menu(Data, frozen=True):
    """What this seat can do now. gives: undertakings it can offer; asks and demands: what each other seat can be
    asked for or told to do; actions: orders it can threaten; hosts: those it can offer."""

    main: tuple[OrderChoice, ...] = ()
    minor: tuple[OrderChoice, ...] = ()
    gives: tuple[str, ...] = ()
    asks: dict[SeatId, tuple[str, ...]] = {}
    demands: dict[SeatId, tuple[str, ...]] = {}
    actions: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    last_turn: int = 0


class OfferView(Data, frozen=True):
    """An offer that this viewer may see; can: accept, reject, counter, cosign, withdraw, as far as it may now."""

    offer: OfferState
    can: tuple[str, ...] = ()


class Outlook(Data, frozen=True):
    """Payoff points for this seat. ended_now: if the round went no further than today; batna: what holding out is
    worth over the turns left."""

    ended_now: float
    batna: float


class Hidden(Data, frozen=True):
    """For the facilitator: what no player sees."""

    board: Board
    strength: float
    tipping: float
    privates: dict[SeatId, Private]
    orders: dict[SeatId, Orders]
    cells: tuple[tuple[SeatId, CellStatus, bool], ...]


class View(Data, frozen=True):
    """One round as one viewer may know it. credibility: public belief by `seat.threat` and `seat.promise`; that of a
    strike is the track of the same name, and the coercer's `threat` that of its other threats. stopped: the round was
    ended before its time, and is scored as it stood."""

    viewer: Viewer
    scenario: str
    turn: int
    turns: int
    phase: Phase
    seats: tuple[SeatView, ...]
    tracks: tuple[Track, ...]
    crimes: bool
    host: str | None
    exile_closes: int | None
    posture: str
    signers: tuple[SeatId, ...]
    credibility: dict[str, float]
    estimates: Estimates
    offers: tuple[OfferView, ...] = ()
    ledger: tuple[Commitment, ...] = ()
    cells_lost: dict[SeatId, int] = {}
    me: Me | None = None
    menu: Menu | None = None
    outlook: Outlook | None = None
    end: End | None = None
    stopped: bool = False
    payoff: float | None = None
    hidden: Hidden | None = None

    @property
    def open_commitments(self) -> tuple[Commitment, ...]:
        """The commitments that have not ended."""
        return tuple([commitment for commitment in self.ledger if commitment.ending is None])

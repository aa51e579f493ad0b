"""What one viewer may know, part by part.

What is the same for all viewers is made once a turn, and what only people look at is made on demand. A view for
people has every part. A bot asks for a few parts many times. Both are made of these parts, so a bot can never see
more than the person in its seat.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from game_engine import menu, payoffs, readings
from game_engine.estimates import Estimates, estimated
from game_engine.memory import Memory
from game_engine.rounding import four
from game_engine.seen import (
    Me,
    Menu,
    OfferView,
    OrderChoice,
    Outlook,
    SeatView,
    Track,
    tracks,
)
from game_engine.senses import Senses, senses
from game_engine.state import (
    Board,
    Commitment,
    OfferState,
    Private,
    RoundState,
    SeatState,
)
from game_engine.tabled import TabledCommitment, TabledOffer
from game_engine.vocabulary import FACILITATOR, Phase, Role, SeatId, Viewer


class Sight:
    """The parts of a view by the names that they have there (see seen.View). now: what today(state) gives, where it is
    at hand."""

    def __init__(self, state: RoundState, viewer: Viewer, now: Today | None = None) -> None:
        self._state = state
        self._own = own = menu.seat_state(state, viewer)
        self._today = now = now or today(state)
        self.viewer = viewer
        self.turn = now.turn
        self.turns = now.turns
        self.phase = now.phase
        self.signers = now.board.signers
        self.credibility = state.credibility
        self.board: Board = now.board
        self.offers = _offers(now.on_table(state), viewer, can=own is not None and now.phase == "contest")
        self.open_commitments = _seen(now.open_commitments(state), viewer)
        self.me = None if own is None else _me(own, now.senses(own))
        self.menu = None if own is None or own.standing else now.menu(own.seat)

    @property
    def tracks(self) -> tuple[Track, ...]:
        return self._today.tracks

    @property
    def estimates(self) -> Implied:
        return self._today.estimates

    @property
    def seats(self) -> tuple[SeatView, ...]:
        return tuple(
            [SeatView(seat.seat, seat.role, seat.ready, seat.standing) for seat in self._state.seats]
        )

    @property
    def ledger(self) -> tuple[Commitment, ...]:
        return _seen(self._today.ledger(self._state), self.viewer)

    @property
    def cells_lost(self) -> dict[SeatId, int]:
        lost: dict[SeatId, int] = {}
        for cell in self._state.cells:
            if cell.status != "loyal":
                lost[cell.seat] = lost.get(cell.seat, 0) + 1
        return lost

    @property
    def outlook(self) -> Outlook | None:
        return None if self._own is None or self.me is None else _outlook(self._state, self._own, self.me)


class Today:
    """What is the same for every viewer until the turn closes, whatever is said and sealed in it, and the record as it
    was last looked through.

    state: any one of the turn; only what no move of a seat changes is read of it.
    """

    def __init__(self, state: RoundState) -> None:
        self._state = state
        self._board, self._readings = state.board, state.readings
        self._cells, self._moved = state.cells, state.moved
        self.scenario = state.scenario
        self.seed: int = state.seed
        self.turn: int = state.turn
        self.turns: int = state.scenario.turns
        self.phase: Phase = state.phase
        self.board = _seen_board(state)
        self._tracks: tuple[Track, ...] | None = None
        self._estimates: Implied | None = None
        self._senses: dict[SeatId, tuple[Private, Senses]] = {}
        self._players = players = menu.players(state)
        # Menus depend on the public board alone. Two turns that agree in what decides menus have the same ones.
        question = (players, self.phase, menu.deciding(state))
        self._menus: dict[SeatId, Menu] = _MENUS.recall(self.scenario, question, dict)
        self._on_table: tuple[tuple[OfferState, ...], list[TabledOffer]] = (), []
        self._ledger: tuple[tuple[Commitment, ...], list[TabledCommitment], list[TabledCommitment]] = (
            (),
            [],
            [],
        )

    def holds_for(self, state: RoundState) -> bool:
        """Whether that state is of the same turn: everything that moves do not change is the same object."""
        return (
            self._board is state.board
            and self._readings is state.readings
            and self._cells is state.cells
            and self._moved is state.moved
            and self.scenario is state.scenario
            and self.turn == state.turn
            and self.seed == state.seed
            and self.phase == state.phase
        )

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The board as it is shown, and how it moved."""
        if self._tracks is None:
            self._tracks = tracks(self._board, self._moved)
        return self._tracks

    @property
    def estimates(self) -> Implied:
        """What the public record implies."""
        if self._estimates is None:
            self._estimates = Implied(self._state)
        return self._estimates

    def senses(self, own: SeatState) -> Senses:
        """What a seat senses of the regime's strength."""
        seat, private = own.seat, own.private
        known = self._senses.get(seat)
        if known is None or known[0] is not private:
            self._senses[seat] = known = (private, senses(self._state, own))
        return known[1]

    def menu(self, seat: SeatId) -> Menu:
        """What a seat can do."""
        known = self._menus.get(seat)
        if known is None:
            known = self._menus[seat] = _menu(self._state, seat, self._players)
        return known

    def on_table(self, state: RoundState) -> list[TabledOffer]:
        """The offers of a state of this turn; those that were there before are not read again."""
        offers = state.offers
        known, tabled_offers = self._on_table
        if offers is not known:
            before = {id(tabled.offer): tabled for tabled in tabled_offers}
            tabled_offers = [before.get(id(offer)) or TabledOffer(offer) for offer in offers]
            self._on_table = offers, tabled_offers
        return tabled_offers

    def ledger(self, state: RoundState) -> list[TabledCommitment]:
        """The commitments of a state of this turn. Those that stood there before are not read again."""
        return self._tabled(state)[1]

    def open_commitments(self, state: RoundState) -> list[TabledCommitment]:
        """Those of them that have not ended."""
        return self._tabled(state)[2]

    def _tabled(
        self, state: RoundState
    ) -> tuple[tuple[Commitment, ...], list[TabledCommitment], list[TabledCommitment]]:
        known = self._ledger
        if state.ledger is not known[0]:
            before = {id(tabled.commitment): tabled for tabled in known[1]}
            ledger = [
                before.get(id(commitment)) or TabledCommitment(commitment) for commitment in state.ledger
            ]
            self._ledger = known = state.ledger, ledger, [tabled for tabled in ledger if tabled.is_open]
        return known


_TODAY: Memory[Today] = Memory(most=64)
_MENUS: Memory[dict[SeatId, Menu]] = Memory()


def today(state: RoundState) -> Today:
    """What all viewers of this turn share. Remembered, because each of them asks for it at every move."""
    known = _TODAY.recall(state.board, None, lambda: Today(state))
    return known if known.holds_for(state) else Today(state)


def _seen_board(state: RoundState) -> Board:
    """The board as the public tracks show it. Cohesion, which nobody sees, is the scenario's first guess. What is
    on no track counts as absent."""
    host = state.scenario.host_rule(state.board.host)
    return replace(
        state.board,
        cohesion=state.scenario.start.cohesion,
        host_quality=host.quality if host else 0.0,
        briefed=False,
        war_powers=None,
        co_opt=0.0,
        purge=0.0,
        exile_brokered=False,
    )


def _offers(offers: list[TabledOffer], viewer: Viewer, *, can: bool) -> tuple[OfferView, ...]:
    """Those of the offers that a viewer may know of. can: whether it may do anything with them."""
    all_of_them = viewer == FACILITATOR
    return tuple(
        [
            OfferView(tabled.offer, tabled.verbs(viewer) if can else ())
            for tabled in offers
            if all_of_them or tabled.has(viewer)
        ]
    )


def offer_view(state: RoundState, offer: OfferState, viewer: Viewer) -> OfferView:
    """An offer and what the viewer may do with it now."""
    seated = menu.seat_state(state, viewer) is not None
    return OfferView(offer=offer, can=menu.verbs(state, offer, viewer) if seated else ())


def _seen(commitments: list[TabledCommitment], viewer: Viewer) -> tuple[Commitment, ...]:
    """Those of the commitments that a viewer may know of."""
    all_of_them = viewer == FACILITATOR
    return tuple([tabled.commitment for tabled in commitments if all_of_them or tabled.has(viewer)])


class Implied:
    """What the public record implies, by the names of Estimates. Costly numbers are computed on demand."""

    def __init__(self, state: RoundState) -> None:
        self._state, read = state, state.readings
        self._whole: Estimates | None = None
        self.honour: float = read.honour
        self.protection: float = read.protection
        self.safety: float = read.safety
        self.hazard: float = read.hazard
        self.success: float = read.success
        self.tipping: float = read.tipping

    @property
    def whole(self) -> Estimates:
        """All estimates, as people see them."""
        if self._whole is None:
            self._whole = estimated(self._state)
        return self._whole

    @property
    def break_even(self) -> float:
        return self.whole.break_even

    @property
    def lapse(self) -> float:
        return self.whole.lapse

    @property
    def audience(self) -> float:
        return self.whole.audience


def _me(own: SeatState, senses: Senses) -> Me:
    return Me(
        seat=own.seat,
        role=own.role,
        private=own.private,
        orders=own.orders,
        ready=own.ready,
        cells=senses.cells,
        strength=senses.strength,
        exile_worth=senses.exile_worth,
        coup_hazard=senses.coup_hazard,
        costs=own.costs,
    )


class _Scope(NamedTuple):
    """The part of a seat's menu that holds for a whole phase: its orders by slot, and everything but orders."""

    main: tuple[tuple[str, tuple[str, ...]], ...]
    minor: tuple[tuple[str, tuple[str, ...]], ...]
    rest: Menu


_SCOPES: Memory[_Scope] = Memory()


def _scope(state: RoundState, seat: SeatId, players: tuple[SeatId, ...]) -> _Scope:
    scenario, orders = state.scenario, menu.orders_open(state, seat)
    others = [other for other in players if other != seat] if state.phase == "contest" else []
    return _Scope(
        main=tuple([(rule.kind, tuple(rule.fields)) for rule in orders if rule.slot == "main"]),
        minor=tuple([(rule.kind, tuple(rule.fields)) for rule in orders if rule.slot == "minor"]),
        rest=Menu(
            gives=menu.gives(scenario, seat),
            asks={other: menu.gives(scenario, other) for other in others},
            demands={other: menu.demands(scenario, other) for other in others},
            actions=menu.actions(scenario, seat),
            hosts=menu.hosts(scenario, seat),
            last_turn=scenario.turns,
        ),
    )


def _menu(state: RoundState, seat: SeatId, players: tuple[SeatId, ...]) -> Menu:
    question = (seat, players, state.phase)
    scope = _SCOPES.recall(state.scenario, question, lambda: _scope(state, seat, players))
    role = state.scenario.role_of(seat)
    return replace(
        scope.rest, main=_choices(state, role, scope.main), minor=_choices(state, role, scope.minor)
    )


def _choices(
    state: RoundState, role: Role, orders: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[OrderChoice, ...]:
    return tuple(
        [
            OrderChoice(
                kind,
                fields,
                menu.why_unavailable(state, role, kind),
                menu.chance_of(state, kind),
                menu.cost_of(state, role, kind),
            )
            for kind, fields in orders
        ]
    )


def _outlook(state: RoundState, own: SeatState, me: Me) -> Outlook:
    now, _, _ = payoffs.total(state, own, payoffs.end_now(state))
    # A seat without a sense of the regime's strength uses what everybody could read on the first day.
    believed = me.strength
    if believed is None:
        believed = readings.strength(state.scenario, state.board, state.scenario.start.cohesion)
    return Outlook(ended_now=four(now), batna=four(payoffs.batna(state, own, strength=believed)))

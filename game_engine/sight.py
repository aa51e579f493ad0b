"""What one viewer may know, part by part: each is worked out when it is first asked for.

A view for people has every part; a bot asks for a few of them many times. Both are made of these, so that a bot can
never see more than the person in its seat.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from game_engine import chance, menu, payoffs, readings
from game_engine.kept import Memory
from game_engine.mechanisms import amnesty, audience, coercion
from game_engine.moves import Data
from game_engine.scenario import Scenario
from game_engine.seen import Estimates, Me, Menu, OfferLine, OrderChoice, Outlook, OwnCell, SeatLine, Track
from game_engine.state import (
    Board,
    Commitment,
    LeadershipPrivate,
    OfferState,
    Private,
    RoundState,
    SeatState,
    TrackMove,
)
from game_engine.vocabulary import FACILITATOR, SeatId, Viewer

SCALES: dict[str, float] = {
    "credibility": 10.0,
    "buildup": 1.0,
    "legal": 10.0,
    "rally": 25.0,
    "sanctions": 10.0,
    "patrons": 10.0,
    "breadth": 10.0,
    "backing": 10.0,
    "monitors": 10.0,
    "guarantee": 10.0,
    "humanitarian": 10.0,
    "region": 5.0,
}
"""The public tracks in the order of the board, and how many points people see for one unit of the engine."""


class Sight:
    """The parts of a view by the names that they have there (see seen.View)."""

    def __init__(self, state: RoundState, viewer: Viewer) -> None:
        self._state = state
        self._own = own = menu.seat_state(state, viewer)
        self._today = now = today(state)
        self.viewer = viewer
        self.turn = state.turn
        self.turns = state.scenario.turns
        self.phase = state.phase
        self.signers = state.board.signers
        self.credibility = state.credibility
        self.board: Board = now.board
        self.offers = _offers(state, own, viewer)
        self.open_lines = _seen([one for one in state.ledger if one.ending is None], viewer)
        self.me = None if own is None else _me(own, now.senses(own))
        self.menu = None if own is None or own.standing else now.menu(state, own)

    @property
    def tracks(self) -> tuple[Track, ...]:
        return self._today.tracks

    @property
    def estimates(self) -> Estimates:
        return self._today.estimates

    @property
    def seats(self) -> tuple[SeatLine, ...]:
        return tuple([SeatLine(one.seat, one.role, one.ready, one.standing) for one in self._state.seats])

    @property
    def ledger(self) -> tuple[Commitment, ...]:
        return _seen(self._state.ledger, self.viewer)

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


class Senses(Data, frozen=True):
    """How strong the regime looks to a seat, cell by cell and in all; and to its leader, what that means for him."""

    cells: tuple[OwnCell, ...] = ()
    strength: float | None = None
    exile_worth: float | None = None
    coup_hazard: float | None = None


class Today:
    """What is the same for every viewer until the turn closes, whatever is said and sealed in it.

    state: any one of the turn; only what no move of a seat changes is read of it.
    """

    def __init__(self, state: RoundState) -> None:
        self._state = state
        self.board = _seen_board(state)
        self._tracks: tuple[Track, ...] | None = None
        self._estimates: Estimates | None = None
        self._senses: dict[tuple[SeatId, Private], Senses] = {}
        self._menus: dict[tuple[SeatId, tuple[SeatId, ...]], Menu] = {}

    def holds_for(self, state: RoundState) -> bool:
        """Whether that state is of the same turn: what moves leave alone is the very same there."""
        ours = self._state
        return (
            ours.board is state.board
            and ours.readings is state.readings
            and ours.cells is state.cells
            and ours.moved is state.moved
            and ours.scenario is state.scenario
            and ours.turn == state.turn
            and ours.seed == state.seed
            and ours.phase == state.phase
        )

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The board as it is shown, and how it moved."""
        if self._tracks is None:
            self._tracks = _tracks(self._state.board, self._state.moved)
        return self._tracks

    @property
    def estimates(self) -> Estimates:
        """What the public record implies."""
        if self._estimates is None:
            self._estimates = _estimates(self._state)
        return self._estimates

    def senses(self, own: SeatState) -> Senses:
        """What a seat senses of the regime's strength."""
        key = (own.seat, own.private)
        if key not in self._senses:
            self._senses[key] = _senses(self._state, own)
        return self._senses[key]

    def menu(self, state: RoundState, own: SeatState) -> Menu:
        """What a seat can do."""
        key = (own.seat, menu.players(state))
        if key not in self._menus:
            question = (*key, state.phase, menu.deciding(state))
            self._menus[key] = _MENUS.recall(state.scenario, question, lambda: _menu(state, own, key[1]))
        return self._menus[key]


_TODAY: Memory[Today] = Memory(most=64)
_MENUS: Memory[Menu] = Memory(most=2048)


def today(state: RoundState) -> Today:
    """What all viewers of this turn share; kept, as each of them asks for it at every move."""
    known = _TODAY.recall(state.board, None, lambda: Today(state))
    return known if known.holds_for(state) else Today(state)


def _seen_board(state: RoundState) -> Board:
    """The board as the public tracks show it: cohesion, which nobody sees, is the scenario's first guess, and what is
    on no track is taken as not there."""
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


def _offers(state: RoundState, own: SeatState | None, viewer: Viewer) -> tuple[OfferLine, ...]:
    seen = [one for one in state.offers if viewer == FACILITATOR or menu.sees_offer(one, viewer)]
    if own is None:
        return tuple([OfferLine(one) for one in seen])
    return tuple([OfferLine(one, menu.verbs(state, one, viewer)) for one in seen])


def offer_line(state: RoundState, offer: OfferState, viewer: Viewer) -> OfferLine:
    """An offer and what the viewer may do with it now."""
    seated = menu.seat_state(state, viewer) is not None
    return OfferLine(offer=offer, can=menu.verbs(state, offer, viewer) if seated else ())


def _seen(lines: Sequence[Commitment], viewer: Viewer) -> tuple[Commitment, ...]:
    """Those of the lines that a viewer may know of."""
    return tuple(
        [
            one
            for one in lines
            if one.public
            or viewer in (FACILITATOR, one.issuer)
            or viewer in one.to
            or viewer in one.witnesses
        ]
    )


def _signals(state: RoundState, seat: SeatId) -> tuple[OwnCell, ...]:
    """A seat's own cells, and what each senses of the regime's strength this turn: θ with noise of its own."""
    sd, strength = state.scenario.types.signal_noise, state.readings.strength
    found = []
    for number, cell in enumerate(state.cells):
        if cell.seat == seat:
            noise = chance.normal(state.seed, state.turn, f"signal.{number}", mean=0.0, sd=sd)
            found.append(OwnCell(number, cell.status, cell.implicated, round(strength + noise, 6)))
    return tuple(found)


def _shown(track: str, value: float) -> float:
    return round(value * SCALES[track], 2)


def _tracks(board: Board, moves: tuple[TrackMove, ...]) -> tuple[Track, ...]:
    """The board as all see it."""
    moved = {one.track: one for one in moves}
    tracks = []
    for name, scale in SCALES.items():
        value = float(getattr(board, name))
        move = moved.get(name)
        causes = tuple((cause, round(change * scale, 2)) for cause, change in move.causes) if move else ()
        before = move.before if move else value
        tracks.append(Track(name, value, _shown(name, value), _shown(name, before), causes))
    return tuple(tracks)


def _estimates(state: RoundState) -> Estimates:
    read, board, rules = state.readings, state.board, state.scenario.parameters
    after = coercion.after_quiet_turn(
        board.credibility, *readings.strike_rates(state.scenario, board, deadline=True)
    )
    cost = audience.lapse_cost(
        board.buildup, base=rules.coercion.audience_base, slope=rules.coercion.audience_slope
    )
    return Estimates(
        honour=read.honour,
        break_even=_break_even(state.scenario, board),
        protection=read.protection,
        safety=read.safety,
        hazard=read.hazard,
        success=read.success,
        tipping=read.tipping,
        lapse=round(after, 6),
        audience=round(audience.points(cost, worth=rules.costs.audience), 4),
    )


def _break_even(scenario: Scenario, board: Board) -> float:
    rule, after = scenario.parameters.amnesty, scenario.parameters.day_after
    gain = amnesty.breach_gain(rule.public_temptation, crimes=board.crimes, crimes_gain=rule.crimes_gain)
    monitors = amnesty.effective_monitors(board.monitors, board.legal, spoiling=rule.monitor_spoil)
    return _lasting_breadth(
        gain,
        after.resist_cost,
        overthrow_loss=rule.overthrow_weight,
        stain=rule.breadth_weight,
        monitor=rule.monitor_weight * monitors,
        exposure=after.prosecution,
        sentence=after.stake,
        resistance=rule.resistance,
    )


@lru_cache(maxsize=256)
def _lasting_breadth(gain: float, resist_cost: float, **rule: float) -> float:
    resist, honour = amnesty.thresholds(gain, resist_cost, **rule)
    return round(min(1.0, amnesty.lasting_breadth(resist, honour)), 6)


def _senses(state: RoundState, own: SeatState) -> Senses:
    if own.role == "officer":
        cells = _signals(state, own.seat)
        return Senses(cells, round(sum([cell.signal for cell in cells]) / len(cells), 6) if cells else None)
    if isinstance(own.private, LeadershipPrivate):
        strength = round(state.readings.strength + own.private.bias, 6)
        return Senses(
            strength=strength,
            exile_worth=round(payoffs.exile_worth(state.scenario, state.board, own.private), 6),
            coup_hazard=round(payoffs.coup_risk(state.scenario, state.readings, strength), 6),
        )
    return Senses()


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


def _menu(state: RoundState, own: SeatState, players: tuple[SeatId, ...]) -> Menu:
    choices: dict[str, list[OrderChoice]] = {"main": [], "minor": []}
    for rule in menu.orders_open(state, own.seat):
        choice = OrderChoice(
            kind=rule.kind,
            fields=tuple(rule.fields),
            unavailable=menu.why_unavailable(state, rule.kind),
            chance=menu.chance_of(state, rule.kind),
            cost=menu.cost_of(state, rule.kind),
        )
        choices[rule.slot].append(choice)
    others = [seat for seat in players if seat != own.seat] if state.phase == "contest" else []
    return Menu(
        main=tuple(choices["main"]),
        minor=tuple(choices["minor"]),
        gives=menu.gives(state.scenario, own.seat),
        asks={seat: menu.gives(state.scenario, seat) for seat in others},
        demands={seat: menu.demands(state.scenario, seat) for seat in others},
        actions=menu.actions(state.scenario, own.seat),
        hosts=menu.hosts(state.scenario, own.seat),
        last_turn=state.scenario.turns,
    )


def _outlook(state: RoundState, own: SeatState, me: Me) -> Outlook:
    now, _, _ = payoffs.total(state, own, payoffs.status_quo(state.scenario, state.board))
    # Who has no sense of the regime's strength reckons with what everybody could read on the first day.
    believed = me.strength
    if believed is None:
        believed = readings.strength(state.scenario, state.board, state.scenario.start.cohesion)
    return Outlook(ended_now=round(now, 4), batna=round(payoffs.batna(state, own, strength=believed), 4))

"""What each viewer may know, built from nothing: a view names what it shows, and nothing is copied and stripped."""

from __future__ import annotations

from functools import lru_cache
from math import fsum

from game_engine import chance, menu, payoffs, readings
from game_engine.events import Event
from game_engine.mechanisms import amnesty, audience, coercion
from game_engine.seen import (
    Estimates,
    Hidden,
    Me,
    Menu,
    OfferLine,
    OrderChoice,
    Outlook,
    OwnCell,
    SeatLine,
    Track,
    View,
)
from game_engine.state import (
    Board,
    Commitment,
    LeadershipPrivate,
    OfferState,
    RoundState,
    SeatState,
    TrackMove,
)
from game_engine.vocabulary import EVERYONE, FACILITATOR, SeatId, Viewer

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


def view_for(state: RoundState, viewer: Viewer) -> View:
    """The round as this viewer may know it: a seat of the round, FACILITATOR or SPECTATOR (as everybody else)."""
    own = menu.seat_state(state, viewer)
    me = _me(state, own) if own is not None else None
    return View(
        viewer=viewer,
        scenario=state.scenario.id,
        turn=state.turn,
        turns=state.scenario.turns,
        phase=state.phase,
        seats=tuple(SeatLine(one.seat, one.role, one.ready, one.standing) for one in state.seats),
        tracks=_tracks(state.board, state.moved),
        crimes=state.board.crimes,
        host=state.board.host,
        exile_closes=state.board.exile_closes,
        posture=state.board.posture,
        signers=state.board.signers,
        credibility=dict(state.credibility),
        estimates=_estimates(state),
        offers=tuple(offer_line(state, one, viewer) for one in state.offers if _sees(one, viewer)),
        ledger=tuple(one for one in state.ledger if sees_commitment(one, viewer)),
        cells_lost=_cells_lost(state),
        me=me,
        menu=_menu(state, own) if own is not None and not own.standing else None,
        outlook=_outlook(state, own, me) if own is not None and me is not None else None,
        end=state.end,
        payoff=state.payoffs.get(viewer) if state.end is not None else None,
        hidden=_hidden(state) if viewer == FACILITATOR else None,
    )


def events_for(events: tuple[Event, ...], viewer: Viewer) -> tuple[Event, ...]:
    """Those events that this viewer may know of, in order."""
    return tuple(
        one for one in events if viewer == FACILITATOR or one.audience == EVERYONE or viewer in one.audience
    )


def offer_line(state: RoundState, offer: OfferState, viewer: Viewer) -> OfferLine:
    """An offer and what the viewer may do with it now."""
    seated = menu.seat_state(state, viewer) is not None
    return OfferLine(offer=offer, can=menu.verbs(state, offer, viewer) if seated else ())


def sees_commitment(one: Commitment, viewer: Viewer) -> bool:
    """Whether a viewer may know of a line of the ledger."""
    return one.public or viewer == FACILITATOR or viewer in (one.issuer, *one.to, *one.witnesses)


def signals(state: RoundState, seat: SeatId) -> tuple[OwnCell, ...]:
    """A seat's own cells, and what each senses of the regime's strength this turn: θ with noise of its own."""
    noise = state.scenario.types.signal_noise
    return tuple(
        OwnCell(
            number=number,
            status=cell.status,
            implicated=cell.implicated,
            signal=round(
                state.readings.strength
                + chance.normal(state.seed, state.turn, f"signal.{number}", mean=0.0, sd=noise),
                6,
            ),
        )
        for number, cell in enumerate(state.cells)
        if cell.seat == seat
    )


def _sees(offer: OfferState, viewer: Viewer) -> bool:
    return viewer == FACILITATOR or menu.sees_offer(offer, viewer)


def _shown(track: str, value: float) -> float:
    return round(value * SCALES[track], 2)


@lru_cache(maxsize=256)
def _tracks(board: Board, moves: tuple[TrackMove, ...]) -> tuple[Track, ...]:
    """The board as all see it. Kept, because every seat asks for it many times a turn."""
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
    after = coercion.after_quiet_turn(board.credibility, *_deadline_rates(state))
    cost = audience.lapse_cost(
        board.buildup, base=rules.coercion.audience_base, slope=rules.coercion.audience_slope
    )
    return Estimates(
        honour=read.honour,
        break_even=_break_even(state),
        protection=read.protection,
        safety=read.safety,
        hazard=read.hazard,
        success=read.success,
        tipping=read.tipping,
        lapse=round(after, 6),
        audience=round(audience.points(cost, worth=rules.costs.audience), 4),
    )


def _deadline_rates(state: RoundState) -> tuple[float, float]:
    rate = readings.strike_rate
    return (
        rate(state.scenario, state.board, resolved=True, deadline=True),
        rate(state.scenario, state.board, resolved=False, deadline=True),
    )


def _break_even(state: RoundState) -> float:
    rule, after = state.scenario.parameters.amnesty, state.scenario.parameters.day_after
    gain = amnesty.breach_gain(
        rule.public_temptation, crimes=state.board.crimes, crimes_gain=rule.crimes_gain
    )
    monitors = amnesty.effective_monitors(
        state.board.monitors, state.board.legal, spoiling=rule.monitor_spoil
    )
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


def _cells_lost(state: RoundState) -> dict[SeatId, int]:
    lost: dict[SeatId, int] = {}
    for cell in state.cells:
        if cell.status != "loyal":
            lost[cell.seat] = lost.get(cell.seat, 0) + 1
    return lost


def _me(state: RoundState, own: SeatState) -> Me:
    cells = signals(state, own.seat) if own.role == "officer" else ()
    strength = exile_worth = coup = None
    if cells:
        strength = round(sum(cell.signal for cell in cells) / len(cells), 6)
    if isinstance(own.private, LeadershipPrivate):
        strength = round(state.readings.strength + own.private.bias, 6)
        exile_worth = round(payoffs.exile_worth(state.scenario, state.board, own.private), 6)
        coup = round(payoffs.coup_risk(state, strength), 6)
    return Me(
        seat=own.seat,
        role=own.role,
        private=own.private,
        orders=own.orders,
        ready=own.ready,
        cells=cells,
        strength=strength,
        exile_worth=exile_worth,
        coup_hazard=coup,
        costs=own.costs,
    )


def _menu(state: RoundState, own: SeatState) -> Menu:
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
    others = [seat for seat in menu.players(state) if seat != own.seat] if state.phase == "contest" else []
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
    paid = fsum(own.costs.values())
    return Outlook(
        ended_now=round(now, 4), batna=round(payoffs.batna(state, own, strength=believed) - paid, 4)
    )


def _hidden(state: RoundState) -> Hidden:
    return Hidden(
        board=state.board,
        strength=state.readings.strength,
        tipping=state.readings.tipping,
        privates={one.seat: one.private for one in state.seats},
        orders={one.seat: one.orders for one in state.seats if one.orders is not None},
        cells=tuple((cell.seat, cell.status, cell.implicated) for cell in state.cells),
    )

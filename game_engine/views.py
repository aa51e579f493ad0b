"""What each viewer may know, built from nothing: a view names what it shows, and nothing is copied and stripped."""

from __future__ import annotations

from game_engine.events import Event
from game_engine.seen import Hidden, View
from game_engine.sight import Sight, offer_view
from game_engine.state import RoundState
from game_engine.vocabulary import EVERYONE, FACILITATOR, Viewer

__all__ = ["events_for", "offer_view", "view_for"]


def view_for(state: RoundState, viewer: Viewer) -> View:
    """The round as this viewer may know it: a seat of the round, FACILITATOR or SPECTATOR (as everybody else)."""
    seen, board = Sight(state, viewer), state.board
    return View(
        viewer=viewer,
        scenario=state.scenario.id,
        turn=seen.turn,
        turns=seen.turns,
        phase=seen.phase,
        seats=seen.seats,
        tracks=seen.tracks,
        crimes=board.crimes,
        host=board.host,
        exile_closes=board.exile_closes,
        posture=board.posture,
        signers=seen.signers,
        credibility=dict(seen.credibility),
        estimates=seen.estimates.whole,
        offers=seen.offers,
        ledger=seen.ledger,
        cells_lost=seen.cells_lost,
        me=seen.me,
        menu=seen.menu,
        outlook=seen.outlook,
        end=state.end,
        stopped=state.stopped,
        payoff=state.payoffs.get(viewer) if state.end is not None else None,
        hidden=_hidden(state) if viewer == FACILITATOR else None,
    )


def events_for(events: tuple[Event, ...], viewer: Viewer) -> tuple[Event, ...]:
    """Those events that this viewer may know of, in order."""
    return tuple(
        event
        for event in events
        if viewer == FACILITATOR or event.audience == EVERYONE or viewer in event.audience
    )


def _hidden(state: RoundState) -> Hidden:
    return Hidden(
        board=state.board,
        strength=state.readings.strength,
        tipping=state.readings.tipping,
        privates={seat.seat: seat.private for seat in state.seats},
        orders={seat.seat: seat.orders for seat in state.seats if seat.orders is not None},
        cells=tuple((cell.seat, cell.status, cell.implicated) for cell in state.cells),
    )

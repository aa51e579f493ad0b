"""Steps that close a turn: windows and offers that run out, the next turn or the end, and the state made of it all."""

from __future__ import annotations

from msgspec.structs import replace

from game_engine import catalogue, payoffs
from game_engine.events import (
    BoardMoved,
    CommitmentEnded,
    Event,
    ExileClosed,
    OfferExpired,
    PayoffEarned,
    RoundEnded,
    TurnBegan,
)
from game_engine.opening import Step
from game_engine.readings import read, rounded_board, rounded_readings
from game_engine.resolution.draft import Draft
from game_engine.resolution.record import audience_of
from game_engine.rounding import four, six
from game_engine.state import Board, Commitment, DayAfter, OfferState, RoundState, SeatState, TrackMove
from game_engine.vocabulary import EVERYONE, End


def close_windows(draft: Draft) -> None:
    """Safe conduct closes at its date, or at once when the regime's own coalition has turned."""
    closes = draft.board.exile_closes
    turned = draft.transition == "pact" or draft.end == "coup"
    expired = closes is not None and closes <= draft.turn
    if draft.board.host is not None and draft.transition != "exile" and (turned or expired):
        draft.lay(host=None, host_quality=0.0, exile_closes=None, exile_brokered=False)
        draft.put("guarantee", 0.0, "closed")
        draft.world.append(ExileClosed(audience=EVERYONE))


def pass_turn(draft: Draft) -> None:
    """A leader still in office has one more turn of it; after the last turn, the status quo is the end."""
    if not draft.over:
        office = draft.rules.costs.office * draft.scenario.periods
        draft.bill("leadership", "office", -office)
    if draft.transition is not None:
        draft.day_after = DayAfter(transition=draft.transition)
    elif draft.end is None and draft.turn >= draft.scenario.turns:
        draft.end = payoffs.status_quo(draft.scenario, draft.board)


def pass_day(draft: Draft) -> None:
    """The day after ends with a breach, or when its turns have passed in good faith."""
    after = draft.day_after
    assert after is not None
    if after.breached and after.transition in ("exile", "pact"):
        draft.end = "breach"
    elif after.breached or after.turn >= draft.rules.day_after.turns:
        draft.end = payoffs.AFTER_TRANSITION[after.transition]


def seal(draft: Draft) -> Step:
    """Make the next state, rounded, and the events in the order in which they are told."""
    state, expired = _next_state(draft)
    events: list[Event] = [*draft.words, *expired, *draft.deeds, *draft.world]
    if state.moved:
        events.append(BoardMoved(audience=EVERYONE, moves=state.moved))
    if state.end is not None:
        state, earned = _pay(state, state.end)
        events += [RoundEnded(audience=EVERYONE, end=state.end or "stand_off"), *earned]
    else:
        events.append(TurnBegan(audience=EVERYONE, turn=state.turn, phase=state.phase))
    return Step(state, tuple(events))


def _next_state(draft: Draft) -> tuple[RoundState, list[Event]]:
    before, first = draft.before, draft.before.turn == 1
    board = rounded_board(draft.board) if first else _rounded_changes(draft)
    phase = "over" if draft.end is not None else "day_after" if draft.day_after is not None else "contest"
    offers, expired = _offers(before, over=phase != "contest")
    turn = before.turn if phase == "over" else before.turn + 1
    draft.turn = turn
    readings = rounded_readings(read(draft.scenario, board, deadline=draft.deadline()))
    if draft.day_after is not None:
        # Nobody strikes a government that has left.
        readings = replace(readings, hazard=0.0)
    state = replace(
        before,
        board=board,
        turn=turn,
        ledger=tuple(draft.ledger),
        offers=offers,
        phase=phase,
        seats=tuple([_seat(draft, seat) for seat in before.seats]),
        cells=tuple(draft.cells),
        readings=readings,
        credibility=_rounded(draft.credibility, {} if first else before.credibility),
        moved=_moved(draft, board),
        day_after=draft.day_after,
        end=draft.end,
    )
    return state, expired


def _rounded_changes(draft: Draft) -> Board:
    """The board at six decimals: those of its numbers that have not changed have no more, but before the first turn."""
    changed = {name: six(value) if isinstance(value, float) else value for name, value in draft.laid.items()}
    return replace(draft.before.board, **changed)


def _rounded(numbers: dict[str, float], before: dict[str, float]) -> dict[str, float]:
    """The same numbers at six decimals; those that are as they were before have no more."""
    if numbers == before:
        return before
    return {name: number if before.get(name) == number else six(number) for name, number in numbers.items()}


def _moved(draft: Draft, board: Board) -> tuple[TrackMove, ...]:
    morning, hidden = draft.before.board, catalogue.hidden_tracks()
    return tuple(
        [
            TrackMove(
                track=track,
                before=getattr(morning, track),
                after=getattr(board, track),
                causes=tuple([(cause, six(change)) for cause, change in causes]),
            )
            for track, causes in draft.causes.items()
            if track not in hidden
        ]
    )


def _seat(draft: Draft, seat: SeatState) -> SeatState:
    charged = draft.costs.get(seat.seat)
    costs = seat.costs if charged is None else _rounded(charged, seat.costs)
    return replace(seat, ready=False, orders=None, costs=costs)


def _offers(before: RoundState, *, over: bool) -> tuple[tuple[OfferState, ...], list[Event]]:
    """Offers of this turn and before that are still open, or were closed this turn; the rest are in the log."""
    kept, expired = [], list[Event]()
    for offer in before.offers:
        if offer.status != "open":
            if offer.turn >= before.turn - 1:
                kept.append(offer)
            continue
        if over or offer.expires <= before.turn:
            offer = replace(offer, status="expired")
            audience = (
                EVERYONE if offer.public else tuple(sorted({offer.issuer, *offer.to, *offer.witnesses}))
            )
            expired.append(OfferExpired(audience=audience, offer=offer))
        kept.append(offer)
    return tuple(kept), expired


def _pay(state: RoundState, end: End) -> tuple[RoundState, list[Event]]:
    earned, points = list[Event](), dict[str, float]()
    for seat in state.seats:
        payoff, worth, costs = payoffs.total(state, seat, end)
        points[seat.seat] = four(payoff)
        points_told = PayoffEarned(
            audience=(seat.seat,),
            seat=seat.seat,
            payoff=four(payoff),
            outcome=four(worth),
            costs={name: four(value) for name, value in costs.items()},
        )
        earned.append(points_told)
    return replace(state, payoffs=points), earned


def stop(state: RoundState) -> Step:
    """End the round where it stands: no order takes effect, what is open lapses, and each seat has what it was shown as
    its points if it ended now."""
    end = payoffs.end_now(state)
    ledger, lapsed = _released(state)
    offers, expired = _offers(state, over=True)
    stopped = replace(
        state,
        phase="over",
        seats=tuple([replace(seat, ready=False, orders=None) for seat in state.seats]),
        offers=offers,
        ledger=ledger,
        moved=(),
        end=end,
        stopped=True,
    )
    stopped, earned = _pay(stopped, end)
    ended = RoundEnded(audience=EVERYONE, end=end, stopped=True)
    return Step(stopped, (*lapsed, *expired, ended, *earned))


def _released(state: RoundState) -> tuple[tuple[Commitment, ...], list[Event]]:
    """The ledger with every open commitment released."""
    ledger, events = list[Commitment](), list[Event]()
    for commitment in state.ledger:
        if commitment.ending is None:
            commitment = replace(commitment, ending="released", ended=state.turn)
            events.append(
                CommitmentEnded(audience=audience_of(commitment), commitment=commitment, ending="released")
            )
        ledger.append(commitment)
    return tuple(ledger), events

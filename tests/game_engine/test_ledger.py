"""The ledger over whole rounds: what must hold of every line of it, and what private lines must never tell."""

from __future__ import annotations

import msgspec
import pytest

from game_engine import (
    SPECTATOR,
    Answer,
    MoveMade,
    Offer,
    Order,
    Orders,
    RoundState,
    Say,
    Seating,
    Threat,
    TurnClosed,
    Undertaking,
    events_for,
    load_scenario,
    new_round,
    scenario_names,
    to_plain,
    view_for,
)
from game_engine.events import CommitmentEnded, OfferAnswered
from tests.game_engine.rounds import Line, after, played


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_commitment_ends_once_and_in_time(name: str, seed: int) -> None:
    ended: dict[str, str] = {}
    made: set[str] = set()
    state: RoundState | None = None
    for now, _, events in played(load_scenario(name), seed, Seating(officers=1)):
        state = now
        for event in events:
            if isinstance(event, OfferAnswered):
                made |= {one.id for one in event.commitments}
            if isinstance(event, CommitmentEnded):
                assert event.commitment.id not in ended
                ended[event.commitment.id] = event.ending
        for commitment in now.ledger:
            assert (commitment.ending is None) == (commitment.id not in ended), commitment
            assert (
                commitment.ending is not None
                or now.phase != "contest"
                or now.turn <= commitment.due
                or awaits(now, commitment.id)
            )
    assert state is not None
    assert len({commitment.id for commitment in state.ledger}) == len(state.ledger)
    assert made <= {commitment.id for commitment in state.ledger}
    assert [commitment for commitment in state.ledger if commitment.ending is None] == []


def awaits(state: RoundState, name: str) -> bool:
    """Whether a line waits for the day after, or for another line."""
    one = next(commitment for commitment in state.ledger if commitment.id == name)
    rules = [state.scenario.undertaking_rule(part.kind) for part in one.undertakings]
    return one.condition is not None or any(rule is not None and rule.how == "after" for rule in rules)


KEEP = (Undertaking("keep_command", by=3),)
STAND = (Undertaking("stand_down", by=3),)
SECRET: list[Line] = [
    MoveMade(1, "opposition", Offer(to=("officer-1",), expires=2, terms=KEEP, asks=STAND)),
    MoveMade(1, "opposition", Offer(to=("officer-1",), expires=1, terms=KEEP)),
    MoveMade(1, "officer-1", Threat(to=("opposition",), demand="power_share", by=2, action="refuse_orders")),
    MoveMade(1, "officer-1", Say(text="Let us see.", to=("opposition",))),
]
OPEN: list[Line] = [
    MoveMade(
        1, "us", Offer(to=("leadership",), expires=3, terms=(Undertaking("draw_down", by=3),), public=True)
    ),
    MoveMade(1, "opposition", Offer(to=("leadership",), expires=3, asks=(Undertaking("spare", by=3),))),
    MoveMade(1, "us", Threat(to=("leadership",), demand="resign", by=3, action="sanctions_up", public=True)),
    MoveMade(1, "us", Orders(main=Order("raise_buildup"))),
    TurnClosed(1),
    MoveMade(2, "leadership", Say(text="Never.", public=True)),
    TurnClosed(2),
    TurnClosed(3),
]


@pytest.mark.parametrize("viewer", ["us", "leadership", "officer-2", "congress", "region", SPECTATOR])
def test_deals_between_others_leave_no_trace_over_turns(viewer: str) -> None:
    """Not in a number, an id, an order of events: what a viewer sees is the same, byte for byte, without them."""
    opening = new_round(load_scenario("venezuela-2025"), 11, Seating(officers=2, standing=())).state
    with_deals, _ = after(opening, SECRET)
    answer = MoveMade(1, "officer-1", Answer(with_deals.offers[0].id, "accept"))
    assert seen(opening, OPEN, viewer) == seen(opening, [*SECRET, answer, *OPEN], viewer)


def test_the_two_sides_do_see_them() -> None:
    opening = new_round(load_scenario("venezuela-2025"), 11, Seating(officers=2, standing=())).state
    for viewer in ("opposition", "officer-1"):
        assert seen(opening, OPEN, viewer) != seen(opening, [*SECRET, *OPEN], viewer)


def seen(state: RoundState, lines: list[Line], viewer: str) -> list[bytes]:
    """Every event that a viewer is told of, and its view at the end of each turn, as bytes."""
    told = []
    for line in lines:
        state, events = after(state, [line])
        told += [msgspec.json.encode(to_plain(event)) for event in events_for(tuple(events), viewer)]
        if isinstance(line, TurnClosed):
            told.append(msgspec.json.encode(to_plain(view_for(state, viewer)), order="deterministic"))
    return told

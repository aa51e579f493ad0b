"""The law is total: whatever a seat sends is either taken or refused by a code, and a refusal tells nothing hidden."""

from __future__ import annotations

from math import inf, nan
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game_engine import (
    IllegalMove,
    MoveMade,
    RoundState,
    Seating,
    TurnClosed,
    close_turn,
    decode_move,
    fingerprint,
    legality,
    load_scenario,
    new_round,
    submit,
    transition,
    view_for,
)
from game_engine.errors import CODES
from game_engine.moves import (
    Answer,
    Cosign,
    Move,
    Offer,
    Order,
    Orders,
    Ready,
    Say,
    Threat,
    Undertaking,
    Withdraw,
)
from game_engine.state import OfferState
from tests.game_engine.rounds import after

SCENARIO = load_scenario("venezuela-2025")
SEATS = [*(seat.seat for seat in new_round(SCENARIO, 1, Seating()).state.seats), "officer-9", "everyone", ""]
KINDS = sorted(
    {one.kind for one in SCENARIO.orders}
    | {undertaking.kind for undertaking in SCENARIO.undertakings}
    | {"", "moon"}
)
HOSTS = [one.id for one in SCENARIO.hosts]


def deal(**changes: Any) -> Offer:
    keep = Undertaking("keep_command", by=4)
    return Offer(**{"to": ("officer-1",), "expires": 4, "terms": (keep,)} | changes)


def contest() -> RoundState:
    state, _ = after(
        new_round(SCENARIO, 4, Seating(standing=("patrons",))).state,
        [MoveMade(1, "opposition", deal(to=("officer-1", "officer-2"))), MoveMade(1, "us", deal_of_us())],
    )
    return state


def deal_of_us() -> Offer:
    return Offer(to=("leadership",), expires=3, terms=(Undertaking("draw_down", by=4),), public=True)


def afterwards() -> RoundState:
    lines = [MoveMade(1, "leadership", Orders(main=Order("accept_exile"))), TurnClosed(1)]
    return after(new_round(SCENARIO, 4, Seating()).state, lines)[0]


STATES = [contest(), afterwards()]

shares = st.none() | st.sampled_from([nan, inf, -inf, -0.1, 0.0, 0.5, 1.0, 1.1, 1e308])
turns = st.sampled_from([-1, 0, 1, 2, 12, 13, 2**62])
seats = st.lists(st.sampled_from(SEATS), max_size=3).map(tuple)
extras: dict[str, Any] = {
    "breadth": shares,
    "crimes": st.none() | st.booleans(),
    "host": st.none() | st.sampled_from([*HOSTS, "moon"]),
    "guarantee": shares,
}
undertakings = st.lists(
    st.builds(Undertaking, kind=st.sampled_from(KINDS), by=turns, **extras), max_size=3
).map(tuple)
orders = st.none() | st.builds(
    Order,
    kind=st.sampled_from(KINDS),
    by=st.none() | turns,
    defect=st.none() | st.lists(st.integers(-1, 13), max_size=3).map(tuple),
    **extras,
)
names = st.sampled_from(["ultimatum", "", "x", *(offer.id for offer in STATES[0].offers)])
moves: st.SearchStrategy[Move] = st.one_of(
    st.builds(Say, text=st.text(max_size=5), to=seats, public=st.booleans()),
    st.builds(
        Offer,
        to=seats,
        expires=turns,
        terms=undertakings,
        asks=undertakings,
        public=st.booleans(),
        witnesses=seats,
        counters=st.none() | names,
    ),
    st.builds(Cosign, offer=names),
    st.builds(Withdraw, offer=names),
    st.builds(Answer, offer=names, answer=st.sampled_from(["accept", "reject"])),
    st.builds(
        Threat,
        to=seats,
        demand=st.sampled_from(KINDS),
        by=turns,
        action=st.sampled_from(KINDS),
        public=st.booleans(),
    ),
    st.builds(Orders, main=orders, minor=orders),
    st.builds(Ready, ready=st.booleans()),
)


@settings(max_examples=400, deadline=None)
@given(state=st.sampled_from(STATES), seat=st.sampled_from(SEATS), move=moves)
def test_any_move_is_taken_or_refused_by_a_code(state: RoundState, seat: str, move: Move) -> None:
    before = fingerprint(state)
    try:
        step = submit(state, seat, move)
    except IllegalMove as refusal:
        assert refusal.code in CODES
        assert fingerprint(state) == before
    else:
        # What was taken can be stored, shown to everybody and resolved.
        for one in step.state.seats:
            msgspec.json.encode(view_for(step.state, one.seat))
        assert close_turn(step.state).state.turn >= state.turn


@settings(max_examples=60, deadline=None)
@given(given_moves=st.lists(st.tuples(st.sampled_from(SEATS[:8]), moves), max_size=12))
def test_no_string_of_moves_keeps_a_round_from_ending(given_moves: list[tuple[str, Move]]) -> None:
    state = new_round(load_scenario("first-steps"), 2, Seating(officers=1)).state
    while state.phase != "over":
        for seat, move in given_moves:
            try:
                state = submit(state, seat, move).state
            except IllegalMove:
                continue
        state = close_turn(state).state
    assert state.end is not None


@pytest.mark.parametrize(
    "text",
    [
        b'{"kind":"say","text":"x","public":true,"audience":["us"]}',
        b'{"kind":"orders","main":{"kind":"strike","force":9}}',
        b'{"kind":"orders","main":"strike"}',
        b'{"kind":"orders","main":{"kind":"table_amnesty","breadth":NaN,"crimes":false}}',
        b'{"kind":"orders","main":{"kind":"table_amnesty","breadth":"0.5","crimes":false}}',
        b'{"kind":"orders","main":{"kind":"table_amnesty","breadth":true,"crimes":false}}',
        b'{"kind":"orders","main":{"kind":"cells","defect":[0.5]}}',
        b'{"kind":"answer","offer":"x","answer":"perhaps"}',
        b'{"kind":"offer","to":"us","expires":3}',
        b'{"kind":"ready","ready":1}',
        b'{"kind":"close_turn"}',
        b'{"text":"x"}',
        b"[]",
        b"",
    ],
)
def test_what_is_no_move_is_not_read_as_one(text: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_move(text)


def test_what_is_refused_does_not_depend_on_what_is_hidden() -> None:
    """The same attempts, with and without private deals between others, are met with the same words."""
    quiet = new_round(SCENARIO, 4, Seating(standing=())).state
    dealt, _ = after(quiet, [MoveMade(1, "opposition", deal()), MoveMade(1, "us", deal(terms=DRAW_DOWN))])
    hidden = [offer.id for offer in dealt.offers]
    attempts: list[Move] = [
        attempt
        for name in hidden
        for attempt in (
            Answer(name, "accept"),
            Answer(name, "reject"),
            Cosign(name),
            Withdraw(name),
            Offer(to=("us",), expires=3, asks=DRAW_DOWN, counters=name),
        )
    ]
    for seat in ("leadership", "officer-2", "region"):
        for move in attempts:
            assert refusal_of(quiet, seat, move) == refusal_of(dealt, seat, move), (seat, move)


DRAW_DOWN = (Undertaking("draw_down", by=4),)


def refusal_of(state: RoundState, seat: str, move: Move) -> tuple[str, str]:
    with pytest.raises(IllegalMove) as refused:
        submit(state, seat, move)
    return refused.value.code, refused.value.detail


def test_an_order_that_hidden_facts_would_forbid_is_taken_all_the_same() -> None:
    """Cohesion, signals, types and others' orders open and close no order of anybody."""
    state = new_round(SCENARIO, 4, Seating(standing=())).state
    other = msgspec.structs.replace(state, board=msgspec.structs.replace(state.board, cohesion=0.0))
    sealed, _ = after(other, [MoveMade(1, "us", Orders(main=Order("strike")))])
    for seat in [seat.seat for seat in state.seats if seat.seat != "us"]:
        assert view_for(state, seat).menu == view_for(sealed, seat).menu


def test_an_answer_makes_its_promises_once() -> None:
    state = contest()
    offer: OfferState = state.offers[0]
    once = submit(state, "officer-1", Answer(offer.id, "accept")).state
    with pytest.raises(IllegalMove, match="already_answered"):
        submit(once, "officer-1", Answer(offer.id, "accept"))
    both = submit(once, "officer-2", Answer(offer.id, "accept")).state
    promises = [commitment for commitment in both.ledger if commitment.kind == "promise"]
    assert len(promises) == len({one.id for one in promises}) == 2


def test_each_move_is_looked_at_and_has_what_follows_from_it() -> None:
    assert set(get_args(Move)) == set(legality._CHECKS) == set(transition._MADE)

"""Non-interference: two rounds that differ only in what a seat may not see look the same to it, byte for byte."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from game_engine import (
    FACILITATOR,
    SPECTATOR,
    IllegalMove,
    MoveMade,
    RoundState,
    Seating,
    TurnClosed,
    events_for,
    load_scenario,
    new_round,
    submit,
    to_plain,
    view_for,
)
from game_engine.moves import Answer, Offer, Order, Orders, Say, Threat, Undertaking
from tests.game_engine.rounds import after

SCENARIO = load_scenario("venezuela-2025")


def shown(state: RoundState, viewer: str) -> bytes:
    return msgspec.json.encode(to_plain(view_for(state, viewer)), order="deterministic")


def transcript(state: RoundState, lines: list[MoveMade | TurnClosed], viewer: str) -> list[bytes]:
    """Every view and every event of a viewer, as bytes."""
    seen = [shown(state, viewer)]
    for line in lines:
        state, events = after(state, [line])
        seen += [msgspec.json.encode(to_plain(event)) for event in events_for(tuple(events), viewer)]
        seen.append(shown(state, viewer))
    return seen


def with_private(state: RoundState, seat: str, **changes: object) -> RoundState:
    seats = tuple(
        replace(one, private=replace(one.private, **changes)) if one.seat == seat else one
        for one in state.seats
    )
    return replace(state, seats=seats)


def opening() -> RoundState:
    return new_round(SCENARIO, 11, Seating(officers=2, standing=())).state


TALK = [
    MoveMade(1, "us", Say(text="We can wait.", to=("opposition",))),
    MoveMade(1, "opposition", Orders(main=Order("table_amnesty", breadth=0.8, crimes=False))),
    MoveMade(1, "leadership", Orders(main=Order("rally"), minor=Order("co_opt"))),
    MoveMade(1, "officer-1", Orders(main=Order("cells", defect=()))),
    TurnClosed(1),
    MoveMade(2, "us", Orders(main=Order("raise_buildup"), minor=Order("sanctions_up"))),
    TurnClosed(2),
]

SECRETS = [
    ("us", {"resolved": True}, {"resolved": False}),
    ("us", {"incident": True}, {"incident": False}),
    ("opposition", {"temptation": 0.3, "vengeful": False}, {"temptation": 0.6, "vengeful": True}),
    ("leadership", {"exile_value": 0.1}, {"exile_value": 0.4}),
    ("leadership", {"bias": -0.2, "distrust": 0.0}, {"bias": 0.2, "distrust": -0.1}),
    ("leadership", {"risk_discount": 0.2}, {"risk_discount": 0.9}),
    ("officer-1", {"implicated": (0, 1)}, {"implicated": ()}),
    ("patrons", {"limit": 0.2}, {"limit": 0.9}),
]


@pytest.mark.parametrize(("owner", "one", "other"), SECRETS)
def test_a_private_fact_shows_to_nobody_else(
    owner: str, one: dict[str, object], other: dict[str, object]
) -> None:
    first, second = with_private(opening(), owner, **one), with_private(opening(), owner, **other)
    for viewer in [seat.seat for seat in first.seats] + [SPECTATOR]:
        same = transcript(first, TALK, viewer) == transcript(second, TALK, viewer)
        assert same == (viewer != owner), viewer
    assert transcript(first, TALK, FACILITATOR) != transcript(second, TALK, FACILITATOR)


def private_offer() -> Offer:
    keep = Undertaking("keep_command", by=4)
    return Offer(to=("officer-1",), expires=4, terms=(keep,), asks=(Undertaking("defect", by=4),))


@pytest.mark.parametrize(
    "viewer", ["us", "leadership", "officer-2", "congress", "region", "patrons", SPECTATOR]
)
def test_private_deals_and_sealed_orders_leave_no_trace_with_others(viewer: str) -> None:
    quiet = opening()
    dealt, events = after(
        quiet,
        [
            MoveMade(1, "opposition", private_offer()),
            MoveMade(1, "officer-1", Say(text="We will think.", to=("opposition",))),
            MoveMade(1, "officer-1", Orders(main=Order("cells", defect=()), minor=Order("warn"))),
        ],
    )
    dealt, more = after(dealt, [MoveMade(1, "officer-1", Answer(dealt.offers[0].id, "accept"))])
    assert events_for((*events, *more), viewer) == ()
    assert shown(dealt, viewer) == shown(quiet, viewer)


@pytest.mark.parametrize("viewer", ["opposition", "officer-1", "officer-2", SPECTATOR, FACILITATOR])
def test_what_was_looked_at_before_shows_nothing_of_itself(viewer: str) -> None:
    """Two ways on from one morning, looked at by turns: each shows its own offers and promises."""
    quiet = opening()
    dealt, _ = after(quiet, [MoveMade(1, "opposition", private_offer())])
    other, _ = after(quiet, [MoveMade(1, "opposition", replace(private_offer(), to=("officer-2",)))])
    kept, _ = after(dealt, [MoveMade(1, "officer-1", Answer(dealt.offers[0].id, "accept"))])
    states = [quiet, dealt, other, kept]
    # The board of each copy is another one, so that nothing looked at before can be found again.
    fresh = [shown(replace(one, board=replace(one.board)), viewer) for one in states]
    for _ in range(2):
        assert [shown(one, viewer) for one in states] == fresh
        assert [shown(one, viewer) for one in reversed(states)] == fresh[::-1]


def test_a_hidden_offer_is_refused_as_one_that_does_not_exist() -> None:
    dealt, _ = after(opening(), [MoveMade(1, "opposition", private_offer())])
    refusals = []
    for name in (dealt.offers[0].id, "nothing"):
        with pytest.raises(IllegalMove) as refused:
            submit(dealt, "leadership", Answer(name, "accept"))
        refusals.append((refused.value.code, refused.value.detail))
    assert refusals[0] == refusals[1]


def test_cohesion_is_in_no_players_view() -> None:
    first = opening()
    second = replace(first, board=replace(first.board, cohesion=first.board.cohesion + 0.01))
    for viewer in [seat.seat for seat in first.seats] + [SPECTATOR]:
        assert shown(first, viewer) == shown(second, viewer)
    assert b"cohesion" not in b"".join(shown(first, seat.seat) for seat in first.seats)


def test_a_public_counter_does_not_name_a_private_offer() -> None:
    keep = Undertaking("keep_command", by=4)
    counter = Offer(to=("opposition",), expires=4, asks=(keep,), public=True)
    dealt, _ = after(opening(), [MoveMade(1, "opposition", private_offer())])
    answered, events = after(dealt, [MoveMade(1, "officer-1", replace(counter, counters=dealt.offers[0].id))])
    plain, same = after(opening(), [MoveMade(1, "officer-1", counter)])
    assert answered.offers[0].answers == {"officer-1": "countered"}
    for viewer in ("us", "leadership", "officer-2", SPECTATOR):
        assert events_for(tuple(events), viewer) == events_for(tuple(same), viewer)
        assert shown(answered, viewer) == shown(plain, viewer)


def test_a_counter_among_those_who_know_names_the_offer() -> None:
    dealt, _ = after(opening(), [MoveMade(1, "opposition", private_offer())])
    keep = Undertaking("keep_command", by=4)
    counter = Offer(to=("opposition",), expires=4, asks=(keep,), counters=dealt.offers[0].id)
    answered, _ = after(dealt, [MoveMade(1, "officer-1", counter)])
    assert answered.offers[1].counters == dealt.offers[0].id


@pytest.mark.parametrize("viewer", ["opposition", "officer-1", "congress", SPECTATOR])
def test_a_whispered_threat_that_lapses_shows_to_nobody_else(viewer: str) -> None:
    threat = Threat(to=("leadership",), demand="release_prisoners", by=1, action="strike")
    close: list[MoveMade | TurnClosed] = [TurnClosed(1), TurnClosed(2)]
    whispered = transcript(opening(), [MoveMade(1, "us", threat), *close], viewer)
    plain = transcript(opening(), close, viewer)
    assert whispered == [plain[0], *plain]

"""The other minds: strikes at the rate of the type, cells by their cutoff, amnesties that would hold, words kept."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from game_engine import Answer, Cosign, Offer, RoundState, Threat, Undertaking, submit
from game_engine.readings import honour, strike_rate
from game_engine.state import Commitment, DayAfter
from tests.game_engine.bots.tables import being, frequency, laid, moves, offered, opened, orders


def _strike_share(state: RoundState) -> float:
    return frequency(lambda luck: orders(state, "us", luck=luck).main.kind == "strike", steps=1000)


@pytest.mark.parametrize("resolved", [True, False])
@pytest.mark.parametrize("turn", [2, 3])
@pytest.mark.parametrize("posture", ["defer", "restrict"])
def test_the_us_strikes_at_the_rate_of_its_type(resolved: bool, turn: int, posture: str) -> None:
    """Turn 3 is the day of the ultimatum."""
    state = being(replace(laid(opened(), posture=posture), turn=turn), "us", resolved=resolved)
    rate = strike_rate(state.scenario, state.board, resolved=resolved, deadline=turn == 3)
    assert 0.0 < rate < 1.0
    assert _strike_share(state) == pytest.approx(rate, abs=0.0011)


def test_there_is_no_strike_without_a_force_or_against_a_promise() -> None:
    state = being(replace(opened(), turn=3), "us", resolved=True)
    assert _strike_share(laid(state, buildup=1.0)) == 0.0
    promise = Commitment(
        id="p",
        kind="promise",
        issuer="us",
        to=("leadership",),
        public=False,
        since=1,
        due=5,
        undertakings=(Undertaking("hold_fire", by=5),),
        done=(False,),
    )
    assert _strike_share(replace(state, ledger=(*state.ledger, promise))) == 0.0


def test_who_took_his_word_waits_for_its_date() -> None:
    state = being(replace(opened(), turn=3), "us", resolved=True)
    word = Commitment(
        id="w",
        kind="promise",
        issuer="leadership",
        to=("us",),
        public=False,
        since=2,
        due=3,
        undertakings=(Undertaking("resign", by=3),),
        done=(False,),
    )
    promised = replace(state, ledger=(*state.ledger, word))
    assert _strike_share(promised) == 0.0
    assert _strike_share(replace(promised, turn=4)) > 0.0


def _implicated_first(state: RoundState) -> RoundState:
    cells = tuple(replace(cell, implicated=number == 0) for number, cell in enumerate(state.cells))
    return replace(state, cells=cells, readings=replace(state.readings, strength=0.3))


def test_covered_cells_move_under_their_cutoff_and_implicated_ones_do_not() -> None:
    strong_amnesty = {"breadth": 0.9, "backing": 1.0, "monitors": 0.6, "legal": 0.0}
    state = _implicated_first(opened(seed=4, **strong_amnesty))
    moving = orders(state, "officer-1", luck=0.5).main.defect
    assert len(moving) >= 3
    assert 0 not in moving
    firm = replace(state, readings=replace(state.readings, strength=0.95))
    assert orders(firm, "officer-1", luck=0.5).main.defect == ()


def test_cells_that_promised_to_stay_do() -> None:
    state = _implicated_first(opened(seed=4, breadth=0.9, backing=1.0, monitors=0.6, legal=0.0))
    promise = Commitment(
        id="p",
        kind="promise",
        issuer="officer-1",
        to=("leadership",),
        public=False,
        since=1,
        due=4,
        undertakings=(Undertaking("stay_loyal", by=4),),
        done=(False,),
    )
    assert orders(replace(state, ledger=(promise,)), "officer-1", luck=0.5).main.defect == ()


def test_officers_take_an_amnesty_that_protects_and_refuse_one_that_does_not() -> None:
    state = opened(seed=4, monitors=0.6, legal=0.1, backing=1.0, signers=("opposition", "us", "region"))
    rates = []
    for breadth in (0.2, 0.5, 0.9):
        offer = Offer(
            to=("officer-1",),
            expires=2,
            terms=(Undertaking("amnesty", by=2, breadth=breadth, crimes=False),),
            asks=(Undertaking("stand_down", by=2),),
        )
        table, name = offered(state, "opposition", offer)
        rates.append(
            frequency(
                lambda luck, table=table, name=name: (
                    Answer(name, "accept") in moves(table, "officer-1", luck=luck)
                ),
                steps=100,
            )
        )
    assert rates == sorted(rates)
    assert rates[0] < 0.2
    assert rates[-1] > 0.8


def test_the_opposition_never_covers_crimes_against_humanity() -> None:
    for salt in range(40):
        state = opened(seed=salt)
        order = orders(state, "opposition", salt=salt).main
        assert not order.crimes
        offers = [move for move in moves(state, "opposition", salt=salt) if isinstance(move, Offer)]
        assert not any(term.crimes for offer in offers for term in offer.terms)


@pytest.mark.parametrize("temptation", [0.34, 0.54])
def test_the_day_after_is_honoured_as_often_as_the_amnesty_is_worth_keeping(temptation: float) -> None:
    board = {"breadth": 0.6, "backing": 1.0, "monitors": 0.3, "legal": 0.3}
    state = being(opened(**board), "opposition", temptation=temptation)
    state = replace(state, phase="day_after", day_after=DayAfter(transition="pact"))
    kept = frequency(lambda luck: orders(state, "opposition", luck=luck).main.kind == "honour", steps=1000)
    whole = honour(state.scenario, state.board, temptation)
    assert kept**state.scenario.parameters.day_after.turns == pytest.approx(whole, abs=0.003)


def test_the_us_and_the_region_sign_an_amnesty_that_helps() -> None:
    state = opened(monitors=0.6, legal=0.1)
    offer = Offer(
        to=("officer-1",),
        expires=2,
        terms=(Undertaking("amnesty", by=2, breadth=0.85, crimes=False),),
        witnesses=("us", "region", "congress"),
    )
    table, name = offered(state, "opposition", offer)
    for seat in ("us", "region"):
        assert (
            frequency(lambda luck, seat=seat: Cosign(name) in moves(table, seat, luck=luck), steps=50) > 0.6
        )
    assert Cosign(name) not in moves(table, "congress", luck=0.0)


def test_a_promise_is_kept_by_the_order_that_it_needs() -> None:
    state = opened()
    offer = Offer(
        to=("us",),
        expires=2,
        terms=(Undertaking("release_prisoners", by=2),),
        asks=(Undertaking("sanctions_relief", by=1),),
    )
    table, name = offered(state, "leadership", offer)
    table = submit(table, "us", Answer(name, "accept")).state
    for luck in (0.1, 0.5, 0.95):
        assert orders(table, "us", luck=luck).minor.kind == "sanctions_down"


def test_a_promise_that_names_no_host_is_kept_with_the_best_one() -> None:
    state = opened()
    offer = Offer(to=("patrons",), expires=2, asks=(Undertaking("broker_exile", by=2),))
    table, name = offered(state, "leadership", offer)
    table = submit(table, "patrons", Answer(name, "accept")).state
    order = orders(table, "patrons", luck=0.5).main
    assert (order.kind, order.host) == ("broker_exile", "overseas")


def test_a_public_threat_that_falls_due_is_rather_carried_out() -> None:
    state = opened(legal=0.5, posture="oversight")
    threat = Threat(to=("us",), demand="brief_legislature", by=1, action="restrict", public=True)
    threatened = submit(state, "congress", threat).state

    def restricts(table: RoundState) -> float:
        return frequency(lambda luck: orders(table, "congress", luck=luck).main.kind == "restrict", steps=100)

    assert restricts(threatened) > restricts(state)


def test_congress_watches_closer_when_exposure_is_high() -> None:
    def defers(legal: float) -> float:
        state = opened(legal=legal)
        return frequency(lambda luck: orders(state, "congress", luck=luck).main.kind == "defer", steps=100)

    assert defers(0.9) <= defers(0.0)


def test_patrons_stop_at_their_limit() -> None:
    def supports(limit: float) -> float:
        state = being(opened(patrons=0.5), "patrons", limit=limit)
        return frequency(lambda luck: orders(state, "patrons", luck=luck).main.kind == "support", steps=100)

    assert supports(0.1) < supports(0.9)


def test_holding_changes_nothing() -> None:
    state = opened()
    held = {seat.seat: orders(state, seat.seat, mind="hold") for seat in state.seats}
    assert {seat: sealed.main.kind for seat, sealed in held.items()} == {
        "us": "hold",
        "opposition": "hold",
        "leadership": "hold",
        "officer-1": "cells",
        "officer-2": "cells",
        "congress": "defer",
        "region": "neutral",
        "patrons": "quiet",
    }
    assert held["officer-1"].main.defect == ()
    assert all(sealed.minor is None for sealed in held.values())

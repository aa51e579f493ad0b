"""A round that is ended before its time: every seat gets what it was shown, in any state of any scenario."""

from __future__ import annotations

import pytest

from game_engine import (
    EVERYONE,
    EndedAsItStood,
    IllegalMove,
    MoveMade,
    Offer,
    RoundState,
    Seating,
    Threat,
    TurnClosed,
    Undertaking,
    all_ready,
    close_turn,
    dump_state,
    end_as_it_stands,
    events_for,
    fingerprint,
    legal_moves,
    load_event,
    load_scenario,
    load_state,
    new_round,
    replay,
    scenario_names,
    to_plain,
    view_for,
)
from game_engine.events import CommitmentEnded, OfferExpired, PayoffEarned, RoundEnded
from tests.game_engine.rounds import after, played

SEEDS = range(4)


def shown(state: RoundState) -> dict[str, float]:
    """What every seat reads under "If it ended now"."""
    outlooks = {seat.seat: view_for(state, seat.seat).outlook for seat in state.seats}
    return {seat: outlook.ended_now for seat, outlook in outlooks.items() if outlook is not None}


def seating(name: str, seed: int) -> Seating:
    scenario = load_scenario(name)
    return Seating(scenario.officers.usual, standing=scenario.optional_seats[:1] if seed % 2 else ())


@pytest.mark.parametrize("name", scenario_names())
def test_the_points_shown_are_the_points_got(name: str) -> None:
    phases = set()
    for seed in SEEDS:
        for state, _, _ in played(load_scenario(name), seed, seating(name, seed)):
            if state.phase == "over":
                continue
            phases.add(state.phase)
            step = end_as_it_stands(state)
            assert step.state.payoffs == shown(state)
            assert set(step.state.payoffs) == {seat.seat for seat in state.seats}
            assert shown(step.state) == shown(state)
            earned = {event.seat: event.payoff for event in step.events if isinstance(event, PayoffEarned)}
            assert earned == step.state.payoffs
    assert "contest" in phases


def test_some_of_those_states_are_of_the_day_after() -> None:
    found = set()
    for name in scenario_names():
        for seed in SEEDS:
            for state, _, _ in played(load_scenario(name), seed, seating(name, seed)):
                if state.phase == "day_after":
                    assert state.day_after is not None
                    found.add((state.day_after.transition, end_as_it_stands(state).state.end))
    assert found
    assert found <= {
        ("exile", "exile"),
        ("pact", "pact"),
        ("coup", "coup"),
        ("collapse", "removal_collapses"),
    }


@pytest.mark.parametrize("name", scenario_names())
def test_nothing_but_the_end_happens(name: str) -> None:
    scenario = load_scenario(name)
    for state, _, _ in played(scenario, 1, seating(name, 1)):
        if state.phase == "over":
            break
        ended, events = end_as_it_stands(state)
        assert (ended.phase, ended.turn, ended.stopped) == ("over", state.turn, True)
        assert ended.end in scenario.ends
        assert (ended.board, ended.readings, ended.cells) == (state.board, state.readings, state.cells)
        assert all(seat.orders is None and not seat.ready for seat in ended.seats)
        assert all(offer.status != "open" for offer in ended.offers)
        assert all(commitment.ending is not None for commitment in ended.ledger)
        assert {type(one) for one in events} <= {CommitmentEnded, OfferExpired, RoundEnded, PayoffEarned}
        assert [one.stopped for one in events if isinstance(one, RoundEnded)] == [True]
        for seat in ended.seats:
            assert view_for(ended, seat.seat).stopped
            assert not legal_moves(ended, seat.seat)
        with pytest.raises(IllegalMove) as refused:
            end_as_it_stands(ended)
        assert refused.value.code == "over"
        with pytest.raises(IllegalMove):
            close_turn(ended)


@pytest.mark.parametrize("name", scenario_names())
def test_a_replay_ends_it_again_and_it_can_be_stored(name: str) -> None:
    scenario, place = load_scenario(name), seating(name, 2)
    lines: list[MoveMade | TurnClosed | EndedAsItStood] = []
    for state, line, _ in played(scenario, 2, place):
        if line is not None:
            lines.append(line)
        if state.phase == "over" or len(lines) % 3:
            continue
        ended, events = end_as_it_stands(state)
        again = replay(scenario, 2, place, [*lines, EndedAsItStood(state.turn)])
        assert fingerprint(again) == fingerprint(ended) != fingerprint(state)
        assert fingerprint(load_state(dump_state(ended), scenario)) == fingerprint(ended)
        assert all(load_event(to_plain(one)) == one for one in events)
        with pytest.raises(ValueError, match="the log says turn"):
            replay(scenario, 2, place, [*lines, EndedAsItStood(state.turn + 1)])


def test_an_end_that_came_by_itself_is_not_one_of_these() -> None:
    for state, _, events in played(load_scenario("first-steps"), 0, Seating(1)):
        assert not state.stopped
        assert not any(one.stopped for one in events if isinstance(one, RoundEnded))


def test_what_lapses_is_told_to_those_who_knew_of_it() -> None:
    """An offer and a threat in private: a third seat hears of neither, and of nobody's points but its own."""
    scenario = load_scenario("venezuela-2025")
    opened = new_round(scenario, 11, Seating(officers=2, standing=())).state
    secret = [
        MoveMade(1, "us", Offer(("leadership",), expires=3, terms=(Undertaking("hold_fire", by=3),))),
        MoveMade(1, "us", Threat(("leadership",), demand="resign", by=2, action="strike")),
    ]
    with_them, _ = after(opened, secret)
    assert not all_ready(with_them)
    told, plain = end_as_it_stands(with_them), end_as_it_stands(opened)
    assert events_for(told.events, "opposition") == events_for(plain.events, "opposition")
    heard = {type(one) for one in events_for(told.events, "leadership")}
    assert heard == {CommitmentEnded, OfferExpired, RoundEnded, PayoffEarned}
    for seat in (seat.seat for seat in told.state.seats):
        mine = [one.seat for one in events_for(told.events, seat) if isinstance(one, PayoffEarned)]
        assert mine == [seat]
        assert view_for(told.state, seat).hidden is None
    assert all(event.audience == EVERYONE for event in told.events if isinstance(event, RoundEnded))

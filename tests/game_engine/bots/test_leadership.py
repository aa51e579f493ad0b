"""The leadership leaves when exile beats holding on, and not before: by looking ahead, not by scaring easily."""

from __future__ import annotations

from msgspec.structs import replace

from game_engine import Answer, Offer, RoundState, Undertaking
from tests.game_engine.bots.tables import being, frequency, laid, moves, offered, opened, orders

GOOD_EXIT = {"host": "neighbour", "host_quality": 0.9, "guarantee": 0.9, "exile_closes": 4}
SQUEEZED = {"breadth": 0.85, "backing": 1.0, "monitors": 0.6, "legal": 0.25}


def _leaves(state: RoundState) -> float:
    def goes(luck: float) -> bool:
        main = orders(state, "leadership", luck=luck).main
        return main is not None and main.kind == "accept_exile"

    return frequency(goes, steps=100)


def _tempted(**board: object) -> RoundState:
    state = opened(seed=3, **{**GOOD_EXIT, **SQUEEZED, **board})
    return being(state, "leadership", exile_value=0.5, distrust=0.0, bias=-0.08, risk_discount=0.37)


def test_a_safe_exit_under_pressure_is_taken_and_a_poor_one_is_not() -> None:
    assert _leaves(_tempted()) > 0.4
    assert _leaves(_tempted(guarantee=0.1, host="gulf", host_quality=0.6)) < 0.1


def test_without_pressure_the_best_exit_is_refused() -> None:
    calm = _tempted(buildup=0.0, credibility=0.03, sanctions=0.1, patrons=0.5)
    assert _leaves(replace(calm, ledger=())) < 0.01


def test_an_exit_that_is_closed_cannot_be_taken() -> None:
    assert _leaves(_tempted(exile_closes=0)) == 0.0
    assert _leaves(_tempted(host=None, host_quality=0.0, guarantee=0.0, exile_closes=None)) == 0.0


def test_each_lever_draws_the_leader_out() -> None:
    """On the day before the deadline, so that all of them are at work."""
    full = replace(_tempted(guarantee=0.8), turn=2)
    base = _leaves(full)
    weaker = {
        "pressure": {"buildup": 1.0},
        "belief": {"credibility": 0.2},
        "breadth": {"breadth": 0.35},
        "backing": {"backing": 0.4},
        "safe conduct": {"guarantee": 0.4},
        "legal clearance": {"legal": 0.9},
    }
    assert {name for name, board in weaker.items() if _leaves(laid(full, **board)) >= base} == set()
    assert _leaves(replace(full, ledger=())) < base


def test_who_counts_little_of_a_strike_stays() -> None:
    rates = [
        _leaves(being(_tempted(guarantee=0.8), "leadership", risk_discount=discount))
        for discount in (0.1, 0.4, 0.8)
    ]
    assert rates == sorted(rates)
    assert rates[0] < rates[-1]


def test_offers_are_answered_by_what_they_are_worth() -> None:
    state = _tempted(host="gulf", host_quality=0.6, guarantee=0.3)
    exit_terms = {"host": "neighbour", "guarantee": 0.95}
    resign = (Undertaking("resign", by=2),)
    good = Offer(
        to=("leadership",), expires=2, terms=(Undertaking("exile", by=1, **exit_terms),), asks=resign
    )
    bad = Offer(
        to=("leadership",),
        expires=2,
        terms=(Undertaking("exile", by=1, host="gulf", guarantee=0.1),),
        asks=resign,
    )
    rates = {}
    for label, offer in (("good", good), ("bad", bad)):
        table, name = offered(state, "us", offer)
        table = replace(table, credibility={**table.credibility, "us.promise": 0.95})
        rates[label] = frequency(
            lambda luck, table=table, name=name: (
                Answer(name, "accept") in moves(table, "leadership", luck=luck)
            ),
            steps=100,
        )
    assert rates["good"] > rates["bad"] + 0.2


def test_the_best_offer_is_refused_by_a_leader_who_feels_safe() -> None:
    state = being(_tempted(host="gulf", host_quality=0.6, guarantee=0.3), "leadership", bias=0.4)
    state = replace(state, ledger=(), credibility={**state.credibility, "us.promise": 0.95})
    offer = Offer(
        to=("leadership",),
        expires=2,
        terms=(Undertaking("exile", by=1, host="neighbour", guarantee=0.95),),
        asks=(Undertaking("resign", by=2),),
    )
    table, name = offered(state, "us", offer)
    accepted = frequency(
        lambda luck: Answer(name, "accept") in moves(table, "leadership", luck=luck), steps=100
    )
    assert accepted < 0.03


def test_a_poor_exit_is_countered_where_a_better_one_would_do() -> None:
    state = being(_tempted(host="gulf", host_quality=0.6, guarantee=0.3), "leadership", exile_value=0.9)
    state = replace(state, credibility={**state.credibility, "us.promise": 0.95})
    poor = Offer(
        to=("leadership",),
        expires=2,
        terms=(Undertaking("exile", by=1, host="gulf", guarantee=0.1),),
        asks=(Undertaking("resign", by=2),),
    )
    table, name = offered(state, "us", poor)
    counters = [
        move
        for move in moves(table, "leadership", luck=0.99)
        if isinstance(move, Offer) and move.counters == name
    ]
    assert len(counters) == 1
    assert counters[0].asks[0].host == "neighbour"
    assert counters[0].asks[0].guarantee == 0.9
    assert counters[0].terms[0].kind == "resign"


def test_officers_near_the_edge_are_told_to_stay_or_be_purged() -> None:
    weak = being(_tempted(breadth=0.95, monitors=1.0, legal=0.0), "leadership", bias=-0.15)
    strong = being(weak, "leadership", bias=0.4)
    assert any(getattr(move, "action", "") == "purge" for move in moves(weak, "leadership"))
    assert not any(getattr(move, "action", "") == "purge" for move in moves(strong, "leadership"))

"""Bugs planted on purpose: each breaks a rule that matters, and the cases of its chapter must catch it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from game_engine import payoffs, resolution, transition
from game_engine.mechanisms import amnesty, audience, coercion, coordination, credibility, day_after, region
from game_engine.resolution import closing, coalition, diplomacy, draft, pressure, record
from game_engine.vocabulary import EVERYONE
from tests.game_engine.test_cases import CASES, check


class Bug(NamedTuple):
    """A rule broken: in which chapter of the cases it must show, where it is planted, and what stands there instead."""

    rule: str
    chapter: str
    where: Any
    name: str
    instead: Any


def without(step: Callable[..., None]) -> tuple[Callable[..., None], ...]:
    return tuple(one for one in resolution.CONTEST if one is not step)


def moved(step: Callable[..., None], after: Callable[..., None]) -> tuple[Callable[..., None], ...]:
    steps = list(without(step))
    steps.insert(steps.index(after) + 1, step)
    return tuple(steps)


def expired_late(now: Any, *, over: bool, as_it_is: Any = closing._offers) -> Any:
    return as_it_is(replace(now, turn=now.turn - 1), over=over)


def unconditional(state: Any, offer: Any, acceptor: str, as_it_is: Any = transition._promises) -> Any:
    return tuple(replace(one, condition=None) for one in as_it_is(state, offer, acceptor))


def bonus_for_a_deadline(*given: Any, as_it_is: Any = coercion.strike_probability, **named: Any) -> float:
    return min(1.0, as_it_is(*given, **named) + (0.1 if named.get("deadline") else 0.0))


def anybodys_promise(now: Any, movers: Any, as_it_is: Any = coalition._has_pact) -> bool:
    return as_it_is(now, tuple(seat.seat for seat in now.before.seats))


def forgiving(now: Any, one: Any, as_it_is: Any = record._threat) -> Any:
    return replace(as_it_is(now, replace(one, failed=())), failed=())


def costs_the_private_too(now: Any, one: Any, ending: Any, as_it_is: Any = record._end) -> Any:
    return replace(as_it_is(now, replace(one, public=True), ending), public=one.public)


BUGS = [
    Bug("a quiet turn moves belief", "4.", record, "_read_the_quiet", lambda now: None),
    Bug("a deadline weighs on the day", "4.", draft.Draft, "deadline", lambda self: False),
    Bug("a deadline has no bonus", "4.", coercion, "strike_probability", bonus_for_a_deadline),
    Bug("a strike is proof", "4.", credibility, "after_kept", lambda belief, resolved, unresolved: belief),
    Bug("a draw-down is heard", "4.A", coercion, "after_draw_down", lambda belief, ratio: belief),
    Bug("words need a fleet", "4.C", coercion, "after_ultimatum", lambda mu, b, ratio, least_buildup: 0.6),
    Bug("a lapse costs its audience", "4.D", audience, "points", lambda cost, worth: 0.0),
    Bug("a whisper has no audience", "4.D", record, "_end", costs_the_private_too),
    Bug("at the threshold is enough", "6.A", coordination, "falls", lambda share, theta: share > theta),
    Bug("under the threshold is not", "6.A", coordination, "falls", lambda share, theta: share > theta - 0.05),
    Bug("a pact is with those who move", "6.B", coalition, "_has_pact", anybodys_promise),
    Bug("crimes tempt", "2.A", amnesty, "breach_gain", lambda g, crimes, crimes_gain: g),
    Bug("only the opposition can bind", "2.B", region, "joint_backing", lambda names, weights: 0.3 * len(names)),
    Bug("nobody signs for crimes unasked", "2.C", diplomacy, "_covers", lambda now, offer: True),
    Bug("exile closes", "3.C", resolution, "CONTEST", without(closing.close_windows)),
    Bug("exile before coup", "3.D", resolution, "CONTEST", moved(diplomacy.answer_exile, coalition.officers)),
    Bug("coup before strike", "7.", resolution, "CONTEST", moved(coalition.officers, pressure.strike)),
    Bug("Congress before the incident", "1.B", resolution, "CONTEST", moved(pressure.take_postures, pressure.drift)),
    Bug("a private offer is private", "8.E", transition, "_audience", lambda offer: EVERYONE),
    Bug("an offer expires in its turn", "8.C", closing, "_offers", expired_late),
    Bug("the later promise waits", "9.B", transition, "_promises", unconditional),
    Bug("one deed is one piece of evidence", "9.D", record, "_deed", lambda one: one.id),
    Bug("a demand once failed stays so", "10.C", record, "_threat", forgiving),
    Bug("a rising is dangerous", "11.C", day_after, "conflict_risk", lambda forced, base, factor: base),
    Bug("the path is paid for", "12.", payoffs, "closing_costs", lambda state, seat, end: {}),
    Bug("a month is two fortnights", "1.B", coercion, "over_periods", lambda chance, periods: chance),
]  # fmt: skip


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.rule)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    chapter = [case for case in CASES if case.id.startswith(bug.chapter)]
    for case in chapter:
        check(case)
    monkeypatch.setattr(bug.where, bug.name, bug.instead)
    caught = []
    for case in chapter:
        try:
            check(case)
        except AssertionError:
            caught.append(case.id)
    assert caught, f"no case of {bug.chapter} notices that {bug.rule!r} was broken"
    assert len(caught) < len(chapter), (
        f"every case of {bug.chapter} fails: {bug.rule!r} breaks more than its rule"
    )

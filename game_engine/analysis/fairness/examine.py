"""The examination of a scenario, step by step, so that whoever runs it can show how far it is and stop it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from game_engine.analysis.fairness import firmness, judge, secrecy, slips, texts
from game_engine.analysis.fairness.choices import MATTERS, Tried, Turn, all_orders, play_nights, some_orders
from game_engine.analysis.fairness.examination import ChoiceFigures, Examination, OrderFigures, Remark
from game_engine.analysis.fairness.rehearsal import (
    Kind,
    Watched,
    fares,
    half_width,
    length_of,
    total,
    watch,
)
from game_engine.analysis.shares import share_of
from game_engine.analysis.simulate import cast_of, round_seed
from game_engine.scenario import Scenario
from game_engine.vocabulary import ENDS

PAIRS = 21
"""Pairs of rounds for the check of secrecy."""

INTERIM = 25
"""Rounds between two interim reports."""

EQUAL = 0.01
"""Points below which two payoffs are the same."""


class ExaminationStage(NamedTuple):
    """How far an examination is. report: what is known so far, when a step of it is complete."""

    name: str
    done: int
    of: int
    report: Examination | None = None


class Known(NamedTuple):
    """What has been found out so far."""

    rounds: Sequence[Watched]
    turns: Sequence[Turn] = ()
    more: Sequence[Tried] = ()
    pairs: int = 0
    remarks: tuple[Remark, ...] = ()


def examine(
    scenario: Scenario, *, rounds: int, seed: int, minutes_a_turn: float | None = None
) -> Iterator[ExaminationStage]:
    """Examine a scenario; the last stage has the whole report. `rounds` between bots are watched, about a twelfth of
    them replayed with every order tried, and a sixth, at least twenty, for each order that no bot gave; at most sixty
    are played again with a regime a little less and a little more firm. minutes_a_turn: those of the scenario where
    none are given. Raises ValueError for no rounds."""
    if rounds < 1:
        raise ValueError("rounds: at least one")
    cast = cast_of({})
    pace = scenario.minutes / scenario.turns if minutes_a_turn is None else minutes_a_turn
    watched: list[Watched] = []
    known = Known(watched, remarks=(*texts.leaks(scenario), *texts.fit(scenario), *slips.slips(scenario)))
    for number in range(1, rounds + 1):
        watched.append(watch(scenario, round_seed(seed, number - 1), cast))
        # Reported now and then, so that one who is stopped for time has not worked in vain.
        due = number % INTERIM == 0 or number == rounds
        report = _report(scenario, seed, pace, known) if due else None
        yield ExaminationStage("rounds", number, rounds, report)
    for name, step in STEPS:
        for done, of, latest in step(scenario, seed, known, cast):
            known = latest
            yield ExaminationStage(name, done, of)
        yield ExaminationStage(name, 1, 1, _report(scenario, seed, pace, known))


Steps = Iterator[tuple[int, int, Known]]


def _secrecy(scenario: Scenario, seed: int, known: Known, cast: Mapping[str, str]) -> Steps:
    for number, pair in enumerate(secrecy.pairs(scenario, seed, PAIRS, cast), start=1):
        known = known._replace(pairs=number, remarks=(*known.remarks, *secrecy.remarks_on(pair)))
        yield number, PAIRS, known


def _choices(scenario: Scenario, seed: int, known: Known, cast: Mapping[str, str]) -> Steps:
    count = max(4, len(known.rounds) // 12)
    for number in range(count):
        played = play_nights(scenario, round_seed(seed, number), cast)
        known = known._replace(turns=(*known.turns, *all_orders(played, cast)))
        yield number + 1, count, known


def _never_given(scenario: Scenario, seed: int, known: Known, cast: Mapping[str, str]) -> Steps:
    count = max(judge.ENOUGH, len(known.rounds) // 6)
    wanted = list(_not_given(scenario, known.rounds))
    for number in range(count if wanted else 0):
        # Other rounds than those in which every order was tried.
        played = play_nights(scenario, round_seed(seed, number + count), cast)
        known = known._replace(more=(*known.more, *some_orders(played, wanted, cast)))
        yield number + 1, count, known


def _cohesion(scenario: Scenario, seed: int, known: Known, cast: Mapping[str, str]) -> Steps:
    found: list[firmness.Pair] = []
    rounds = min(firmness.ROUNDS, len(known.rounds))
    for number, pair in enumerate(firmness.either_side(scenario, seed, rounds, cast), start=1):
        found.append(pair)
        yield number, rounds, known
    remark = firmness.remark(scenario, tuple(found))
    if remark is not None:
        yield rounds, rounds, known._replace(remarks=(*known.remarks, remark))


STEPS = (
    ("secrecy", _secrecy),
    ("choices", _choices),
    ("orders not given", _never_given),
    ("cohesion", _cohesion),
)


def _not_given(scenario: Scenario, rounds: Sequence[Watched]) -> Iterator[Kind]:
    given, free = total(watched.given for watched in rounds), total(watched.open for watched in rounds)
    for rule in scenario.orders:
        key = (rule.role, rule.kind)
        if rule.phase == "contest" and free[key] and not given[key]:
            yield key


def _report(scenario: Scenario, seed: int, pace: float, known: Known) -> Examination:
    report = Examination(
        scenario=scenario.id,
        title=scenario.title["en"],
        rounds=len(known.rounds),
        seed=seed,
        ends={end: share_of([watched.played.end == end for watched in known.rounds]) for end in ENDS},
        negotiated=share_of([watched.played.negotiated for watched in known.rounds]),
        length=length_of(known.rounds, pace),
        seats=fares(known.rounds),
        orders=_orders(scenario, known),
        choices=_figures(known),
        pairs=known.pairs,
        remarks=known.remarks,
        unchecked=judge.UNCHECKED,
    )
    return judge.judged(scenario, report)


def _orders(scenario: Scenario, known: Known) -> tuple[OrderFigures, ...]:
    free, given = (
        total(watched.open for watched in known.rounds),
        total(watched.given for watched in known.rounds),
    )
    changes: defaultdict[Kind, list[float]] = defaultdict(list)
    for trial in (*(tried for turn in known.turns for tried in turn.tried), *known.more):
        changes[trial.role, trial.kind].append(trial.change)
    figures = []
    for rule in scenario.orders:
        key = (rule.role, rule.kind)
        found = changes[key]
        figures.append(
            OrderFigures(
                role=rule.role,
                kind=rule.kind,
                slot=rule.slot,
                open=free[key],
                given=given[key],
                tried=len(found),
                better=sum(1 for change in found if change > EQUAL),
                change=round(sum(found) / len(found), 2) if found else 0.0,
                give=round(half_width(found), 2) if found else 0.0,
            )
        )
    return tuple(figures)


def _figures(known: Known) -> dict[str, ChoiceFigures]:
    turns, alone = (
        total(watched.contest for watched in known.rounds),
        total(watched.alone for watched in known.rounds),
    )
    tried = Counter(turn.role for turn in known.turns)
    mattered = Counter(turn.role for turn in known.turns if turn.spread > MATTERS)
    return {
        str(role): ChoiceFigures(turns[role], alone[role], tried[str(role)], mattered[str(role)])
        for role in turns
    }

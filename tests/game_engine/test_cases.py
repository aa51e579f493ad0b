"""The adjudication cases of tests/cases: each is a rule, its source, and what must come of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest

from game_engine import events_for, to_plain
from tests.game_engine.cases import Case, Played, all_cases, mechanisms, play
from tests.game_engine.cases_page import CITATION, DECISION, PAGE, decision, literature, page

CASES = all_cases()
CLOSE = 1e-6
POINTS = 1e-4
RULE = re.compile(r"rules, ([^:(]+?)(?: \(\d\))?(?:: (.+))?")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id} {case.name}")
def test_case(case: Case) -> None:
    check(case)


def test_cases_are_many_and_each_has_a_number_of_its_own() -> None:
    numbers = Counter(case.id for case in CASES)
    assert len(numbers) >= 400
    assert [number for number, times in numbers.items() if times > 1] == []


def test_cases_are_numbered_by_mechanism_and_section_without_a_gap() -> None:
    for mechanism in mechanisms():
        given = [case.id for case in mechanism.cases]
        counts = Counter(number.split(".")[1] for number in given)
        wanted = [
            f"{mechanism.number}.{letter}.{n + 1}"
            for letter in mechanism.sections
            for n in range(counts[letter])
        ]
        assert given == wanted, mechanism.title


def test_every_source_is_a_formula_a_law_a_section_of_the_rules_a_decision_or_a_judgement() -> None:
    assert [
        case.id for case in CASES if case.source.startswith("rule") and "rules, " not in case.source
    ] == []
    cited = {name for case in CASES for name in CITATION.findall(case.source)}
    assert cited == set(literature())


def test_what_the_cases_cite_is_on_the_page_of_sources() -> None:
    """By the first author and the year, in one entry."""
    entries = (PAGE.parent / "sources.md").read_text(encoding="utf-8").split("\n- ")
    named = {name: (name.split()[0], name.split()[-1]) for name in literature()}
    assert [
        name
        for name, (author, year) in named.items()
        if not any(author in entry and year in entry for entry in entries)
    ] == []


def test_no_article_stands_behind_the_bookkeeping_of_the_ledger() -> None:
    """Offers, promises and the lines of a threat are rules of the game."""
    cites = {case.id for case in CASES if CITATION.search(case.source)}
    assert {one for one in cites if one.split(".")[0] in ("8", "9", "10")} == {"10.A.4", "10.D.1"}


def test_a_rule_stands_where_its_source_says() -> None:
    """A source names a section of the rules, after the colon in its own words; or the first words of a reading."""
    sheet = _plain((PAGE.parent / "rules-en.md").read_text(encoding="utf-8"))
    sections = dict(part.split("\n", 1) for part in sheet.split("\n## ")[1:])
    readings = tuple(
        part.split("\n", 1)[0] for part in _plain(decision("18").read_text("utf-8")).split("\n- ")
    )
    astray = []
    for case in CASES:
        for part in case.source.casefold().split("; "):
            found = RULE.fullmatch(part)
            if part.startswith("rules, ") and not (
                found and (found[2] or "") in sections.get(found[1], "").replace("\n", " ")
            ):
                astray.append((case.id, part))
            if part.startswith("decision 18") and not any(
                one.startswith(part[13:].split(":")[0] or "nothing") for one in readings
            ):
                astray.append((case.id, part))
            assert all(decision(number).exists() for number in DECISION.findall(part)), case.id
            assert part.count("rules, ") == part.startswith("rules, "), case.id
            assert part.count("decision 18") == part.startswith("decision 18"), case.id
    assert astray == []


def _plain(markdown: str) -> str:
    """The words without emphasis, in lower case; a line that was wrapped is one again."""
    return re.sub(r"\n {2,}", " ", markdown.replace("*", "")).casefold()


def test_the_page_of_the_cases_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.game_engine.cases_page"


def test_every_case_says_what_it_expects() -> None:
    idle = [case.id for case in CASES if not _refusals(case) and not _says_anything(case)]
    assert idle == []


def _refusals(case: Case) -> list[Any]:
    return [line for line in case.play if isinstance(line, dict) and "refused" in line]


def _says_anything(case: Case) -> bool:
    return any(getattr(case.expect, name) not in (None, [], {}) for name in case.expect.__struct_fields__)


def check(case: Case) -> None:
    """Play a case and hold it to what it expects. Raises AssertionError."""
    played = play(case)
    _check_events(case, played)
    _check_numbers(case, played)
    _check_lists(case, played)


def _check_events(case: Case, played: Played) -> None:
    want = case.expect
    told = {"facilitator": [to_plain(event) for event in played.events]}
    for viewer in {*want.sees, *want.blind}:
        told[viewer] = [to_plain(event) for event in events_for(played.events, viewer)]
    for viewer, events in [("facilitator", want.events), *want.sees.items()]:
        for event in events:
            assert _found(event, told[viewer], played), f"{viewer} is not told of {event}"
    for viewer, events in [("facilitator", want.absent), *want.blind.items()]:
        for event in events:
            assert not _found(event, told[viewer], played), f"{viewer} is told of {event}"
    kinds = Counter(event["kind"] for event in told["facilitator"])
    assert {kind: kinds[kind] for kind in want.counts} == want.counts


def _found(wanted: Mapping[str, Any], told: Iterable[Any], played: Played) -> bool:
    return any(_fits(wanted, event, played) for event in told)


def _fits(wanted: Any, found: Any, played: Played) -> bool:
    """Whether `found` is `wanted`, tables in part and numbers nearly. "none" is what is not there."""
    if isinstance(wanted, str) and wanted.startswith("$"):
        wanted = played.names[wanted[1:]]
    if wanted == "none":
        return found is None
    if isinstance(wanted, Mapping):
        return isinstance(found, Mapping) and all(
            _fits(value, found.get(key), played) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(found, list | tuple) and _fits_list(wanted, found, played)
    if isinstance(wanted, float) and isinstance(found, float | int):
        return abs(found - wanted) <= CLOSE
    # Defaults are left out of plain data, so a false flag may be missing.
    return found == wanted or (wanted is False and found is None)


def _fits_list(wanted: list[Any], found: Sequence[Any], played: Played) -> bool:
    if wanted and isinstance(wanted[0], Mapping):
        return all(_found(one, found, played) for one in wanted)
    return len(found) == len(wanted) and all(
        _fits(one, other, played) for one, other in zip(wanted, found, strict=True)
    )


def _check_numbers(case: Case, played: Played) -> None:
    want, state = case.expect, played.state
    for name, value in want.board.items():
        assert _fits(value, getattr(state.board, name), played), (name, getattr(state.board, name), value)
    for name, (low, high) in want.between.items():
        assert low <= getattr(state.board, name) <= high, name
    for name, value in want.readings.items():
        assert getattr(state.readings, name) == pytest.approx(value, abs=CLOSE), name
    for name, value in want.credibility.items():
        assert state.credibility[name] == pytest.approx(value, abs=CLOSE), name
    costs = {seat.seat: seat.costs for seat in state.seats}
    for seat, points in want.costs.items():
        for name, value in points.items():
            assert costs[seat].get(name, 0.0) == pytest.approx(value, abs=POINTS), (seat, name)
    for seat, value in want.payoffs.items():
        assert state.payoffs[seat] == pytest.approx(value, abs=POINTS), seat


def _check_lists(case: Case, played: Played) -> None:
    want, state = case.expect, played.state
    ledger = [{"ending": "open", **to_plain(commitment)} for commitment in state.ledger]
    assert want.lines in (None, len(ledger)), ledger
    for line in want.ledger:
        assert _found(line, ledger, played), (line, ledger)
    offers = {offer.id: {"status": "open", **to_plain(offer)} for offer in state.offers}
    for name, offer in want.offers.items():
        assert _fits(offer, offers[played.names[name]], played), (offer, offers)
    for seat, counts in want.cells.items():
        cells = Counter(cell.status for cell in state.cells if cell.seat == seat)
        assert {status: cells[status] for status in counts} == counts, seat
    for name in ("phase", "end", "turn"):
        value = getattr(want, name)
        assert value is None or getattr(state, name) == value, (name, getattr(state, name))

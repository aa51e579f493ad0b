"""What the published results say of a scenario: by hand for two settings, by their own meaning, and for any start."""

from __future__ import annotations

import re
from itertools import pairwise
from math import inf, isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game_engine import (
    Order,
    Orders,
    Prediction,
    RoundState,
    Seating,
    close_turn,
    load_scenario,
    new_round,
    scenario_names,
    submit,
    theory,
    theory_at,
    theory_rows,
)
from game_engine.analysis import altered
from game_engine.events import WarPowersExpired
from game_engine.mechanisms import bargaining, credibility
from tests.game_engine.test_golden import at_the_officers, morning, setting

REPORTED, COORDINATED = "venezuela-2025-as-reported", "venezuela-2025-coordinated"


def of(predictions: tuple[Prediction, ...], name: str) -> float | None:
    """The number named `prediction: quantity`."""
    slug, quantity = name.split(": ")
    (prediction,) = (each for each in predictions if each.id == slug)
    return prediction.value(quantity)


# What is worked out by hand from the scenario files: Q .88 while the fleet is there, D −1, C −.70, twelve turns ahead.
BY_HAND = {
    "static-risk: risk-needed": ((0.88 + 0.5137) / 1.88, (0.88 - 0.0385) / 1.88),
    "hazard-needed: discount": (11 / 12, 11 / 12),
    "hazard-needed: hazard-needed": (1.3937 / 11 / 0.4863, 0.8415 / 11 / 1.0385),
    "hazard-needed: hazard-at-a-deadline": (0.1399, 0.2037),
    "hazard-needed: enough-at-a-deadline": (0.0, 1.0),
    "hazard-needed-with-coup: coup-hazard": (0.5 * 0.00129, 0.5 * 0.10216),
    "tying-hands-resolved: strike": (0.71 * 0.75 - 0.225 - 0.25 - 0.145 - 0.41, -0.3975),
    "tying-hands-resolved: tied": (0.0, 0.0),
    "tying-hands-unresolved: audience-cost": (0.38, 0.38),
    "build-up: belief": (5 / 9, 5 / 9),
    "build-up: belief-needed": (None, (0.88 - 0.0385) / 1.88 / 0.71),
    "build-up: stake": (0.70 - 0.33, 0.37),
    "build-up: concedes": (0.0, (0.09 + 0.38) / (0.37 + 0.38)),
    "decay: after-1": (0.5441, 0.5351),
    "decay: signal-that-holds": ((1 - 0.0032) / (1 - 0.0481), (1 - 0.0057) / (1 - 0.0843)),
    "tipping: kappa": (0.8363, 0.6200),
    "tipping: tipping-without-hazard": (0.1637, 0.3800),
    "tipping: tipping-in-quiet": (0.1670, 0.3938),
    "tipping: tipping-at-a-deadline": (0.1637 / 0.8601, 0.3800 / 0.7963),
    "tipping: cells-needed": (7.0, 7.0),
    "officers-by-seats: mixed-equilibrium": (0.8363, 0.6200),
    "officers-by-seats: defection-risk-dominant": (0.0, 0.0),
    "amnesty-thresholds: resisted-from": (0.200805, 0.200805),
    "amnesty-thresholds: honoured-by-the-fallible": (0.3681, 0.9782),
    "amnesty-thresholds: a-breach-pays": (1.0, 0.0),
    "amnesty-with-crimes: lasts-from": (inf, inf),
    "amnesty-game: taken": (0.0, 1.0),
    "amnesty-game: strike-from-which-insiders-leave": ((0.68 - 0.225) / 1.23, (0.68 - 0.75) / 1.23),
    "nash-split: worth-a-deal": (0.0, 1.0),
    "nash-split: leadership-by-exile": (-51.366, 3.854),
    "rally: called-in-all": (0.1, 0.1),
    "rally: half-life": (2.409421, 2.409421),
    "war-powers: runs-out-in": (5.0, 5.0),
    "running-risk: if-it-stayed": (1 - (1 - 0.0200) ** 12, 1 - (1 - 0.0351) ** 12),
}


@pytest.mark.parametrize("name", BY_HAND)
@pytest.mark.parametrize("column", [0, 1], ids=["as reported", "coordinated"])
def test_by_hand(name: str, column: int) -> None:
    expected = BY_HAND[name][column]
    found = of(theory(load_scenario((REPORTED, COORDINATED)[column])), name)
    if expected is None:
        assert found is None
    else:
        # The numbers that go in are rounded to four decimals; some are multiplied by twelve turns or a hundred points.
        assert found == pytest.approx(expected, abs=1.2e-3 if abs(expected) < 10 else 1e-2)


@pytest.mark.parametrize("name", scenario_names())
def test_the_hazards_are_those_that_the_turn_resolves_with(name: str) -> None:
    scenario = load_scenario(name)
    said = theory(scenario)
    board = at_the_officers(morning(altered(scenario, {"parameters.oversight.kept": 1.0}))).board
    assert of(said, "build-up: belief") == pytest.approx(board.credibility)


def test_the_hazards_of_the_golden_settings() -> None:
    for column in range(5):
        state = morning(setting(column))
        today = at_the_officers(state).read()
        said = theory_at(state)
        assert of(said, "hazard-needed: hazard-today") == pytest.approx(today.hazard)
        assert of(said, "tipping: tipping-in-quiet") == pytest.approx(today.tipping)
        assert of(said, "tipping: strength") == pytest.approx(today.strength)


@pytest.mark.parametrize("name", scenario_names())
def test_what_is_found_keeps_its_word(name: str) -> None:
    """Each threshold does what it says: at it, the two sides of its equation are equal."""
    said = theory(load_scenario(name))

    def get(what: str) -> float:
        value = of(said, what)
        assert value is not None
        return value

    needed = get("hazard-needed: hazard-needed")
    if needed < inf:
        holding = bargaining.holding_value(
            get("hazard-needed: status-quo"),
            needed,
            struck=get("hazard-needed: struck"),
            discount=get("hazard-needed: discount"),
        )
        assert holding == pytest.approx(get("hazard-needed: exile"))
    turns = get("window: quiet-turns")
    if 0 < turns < inf:
        belief = get("window: belief")
        rates = [get("window: strikes-resolved"), get("window: strikes-unresolved")]
        for _ in range(int(turns)):
            belief = credibility.after_broken(belief, *rates)
        assert credibility.after_broken(belief, *rates) < get("window: belief-needed") <= belief
    left = get("nash-split: left-to-share")
    assert (of(said, "nash-split: coercer-part") is None) is (left < 0)


def test_the_package_opens_what_the_record_left_closed() -> None:
    """Theory alone, nothing played: a deal is worth while only under pressure and a promise that holds."""
    for name in scenario_names():
        said = theory(load_scenario(name))
        deal = name in (COORDINATED, "haiti-1994")
        assert of(said, "nash-split: zone-as-offered") == float(deal), name
        assert of(said, "hazard-needed-with-coup: enough-at-a-deadline") == float(deal), name


SIGNS: list[tuple[str, str, tuple[float, ...], int]] = [
    ("start.credibility", "static-risk: struck-by-the-end", (0.1, 0.4, 0.8), 1),
    ("start.credibility", "tipping: tipping-in-quiet", (0.1, 0.4, 0.8), 1),
    ("start.credibility", "build-up: bluffs", (0.1, 0.3, 0.5), 1),
    ("start.guarantee", "static-risk: risk-needed", (0.2, 0.5, 0.9), -1),
    ("start.guarantee", "hazard-needed: hazard-needed", (0.2, 0.5, 0.9), -1),
    ("start.guarantee", "nash-split: left-to-share", (0.2, 0.5, 0.9), 1),
    ("start.guarantee", "exile-ultimatum-resolved: accepts", (0.2, 0.5, 0.9), 1),
    ("start.breadth", "amnesty-thresholds: margin", (0.3, 0.6, 0.9), 1),
    ("start.breadth", "tipping: tipping-without-hazard", (0.3, 0.6, 0.9), 1),
    ("start.breadth", "repeated-play: patience-needed", (0.3, 0.6, 0.9), -1),
    ("start.backing", "amnesty-game: strike-from-which-insiders-leave", (0.2, 0.5, 1.0), -1),
    ("start.backing", "hazard-needed-with-coup: hazard-needed", (0.2, 0.5, 1.0), -1),
    ("start.monitors", "amnesty-thresholds: lasts-from", (0.0, 0.3, 0.6), -1),
    ("start.legal", "tying-hands-resolved: strike", (0.0, 0.3, 0.6), -1),
    ("start.legal", "decay: signal-that-holds", (0.0, 0.3, 0.6), -1),
    ("start.cohesion", "tipping: short-of", (0.5, 0.6, 0.9), 1),
    ("start.cohesion", "nash-split: leadership-alternative", (0.5, 0.6, 0.9), 1),
    ("parameters.coercion.audience_base", "tying-hands-resolved: tied", (0.0, 0.2, 0.3), 1),
    ("parameters.amnesty.public_temptation", "amnesty-thresholds: lasts-from", (0.2, 0.4, 0.6), 1),
    ("parameters.coalition.rally_kept", "rally: half-life", (0.5, 0.75, 0.9), 1),
]


@pytest.mark.parametrize(
    ("path", "name", "levels", "sign"), SIGNS, ids=[f"{one[0]} {one[1]}" for one in SIGNS]
)
def test_each_cause_moves_what_it_should(path: str, name: str, levels: tuple[float, ...], sign: int) -> None:
    base = load_scenario(COORDINATED)
    found = [of(theory(altered(base, {path: level})), name) for level in levels]
    assert None not in found
    assert all(sign * (after or 0) >= sign * (before or 0) for before, after in pairwise(found)), found
    assert sign * (found[-1] or 0) > sign * (found[0] or 0), found


def check(predictions: tuple[Prediction, ...]) -> None:
    """Names are slugs, said once; numbers are numbers of their unit."""
    table = theory_rows(predictions)
    names = [(row.prediction, row.name) for row in table]
    assert len(set(names)) == len(names)
    for row in table:
        for slug in (row.prediction, row.source, row.name):
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), slug
        if row.value is None:
            continue
        assert not isnan(row.value), row
        if row.unit == "yes":
            assert row.value in (0.0, 1.0), row
        elif row.unit in ("turns", "count"):
            assert row.value >= 0.0, row
        elif row.unit == "probability" and row.name.split("-")[-1] not in (
            "needed",
            "leave",
            "deadline",
            "bar",
        ):
            assert 0.0 <= row.value <= 1.0, row


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_has_its_theory(name: str) -> None:
    scenario = load_scenario(name)
    said = theory(scenario)
    check(said)
    assert said == theory(scenario)
    assert said == theory_at(new_round(scenario, 99).state), "private facts and luck must not matter"


BASE = load_scenario("venezuela-2025")
share = st.floats(0.0, 1.0)
STARTS = st.fixed_dictionaries(
    {
        "start.credibility": share,
        "start.buildup": st.floats(0.0, 4.0),
        "start.legal": share,
        "start.cohesion": st.floats(0.0, 1.2),
        "start.sanctions": share,
        "start.patrons": share,
        "start.breadth": share,
        "start.crimes": st.booleans(),
        "start.backing": share,
        "start.monitors": share,
        "start.host": st.sampled_from([None, "gulf", "neighbour"]),
        "start.guarantee": share,
        "start.exile_closes": st.none() | st.integers(1, 12),
        "start.ultimatum": st.none() | st.integers(1, 12),
        "start.posture": st.sampled_from(["defer", "oversight", "restrict"]),
    }
)


@settings(deadline=None, max_examples=100)
@given(values=STARTS)
def test_any_first_morning_has_its_theory(values: dict[str, object]) -> None:
    if values["start.host"] is None:
        values = {**values, "start.exile_closes": None, "start.guarantee": 0.0}
    check(theory(altered(BASE, values)))


def still(**more: object) -> RoundState:
    """The first morning of the coordinated setting, nothing drifting and no incident in sight."""
    world = {
        f"parameters.oversight.incident_{posture}": 0.0 for posture in ("defer", "oversight", "restrict")
    }
    scenario = altered(load_scenario(COORDINATED), {**world, **more})
    return new_round(scenario, 1, Seating(scenario.officers.usual, standing=())).state


@pytest.mark.parametrize("briefed", [False, True])
def test_legal_exposure_is_where_theory_puts_it_a_turn_later(briefed: bool) -> None:
    state = still()
    expected = of(theory_at(state), f"lawful-ground: {'briefed' if briefed else 'unbriefed'}")
    if briefed:
        state = submit(state, "us", Orders(main=Order("brief_legislature"))).state
    assert close_turn(state).state.board.legal == pytest.approx(expected)


@pytest.mark.parametrize("briefed", [False, True])
def test_the_clock_runs_out_in_the_turn_that_theory_names(briefed: bool) -> None:
    state = still(**{"start.war_powers": 0, "start.briefed": briefed, "turns": 12})
    told = of(theory_at(state), f"war-powers: runs-out-in{'-extended' if briefed else ''}")
    events: tuple[object, ...] = ()
    turns = 0
    while not any(isinstance(event, WarPowersExpired) for event in events):
        state, events = close_turn(state)
        turns += 1
    assert turns == told


def test_a_rally_halves_when_theory_says() -> None:
    state = still(**{"start.rally": 0.4})
    half_life = of(theory_at(state), "rally: half-life")
    assert half_life is not None
    for turn in range(1, 5):
        state = close_turn(state).state
        assert (state.board.rally <= 0.2) is (turn >= half_life)


def test_any_turn_has_its_theory_until_the_contest_is_over() -> None:
    state: RoundState = new_round(load_scenario("venezuela-2025"), 7).state
    turns = 0
    while state.phase == "contest":
        said = theory_at(state)
        check(said)
        assert of(said, "running-risk: turns") == state.scenario.turns - turns
        turns += 1
        state = close_turn(state).state
    assert turns == state.scenario.turns
    with pytest.raises(ValueError, match="over"):
        theory_at(state)

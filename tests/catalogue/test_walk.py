"""Every record is known to whatever reads it, and an invented one is missed where somebody has to write."""

import ast
from collections.abc import Callable
from typing import Any, get_args

import pytest

from game_engine import (
    COSTS,
    EVENTS,
    EVERYONE,
    ORDERS,
    TERMS,
    TRACKS,
    Event,
    EventKind,
    IllegalMove,
    OrderKind,
    Seating,
    TermKind,
    TrackKind,
    close_turn,
    load_scenario,
    new_round,
    scenario_names,
    submit,
    to_plain,
)
from game_engine.catalogue import Bar, Effect
from game_engine.scenarios.load import base_data
from tests.catalogue import readers
from tests.catalogue.readers import ALL, missing
from tests.game_engine.rounds import random_lines
from wargame.speech.causes import CAUSES

Register = Callable[[Any], Any]


@pytest.mark.parametrize("name", TRACKS)
def test_a_track_is_known_everywhere(name: str) -> None:
    assert missing(TRACKS[name]) == set()


@pytest.mark.parametrize(("role", "kind"), ORDERS)
def test_an_order_is_known_everywhere(role: str, kind: str) -> None:
    assert missing(ORDERS[role, kind]) == set()


@pytest.mark.parametrize("kind", TERMS)
def test_an_undertaking_is_known_everywhere(kind: str) -> None:
    assert missing(TERMS[kind]) == set()


@pytest.mark.parametrize("name", COSTS)
def test_a_path_cost_is_known_everywhere(name: str) -> None:
    assert missing(name) == set()


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_is_known_everywhere(kind: str) -> None:
    assert missing(EVENTS[kind]) == set()


def test_nothing_is_left_out_of_the_catalogue() -> None:
    base = base_data("_standard")
    assert {line["kind"] for line in base["undertakings"]} == set(TERMS)
    assert {(line["role"], line["kind"]) for line in base["orders"]} == set(ORDERS)
    assert {str(one.__struct_config__.tag) for one in get_args(Event)} == set(EVENTS)


def test_every_cause_in_the_rules_has_its_words() -> None:
    """What `put` and `shift` are given as the cause, or can be."""
    found: set[str] = set()
    for file in sorted((readers.ROOT / "game_engine" / "resolution").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("put", "shift")
            if named and len(node.args) == 3:
                said = ast.walk(node.args[2])
                found |= {str(one.value) for one in said if isinstance(one, ast.Constant)}
    assert len(found) > 20
    assert found - set(CAUSES) == set()


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize("seed", [1, 2])
def test_events_are_told_to_whom_the_catalogue_says(name: str, seed: int) -> None:
    step = new_round(load_scenario(name), seed, Seating())
    told = list(step.events)
    state = step.state
    while state.phase != "over":
        for line in random_lines(state, seed):
            try:
                state, events = submit(state, line.seat, line.move)
            except IllegalMove:
                continue
            told += events
        state, events = close_turn(state)
        told += events
    for event in told:
        known, heard = EVENTS[to_plain(event)["kind"]], event.audience
        assert known.audience != "all" or heard == EVERYONE, event
        assert known.audience != "own" or (heard != EVERYONE and len(heard) == 1), event


# ------------------------------------------------------------------------------------------- what is new is missed


@pytest.mark.parametrize(
    ("record", "lacks"),
    [
        (TrackKind("invented_number", "region"), {"state", "board", "resolution", "history", "bots"}),
        (TrackKind("invented_track", "officer", derived="protection"), set()),
        (
            TrackKind("invented_estimate", derived="invented_estimate"),
            {"state", "board", "resolution", "history"},
        ),
        (TrackKind("host_quality", "junta"), {"colours"}),  # type: ignore[arg-type]
    ],
)
def test_a_new_track_is_missed_where_it_is_not(
    register: Register, record: TrackKind, lacks: set[str]
) -> None:
    assert missing(register(record)) == lacks | {"scenarios", "rules sheets"}


RELIEF = Effect("humanitarian", "world.prisoners_relief", -1.0)
NAMED = {"scenarios", "page", "log", "deeds", "rules sheets"}


@pytest.mark.parametrize(
    ("record", "lacks"),
    [
        (OrderKind("region", "invented_order", "minor", effect=RELIEF), {"causes"}),
        (OrderKind("region", "invented_order", "minor"), {"resolution", "bots"}),
        (OrderKind("region", "invented_order", "minor", bots="rule"), {"resolution", "bots"}),
        (OrderKind("region", "invented_order", "minor", bots="owed"), {"resolution"}),
        (OrderKind("officer", "desert", "minor", effect=RELIEF), {"bots", "causes"}),
        (OrderKind("region", "invented_order", bots="owed", cost="aid"), {"resolution", "prices"}),
        (
            OrderKind("region", "invented_order", bots="owed", bar=Bar("too_late", "rally")),
            {"resolution", "bars"},
        ),
    ],
)
def test_a_new_order_is_missed_where_it_is_not(
    register: Register, record: OrderKind, lacks: set[str]
) -> None:
    assert missing(register(record)) == NAMED | lacks


def test_a_new_event_is_missed_where_it_is_not(register: Register) -> None:
    record = register(EventKind("invented_event", "deals", "moves", talk=True))
    assert missing(record) == {"types", "sentences", "log titles"}


def test_a_new_undertaking_and_a_new_cost_are_missed_where_they_are_not(register: Register) -> None:
    assert missing(register(TermKind("disarm", worth={"coercer": 3.0}))) == {"scenarios", "page"}
    assert missing(register("aid")) == {"words"}


@pytest.mark.parametrize(("table", "reader"), [(kind, name) for kind, found in ALL.items() for name in found])
def test_every_reader_can_miss_something(table: str, reader: str) -> None:
    """A reader that knows whatever it is asked for reads nothing."""
    strange: dict[str, tuple[Any, ...]] = {
        "tracks": (TrackKind("x", "nobody", derived="y"), TrackKind("breadth", most=2.0), TrackKind("z")),  # type: ignore[arg-type]
        "orders": (
            OrderKind("region", "x", fields=("by",), cost="y", bar=Bar("z", "t")),
            OrderKind("region", "x", effect=RELIEF),
        ),
        "terms": (TermKind("x", worth={"nobody": 1.0}),),  # type: ignore[dict-item]
        "costs": ("x",),
        "events": (EventKind("x", "nowhere", "nowhere", talk=True),),  # type: ignore[arg-type]
    }
    assert any(reader in missing(record) for record in strange[table])

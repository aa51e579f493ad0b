"""Adjudication cases as data: what a file of tests/cases may say, and how a case is played.

A case lays a state, plays lines ("close", or a seat's moves) and says what must come of it. Chance is never replaced:
`chance = {"strike" = [0.0, 0.7]}` asks for the smallest seed whose own draw of that label falls in the interval.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from game_engine import (
    IllegalMove,
    Move,
    Order,
    Orders,
    RoundState,
    Scenario,
    Seating,
    close_turn,
    decode_move,
    load_scenario,
    new_round,
    parse_scenario,
    submit,
)
from game_engine.chance import draw
from game_engine.events import Event
from game_engine.readings import read, rounded_readings
from game_engine.vocabulary import SeatId

FOLDER = Path(__file__).parent.parent / "cases"
MOVES = {"say", "offer", "cosign", "answer", "withdraw", "threat", "orders", "ready"}
LINE_WORDS = {"as", "refused", "detail"}
MOST_SEEDS = 20_000

Line = str | dict[str, Any]


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must come of a case. Tables of events are matched in part: what they do not say may be anything.

    sees and blind: events that a viewer must, or must not, be told of. between: board values by their bounds.
    counts: how many events of a kind there are. lines: how many lines the ledger has.
    """

    events: list[dict[str, Any]] = []
    absent: list[dict[str, Any]] = []
    sees: dict[str, list[dict[str, Any]]] = {}
    blind: dict[str, list[dict[str, Any]]] = {}
    counts: dict[str, int] = {}
    board: dict[str, Any] = {}
    between: dict[str, tuple[float, float]] = {}
    readings: dict[str, float] = {}
    ledger: list[dict[str, Any]] = []
    lines: int | None = None
    offers: dict[str, dict[str, Any]] = {}
    credibility: dict[str, float] = {}
    costs: dict[str, dict[str, float]] = {}
    cells: dict[str, dict[str, int]] = {}
    payoffs: dict[str, float] = {}
    phase: str | None = None
    end: str | None = None
    turn: int | None = None


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One case. set: scenario values by path; board, private, credibility: laid over the first morning."""

    id: str
    name: str
    says: str
    source: str
    play: list[Line]
    expect: Expected = Expected()
    scenario: str = "venezuela-2025"
    officers: int = 2
    standing: list[str] = []
    set: dict[str, Any] = {}
    turn: int = 1
    board: dict[str, Any] = {}
    private: dict[str, dict[str, Any]] = {}
    credibility: dict[str, float] = {}
    implicated: list[int] = []
    ultimatum: bool = False
    chance: dict[str, tuple[float, float]] = {}


class Mechanism(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of cases. formulas: modules of game_engine/mechanisms; sections: titles by letter; defaults: what holds
    for each of its cases, table by table."""

    number: int
    title: str
    about: str
    formulas: list[str]
    sections: dict[str, str]
    defaults: dict[str, Any]
    cases: list[Case]


class Played(msgspec.Struct, frozen=True):
    """A case that was played: the last state, every event, and the names that lines gave to their offers."""

    state: RoundState
    events: tuple[Event, ...]
    names: dict[str, str]


def all_cases() -> list[Case]:
    """Every case of every file, in order."""
    return [case for mechanism in mechanisms() for case in mechanism.cases]


def mechanisms() -> list[Mechanism]:
    """The files of cases, in order."""
    return [_read(path) for path in sorted(FOLDER.glob("[0-9]*.toml"))]


def _read(path: Path) -> Mechanism:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    defaults = data.setdefault("defaults", {})
    cases = [msgspec.convert(_over(defaults, raw), Case) for raw in data.pop("case")]
    number = int(path.name.partition("-")[0])
    return msgspec.convert({**data, "number": number, "cases": cases}, Mechanism)


def _over(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(under)
    for key, value in over.items():
        below = both.get(key)
        both[key] = _over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return both


def opening(case: Case) -> RoundState:
    """The state in which a case begins."""
    scenario = load_scenario(case.scenario)
    if case.set:
        scenario = _changed(case.scenario, tuple(case.set.items()))
    seating = Seating(officers=case.officers, standing=tuple(case.standing))
    state = new_round(scenario, _seed(case), seating).state
    ledger = state.ledger if case.ultimatum else ()
    board = replace(state.board, **_board(scenario, case.board))
    laid = replace(
        state,
        turn=case.turn,
        board=board,
        ledger=ledger,
        credibility={**state.credibility, **case.credibility},
        cells=tuple(
            replace(cell, implicated=number in case.implicated) for number, cell in enumerate(state.cells)
        ),
    )
    laid = replace(laid, seats=tuple(_with_private(case, laid, seat.seat) for seat in laid.seats))
    due = any(one.due == case.turn and one.public and one.action == "strike" for one in ledger)
    return replace(laid, readings=rounded_readings(read(scenario, board, deadline=due)))


@cache
def _changed(name: str, overrides: tuple[tuple[str, Any], ...]) -> Scenario:
    return parse_scenario(f'extends = "{name}"', dict(overrides))


def _seed(case: Case) -> int:
    for seed in range(MOST_SEEDS):
        if all(_falls(case, seed, label, within) for label, within in case.chance.items()):
            return seed
    raise AssertionError(f"{case.id}: no seed up to {MOST_SEEDS} has these draws")


def _falls(case: Case, seed: int, label: str, within: tuple[float, float]) -> bool:
    turn, _, name = label.rpartition(":")
    return within[0] <= draw(seed, int(turn) if turn else case.turn, name) < within[1]


def _board(scenario: Scenario, given: Mapping[str, Any]) -> dict[str, Any]:
    """Board values of a case: "none" is None, lists are tuples, and a host brings its quality."""
    board = {key: None if value == "none" else value for key, value in given.items()}
    if "host" in board and "host_quality" not in board:
        host = scenario.host_rule(board["host"])
        board["host_quality"] = host.quality if host else 0.0
    return {key: tuple(value) if isinstance(value, list) else value for key, value in board.items()}


def _with_private(case: Case, state: RoundState, seat: SeatId) -> Any:
    own = next(one for one in state.seats if one.seat == seat)
    facts = dict(case.private.get(seat, {}))
    if own.role == "officer":
        numbers = [number for number in case.implicated if state.cells[number].seat == seat]
        facts = {"implicated": tuple(numbers)}
    return replace(own, private=replace(own.private, **facts)) if facts else own


def play(case: Case) -> Played:
    """Play a case's lines. Raises AssertionError where a refusal was expected and did not come, or came otherwise."""
    state, events, names = opening(case), list[Event](), dict[str, str]()
    for line in case.play:
        step = close_turn(state) if line == "close" else _moved(case, state, line, names)
        if step is not None:
            state = step.state
            events += step.events
    return Played(state, tuple(events), names)


def _moved(case: Case, state: RoundState, line: Line, names: dict[str, str]) -> Any:
    assert isinstance(line, dict), f"{case.id}: {line!r}"
    (seat,) = set(line) - LINE_WORDS
    move = _move(state, seat, _named(line[seat], names))
    try:
        step = submit(state, seat, move)
    except IllegalMove as refusal:
        assert refusal.code == line.get("refused"), f"{case.id}: {seat} {move}: {refusal}"
        assert refusal.detail == line.get("detail", refusal.detail), f"{case.id}: {refusal.detail}"
        return None
    assert "refused" not in line, f"{case.id}: {seat} {move} was not refused"
    if "as" in line:
        names[line["as"]] = _made(step.state, state)
    return step


def _named(value: Any, names: Mapping[str, str]) -> Any:
    """The value with every "$name" replaced by the id that it stands for."""
    if isinstance(value, str) and value.startswith("$"):
        return names.get(value[1:], value)
    if isinstance(value, dict):
        return {key: _named(one, names) for key, one in value.items()}
    return [_named(one, names) for one in value] if isinstance(value, list) else value


def _made(after: RoundState, before: RoundState) -> str:
    known = {one.id for one in (*before.offers, *before.ledger)}
    return next(one.id for one in (*after.offers, *after.ledger) if one.id not in known)


def _move(state: RoundState, seat: SeatId, given: Any) -> Move:
    """A move in full (a table with a move's kind), or orders: a kind, a table, or a list of either."""
    if isinstance(given, dict) and given.get("kind") in MOVES:
        return decode_move(given)
    orders = [
        Order(one) if isinstance(one, str) else msgspec.convert(one, Order)
        for one in (given if isinstance(given, list) else [given])
    ]
    slots: dict[str, Order] = {}
    for order in orders:
        rule = state.scenario.order_rule(state.scenario.role_of(seat), order.kind)
        slots["main" if rule is None else rule.slot] = order
    return Orders(**slots)

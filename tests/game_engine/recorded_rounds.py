"""Rounds between bots as they were once played, turn by turn: what runs faster must play the same.

Run `python -m tests.game_engine.recorded_rounds` to write the record anew, after a change that is meant to change play.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from game_engine import RoundState, Scenario, close_turn, load_scenario, parse_scenario, to_plain
from game_engine.analysis.simulate import cast_of, opened, round_seed, with_moves

RECORD = Path(__file__).parent / "recorded" / "rounds.json"

_LONGER = {"periods": 2, "turns": 9, "start.host": "neighbour", "start.guarantee": 0.5, "start.breadth": 0.6}
_SHARPER = {"start.buildup": 4, "start.legal": 0.1, "types.resolved": 0.9, "parameters.coercion.slope": 9.0}

_SHAKY = {"start.cohesion": 0.3, "start.breadth": 0.0, "start.buildup": 4}

SCENARIOS: dict[str, Scenario] = {
    name: load_scenario(name) for name in ("venezuela-2025", "venezuela-2025-class", "first-steps")
} | {
    name: parse_scenario('extends = "venezuela-2025"', values)
    for name, values in {"longer": _LONGER, "sharper": _SHARPER, "shaky": _SHAKY}.items()
}

CASTS: dict[str, dict[str, str]] = {
    "logit": {},
    "hold": dict.fromkeys(
        ("coercer", "opposition", "leadership", "officer", "legislature", "region", "patrons"), "hold"
    ),
    "some hold": {"coercer": "hold", "officer": "hold", "region": "hold"},
    "others hold": {"opposition": "hold", "leadership": "hold", "legislature": "hold"},
    "standing": dict.fromkeys(("legislature", "region", "patrons"), "standing"),
}

PLAYED: dict[tuple[str, str], tuple[int, ...]] = {
    ("venezuela-2025", "logit"): (*range(12), 16, 21, 28, 81),
    ("venezuela-2025", "some hold"): tuple(range(5)),
    ("venezuela-2025", "others hold"): tuple(range(5)),
    ("venezuela-2025", "standing"): tuple(range(5)),
    ("venezuela-2025", "hold"): (0, 1),
    ("venezuela-2025-class", "logit"): (0, 2, 4, 24, 79),
    ("venezuela-2025-class", "standing"): (0, 1, 4),
    ("first-steps", "logit"): (0, 2, 12, 31, 48, 68, 79),
    ("first-steps", "others hold"): (0, 1),
    ("longer", "logit"): (0, 1, 2, 5, 16, 54),
    ("sharper", "logit"): (0, 2, 4, 11, 13, 16, 133, 144),
    ("shaky", "others hold"): (0, 1, 2, 3),
}
"""Which rounds of each scenario and cast: among them every end."""


def rounds() -> Iterator[dict[str, Any]]:
    """Every round of the record, played now."""
    for (scenario, cast), numbers in PLAYED.items():
        for number in numbers:
            yield {"scenario": scenario, "cast": cast, "number": number, **_played(scenario, cast, number)}


def _played(scenario: str, cast: str, number: int) -> dict[str, Any]:
    """turns: a hash of all that had been said, ordered and resolved by the end of each turn's moves."""
    players = cast_of(CASTS[cast])
    state, turns = opened(SCENARIOS[scenario], round_seed(7, number), players), []
    while state.end is None:
        state = with_moves(state, players)
        turns.append(_hash(state))
        state = close_turn(state).state
    return {"turns": turns, "end": state.end, "payoffs": state.payoffs, "board": to_plain(state.board)}


def _hash(state: RoundState) -> str:
    whole = [
        state.board,
        state.readings,
        state.cells,
        state.offers,
        state.ledger,
        state.credibility,
        state.moved,
        state.day_after,
        [(seat.seat, seat.orders, seat.costs) for seat in state.seats],
    ]
    return hashlib.blake2b(msgspec.json.encode(whole, order="deterministic"), digest_size=6).hexdigest()


if __name__ == "__main__":
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text("[\n" + ",\n".join(json.dumps(one, sort_keys=True) for one in rounds()) + "\n]\n")

"""What was made faster plays the same: every move, and every number to 1e-9."""

from __future__ import annotations

import json

import pytest

from game_engine import ENDS
from tests.game_engine.recorded_rounds import RECORD, rounds


def test_bots_and_rules_play_as_they_did() -> None:
    recorded = json.loads(RECORD.read_text())
    played = list(rounds())
    assert len(played) == len(recorded)
    for now, then in zip(played, recorded, strict=True):
        which = (now["scenario"], now["cast"], now["number"])
        assert now["turns"] == then["turns"], which
        assert now["end"] == then["end"], which
        assert now["payoffs"] == pytest.approx(then["payoffs"], abs=1e-9), which
        numbers = {name: value for name, value in then["board"].items() if isinstance(value, float)}
        assert {name: now["board"].get(name, 0.0) for name in numbers} == pytest.approx(numbers, abs=1e-9), (
            which
        )


def test_the_record_is_worth_comparing_with() -> None:
    """It holds every end, and rounds of every length."""
    recorded = json.loads(RECORD.read_text())
    assert {one["end"] for one in recorded} == set(ENDS)
    assert min(len(one["turns"]) for one in recorded) <= 3
    assert max(len(one["turns"]) for one in recorded) >= 12

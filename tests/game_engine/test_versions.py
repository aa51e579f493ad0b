"""RULES and BOTS are moved when a round would go otherwise: the golden playthroughs hold them.

Each playthrough is pinned with RULES and BOTS and with what its scenario counts with. One that goes otherwise while
these are the same is a change of the rules, or of the bots, that no record would tell of.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

import pytest

from game_engine import BOTS, RULES, load_scenario, to_plain
from tests.game_engine.test_transcripts import FOLDER

PINS = FOLDER / "pins.json"
RANDOM = "random"
MOVED = {
    RANDOM: "The rules make another round of the same moves: raise RULES in game_engine/replaying.py",
    "bots": "Bots play another round under the same rules: raise BOTS in game_engine/replaying.py",
}


def pin_of(name: str) -> dict[str, object]:
    """What is pinned of a playthrough: the two numbers, those of the scenario, and the digest of the text."""
    scenario, players, _text = name.split(".")
    return {
        "rules": RULES,
        **({} if players == RANDOM else {"bots": BOTS}),
        "scenario": digest_of(repr(list(numbers_in(to_plain(load_scenario(scenario))))).encode()),
        "digest": digest_of((FOLDER / name).read_bytes()),
    }


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def numbers_in(plain: object) -> Iterator[float]:
    """The numbers of a scenario, in its order: its texts are free to change."""
    if isinstance(plain, dict):
        plain = list(plain.values())
    if isinstance(plain, list | tuple):
        for part in plain:
            yield from numbers_in(part)
    elif isinstance(plain, int | float):
        yield plain


def trouble(name: str, pinned: dict[str, object], now: dict[str, object]) -> str:
    """What is to be done where a playthrough goes otherwise than it was pinned; empty where it goes as before."""
    if now == {**pinned, "scenario": now["scenario"]}:
        return ""
    if now["digest"] != pinned.get("digest") and now == {**pinned, "digest": now["digest"]}:
        return f"{name}: {MOVED[name.split('.')[1]]}, then write the pins anew (--rewrite-transcripts)."
    return f"{name}: its numbers have moved. Write the pins anew (--rewrite-transcripts)."


def names() -> list[str]:
    return sorted(path.name for path in FOLDER.glob("*.txt"))


def test_who_changes_what_happens_moves_a_number(request: pytest.FixtureRequest) -> None:
    pins = json.loads(PINS.read_text()) if PINS.exists() else {}
    now = {name: pin_of(name) for name in names()}
    told = [one for name in names() if (one := trouble(name, pins.get(name, {}), now[name]))]
    if request.config.getoption("--rewrite-transcripts"):
        told = [text for text in told if "raise" in text]
        if not told:
            PINS.write_text(json.dumps(now, indent=1) + "\n")
    assert not told, "\n".join(told)


def test_a_playthrough_that_goes_otherwise_asks_for_the_number_that_tells_it() -> None:
    pin = {"rules": 1, "bots": 1, "scenario": "s", "digest": "d"}
    assert trouble("x.bots.txt", pin, pin) == ""
    assert "raise BOTS" in trouble("x.bots.txt", pin, {**pin, "digest": "other"})
    assert "raise RULES" in trouble("x.random.txt", pin, {**pin, "digest": "other"})
    for moved in ({"rules": 2}, {"bots": 2}, {"scenario": "t"}):
        assert trouble("x.bots.txt", pin, {**pin, "digest": "other", **moved}).endswith(
            "(--rewrite-transcripts)."
        )
        assert "raise" not in trouble("x.bots.txt", pin, {**pin, "digest": "other", **moved})
    assert trouble("x.bots.txt", pin, {**pin, "rules": 2})
    assert trouble("x.bots.txt", pin, {**pin, "scenario": "t"}) == ""

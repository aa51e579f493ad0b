"""Two rounds that differ only in what a seat may not know give that seat the same frames, to the byte.

A second seed is looked for whose draws give this seat the same private facts and others different ones. What a hidden
fact decides in public (a coup, an incident at sea) may differ of course, so the rounds are compared until chance
speaks: through everything of the first turn, its orders sealed and its refusals included.
"""

import json
import re
from functools import cache

import msgspec
import pytest

from game_engine import Seating, decode_move, load_scenario, new_round, to_plain, view_for
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, open_table
from wargame.sockets import flood

pytestmark = pytest.mark.django_db(transaction=True)

SCENARIO = load_scenario("venezuela-2025")
SEATS = (BOB, CARMEN, DIEGO, ELENA)
SECRET_MOVES = {
    BOB: {"kind": "orders", "main": {"kind": "raise_buildup"}},
    CARMEN: {"kind": "orders", "main": {"kind": "mobilise"}},
    DIEGO: {"kind": "orders", "main": {"kind": "purge"}},
    ELENA: {"kind": "orders", "main": {"kind": "cells", "defect": []}},
}
OTHER_SECRETS = {
    BOB: {"kind": "orders", "main": {"kind": "hold"}},
    CARMEN: {"kind": "orders", "main": {"kind": "hold"}},
    DIEGO: {"kind": "orders", "main": {"kind": "rally"}},
    ELENA: {"kind": "orders", "main": {"kind": "cells", "defect": []}, "minor": {"kind": "warn"}},
}


@cache
def opening(seed: int, seat: str) -> tuple[bytes, bytes]:
    """What the seat sees on the first morning, and what is hidden from it."""
    state = new_round(SCENARIO, seed, Seating(officers=2)).state
    hidden = [to_plain(one.private) for one in state.seats if one.seat != seat]
    return msgspec.json.encode(view_for(state, seat)), msgspec.json.encode(hidden)


def twins(seat: str) -> tuple[int, int]:
    """Two seeds that are one to this seat and two to the others."""
    seen: dict[bytes, tuple[int, bytes]] = {}
    for seed in range(20_000):
        view, hidden = opening(seed, seat)
        if view in seen and seen[view][1] != hidden:
            return seen[view][0], seed
        seen.setdefault(view, (seed, hidden))
    pytest.fail(f"no twins for {seat}")


def transcript(sit, seat, seed, secrets):
    """Every byte that the seat is sent while the others plot, without what is random or the time."""
    table = open_table(scenario=SCENARIO, seed=seed, holders={})
    watched = sit(table.seats[seat])
    watched.hello()
    for other in SEATS:
        if other != seat:
            table.move(other, decode_move(secrets[other]))
    pair = [other for other in SEATS if other != seat][:2]
    words = "A" if secrets is SECRET_MOVES else "Something quite different"
    table.move(pair[0], decode_move({"kind": "say", "text": words, "to": [pair[1]]}))
    for frame in (
        {"kind": "answer", "offer": "cafe", "answer": "accept"},
        {"kind": "say", "text": "To all.", "public": True},
        {"kind": "orders", "main": {"kind": "conquer"}},
        {"kind": "ready"},
    ):
        name = "00000000-0000-4000-8000-00000000000" + str(len(frame))
        watched.answer({"t": "move", "id": name, "turn": 1, "move": frame})
    for other in SEATS:
        if other != seat:
            table.move(other, decode_move({"kind": "ready"}))
    watched.until(
        lambda frame: frame.get("event", {}).get("seat") == [one for one in SEATS if one != seat][-1]
    )
    numbered = [frame for frame in watched.frames if "seq" in frame or frame["t"] == "nack"]
    text = json.dumps(numbered).replace(table.id, "ROUND")
    return re.sub(r"\d{4}-\d\d-\d\dT[0-9:.]+Z", "TIME", text)


@pytest.mark.parametrize("seat", [CARMEN])
def test_what_is_hidden_from_a_seat_does_not_reach_its_socket(sit, monkeypatch, seat):
    monkeypatch.setattr(flood, "BURST", 10**6)
    one, other = twins(seat)
    assert transcript(sit, seat, one, SECRET_MOVES) == transcript(sit, seat, other, OTHER_SECRETS)


@pytest.mark.parametrize("seat", SEATS)
def test_what_others_do_in_secret_does_not_reach_a_seat(sit, monkeypatch, seat):
    monkeypatch.setattr(flood, "BURST", 10**6)
    first = transcript(sit, seat, 11, SECRET_MOVES)
    assert first == transcript(sit, seat, 11, OTHER_SECRETS)
    assert "Something" not in first

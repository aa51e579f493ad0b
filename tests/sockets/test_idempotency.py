"""A move sent again, over whichever connection, before or after others, is done once and answered the same."""

import json
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.play.tables import BOB, chain_is_whole, open_table
from wargame.record.models import LogEntry
from wargame.sockets import flood

pytestmark = pytest.mark.django_db(transaction=True)

MOVES = [
    {"kind": "say", "text": "One.", "public": True},
    {"kind": "say", "text": "Two.", "to": ["opposition"]},
    {"kind": "offer", "to": ["opposition"], "expires": 1, "terms": [{"kind": "hold_fire", "by": 1}]},
    {"kind": "threat", "to": ["leadership"], "demand": "resign", "by": 2, "action": "strike"},
    {"kind": "orders", "main": {"kind": "hold"}},
    {"kind": "ready"},
]
# Which move is sent, and over which of two connections; the same one may come up to five times.
sendings = st.lists(st.tuples(st.integers(0, len(MOVES) - 1), st.integers(0, 1)), min_size=1, max_size=18)


@pytest.fixture
def patient(monkeypatch):
    monkeypatch.setattr(flood, "BURST", 10**6)


@given(order=sendings, back=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_copies_have_one_effect_and_one_ack(sit, patient, order, back):
    table = open_table()
    sockets = [sit(table.seats[BOB]), sit(table.seats[BOB])]
    if back:
        for socket in sockets:
            socket.hello()
    names = [str(uuid4()) for _ in MOVES]
    acks: dict[int, set[str]] = {}
    for which, over in order:
        frame = {"t": "move", "id": names[which], "turn": 1, "move": MOVES[which]}
        acks.setdefault(which, set()).add(sockets[over].raw_answer(frame))
    assert {which: len(texts) for which, texts in acks.items()} == dict.fromkeys(acks, 1)
    assert all(json.loads(text)["t"] == "ack" for texts in acks.values() for text in texts)
    done = LogEntry.objects.filter(round=table.round, command__isnull=False)
    assert sorted(done.values_list("command", flat=True)) == sorted(UUID(names[which]) for which in acks)
    assert chain_is_whole(table)
    for socket in sockets:
        socket.connection.close()


@given(first=st.sampled_from(MOVES), second=st.sampled_from(MOVES))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_id_is_one_move(sit, patient, first, second):
    table = open_table()
    bob = sit(table.seats[BOB])
    frame = {"t": "move", "id": str(uuid4()), "turn": 1}
    assert json.loads(bob.raw_answer({**frame, "move": first}))["t"] == "ack"
    again = json.loads(bob.raw_answer({**frame, "move": second}))
    assert again.get("code") == (None if first == second else "id_reused")
    assert LogEntry.objects.filter(round=table.round, command__isnull=False).count() == 1
    bob.connection.close()


def test_copies_at_the_same_moment_over_two_connections(sit, patient):
    table = open_table()
    sockets = [sit(table.seats[BOB]) for _ in range(4)]
    for _ in range(10):
        frame = {"t": "move", "id": str(uuid4()), "turn": 1, "move": MOVES[0]}
        for socket in sockets:
            socket.send(frame)
        assert len({json.dumps(socket.kind("ack", "nack")) for socket in sockets}) == 1
    assert LogEntry.objects.filter(round=table.round, kind="say").count() == 10

"""What nobody should send: each is refused with its code, nothing changes, and the socket and its neighbours stay."""

import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.play.tables import BOB, CARMEN, DIEGO, hello, open_table
from wargame.play import actions
from wargame.record.models import Record
from wargame.sockets import flood

pytestmark = pytest.mark.django_db(transaction=True)

ID = "6a5e2f2e-8a35-4d5e-9b7c-3b1f0a9c6d11"


def move(turn="1", id=f'"{ID}"', move='{"kind":"ready"}'):
    return f'{{"t":"move","id":{id},"turn":{turn},"move":{move}}}'


def say(text):
    return move(move=f'{{"kind":"say","public":true,"text":{text}}}')


def nested(depth):
    return "[" * depth + "]" * depth


FRAMES = [
    ("text", "hello", "bad_json"),
    ("nothing", "", "bad_json"),
    ("half an object", '{"t":"ping"', "bad_json"),
    ("two objects", '{"t":"ping"}{"t":"ping"}', "bad_json"),
    ("NaN", '{"t":"hello","since":NaN}', "bad_json"),
    ("Infinity", '{"t":"hello","since":Infinity}', "bad_json"),
    ("-Infinity in a move", move(move='{"kind":"ready","ready":-Infinity}'), "bad_json"),
    ("a part twice", '{"t":"ping","t":"ping"}', "bad_json"),
    ("another seat's id after the right one", move()[:-1] + f',"id":"{ID}"' + "}", "bad_json"),
    ("a part of a move twice", move(move='{"kind":"ready","ready":true,"ready":false}'), "bad_json"),
    (
        "a part twice, once in escapes",
        move(move='{"kind":"ready","ready":true,"re\\u0061dy":false}'),
        "bad_json",
    ),
    (
        "a part of an order twice",
        move(move='{"kind":"orders","main":{"kind":"hold","kind":"a:b"}}'),
        "bad_json",
    ),
    ("a part twice in what may be anything", '{"t":"hello","since":[{"a":1,"a":2}]}', "bad_json"),
    ("depth 13", '{"t":"hello","since":' + nested(12) + "}", "too_deep"),
    ("depth 13 in a move", move(move='{"kind":"say","text":' + nested(12) + "}"), "too_deep"),
    ("depth 30,000", nested(30_000), "too_deep"),
    ("a list", "[]", "bad_envelope"),
    ("a text", '"ping"', "bad_envelope"),
    ("a number", "7", "bad_envelope"),
    ("null", "null", "bad_envelope"),
    ("no t", "{}", "unknown_type"),
    ("unknown t", '{"t":"dance"}', "unknown_type"),
    ("t of 10 KB", '{"t":"' + "x" * 10_240 + '"}', "unknown_type"),
    ("t of Python", '{"t":"__class__"}', "unknown_type"),
    ("t of the server", '{"t":"disconnect"}', "unknown_type"),
    ("t of the layer", '{"t":"ring"}', "unknown_type"),
    ("t that is no text", '{"t":7}', "unknown_type"),
    ("a field too many", '{"t":"ping","role":"facilitator"}', "unknown_field"),
    ("another's seat", move()[:-1] + ',"seat":"leadership"}', "unknown_field"),
    ("is_admin in a move", move(move='{"kind":"ready","is_admin":true}'), "unknown_field"),
    ("seat in a move", move(move='{"kind":"ready","seat":"leadership"}'), "unknown_field"),
    ("no move", '{"t":"move","id":"' + ID + '","turn":1}', "missing_field"),
    ("no id", '{"t":"move","turn":1,"move":{"kind":"ready"}}', "bad_id"),
    ("id that is no UUID", move(id='"' + "x" * 36 + '"'), "bad_id"),
    ("id of 32 digits", move(id=f'"{ID.replace("-", "")}"'), "bad_id"),
    ("id of 40 KB", move(id='"' + "x" * 40_960 + '"'), "bad_id"),
    ("id that is a number", move(id="7"), "bad_id"),
    ("no turn", '{"t":"move","id":"' + ID + '","move":{"kind":"ready"}}', "stale_turn"),
    ("turn 0", move(turn="0"), "stale_turn"),
    ("turn 2", move(turn="2"), "stale_turn"),
    ("turn 1e999", move(turn="1e999"), "bad_type"),
    ("turn 1.9", move(turn="1.9"), "bad_type"),
    ('turn "1"', move(turn='"1"'), "bad_type"),
    ("turn true", move(turn="true"), "bad_type"),
    ("turn null", move(turn="null"), "bad_type"),
    ("turn -1", move(turn="-1"), "out_of_range"),
    ("turn 2^53+1", move(turn="9007199254740993"), "out_of_range"),
    ("turn 2^63", move(turn="9223372036854775808"), "out_of_range"),
    ("unknown move", move(move='{"kind":"resign"}'), "unknown_type"),
    ("facilitator's move", move(move='{"kind":"close_turn"}'), "unknown_type"),
    ("a move without a kind", move(move="{}"), "missing_field"),
    ("a move that is a list", move(move="[]"), "bad_type"),
    ("a move that is null", move(move="null"), "bad_type"),
    ("text that is a number", say("7"), "bad_type"),
    ("text of 4,001 letters", say('"' + "x" * 4001 + '"'), "too_long"),
    ("half a letter", say('"a\\ud800b"'), "bad_text"),
    ("no text", say('""'), "bad_text"),
    ("blank text", say('" \\n "'), "bad_text"),
    ("a filler that shows nothing", say('"\\u3164"'), "bad_text"),
    ("marks and joiners without a letter", say('"\\u0301\\u200d\\u200b"'), "bad_text"),
    ("controls alone", say('"\\u0000\\u202e\\u0007"'), "bad_text"),
    ("talk to oneself", move(move='{"kind":"say","text":"Hm.","to":["us"]}'), "bad_recipient"),
    ("talk to nobody", move(move='{"kind":"say","text":"Hm."}'), "bad_recipient"),
    ("talk to no seat", move(move='{"kind":"say","text":"Hm.","to":["pope"]}'), "bad_recipient"),
    ("an order of another's menu", move(move='{"kind":"orders","main":{"kind":"purge"}}'), "unknown_order"),
    ("breadth of 2", move(move='{"kind":"orders","main":{"kind":"hold","breadth":2}}'), "bad_term"),
    ("answer to no offer", move(move='{"kind":"answer","offer":"x","answer":"accept"}'), "no_such_offer"),
    ("an answer that is none", move(move='{"kind":"answer","offer":"x","answer":"maybe"}'), "unknown_type"),
    ("an empty offer", move(move='{"kind":"offer","to":["opposition"],"expires":1}'), "empty_offer"),
]


@pytest.fixture
def patient(monkeypatch):
    """Lets one socket send many bad frames."""
    monkeypatch.setattr(flood, "BURST", 10**6)
    monkeypatch.setattr(flood.Budget, "bad", lambda self: False)


def test_every_frame_of_the_catalogue_is_refused_by_its_code(sit, patient):
    table = open_table()
    carmen, bob = sit(table.seats[CARMEN]), sit(table.seats[BOB])
    carmen.hello()
    bob.hello()
    before = Record.objects.values().get()
    answers = [(name, bob.answer(frame)) for name, frame, _code in FRAMES]
    assert [(name, one["code"]) for name, one in answers] == [(name, code) for name, _frame, code in FRAMES]
    for name, one in answers:
        assert one["message"].endswith((".", "?")), name
        assert "Traceback" not in one["message"], name
    assert Record.objects.values().get() == before
    # Nobody else has heard of any of it, and everyone is still there.
    table.move(DIEGO, hello())
    assert carmen.kind("event")["seq"] == 2
    assert bob.answer(move(id=f'"{uuid4()}"'))["t"] == "ack"


def test_refusals_name_the_move_where_it_was_legible(sit, patient):
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    assert bob.answer(move(turn="9"))["id"] == ID
    assert bob.answer(move(turn="9"))["turn"] == 1
    assert bob.answer(move(turn='"1"')) | {"message": ""} == {
        "t": "nack",
        "id": ID,
        "code": "bad_type",
        "message": "",
        "detail": "turn",
        "turn": None,
    }
    assert bob.answer(move(move='{"kind":"say","text":7}'))["detail"] == "move.text"
    assert bob.answer("hello")["id"] is None


def test_refusals_are_in_the_clients_language(sit, patient):
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello(language="en")
    english = [bob.answer(frame)["message"] for _name, frame, _code in FRAMES]
    bob.hello(language="es")
    spanish = [bob.answer(frame)["message"] for _name, frame, _code in FRAMES]
    same = [name for (name, _f, _c), one, other in zip(FRAMES, english, spanish, strict=True) if one == other]
    assert same == []


@pytest.mark.parametrize("language", ["fr", "", None, 7, {"a": 1}, "en; DROP TABLE"])
def test_unknown_language_is_english(sit, language):
    bob = sit(open_table().seats[BOB])
    bob.hello(language=language)
    assert bob.frames[0]["language"] == "en"


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "</script>",
        "{{7*7}}",
        "'; DROP TABLE--",
        "%s%n",
        "../../etc/passwd",
        "${jndi:x}",
    ],
)
def test_text_is_text(sit, text):
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    assert bob.answer(say(json.dumps(text)))["t"] == "ack"
    assert sit(table.seats[CARMEN]).hello()["talk"][0]["event"]["text"] == text


def test_binary_frame_closes_the_socket(sit):
    table = open_table()
    for frame in (b"\x00\xff", b'{"t":"ping"}'):
        bob = sit(table.seats[BOB])
        bob.send(frame)
        assert bob.closed() == 1003


@pytest.mark.parametrize("size", [65_537, 10**6])
def test_frame_that_is_too_large_closes_the_socket(sit, size):
    bob = sit(open_table().seats[BOB])
    bob.send('{"t":"' + "x" * size + '"}')
    assert bob.closed() == 1009


def test_ten_bad_frames_close_the_socket(sit):
    table = open_table()
    bob = sit(table.seats[BOB])
    for _ in range(10):
        bob.send("hello")
    assert bob.closed() == 4400
    assert sum(frame["t"] == "nack" for frame in bob.frames) == 10
    # Moves that the rules refuse are no bad frames.
    bob = sit(table.seats[BOB])
    for _ in range(11):
        assert bob.answer(move(turn="9"))["code"] == "stale_turn"


def test_flood_is_told_to_slow_down_and_then_closed(sit, monkeypatch):
    monkeypatch.setattr(flood, "A_SECOND", 0)
    table = open_table()
    carmen, bob = sit(table.seats[CARMEN]), sit(table.seats[BOB])
    carmen.hello()
    for _ in range(200):
        bob.send(move(turn="9"))
    assert bob.closed() == 4429
    codes = [frame["code"] for frame in bob.frames if frame["t"] == "nack"]
    assert codes[:40] == ["stale_turn"] * 40
    assert codes[40:] == ["slow_down"] * 60
    assert {frame["id"] for frame in bob.frames if frame["t"] == "nack"} == {ID}
    assert carmen.answer({"t": "ping"})["t"] == "pong"


def test_moves_at_the_wrong_time_say_so(sit, patient):
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    actions.pause(table.id, None)
    assert bob.answer(move())["code"] == "paused"
    actions.end_round(table.id, None)
    assert bob.answer(move())["code"] == "over"


def test_offer_that_one_may_not_see_is_refused_like_one_that_is_not_there(sit, patient):
    from game_engine import Offer, Undertaking

    table = open_table()
    table.move(DIEGO, Offer(to=("officer-1",), expires=1, terms=(Undertaking("promote", by=1),)))
    secret = table.state().offers[0].id
    bob = sit(table.seats[BOB])
    bob.hello()
    for kind, more in (("answer", ',"answer":"accept"'), ("cosign", ""), ("withdraw", "")):
        answers = [
            bob.answer(move(move=f'{{"kind":"{kind}","offer":"{name}"{more}}}'))
            for name in (secret, "deadbeef")
        ]
        assert answers[0] == answers[1]
        assert answers[0]["code"] == "no_such_offer"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["t", "id", "turn", "move", "kind", "to", "text", "since"]) | st.text(), inner
            )
        ),
        max_leaves=12,
    )
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_at_all_is_answered(sit, patient, one_table, data):
    bob = one_table(sit)
    answer = bob.answer(json.dumps(data))
    assert answer["t"] == "nack"


@pytest.fixture
def one_table():
    opened = []

    def open_once(sit):
        if not opened:
            opened.append(sit(open_table().seats[BOB]))
        return opened[0]

    return open_once


def test_fault_of_our_own_is_said_and_the_socket_stays(sit, monkeypatch, errors):
    def fail(*args):
        raise ZeroDivisionError

    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    with monkeypatch.context() as broken:
        broken.setattr(actions, "submit_move", fail)
        assert bob.answer(move())["code"] == "server_error"
    assert "ZeroDivisionError" in errors.take()
    # Nothing was done under that id, so the same move may come again.
    assert bob.answer(move())["t"] == "ack"


def test_a_move_without_a_turn_is_told_the_present_one(sit):
    bob = sit(open_table().seats[BOB])
    refused = bob.answer('{"t":"move","id":"' + ID + '","move":{"kind":"ready"}}')
    assert (refused["code"], refused["turn"]) == ("stale_turn", 1)

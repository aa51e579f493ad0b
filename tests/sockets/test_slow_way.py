"""The slow way: a seat's frames by HTTP, through the gates and with the views of a socket."""

import json
import threading
import urllib.error
import urllib.request
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from game_engine import Say
from tests.play.tables import BOB, CARMEN, DIEGO, hello, open_table
from wargame.exercises import access
from wargame.exercises.models import Seat
from wargame.record.models import SeatEvent
from wargame.sockets import hub, slow

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 10


class Way:
    """A seat's client that knows no sockets."""

    def __init__(self, server, seat, **headers):
        self.url = server.url(f"/line/v1/seats/{seat.pk}/").replace("ws://", "http://")
        self.headers = headers or {"Authorization": f"Bearer {access.bearer_token(seat)}"}
        self.since = None
        self.mark = ""

    def post(self, visit, *, method="POST"):
        body = visit if isinstance(visit, bytes) else json.dumps(visit).encode()
        asked = urllib.request.Request(self.url, body, self.headers, method=method)
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            return json.loads(answer.read())

    def poll(self, *more):
        """Say hello and wait for news; its frames."""
        first = {"t": "hello", "since": self.since, "language": "en"}
        told = self.post({"frames": [first, *more], "mark": self.mark, "hold": True})
        self.mark = told["mark"]
        for frame in told["frames"]:
            self.since = frame.get("seq", self.since) if frame["t"] != "ack" else self.since
        assert told["close"] is None
        return told["frames"]

    def settle(self, monkeypatch):
        """Poll until nothing is new; from here on a request is held for longer than any test waits."""
        monkeypatch.setattr(slow, "HOLD_SECONDS", 0.05)
        while kinds(self.poll()) != ["pong"]:
            pass
        monkeypatch.setattr(slow, "HOLD_SECONDS", 600)

    def say(self, *frames):
        return self.post({"frames": frames})["frames"]

    def status(self, visit, **request):
        with pytest.raises(urllib.error.HTTPError) as refused:
            self.post(visit, **request)
        refused.value.close()
        return refused.value.code


@pytest.fixture
def way(server):
    return lambda seat, **headers: Way(server, seat, **headers)


def kinds(frames):
    return [frame["t"] for frame in frames]


def move(kind, turn=1, **fields):
    return {"t": "move", "id": str(uuid4()), "turn": turn, "move": {"kind": kind, **fields}}


def test_the_first_request_brings_the_picture_and_the_next_what_was_missed(way):
    table = open_table()
    bob = way(table.seats[BOB])
    welcome, snapshot = bob.poll()
    assert (welcome["t"], welcome["seat"], snapshot["seq"]) == ("welcome", BOB, 1)
    table.move(CARMEN, hello("one"))
    table.move(CARMEN, hello("two"))
    told = bob.poll()
    assert [frame["event"]["text"] for frame in told if frame["t"] == "event"] == ["one", "two"]
    assert bob.since == 3


def test_a_request_is_held_until_there_is_news(way, monkeypatch):
    table = open_table()
    bob = way(table.seats[BOB])
    bob.settle(monkeypatch)
    held = []
    waiting = threading.Thread(target=lambda: held.extend(bob.poll()))
    waiting.start()
    table.move(CARMEN, hello("Good morning."))
    waiting.join(SECONDS)
    assert "event" in kinds(held)


def test_a_request_without_news_ends_with_the_time_alone(way, monkeypatch):
    bob = way(open_table().seats[BOB])
    bob.settle(monkeypatch)
    monkeypatch.setattr(slow, "HOLD_SECONDS", 0.05)
    assert kinds(bob.poll()) == ["pong"]


def test_what_changed_between_two_requests_is_no_secret_of_the_server(way, monkeypatch):
    """The clock and who is there have no numbers: the mark says what the client knows of them."""
    from wargame.play import actions

    table = open_table(turn_seconds=600)
    bob = way(table.seats[BOB])
    bob.settle(monkeypatch)
    actions.pause(table.id, None)
    told = bob.poll()
    assert [frame["status"] for frame in told if frame["t"] == "clock"] == ["paused"]


def test_moves_are_done_once_and_acknowledged_as_on_a_socket(way, sit):
    table = open_table()
    bob, socket = way(table.seats[BOB]), sit(table.seats[BOB])
    socket.hello()
    sent = move("say", text="Good morning.", public=True)
    (ack,) = bob.say(sent)
    assert ack == {"t": "ack", "id": sent["id"], "seq": 2}
    assert bob.say(sent) == [ack]
    assert socket.answer(sent) == ack
    refused = bob.say(move("say", text="late", public=True, turn=9))
    assert (refused[0]["t"], refused[0]["code"]) == ("nack", "stale_turn")
    assert bob.say({"t": "dance"})[0]["code"] == "unknown_type"
    assert len(table.numbers(BOB)) == 2


def test_a_whole_round_goes_by_the_slow_way(way, monkeypatch):
    monkeypatch.setattr(slow, "HOLD_SECONDS", 0.05)
    table = open_table()
    bob = way(table.seats[BOB])
    bob.poll()
    seen = []
    while table.record.status == "running":
        bob.say(move("ready", turn=table.record.turn))
        table.turn()
        seen += bob.poll()
    assert [frame["seq"] for frame in seen if "seq" in frame] == table.numbers(BOB)[1:]
    assert [frame["status"] for frame in seen if frame["t"] == "clock"][-1] == "over"


def test_private_talk_reaches_nobody_else(way):
    table = open_table()
    diego = way(table.seats[DIEGO])
    diego.poll()
    table.move(BOB, Say(text="Between us.", to=(CARMEN,)))
    table.move(BOB, hello("To all."))
    told = [frame for frame in diego.poll() if frame["t"] == "event"]
    assert [(frame["seq"], frame["event"]["text"]) for frame in told] == [(2, "To all.")]


def session_of(seat):
    """The cookie of a browser that holds the seat."""
    client = Client()
    session = client.session
    access.hold(session, seat)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def test_a_browser_is_let_in_from_our_own_pages_alone(way, server):
    seat = open_table().seats[BOB]
    cookie = session_of(seat)
    own = f"http://127.0.0.1:{server.port}"
    ours = way(seat, Cookie=cookie, Origin=own)
    assert kinds(ours.poll()) == ["welcome", "snapshot"]
    for origin in ("http://evil.example", "null", own + "/", own.replace("http:", "https:")):
        assert way(seat, Cookie=cookie, Origin=origin).status({}) == 403
    assert way(seat, Cookie=cookie).status({}) == 403
    assert way(seat, Cookie=cookie, Origin=own, Host="evil.example").status({}) == 400


def test_strangers_and_those_put_out_get_the_codes_of_a_socket(way, server):
    table = open_table()
    seat, own = table.seats[BOB], f"http://127.0.0.1:{server.port}"
    stranger = way(seat, Cookie=session_of(table.seats[CARMEN]), Origin=own)
    assert stranger.post({"frames": [{"t": "hello"}], "hold": True}) == {
        "frames": [],
        "mark": "",
        "close": 4404,
    }
    bob = way(seat)
    bob.poll()
    Seat.objects.filter(pk=seat.pk).update(generation=seat.generation + 1)
    assert bob.post({"frames": [move("ready")]})["close"] == 4401
    assert len(table.numbers(BOB)) == 1


def test_who_is_put_out_while_a_request_is_held_is_told(way, monkeypatch):
    seat = open_table().seats[BOB]
    bob = way(seat)
    bob.settle(monkeypatch)
    held = []
    visit = {"frames": [{"t": "hello", "since": 1}], "mark": bob.mark, "hold": True}
    waiting = threading.Thread(target=lambda: held.append(bob.post(visit)))
    waiting.start()
    Seat.objects.filter(pk=seat.pk).update(generation=seat.generation + 1)
    waiting.join(SECONDS)
    assert held[0]["close"] == 4401


@pytest.mark.parametrize(
    ("visit", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"frames": [{]}', 400),
        (b'{"frames": {}}', 400),
        (b'{"more": 1}', 400),
        (b"\xff\xfe", 400),
        (b'{"frames": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", 400),
        (b" " * (slow.LARGEST_BODY + 1), 413),
    ],
)
def test_what_is_no_visit_is_refused(way, visit, status):
    assert way(open_table().seats[BOB]).status(visit) == status


def test_other_methods_and_addresses_are_refused(way):
    bob = way(open_table().seats[BOB])
    assert bob.status({}, method="PUT") == 405
    bob.url += "more/"
    assert bob.status({}) == 404


def test_a_frame_too_large_closes_as_on_a_socket(way):
    table = open_table()
    large = move("say", text="x" * 66_000, public=True)
    assert way(table.seats[BOB]).post({"frames": [large]})["close"] == 1009
    assert SeatEvent.objects.filter(round=table.round, seat=BOB).count() == 1


def test_a_seat_has_one_budget_for_all_its_ways(way, sit):
    table = open_table()
    bob, socket = way(table.seats[BOB]), sit(table.seats[BOB])
    socket.hello()
    for _ in range(70):
        socket.send({"t": "ping"})
    refused = bob.post({"frames": [{"t": "ping"}] * 60})
    codes = {frame.get("code") for frame in refused["frames"]}
    assert refused["close"] == 4429 or "slow_down" in codes


def test_a_seat_is_present_between_two_requests(way, sit, monkeypatch):
    monkeypatch.setattr(slow, "HOLD_SECONDS", 0.05)
    table = open_table()
    carmen = sit(table.seats[CARMEN])
    carmen.hello()
    bob = way(table.seats[BOB])
    for _ in range(3):
        bob.poll()
    assert carmen.answer({"t": "ping"})["t"] == "pong"
    told = [frame["seats"][BOB]["present"] for frame in carmen.frames if frame["t"] == "presence"]
    assert told.count(False) <= 1  # before he came
    assert told[-1]


def test_the_sixth_line_sends_the_oldest_away(way, sit, monkeypatch):
    seat = open_table().seats[BOB]
    bob = way(seat)
    bob.settle(monkeypatch)
    held = []
    visit = {"frames": [{"t": "hello", "since": 1}], "mark": bob.mark, "hold": True}
    waiting = threading.Thread(target=lambda: held.append(bob.post(visit)))
    waiting.start()
    while waiting.is_alive():
        sit(seat).hello()
        waiting.join(0.2)
    assert held[0]["close"] == 4409
    assert hub.SOCKETS_A_SEAT == 5

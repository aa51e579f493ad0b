"""A seat's socket: what it is told, how it comes back, and who is let in."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import OperationalError
from django.db.models import F
from django.utils import timezone
from websockets.exceptions import InvalidStatus

from game_engine import Offer, Say, Undertaking, to_plain
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, hello, open_table
from tests.processes import wait_until
from wargame.exercises import access
from wargame.exercises.models import Seat
from wargame.play import actions
from wargame.record import queries
from wargame.record.models import Record
from wargame.sockets import consumers, doors

pytestmark = pytest.mark.django_db(transaction=True)


def move(kind, turn=1, **fields):
    return {"t": "move", "id": str(uuid4()), "turn": turn, "move": {"kind": kind, **fields}}


def test_hello_is_answered_with_the_whole_picture(sit):
    table = open_table()
    bob = sit(table.seats[BOB])
    snapshot = bob.hello()
    welcome = bob.frames[0]
    assert (welcome["protocol"], welcome["seat"], welcome["round"], welcome["head"]) == (1, BOB, table.id, 1)
    assert snapshot["seq"] == 1
    assert snapshot["view"]["viewer"] == BOB
    assert snapshot["clock"]["status"] == "running"
    assert set(snapshot["presence"]["seats"]) == set(table.seats)
    assert all(track["name_text"] for track in snapshot["view"]["tracks"])
    assert snapshot["report"]["turn"] == 0


def test_what_one_says_all_hear_in_their_own_language(sit):
    table = open_table()
    bob, carmen = sit(table.seats[BOB]), sit(table.seats[CARMEN])
    bob.hello(language="en")
    carmen.hello(language="es")
    sent = move("ready")
    assert bob.answer(sent) == {"t": "ack", "id": sent["id"], "seq": 2}
    english = next((frame for frame in bob.frames if frame["t"] == "event"), None) or bob.kind("event")
    spanish = carmen.kind("event")
    assert english["event"]["seat"] == spanish["event"]["seat"] == BOB
    assert english["event"]["text"] != spanish["event"]["text"]


def test_offer_comes_with_what_each_seat_can_do_about_it(sit):
    table = open_table()
    bob, carmen = sit(table.seats[BOB]), sit(table.seats[CARMEN])
    bob.hello()
    carmen.hello()
    bob.send(move("offer", to=[CARMEN], expires=1, terms=[{"kind": "hold_fire", "by": 1}]))
    heard = carmen.kind("event")
    assert "accept" in heard["offer"]["can"]
    assert heard["offer"]["title"]
    answered = carmen.answer(move("answer", offer=heard["offer"]["offer"]["id"], answer="accept"))
    assert answered["t"] == "ack"
    made = bob.until(lambda frame: frame.get("event", {}).get("kind") == "offer_answered")
    assert made["commitments"][0]["text"]


def test_private_talk_reaches_nobody_else(sit):
    table = open_table()
    carmen, diego = sit(table.seats[CARMEN]), sit(table.seats[DIEGO])
    carmen.hello()
    diego.hello()
    table.move(BOB, Say(text="Between us.", to=(CARMEN,)))
    table.move(BOB, hello("To all."))
    assert carmen.kind("event")["event"]["text"] == "Between us."
    # Diego's next number is that of what he may hear: nothing tells him that there was more.
    heard = diego.kind("event")
    assert (heard["seq"], heard["event"]["text"]) == (2, "To all.")


def test_turn_is_told_in_one_frame_and_the_clock_after_it(sit):
    table = open_table(turn_seconds=600)
    bob = sit(table.seats[BOB])
    bob.hello()
    table.turn()
    told = bob.kind("turn", "clock")
    assert told["t"] == "turn"
    assert (told["turn"], told["view"]["turn"]) == (1, 2)
    assert all(event["text"] for event in told["report"])
    assert bob.kind("clock")["deadline"] is not None


def test_over_is_told_after_the_turn_that_ended_it(sit):
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    while table.record.status == "running":
        table.turn()
    bob.until(lambda frame: frame["t"] == "clock" and frame["status"] == "over")
    last = [frame for frame in bob.frames if frame["t"] == "turn"][-1]
    assert last["view"]["phase"] == "over"
    assert last["view"]["end_text"]


def reduced(view, frames):
    """The view after these frames, as docs/protocol.md says that a client keeps it."""
    view = json.loads(json.dumps(view))
    for frame in frames:
        if frame["t"] == "turn":
            view = json.loads(json.dumps(frame["view"]))
        if frame["t"] != "event":
            continue
        event = frame["event"]
        if event["kind"] == "orders_sealed":
            view["me"]["orders"] = event["orders"]
        if event["kind"] == "ready_changed":
            _put(
                view["seats"],
                [{**one, "ready": event["ready"]} for one in view["seats"] if one["seat"] == event["seat"]],
                "seat",
            )
            if view["me"]["seat"] == event["seat"]:
                view["me"]["ready"] = event["ready"]
        if "offer" in frame:
            offers = {one["offer"]["id"]: one for one in view.get("offers", [])}
            view["offers"] = [*{**offers, frame["offer"]["offer"]["id"]: frame["offer"]}.values()]
        _put(view.setdefault("ledger", []), frame.get("commitments", []), "id")
    return view


def _put(lines, new, key):
    for one in new:
        at = next((place for place, line in enumerate(lines) if line[key] == one[key]), None)
        if at is None:
            lines.append(one)
        else:
            lines[at] = one


def bare(view):
    """A view without what carries its usual value, which may be left out."""
    return {name: value for name, value in view.items() if value not in ([], {}, None, False)}


def busy(table):
    """Something of everything: talk, offers, answers, threats, orders, readiness, and a turn."""
    offer = Offer(to=(CARMEN,), expires=1, terms=(Undertaking("hold_fire", by=1),), witnesses=(DIEGO,))
    table.move(BOB, offer)
    table.move(BOB, Say(text="Take it.", to=(CARMEN,)))
    name = table.state().offers[-1].id
    for seat, json_move in (
        (DIEGO, {"kind": "cosign", "offer": name}),
        (CARMEN, {"kind": "answer", "offer": name, "answer": "accept"}),
        (
            BOB,
            {"kind": "offer", "to": [DIEGO], "expires": 1, "asks": [{"kind": "release_prisoners", "by": 1}]},
        ),
        (
            BOB,
            {
                "kind": "threat",
                "to": [DIEGO],
                "demand": "resign",
                "by": 2,
                "action": "strike",
                "public": True,
            },
        ),
        (BOB, {"kind": "orders", "main": {"kind": "raise_buildup"}}),
        (BOB, {"kind": "ready"}),
    ):
        from game_engine import decode_move

        table.move(seat, decode_move(json_move))


@pytest.mark.parametrize("seat", [BOB, CARMEN, DIEGO, ELENA])
def test_picture_and_what_came_after_make_the_present_picture(sit, seat):
    table = open_table()
    first = sit(table.seats[seat])
    start = first.hello()
    busy(table)
    table.move(CARMEN, hello("That is all."))
    first.until(lambda frame: frame.get("event", {}).get("text") == "That is all.")
    now = sit(table.seats[seat]).hello()
    assert bare(reduced(start["view"], first.frames)) == bare(now["view"])
    table.everybody_ready()
    actions.resolve_turn(table.id, 1, "ready")
    first.kind("turn")
    after = sit(table.seats[seat]).hello()
    assert bare(reduced(start["view"], first.frames)) == bare(after["view"])


def test_coming_back_brings_exactly_what_was_missed(sit):
    table = open_table()
    busy(table)
    table.turn() if table.record.resolve_due else None
    head = queries.head(table.seats[BOB])
    whole = sit(table.seats[BOB])
    whole.hello(since=0)
    assert whole.numbered == list(range(1, head + 1))
    for since in range(head + 1):
        back = sit(table.seats[BOB])
        back.hello(since=since)
        missed = [frame for frame in back.frames if frame["t"] in ("event", "turn")]
        assert missed == [frame for frame in whole.frames if frame.get("seq", 0) > since]
        back.connection.close()


@pytest.mark.parametrize("since", [-1, 10**6, 2**63, 2**70, "abc", 1.5, True, [], {"a": 1}, None])
def test_number_that_makes_no_sense_brings_a_snapshot(sit, since):
    table = open_table()
    assert sit(table.seats[BOB]).hello(since=since)["t"] == "snapshot"


def test_who_was_away_for_long_gets_a_snapshot(sit, monkeypatch):
    monkeypatch.setattr(queries, "MOST_MISSED", 5)
    table = open_table()
    for _ in range(6):
        table.move(BOB, hello())
    assert sit(table.seats[BOB]).hello(since=1)["t"] == "snapshot"
    assert sit(table.seats[BOB]).hello(since=2)["t"] == "presence"


def test_waiting_round_has_no_view_and_the_first_turn_brings_it(sit):
    table = open_table(start=False)
    bob = sit(table.seats[BOB])
    snapshot = bob.hello()
    assert (snapshot["seq"], snapshot["view"], snapshot["clock"]["status"]) == (0, None, "waiting")
    assert bob.answer(move("ready"))["code"] == "not_started"
    actions.start_round(table.id, None)
    assert bob.kind("turn")["view"]["turn"] == 1


def test_nothing_is_told_before_hello(sit):
    table = open_table()
    bob = sit(table.seats[BOB])
    table.move(CARMEN, hello())
    assert bob.answer({"t": "ping"})["t"] == "pong"
    assert [frame["t"] for frame in bob.frames] == ["pong"]
    assert bob.hello()["seq"] == 2


def test_others_see_who_comes_and_goes(sit):
    table = open_table()
    carmen = sit(table.seats[CARMEN])
    carmen.hello()
    bob = sit(table.seats[BOB])
    bob.hello()
    carmen.until(lambda frame: frame["t"] == "presence" and frame["seats"][BOB]["present"])
    bob.connection.close()
    carmen.until(lambda frame: frame["t"] == "presence" and not frame["seats"][BOB]["present"])


def test_second_window_that_closes_leaves_the_seat_present(sit):
    table = open_table()
    carmen = sit(table.seats[CARMEN])
    carmen.hello()
    old, new = sit(table.seats[BOB]), sit(table.seats[BOB])
    old.hello()
    new.hello()
    old.connection.close()
    table.move(DIEGO, hello())
    carmen.kind("event")
    assert Seat.objects.get(pk=table.seats[BOB].pk).last_seen_at > timezone.now() - timedelta(seconds=20)


def test_sixth_window_closes_the_oldest(sit):
    table = open_table()
    windows = []
    for _ in range(6):
        windows.append(sit(table.seats[BOB]))
        assert windows[-1].hello()["t"] == "snapshot"
    assert windows[0].closed() == 4409
    for window in windows[1:]:
        assert window.answer({"t": "ping"})["t"] == "pong"


def test_seat_that_is_given_to_another_is_closed(sit):
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    Seat.objects.filter(pk=table.seats[BOB].pk).update(generation=F("generation") + 1)
    assert bob.closed() == 4401
    assert sit(table.seats[BOB]).closed() == 4401


def test_token_of_one_seat_opens_no_other(sit):
    table = open_table()
    wrong = access.bearer_token(table.seats[CARMEN])
    assert sit(table.seats[BOB], token=wrong).closed() == 4401
    assert sit(table.seats[BOB], token=access.join_token(table.seats[BOB])).closed() == 4401
    assert sit(table.seats[BOB], token=wrong, path="/ws/v1/seats/nosuchseatatall2/").closed() == 4401


def test_rounds_own_address_leads_to_the_seat_of_the_token(sit):
    table = open_table()
    sit(table.seats[CARMEN], path=f"/ws/v1/rounds/{table.id}/").hello()
    other = open_table()
    assert sit(other.seats[CARMEN], path=f"/ws/v1/rounds/{table.id}/").closed() == 4401


def test_bot_has_no_door(sit):
    table = open_table(holders={CARMEN: "bot"})
    assert sit(table.seats[CARMEN]).closed() == 4401


def test_browser_comes_in_by_its_session(sit, server, client):
    table = open_table()
    session = client.session
    access.hold(session, table.seats[BOB])
    session.save()
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
        "Origin": f"http://127.0.0.1:{server.port}",
    }
    assert sit(table.seats[BOB], token="", **headers).hello()["view"]["viewer"] == BOB
    # Another's seat is answered like one that is not there.
    assert sit(table.seats[CARMEN], token="", **headers).closed() == 4404
    assert (
        sit(table.seats[CARMEN], token="", path="/ws/v1/seats/nosuchseatatall2/", **headers).closed() == 4404
    )


def test_password_of_a_proxy_before_us_is_no_token(sit, server, client):
    table = open_table()
    session = client.session
    access.hold(session, table.seats[BOB])
    session.save()
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
        "Origin": f"http://127.0.0.1:{server.port}",
        "Authorization": "Basic Ym9iOnB3",
    }
    assert sit(table.seats[BOB], token="", **headers).hello()["view"]["viewer"] == BOB


@pytest.mark.parametrize("path", ["seats/%00", "seats/UPPER", "rounds/%00", "rounds/x", "rounds/%00/watch"])
def test_what_can_be_no_id_has_no_door(sit, path):
    with pytest.raises(InvalidStatus) as refusal:
        sit(None, token="any", path=f"/ws/v1/{path}/")
    assert refusal.value.response.status_code == 404


def test_browser_of_another_site_is_refused(sit, server):
    table = open_table()
    for origin in ("https://evil.example", "null", f"http://127.0.0.1:{server.port + 1}"):
        with pytest.raises(InvalidStatus) as refusal:
            sit(table.seats[BOB], token="", Origin=origin)
        assert refusal.value.response.status_code == 403


def test_facilitator_is_rung_when_something_happens(sit, server, alice, client):
    table = open_table(alice)
    client.force_login(alice)
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}",
        "Origin": f"http://127.0.0.1:{server.port}",
    }
    seat = table.seats[BOB]
    watchers = [
        sit(seat, token="", path=path, **headers)
        for path in (f"/ws/v1/rounds/{table.id}/watch/", f"/ws/v1/exercises/{table.round.exercise_id}/watch/")
    ]
    # Its own coming is heard by its seat only once the watchers are at their place.
    bob = sit(seat)
    bob.hello()
    table.move(BOB, hello())
    bob.kind("event")
    number = Record.objects.get().number
    for watcher in watchers:
        assert watcher.until(lambda frame: frame["number"] == number)["round"] == table.id


def test_stranger_watches_nothing(sit, server, alice, client):
    table = open_table(alice)
    seat, path = table.seats[BOB], f"/ws/v1/rounds/{table.id}/watch/"
    origin = {"Origin": f"http://127.0.0.1:{server.port}"}
    assert sit(seat, token="", path=path, **origin).closed() == 4401
    client.force_login(User.objects.create_user("farid"))
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"}
    assert sit(seat, token="", path=path, **origin, **cookie).closed() == 4404
    assert sit(seat, path=path).closed() == 4401


def test_who_has_signed_out_watches_no_more_though_a_check_failed(sit, server, alice, client, monkeypatch):
    failures, real = [OperationalError("once")], doors.still_led

    def check(*args):
        if failures:
            raise failures.pop()
        return real(*args)

    monkeypatch.setattr(consumers, "RECHECK_SECONDS", 0.05)
    monkeypatch.setattr(doors, "still_led", check)
    table = open_table(alice)
    client.force_login(alice)
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}",
        "Origin": f"http://127.0.0.1:{server.port}",
    }
    watcher = sit(table.seats[BOB], token="", path=f"/ws/v1/rounds/{table.id}/watch/", **headers)
    client.logout()
    assert watcher.closed() == 4401
    assert not failures


def test_plain_data_of_a_move_is_what_the_log_keeps(sit):
    table = open_table()
    bob = sit(table.seats[BOB])
    bob.hello()
    sent = move("say", text="¡Buenos días! <b>&amp;</b> {{7*7}}", public=True)
    assert bob.answer(sent)["t"] == "ack"
    assert to_plain(table.log()[-1].content["move"]) == sent["move"]


# --- bots that sit in


def gone_since(seat, seconds):
    Seat.objects.filter(pk=seat.pk).update(last_seen_at=timezone.now() - timedelta(seconds=seconds))


def test_a_socket_that_comes_back_takes_the_seat_from_a_bot(sit, alice):
    table = open_table(alice)
    bob = sit(table.seats[BOB])
    bob.hello()
    gone_since(table.seats[ELENA], 60)
    actions.substitute(table.seats[ELENA].pk, alice)
    sit(table.seats[ELENA]).hello()
    bob.until(
        lambda frame: (
            frame["t"] == "presence"
            and frame["seats"][ELENA]["kind"] == "person"
            and frame["seats"][ELENA]["present"]
        )
    )
    assert Seat.objects.get(pk=table.seats[ELENA].pk).substituted_at is None


def test_a_bot_seated_beside_a_person_stays_when_their_socket_comes_back(sit, alice):
    table = open_table(alice)
    gone_since(table.seats[ELENA], 1)
    actions.substitute(table.seats[ELENA].pk, alice)
    sit(table.seats[ELENA]).hello()
    assert sit(table.seats[BOB]).hello()["presence"]["seats"][ELENA]["kind"] == "bot"
    assert Seat.objects.get(pk=table.seats[ELENA].pk).substituted_at is not None


def test_an_open_line_is_presence_whatever_its_page_says(sit, monkeypatch):
    """Browsers let the timers of a hidden page run once a minute: nobody has to say that they are there."""
    monkeypatch.setattr("wargame.sockets.attendance.SEEN_SECONDS", 0.05)
    table = open_table()
    bob, carmen = sit(table.seats[BOB]), sit(table.seats[CARMEN])
    bob.hello()
    carmen.hello()
    long_ago = timezone.now() - timedelta(minutes=10)
    Seat.objects.filter(pk=table.seats[BOB].pk).update(last_seen_at=long_ago)
    wait_until(
        lambda: Seat.objects.get(pk=table.seats[BOB].pk).last_seen_at > long_ago + timedelta(minutes=9),
        what="a note that Bob is there",
    )

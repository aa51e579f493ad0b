"""However much is said, offered and promised: a seat is sent so much at once, and can fetch the rest."""

import json
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from game_engine import Offer, Say, Undertaking, Withdraw
from tests.play.tables import BOB, CARMEN, DIEGO, hello, open_table
from wargame.exercises import access
from wargame.record.models import SeatEvent
from wargame.sockets import fitting, flood
from wargame.speech.refusing import MoveRefused

pytestmark = pytest.mark.django_db(transaction=True)

LARGEST = 65_536
LONG = "ñ" * 4000


def say(text):
    return {"t": "move", "id": str(uuid4()), "turn": 1, "move": {"kind": "say", "text": text, "public": True}}


def size(frame):
    return len(json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode())


def fetched(socket, of, before):
    """All that was left out, the newest page first."""
    pages = []
    while before is not None:
        socket.send({"t": "older", "of": of, "before": before})
        page = socket.kind("earlier", "nack")
        assert size(page) <= LARGEST
        assert page["of"] == of
        pages.append(page["lines"])
        before = page["before"]
    return pages


def offer(turn):
    return Offer(to=(CARMEN,), expires=turn, public=True, terms=(Undertaking("hold_fire", turn),))


@pytest.fixture
def long_round(monkeypatch):
    """A round in which everybody wrote as much as the rules let them, and readers who are not told to wait."""
    monkeypatch.setattr(flood, "BURST", 10**6)
    table = open_table()
    for number in range(120):
        table.move(CARMEN, hello(f"{number} {LONG}"[:4000]))
    for turn in (1, 2):
        for _ in range(40):
            if sum(offer.status == "open" for offer in table.state().offers) == 12:
                table.move(BOB, Withdraw(table.state().offers[-1].id))
            table.move(BOB, offer(turn))
        if turn == 1:
            table.turn()
    return table


def test_a_snapshot_fits_into_one_frame_and_the_rest_is_fetched(long_round, sit):
    table = long_round
    diego = sit(table.seats[DIEGO])
    snapshot = diego.hello()
    assert size(snapshot) <= LARGEST
    assert snapshot["talk"]
    pages = fetched(diego, "talk", snapshot["older"])
    numbers = [frame["seq"] for page in reversed(pages) for frame in page]
    numbers += [frame["seq"] for frame in snapshot["talk"]]
    told = SeatEvent.objects.filter(round=table.round, seat=DIEGO).exclude(kind__in=("turn", "ready_changed"))
    assert numbers == list(told.order_by("number").values_list("number", flat=True))

    offers = snapshot["view"]["offers"]
    assert {offer.id for offer in table.state().offers if offer.status == "open"} <= {
        offer["offer"]["id"] for offer in offers
    }
    rest = fetched(diego, "offers", snapshot["view"]["older"]["offers"])
    ids = [line["offer"]["id"] for line in [*offers, *(one for page in rest for one in page)]]
    assert sorted(ids) == sorted(offer.id for offer in table.state().offers)


def test_a_turn_and_the_page_are_no_larger(long_round, sit):
    table = long_round
    bob = sit(table.seats[BOB])
    bob.hello()
    table.turn()
    assert size(bob.kind("turn")) <= LARGEST
    client = Client()
    session = client.session
    access.hold(session, table.seats[BOB])
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    page = client.get(f"/table/{table.seats[BOB].pk}/").content.decode()
    start = page.index('id="table-snapshot"')
    embedded = page[page.index(">", start) + 1 : page.index("</script>", start)]
    assert size(json.loads(embedded)) <= LARGEST


def test_what_was_missed_is_a_snapshot_where_it_is_much(sit):
    table = open_table()
    for number in range(40):
        table.move(CARMEN, hello(f"{number} {LONG}"[:4000]))
    bob = sit(table.seats[BOB])
    assert bob.hello(since=1)["t"] == "snapshot"
    assert sum(size(frame) for frame in bob.frames) <= LARGEST + 1000


def test_older_talk_is_what_the_seat_was_told_and_no_more(sit):
    table = open_table()
    for number in range(60):
        table.move(BOB, Say(text=f"{number} {LONG}"[:4000], to=(CARMEN,)))
        table.move(CARMEN, hello(f"To all {number}"))
    diego = sit(table.seats[DIEGO])
    diego.hello()
    for of, before in (("talk", "9999"), ("offers", None), ("offers", "nothing"), ("ledger", None)):
        diego.send({"t": "older", "of": of, "before": before})
        answer = diego.kind("earlier")
        assert LONG[:100] not in json.dumps(answer, ensure_ascii=False)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"of": "talk"}, "bad_type"),
        ({"of": "talk", "before": "-1"}, "bad_type"),
        ({"of": "talk", "before": "9" * 30}, "bad_type"),
        ({"of": "talk", "before": 7}, "bad_type"),
        ({"of": "secrets"}, "unknown_type"),
        ({}, "missing_field"),
        ({"of": "offers", "before": "x" * 41}, "out_of_range"),
    ],
)
def test_what_is_no_question_is_refused(sit, fields, code):
    bob = sit(open_table().seats[BOB])
    bob.hello()
    assert bob.answer({"t": "older", **fields})["code"] == code


def test_five_sockets_have_one_budget(sit, monkeypatch):
    monkeypatch.setattr(flood, "BYTES_A_SECOND", 0)
    table = open_table()
    sockets = [sit(table.seats[BOB]) for _ in range(5)]
    for one in sockets:
        one.hello()
    acks = 0
    for _ in range(12):
        for one in sockets:
            acks += one.answer(say("x" * 4000))["t"] == "ack"
    assert acks == flood.BYTES_BURST // len(json.dumps(say("x" * 4000)))


def test_offers_without_end_are_refused(sit):
    table = open_table()
    for _ in range(40):
        table.move(BOB, offer(1))
        table.move(BOB, Withdraw(table.state().offers[-1].id))
    with pytest.raises(MoveRefused) as refused:
        table.move(BOB, offer(1))
    assert refused.value.code == "too_many_offers"
    table.turn()
    table.move(BOB, offer(2))


def test_a_report_too_long_keeps_what_matters():
    expired = [b'{"kind":"offer_expired","text":"' + b"x" * 1000 + b'"}'] * 30
    revealed = [b'{"kind":"order_revealed","text":"%d"}' % number for number in range(8)]
    kept = fitting.report([*revealed, *expired])
    assert kept[:8] == revealed
    assert 8 < len(kept) < 30
    assert sum(map(len, kept)) <= fitting.REPORT_ROOM

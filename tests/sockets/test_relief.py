"""What the person who comes back is told of the bot that sat in."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from game_engine import Offer, Order, Orders, Ready, Undertaking
from tests.people import seated
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, Table, hello, open_table
from wargame.console import verbs
from wargame.exercises.models import Seat
from wargame.play import actions
from wargame.play.actions import making
from wargame.record import queries, store
from wargame.sockets import relief

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def table(alice) -> Table:
    """Bob has made Diego an offer, Diego has sealed his orders and is ready, and a bot sits in for him."""
    opened = open_table(alice)
    Seat.objects.filter(round=opened.round, holder="person").update(joined_at=timezone.now())
    ask = Offer(
        to=(DIEGO,),
        expires=1,
        terms=(Undertaking(kind="hold_fire", by=1),),
        asks=(Undertaking(kind="resign", by=1),),
    )
    opened.move(BOB, ask)
    opened.move(DIEGO, Orders(main=Order(kind="rally")))
    opened.move(DIEGO, Ready())
    actions.substitute(opened.seats[DIEGO].pk, alice)
    actions.play_bots(opened.id, 1)
    return opened


def relieved_frame(table: Table, seat: str, language: str = "en"):
    pulse = queries.pulses([table.id])[table.id]
    return relief.frame(Seat.objects.get(pk=table.seats[seat].pk), pulse, language)


def deeds(table: Table, language: str = "en") -> list[str]:
    frame = relieved_frame(table, DIEGO, language)
    return [one.text for one in frame.spells[-1].did]


def come_back(table: Table) -> None:
    actions.take_up(table.seats[DIEGO], meant=True)


def test_it_says_when_and_what(table):
    come_back(table)
    (spell,) = relieved_frame(table, DIEGO).spells
    assert spell.since < spell.until
    assert [one.turn for one in spell.did] == [1] * len(spell.did)
    assert "The leadership (bot) rejected the offer of the United States." in deeds(table)
    assert not [text for text in deeds(table) if "sealed its orders" in text or "ready" in text]


def test_it_says_so_in_spanish(table):
    come_back(table)
    assert all("(bot)" in text for text in deeds(table, "es"))
    assert deeds(table, "es") != deeds(table)


def test_nothing_is_told_while_it_sits_and_nothing_to_others(table):
    assert relieved_frame(table, DIEGO) is None
    come_back(table)
    assert relieved_frame(table, BOB) is None


def test_orders_that_it_sealed_one_after_another_are_told_once(table):
    for seat in (BOB, CARMEN, ELENA):
        table.move(seat, Ready())
    assert actions.resolve_turn(table.id, 1, "ready")
    with store.lock(table.id, announce=lambda _: None) as in_hand:
        for kind in ("repress", "rally"):
            sealed = Orders(main=Order(kind=kind))
            making.make(in_hand, DIEGO, making.Command(uuid4(), 2, sealed), by=making.BOT)
    come_back(table)
    sealed = [one for one in relieved_frame(table, DIEGO).spells[0].did if "sealed its orders" in one.text]
    assert [one.turn for one in sealed] == [2]
    assert "rally" in sealed[0].text.casefold()


def test_every_time_is_told_for_who_comes_and_goes(table, alice):
    come_back(table)
    actions.substitute(table.seats[DIEGO].pk, alice)
    table.move(DIEGO, hello())
    first, second = relieved_frame(table, DIEGO).spells
    assert first.did
    assert not second.did
    assert first.until <= second.since


def test_who_takes_a_bots_seat_late_is_told_what_it_did_from_the_beginning(alice):
    table = open_table(alice, holders={CARMEN: "bot"})
    actions.play_bots(table.id, 1)
    Seat.objects.filter(pk=table.seats[CARMEN].pk).update(holder="person", joined_at=timezone.now())
    actions.take_up(table.seats[CARMEN], meant=True)
    (spell,) = relieved_frame(table, CARMEN).spells
    assert spell.did


def test_who_is_given_the_seat_of_one_put_out_reads_nothing_of_their_time(table, alice):
    come_back(table)
    verbs.put_out(table.seats[DIEGO].pk, alice)
    assert relieved_frame(table, DIEGO) is None


def test_who_comes_back_after_the_end_is_told_too(table, alice):
    actions.end_round(table.id, alice)
    come_back(table)
    (spell,) = relieved_frame(table, DIEGO).spells
    assert spell.did


def test_the_page_brings_it_and_brings_it_again(table):
    diego = seated(table.round, DIEGO)
    for _ in range(2):
        page = diego.get(reverse("table:table", args=[table.seats[DIEGO].pk])).content.decode()
        brought = json.loads(page.split('id="table-page" type="application/json">')[1].split("</script>")[0])
        assert "(bot) rejected" in json.dumps(brought["relieved"])
        shown = json.loads(
            page.split('id="table-snapshot" type="application/json">')[1].split("</script>")[0]
        )
        assert shown["presence"]["seats"][DIEGO]["kind"] == "person"
        assert not shown["view"]["me"].get("ready")


def test_the_page_brings_nothing_to_others(table):
    page = seated(table.round, BOB).get(reverse("table:table", args=[table.seats[BOB].pk])).content.decode()
    assert '"relieved": null' in page


def test_the_socket_tells_it_after_the_picture_and_again_after_each_hello(sit, table):
    Seat.objects.filter(pk=table.seats[DIEGO].pk).update(last_seen_at=None)
    diego = sit(table.seats[DIEGO])
    snapshot = diego.hello()
    assert diego.kind("relieved")["spells"]
    diego.hello(since=snapshot["seq"])
    assert diego.kind("relieved")["spells"]
    assert "relieved" not in {frame["t"] for frame in diego.frames[:2]}


def test_the_socket_tells_it_at_once_when_a_move_takes_the_seat_back(sit, alice):
    table = open_table(alice)
    diego = sit(table.seats[DIEGO])
    diego.hello()
    actions.substitute(table.seats[DIEGO].pk, alice)
    actions.play_bots(table.id, 1)
    diego.until(lambda frame: frame["t"] == "presence" and frame["seats"][DIEGO]["kind"] == "bot")
    table.move(DIEGO, Ready(ready=False))
    assert diego.kind("relieved")["spells"][0]["did"]

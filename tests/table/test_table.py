"""The page of a seat's table: what it carries for the script, and what it says without one."""

import json
import re
from html import unescape

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from game_engine import derived_tracks
from tests.people import seated
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, SCENARIO, Table, open_table
from wargame.sockets.spoken import Snapshot
from wargame.table.page_data import Catalogue, PageData

pytestmark = pytest.mark.django_db(transaction=True)

EVERYBODY = (BOB, CARMEN, DIEGO, ELENA)


def page(table: Table, seat: str, client: Client | None = None) -> str:
    address = reverse("table:table", args=[table.seats[seat].pk])
    answer = (client or seated(table.round, seat)).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def carried(text: str, name: str) -> dict:
    """The data in one of the page's JSON blocks."""
    found = re.search(rf'<script id="table-{name}" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert found, name
    return json.loads(found[1])


def test_the_page_carries_the_picture_of_its_own_seat() -> None:
    table = open_table()
    for seat in EVERYBODY:
        text = page(table, seat)
        snapshot = carried(text, "snapshot")
        assert snapshot["t"] == "snapshot"
        assert snapshot["view"]["viewer"] == snapshot["view"]["me"]["seat"] == seat
        assert "hidden" not in snapshot["view"]
        assert carried(text, "page")["seat"] == seat


def test_what_the_page_carries_is_what_its_types_say() -> None:
    """Strictly, to the last field: the browser's types are made from these."""
    table = open_table()
    for seat in EVERYBODY:
        text = page(table, seat)
        msgspec.convert(carried(text, "page"), PageData)
        msgspec.convert(carried(text, "catalogue"), Catalogue)
        msgspec.convert(carried(text, "snapshot"), Snapshot)


def test_a_secret_stands_on_the_page_of_its_seat_alone() -> None:
    table = open_table()
    state = table.state()
    pages = {seat: unescape(page(table, seat)) for seat in EVERYBODY}
    for role, seat in (("coercer", BOB), ("opposition", CARMEN), ("officer", ELENA)):
        facts = next(one.private for one in state.seats if one.seat == seat)
        own = [
            secret.text["en"]
            for secret in SCENARIO.role_rule(role).secrets
            if bool(getattr(facts, secret.fact)) is secret.value
        ]
        assert own
        for other, text in pages.items():
            assert [secret in text for secret in own] == [other == seat] * len(own), (seat, other)
        for one in SCENARIO.role_rule(role).secrets:
            assert one.text["en"] in own or one.text["en"] not in pages[seat]


def test_brief_and_goal_can_be_read_without_a_script() -> None:
    text = unescape(page(open_table(), DIEGO))
    rule = SCENARIO.role_rule("leadership")
    assert rule.goal["en"] in text
    assert all(part.strip() in text for part in rule.brief["en"].split("\n\n"))
    assert "<noscript>" in text
    assert re.search(r"<h1[^>]*>Leadership</h1>", text)


def test_texts_are_in_the_language_of_the_reader() -> None:
    table = open_table()
    client = seated(table.round, DIEGO)
    client.cookies["offramp-language"] = "es"
    text = page(table, DIEGO, client)
    catalogue = carried(text, "catalogue")
    assert '<html lang="es">' in text
    assert catalogue["seats"]["leadership"] == {"name": "Cúpula", "the": "la cúpula", "role": "leadership"}
    assert catalogue["tracks"]["buildup"] == "Despliegue en el mar"
    assert carried(text, "snapshot")["view"]["tracks"][0]["name_text"] == catalogue["tracks"]["credibility"]


def test_catalogue_has_the_orders_of_the_seat_and_its_hints() -> None:
    table = open_table()
    ours, theirs = (carried(page(table, seat), "catalogue") for seat in (BOB, DIEGO))
    assert "strike" in ours["orders"]
    assert "strike" not in theirs["orders"]
    kinds = {one["kind"] for one in carried(page(table, BOB), "snapshot")["view"]["menu"]["main"]}
    assert kinds <= ours["orders"].keys()
    assert ours["lessons"] != theirs["lessons"]
    assert len({one["id"] for one in ours["lessons"]}) == len(ours["lessons"])


def test_history_has_where_every_track_stood_in_each_turn() -> None:
    table = open_table()
    first = carried(page(table, BOB), "snapshot")
    assert first["history"] == []
    table.turn()
    snapshot = carried(page(table, BOB), "snapshot")
    (stood,) = snapshot["history"]
    assert stood["turn"] == 1
    tracks = {track["name"]: track["shown"] for track in first["view"]["tracks"]}
    estimates = first["view"]["estimates"]
    assert stood["shown"] == pytest.approx(
        tracks | {one.name: estimates[one.derived] * one.scale for one in derived_tracks()}
    )


def test_before_the_round_begins_there_is_a_lobby() -> None:
    table = open_table(start=False)
    seat = table.seats[BOB]
    answer = seated(table.round, BOB).get(reverse("table:table", args=[seat.pk]))
    assert answer.status_code == 302
    assert answer.url == reverse("table:lobby", args=[seat.pk])

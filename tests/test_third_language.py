"""A third language is one entry of the tuple and its texts: with these, a round is played in it."""

import json
import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from game_engine import LANGUAGES, load_scenario
from tests.people import seated
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, Table, open_table
from tests.pseudo_language import CODE, third_language, translated  # noqa: F401
from wargame.exercises.editions import text_in
from wargame.exercises.names import UnusableName, own_name
from wargame.speech import Words

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("third_language")]

LATIN = re.compile(r"[A-Za-z]{2,}")
# Entries of frames that people read.
READ = {"text", "title", "name_text", "why", "end_text", "message", "name", "the", "hint", "will", "does"}
# Months are Django's own; a name in braces is a place to be filled; a log has a digest.
NO_WORDS = re.compile(r"decembro|januaro|februaro|\{\w+\}|\b[0-9a-f]{8,}\b")
# What stands on pages as it is in every language.
NAMES = {"Offramp", "UTC", "JSON", "CSV", *(code.upper() for code in LANGUAGES), "EO"}
NAMES |= {language.name for language in LANGUAGES.values()}


def read_by_people(value: Any, key: str = "") -> list[str]:
    """Every string of plain data that stands where people read."""
    if isinstance(value, dict):
        # Beside its text, a track's name is the one that programs know.
        read = {name: below for name, below in value.items() if name != "name" or "name_text" not in value}
        return [text for name, below in read.items() for text in read_by_people(below, name)]
    if isinstance(value, list):
        return [text for below in value for text in read_by_people(below, key)]
    return [value] if isinstance(value, str) and value and key in READ else []


def in_latin(value: Any) -> list[str]:
    return [text for text in read_by_people(value) if LATIN.search(NO_WORDS.sub("", text))]


def move(kind: str, **fields: Any) -> dict[str, Any]:
    return {"t": "move", "id": str(uuid4()), "turn": 1, "move": {"kind": kind, **fields}}


def latin_words(page: bytes) -> list[str]:
    words = re.findall(r"[A-Za-zñ]{2,}", NO_WORDS.sub("", shown(page)))
    return [word for word in words if word not in NAMES]


def shown(page: bytes) -> str:
    """What a reader sees of a page."""
    text = re.sub(r"<(script|style|title|head)\b.*?</\1>", " ", page.decode(), flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", text))


@pytest.fixture
def table(alice) -> Table:
    return open_table(alice, scenario=translated(), title="Ω 1")


def test_a_round_is_played_in_it(table, sit):
    bob, carmen = sit(table.seats[BOB]), sit(table.seats[CARMEN])
    snapshot = bob.hello(language=CODE)
    assert bob.frames[0]["language"] == CODE
    assert len(read_by_people(snapshot)) > 20
    carmen.hello(language=CODE)
    asked = {"asks": [{"kind": "resign", "by": 1}], "terms": [{"kind": "hold_fire", "by": 1}]}
    assert bob.answer(move("offer", to=[DIEGO], expires=1, **asked))["t"] == "ack"
    threat = {"demand": "resign", "action": "sanctions_up", "by": 2, "public": True}
    assert bob.answer(move("threat", to=[DIEGO], **threat))["t"] == "ack"
    assert carmen.answer(move("orders", main={"kind": "mobilise"}))["t"] == "ack"
    refused = carmen.answer(move("orders", main={"kind": "nonsense"}))
    assert refused["code"] == "unknown_order"
    for _ in range(4):
        if table.record.status != "over":
            table.turn()
    closed = bob.until(lambda frame: frame["t"] == "turn" and frame["view"].get("end"))
    assert len(read_by_people(closed)) > 20
    assert in_latin([*bob.frames, *carmen.frames]) == []


def test_the_page_of_the_table_is_in_it(table):
    client = seated(table.round, DIEGO)
    client.cookies["offramp-language"] = CODE
    page = client.get(reverse("table:table", args=[table.seats[DIEGO].pk])).content
    text = page.decode()
    assert f'<html lang="{CODE}"' in text
    blocks = re.findall(r'<script id="table-(\w+)" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert {name for name, _ in blocks} == {"page", "catalogue", "snapshot"}
    for name, block in blocks:
        assert in_latin(json.loads(block)) == [], name
    assert f'value="{CODE}"' in text
    assert latin_words(page) == []


def test_the_log_is_in_it(table, alice, client):
    for _ in range(4):
        if table.record.status != "over":
            table.turn()
    client.force_login(alice)
    client.cookies["offramp-language"] = CODE
    page = client.get(reverse("debrief:log", args=[table.id])).content
    assert f'<html lang="{CODE}"' in page.decode()
    assert len(shown(page).split()) > 300
    assert latin_words(page) == []


def test_an_edition_without_it_is_read_in_english(table):
    scenario = load_scenario("first-steps")
    assert Words(scenario, CODE).text(scenario.title) == scenario.title["en"]
    with translation.override(CODE):
        assert text_in(scenario.title) == scenario.title["en"]
        assert text_in(table.state().scenario.title) != scenario.title["en"]


def test_nobody_is_called_as_a_seat_in_it(table):
    scenario = table.state().scenario
    with pytest.raises(UnusableName):
        own_name(Words(scenario, CODE).seat(ELENA), scenario)

"""What people write reaches the table as they meant it, and no page lets it run into what stands beside it."""

import re
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.urls import reverse

from game_engine import Say
from tests.people import an_exercise, first_round, seat_of, seated
from tests.play.tables import BOB, CARMEN, Table, chain_is_whole, open_table, replayed
from tests.processes import ROOT
from tests.written import KEPT, MENDED
from wargame.play import actions
from wargame.play.actions.moving import Command
from wargame.record.models import LogEntry
from wargame.sockets import flood

TITLE, NAME, TEXT = "שיעור א (2)", "דנה (ג)", "שלום, Carmen: 3 (או 4)?"


@pytest.mark.django_db(transaction=True)
def test_word_hebrew_and_new_emoji_are_sent_and_told_as_they_are_kept(sit, monkeypatch):
    monkeypatch.setattr(flood, "BURST", 10**6)
    table = open_table()
    bob, carmen = sit(table.seats[BOB]), sit(table.seats[CARMEN])
    bob.hello()
    carmen.hello()
    for typed, kept in [*MENDED, *((text, text) for text in KEPT)]:
        if "\ud800" in typed:
            continue
        move = {"kind": "say", "public": True, "text": typed}
        assert bob.answer({"t": "move", "id": str(uuid4()), "turn": 1, "move": move})["t"] == "ack", typed
        assert carmen.until(lambda frame: frame["t"] == "event")["event"]["text"] == kept
    said = [entry.content["move"]["text"] for entry in table.log() if entry.kind == "say"]
    assert said == [kept for typed, kept in MENDED if "\ud800" not in typed] + KEPT
    # A replay needs no rule for texts: the log holds what is shown.
    assert replayed(table) == table.state()
    assert chain_is_whole(table)


@pytest.mark.django_db
def test_the_same_text_sent_again_is_the_same_move():
    table = open_table()
    command = Command(uuid4(), 1, Say(text="•\tPeace\u202e", public=True))
    first = actions.submit_move(table.seats[BOB], command)
    assert actions.submit_move(table.seats[BOB], command) == first
    assert LogEntry.objects.filter(round=table.round, kind="say").count() == 1


class Around(HTMLParser):
    """For each piece of text that holds one of `wanted`: what isolates it, or the tag that it stands in."""

    EMPTY = frozenset(
        {"input", "img", "link", "meta", "br", "hr", "path", "rect", "polyline", "source", "wbr"}
    )

    def __init__(self, wanted: tuple[str, ...]) -> None:
        super().__init__()
        self.wanted = wanted
        self.open: list[tuple[str, bool]] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in self.EMPTY:
            self.open.append((tag, tag == "bdi" or given.get("dir") == "auto"))
        for name, value in given.items():
            for one in self.wanted:
                bare = one in (value or "").replace(f"\u2068{one}\u2069", "")
                if bare and not (tag == "input" and given.get("dir") == "auto"):
                    self.found.append((one, f"{tag} {name}"))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, isolates = self.open[-1] if self.open else ("", False)
        for one in self.wanted:
            if (
                one in data
                and not isolates
                and f"\u2068{one}\u2069" not in data
                and tag not in ("title", "script")
            ):
                self.found.append((one, tag))


def stray(page: str, *wanted: str) -> list[tuple[str, str]]:
    """Where something that people wrote stands in a page with nothing around it to hold its direction."""
    around = Around(wanted)
    around.feed(page)
    assert [one for one in wanted if one in page]
    return around.found


@pytest.fixture
def exercise(alice):
    exercise = an_exercise(alice)
    exercise.title = TITLE
    exercise.save()
    return exercise


def test_no_page_lets_what_was_written_turn_its_neighbours(alice_client, client, exercise):
    round_ = first_round(exercise)
    bob = seated(round_, BOB, NAME)
    seat = seat_of(round_, BOB)
    pages = [
        alice_client.get("/exercises/"),
        alice_client.get(f"/exercises/{exercise.pk}/"),
        alice_client.get(reverse("console:round", args=[round_.pk])),
        alice_client.get(reverse("exercises:projector", args=[exercise.pk])),
        client.get(f"/join/{exercise.code}/"),
        bob.get(f"/table/{seat.pk}/lobby/"),
        bob.get("/"),
    ]
    actions.start_round(round_.pk, exercise.owner, seed=7)
    Table(round_, {BOB: seat}).move(BOB, Say(text=TEXT, public=True))
    pages += [
        alice_client.get(f"/exercises/{exercise.pk}/"),
        alice_client.get(reverse("console:round", args=[round_.pk])),
        alice_client.get(reverse("debrief:log", args=[round_.pk])),
    ]
    for page in pages:
        assert page.status_code == 200
        assert stray(page.content.decode(), TITLE, NAME, TEXT) == [], page.request["PATH_INFO"]
    assert LogEntry.objects.get(kind="say").content["move"]["text"] == TEXT


def test_no_template_shows_a_title_or_a_name_bare():
    """For the pages and states that the test above does not come to."""
    bare = re.compile(r"{{ ?(exercise\.title|[a-z.]*\.person|seat\.name) ?}}")
    held = re.compile(r'<bdi>$|dir="auto"[^<]*$|<textarea[^<]*$|{% block title %}[^\n]*$')
    for template in (ROOT / "templates").rglob("*.html"):
        text = template.read_text()
        for found in bare.finditer(text):
            line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
            assert held.search(line), f"{template.name}: {line[-60:]}{found[0]}"

"""What a screen reader or a voice command calls a control has in it what the control shows."""

from html.parser import HTMLParser

import pytest

from tests.people import an_exercise, seated
from tests.pressing import press
from wargame.play import actions


class Names(HTMLParser):
    """The controls of a page that are named otherwise than by their text: (name, text)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: tuple[str, str] | None = None
        self._text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        name = dict(attributes).get("aria-label")
        if tag in ("button", "a", "summary") and name:
            self._open, self._text = (tag, name), ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._open is not None and tag == self._open[0]:
            self.found.append((self._open[1], " ".join(self._text.split())))
            self._open = None


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_name_has_what_is_shown(alice, alice_client, language):
    exercise = an_exercise(alice, rounds=4, turn_seconds=300)
    first, second, third, _waiting = exercise.rounds.order_by("number")
    for one in (first, second, third):
        seated(one, "us", "Bob")
        press(alice_client, f"/exercises/{exercise.pk}/", f"/rounds/{one.pk}/do/start/")
    actions.pause(second.pk, alice)
    actions.end_round(third.pk, alice)
    actions.substitute(second.seats.get(seat="us").pk, alice)
    alice_client.cookies["offramp-language"] = language
    paths = (f"/exercises/{exercise.pk}/", *(f"/rounds/{round_.pk}/" for round_ in exercise.rounds.all()))
    pages = [alice_client.get(path).content.decode() for path in paths]
    named = [item for page in pages for item in Names(page).found if item[1]]
    assert len(named) > 20
    assert [one for one in named if one[1].casefold() not in one[0].casefold()] == []

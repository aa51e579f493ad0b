"""What people write, as the table draws it: in its own direction, with its own lines, and once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.table import Table

pytestmark = pytest.mark.browser


def test_hebrew_and_lists_from_word_are_drawn_as_they_were_meant(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    table.say("•\tAmnesty\x0bfor all\xa0officers")
    said = table.page.locator(".entry[data-mine]:not([data-pending]) .entry-text")
    expect(said.first).to_be_visible()
    assert said.first.inner_text() == "• Amnesty\nfor all officers"
    table.say("שלום, Carmen (2)!")
    expect(said).to_have_count(2)
    expect(said.nth(1)).to_have_css("direction", "rtl")
    expect(said.nth(1)).to_have_css("unicode-bidi", "isolate")
    expect(said.first).to_have_css("direction", "ltr")
    expect(table.page.locator(".entry[data-pending]")).to_have_count(0)
    table.page.locator("#say-text").fill("עוד")
    expect(table.page.locator("#say-text")).to_have_css("direction", "rtl")

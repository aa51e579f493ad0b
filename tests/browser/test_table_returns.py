"""Somebody goes, a bot sits in, and they come back: what both sides read."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.table import Table
from tests.supervised import Supervised

pytestmark = pytest.mark.browser

LONG_GONE = """
from datetime import timedelta
from django.utils import timezone
from wargame.exercises.models import Seat
ago = timezone.now() - timedelta(minutes=4)
Seat.objects.filter(pk="{seat}").update(joined_at=ago, last_seen_at=ago)
"""


def go(table: Table, supervised: Supervised) -> str:
    """Close the page and let three minutes pass; the address to come back to."""
    url = table.page.url
    found = re.search(r"/table/(\w+)", url)
    assert found
    table.page.goto("about:blank")
    supervised.manage("shell", "-c", LONG_GONE.format(seat=found[1]))
    return url


def test_who_comes_back_finds_their_orders_and_reads_what_a_bot_did(
    sit_down: Callable[..., list[Table]], supervised: Supervised
) -> None:
    us, leadership = sit_down("us", "leadership")
    leadership.order("rally")
    expect(leadership.sealed).to_be_visible()
    us.ready()
    url = go(leadership, supervised)
    # Everybody who is there is ready: the turn closes with what the leadership had sealed.
    assert "The leadership rallied the street." in us.read_report()
    chip = us.page.locator('.chip[data-seat="leadership"]')
    expect(chip).to_contain_text("bot")
    page = us.page
    page.locator("#write-offer").click()
    page.get_by_label("To whom").select_option("leadership")
    page.get_by_label("choose what they are to do").select_option("resign")
    page.get_by_label("choose what you will do").select_option("hold_fire")
    page.get_by_role("button", name="Read it back").click()
    page.get_by_role("button", name="Send offer").click()
    answered = page.locator('.entry[data-seat="leadership"]', has_text="rejected the offer")
    expect(answered).to_contain_text("Leadership (bot)")
    expect(chip).to_have_attribute("data-state", "bot")  # it waits for the last person to be ready

    leadership.page.goto(url)
    leadership.wait_live()
    leadership.read_report()
    told = leadership.page.locator(".relief")
    expect(told).to_contain_text("A bot sat here from")
    expect(told).to_contain_text(re.compile(r"Turn 2: The leadership \(bot\) rejected the offer"))
    expect(told).to_contain_text("The seat is yours again.")
    expect(leadership.page.locator("#ready")).to_have_attribute("data-ready", "false")
    expect(leadership.page.locator(".entry[data-mine]").last).to_contain_text("A bot in your seat")
    expect(chip).not_to_contain_text("bot")
    leadership.page.reload()
    expect(told).to_be_visible()
    leadership.page.get_by_role("button", name="I have read it").click()
    expect(told).to_be_hidden()
    leadership.page.reload()
    leadership.wait_live()
    expect(told).to_be_hidden()

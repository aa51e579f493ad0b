"""A computer that several people use, one after another."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.table import Table
from tests.supervised import Supervised

pytestmark = pytest.mark.browser

LEAVE = "Not you? Leave this seat on this computer"


@pytest.fixture
def opened(supervised: Supervised) -> dict:
    """An exercise of two tables that has begun."""
    return json.loads(supervised.manage("open_exercise", "first-steps", "--rounds", "2", "--format", "json"))


def link(opened: dict, seat: str, table: int = 0) -> str:
    return next(one["join_url"] for one in opened["rounds"][table]["seats"] if one["seat"] == seat)


def sit(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.locator("main form button").click()
    Table(page).wait_live()
    return page


def test_who_leaves_a_seat_leaves_it_in_every_tab(
    supervised: Supervised, open_context: Callable[..., BrowserContext], opened: dict
) -> None:
    shared, phone = open_context(), open_context(viewport=PHONE, has_touch=True)
    table = sit(shared, link(opened, "us"))
    on_the_phone = sit(phone, link(opened, "us"))
    first = shared.new_page()
    first.goto(supervised.url)
    first.get_by_role("button", name=LEAVE).click()
    expect(first.get_by_role("heading", name="This computer has forgotten the seat")).to_be_visible()
    # The table that is still open in another tab goes too; the phone plays on.
    expect(table.get_by_role("heading", name="This computer has forgotten the seat")).to_be_visible()
    Table(on_the_phone).say("Still here")
    expect(on_the_phone.locator(".entry-text", has_text="Still here")).to_be_visible()
    # The next one sits down with a link of their own; then there is no way back to the first seat.
    Table(sit(shared, link(opened, "leadership"))).wait_live()
    table.get_by_role("button", name="It is my seat: take it back").click()
    expect(table.get_by_text("That seat can no longer be taken back")).to_be_visible()


def test_who_leaves_at_the_table_by_mistake_is_back_with_a_press(
    open_context: Callable[..., BrowserContext], opened: dict
) -> None:
    page = sit(open_context(viewport=PHONE, has_touch=True), link(opened, "opposition"))
    Table(page).panel("me")
    page.get_by_role("button", name=LEAVE).click()
    page.get_by_role("button", name="It is my seat: take it back").click()
    Table(page).wait_live()

"""Whole rounds in a browser: alone with bots, with others, on a phone, by keyboard, in Spanish."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.table import Table

pytestmark = pytest.mark.browser

FIRST_ORDER = {"us": "brief_legislature", "opposition": "table_amnesty", "leadership": "hold"}


def give_an_order(table: Table) -> None:
    """The first open order of the menu, whatever the phase."""
    table.panel("orders")
    choice = table.page.locator("input[name=main]:enabled, .cell:enabled").first
    choice.click()
    expect(table.sealed).to_be_visible()


@pytest.mark.parametrize("seat", ["us", "officer-1"])
def test_a_visitor_plays_first_steps_to_the_log(try_round: Callable[..., Table], seat: str) -> None:
    table = try_round("first-steps", seat)
    assert table.turn == 1
    reports = table.play_to_the_end(give_an_order)
    assert len(reports) >= 2
    assert all(any(line.endswith(".") for line in lines) for lines in reports)
    end = table.page.locator(".col-mid .round-end")
    expect(end.locator("h2")).not_to_be_empty()
    assert re.search(r"-?\d+\.\d points for you", end.inner_text())
    expect(table.page.locator("#ready")).to_have_count(0)
    end.get_by_role("link", name="Read the log").click()
    expect(table.page.locator("h1")).to_be_visible()
    assert "/log/" in table.page.url


def test_two_people_play_a_turn_together(sit_down: Callable[..., list[Table]]) -> None:
    us, opposition = sit_down("us", "opposition")
    us.order("brief_legislature")
    us.ready()
    expect(us.page.locator("#ready")).to_have_attribute("data-ready", "true")
    expect(opposition.page.locator('.chip[data-seat="us"]')).to_have_attribute("data-state", "ready")
    opposition.ready()
    for table in (us, opposition):
        lines = table.read_report()
        assert "The United States briefed Congress in full." in lines
        assert table.turn != 1  # turn 2, or the day after where the leadership has gone


def test_an_offer_is_read_back_sent_countered_and_accepted(sit_down: Callable[..., list[Table]]) -> None:
    us, leadership = sit_down("us", "leadership")
    page = us.page
    page.locator("#write-offer").click()
    page.get_by_label("To whom").select_option("leadership")
    page.get_by_label("choose what they are to do").select_option("release_prisoners")
    page.get_by_label("choose what you will do").select_option("sanctions_relief")
    page.get_by_label("Who hears it").select_option("false")
    page.get_by_role("button", name="Read it back").click()
    read = page.locator("#read-back-text")
    expect(read).to_be_focused()
    expect(read).to_contain_text("If the leadership releases political prisoners by turn 2")
    expect(read).to_contain_text("the United States will ease sanctions by a step by turn 2")
    page.get_by_role("button", name="Send offer").click()
    expect(page.locator("#write-say")).to_be_focused()
    expect(page.locator(".panel-talk .deal").last).to_be_in_viewport()

    card = leadership.page.locator(".panel-talk .deal[data-asks-me]")
    expect(card).to_contain_text("The United States offers to ease sanctions by a step")
    card.get_by_role("button", name="Counter").click()
    composer = leadership.page.locator(".composer")
    expect(composer.get_by_label("What the other side is to do")).to_have_value("sanctions_relief")
    expect(composer.get_by_label("What you will do")).to_have_value("release_prisoners")
    expect(composer).to_contain_text("Counter to the offer of turn 1 from the United States")
    expect(composer.locator(".changed")).to_have_count(0)
    composer.get_by_label("choose what they are to do").or_(
        composer.get_by_label("and also …").first
    ).first.select_option("hold_fire")
    expect(composer.locator(".changed")).to_have_count(1)
    leadership.page.get_by_role("button", name="Read it back").click()
    leadership.page.get_by_role("button", name="Send offer").click()

    counter = page.locator(".panel-talk .deal[data-asks-me]")
    expect(counter).to_contain_text("Counter-offer from the leadership to the United States")
    counter.get_by_role("button", name="Accept").click()
    expect(page.locator(".ledger li")).not_to_have_count(0)
    expect(page.locator(".panel-talk .deal[data-asks-me]")).to_have_count(0)
    expect(leadership.page.locator('.ledger li[data-seat="us"]').first).to_contain_text("hold fire")


def test_a_threat_says_what_it_costs_and_stands_in_the_ledger(try_round: Callable[..., Table]) -> None:
    page = try_round("first-steps", "us").page
    page.locator("#write-threat").click()
    sentence = page.locator(".composer .sentence")
    expect(sentence.get_by_label("Whom you threaten")).to_have_value("leadership")
    expect(page.locator(".composer-cost")).to_contain_text(re.compile(r"costs you \d+\.\d points"))
    page.get_by_role("button", name="Read it back").click()
    page.get_by_role("button", name="Send threat").click()
    card = page.locator(".panel-talk .deal[data-kind=threat]", has_text="will strike")
    expect(card.first).to_be_visible()
    expect(page.locator(".ledger li", has_text="will strike").first).to_be_visible()


def test_a_whole_round_on_a_phone(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "opposition", viewport=PHONE, is_mobile=True, has_touch=True)

    def act(table: Table) -> None:
        for name in ("deals", "board", "me", "talk"):
            table.panel(name)
            assert overflow(table.page) == 0, name
            assert small_targets(table.page) == [], name
            assert taller(table.page) == 0, name
            expect(table.page.locator(".bar-turn")).to_be_in_viewport()
        give_an_order(table)
        assert small_targets(table.page) == []
        # Drawing anew does not move the page under the thumb.
        table.page.evaluate(
            "() => { document.querySelector('main').scrollTo(0, 0);"
            " document.querySelector('input[name=main]').click(); }"
        )
        expect(table.sealed).to_be_attached()
        assert table.page.evaluate("() => document.querySelector('main').scrollTop") == 0

    table.say("From a phone")
    expect(table.said("From a phone")).to_be_visible()
    table.play_to_the_end(act)
    expect(table.page.locator(".panel-talk .round-end h2")).to_be_in_viewport()


def test_on_a_wide_window_the_columns_scroll_and_the_page_does_not(try_round: Callable[..., Table]) -> None:
    page = try_round("first-steps", "opposition").page
    assert taller(page) == 0
    assert overflow(page) == 0
    for number in range(4):
        expect(page.locator("input[name=main]").nth(number)).to_be_in_viewport()
    expect(page.locator("#ready")).to_be_in_viewport()
    expect(page.locator("#say-text")).to_be_in_viewport()


def taller(page: Page) -> int:
    """How many pixels the page is taller than the window."""
    return page.evaluate("() => document.documentElement.scrollHeight - innerHeight")


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return page.evaluate("() => document.documentElement.scrollWidth - innerWidth")


def small_targets(page: Page) -> list[str]:
    """What can be pressed and is lower than a fingertip (44 px), by its text."""
    return page.evaluate(
        """() => [...document.querySelectorAll("button, select, input[type=range], .choice, summary")]
            .filter((one) => one.checkVisibility() && !one.closest("[hidden], dialog:not([open])"))
            .filter((one) => one.getBoundingClientRect().height < 43.5)
            .filter((one) => !(one.matches("input") && one.closest(".level, .choice")))
            .map((one) => one.textContent.trim() || one.getAttribute("aria-label"))"""
    )


def test_a_turn_by_keyboard_alone(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    page = table.page
    tab_to(page, "#say-text")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Enter")
    expect(table.said("By keyboard")).to_be_visible()
    expect(page.locator("#say-text")).to_be_focused()
    page.locator("#main").focus()
    tab_to(page, "input[name=main]")
    page.keyboard.press("ArrowDown")
    expect(table.sealed).to_be_visible()
    tab_to(page, "#ready")
    page.keyboard.press("Enter")
    expect(page.locator("#report-on")).to_be_focused(timeout=15_000)
    page.keyboard.press("Enter")
    expect(page.locator("dialog.report")).to_be_hidden()
    expect(page.locator("#ready")).to_be_focused()
    assert table.turn != 1  # turn 2, or the day after where the leadership has gone


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


def test_the_table_in_spanish(try_round: Callable[..., Table], open_context: Callable) -> None:
    table = try_round("first-steps", "leadership")
    page = table.page
    page.locator(".table-foot").get_by_role("button", name="Español").click()
    table.wait_live()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("h1")).to_have_text("Cúpula")
    expect(page.locator("#ready")).to_have_text("Listo")
    text = page.locator("body").inner_text()
    for word in ("Ready", "Nothing", "Your brief", "The board", "Turn ", "points"):
        assert word not in text, word

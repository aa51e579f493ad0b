"""Slips of the hand, and a seat that a bot has taken: what the table makes of them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.table import Table
from tests.supervised import Supervised

pytestmark = pytest.mark.browser

SIT_IN = """
from django.utils import timezone
from wargame.exercises.models import Seat
from wargame.play.actions import take_up
seat = Seat.objects.get(pk="{seat}")
Seat.objects.filter(pk=seat.pk).update(substituted_at=timezone.now())
take_up(seat)
"""


def test_a_double_click_on_ready_stays_ready(sit_down: Callable[..., list[Table]]) -> None:
    us, opposition = sit_down("us", "opposition")
    button = us.page.locator("#ready")
    button.dblclick()
    expect(button).to_have_attribute("data-ready", "true")
    expect(button).to_have_attribute("aria-disabled", "false")  # clicks count again
    expect(button).to_have_attribute("data-ready", "true")
    expect(opposition.page.locator('.chip[data-seat="us"]')).to_have_attribute("data-state", "ready")
    button.click()
    expect(opposition.page.locator('.chip[data-seat="us"]')).to_have_attribute("data-state", "here")


def test_who_is_played_by_a_bot_reads_so_and_takes_the_seat_back(
    sit_down: Callable[..., list[Table]], supervised: Supervised
) -> None:
    us, opposition = sit_down("us", "opposition")
    found = re.search(r"/table/(\w+)", us.page.url)
    assert found
    supervised.manage("shell", "-c", SIT_IN.format(seat=found[1]))
    notice = us.page.locator(".quietbar[data-kind=bot]")
    expect(notice).to_contain_text("A bot plays for you since")
    expect(opposition.page.locator('.chip[data-seat="us"]')).to_contain_text("bot")
    notice.get_by_role("button", name="Take the seat back").click()
    expect(notice).to_be_hidden()
    expect(opposition.page.locator('.chip[data-seat="us"]')).not_to_contain_text("bot")


def test_a_phone_opens_with_the_brief_and_its_hints_lead_on(try_round: Callable[..., Table]) -> None:
    page = try_round("first-steps", "us", viewport=PHONE, is_mobile=True, has_touch=True).page
    main = page.locator("main")
    expect(main).to_have_attribute("data-panel", "me")
    expect(page.locator("details.brief")).to_have_attribute("open", "")
    for panel in ("board", "deals", "talk", "orders"):
        page.locator(".lesson-next").click()
        expect(main).to_have_attribute("data-panel", panel)
    page.get_by_role("button", name="Put the hints away").click()
    expect(page.locator(".lesson")).to_have_count(0)
    page.reload()
    expect(main).to_have_attribute("data-panel", "orders")


def test_a_long_text_is_folded(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    table.say("words and " * 350 + "the end")
    text = table.page.locator(".entry[data-mine]:not([data-pending]) .entry-text")
    expect(text).not_to_contain_text("the end")
    table.page.get_by_role("button", name="Show all").click()
    expect(text).to_contain_text("the end")


# The end of a word, and the Enter that ended it, in the order of Chromium and Firefox and in that of Safari.
KEY = "new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, isComposing: %s, keyCode: 229})"
END = "new CompositionEvent('compositionend', {data: '日本', bubbles: true})"


@pytest.mark.parametrize(
    "events", [(KEY % "true", END), (END, KEY % "false")], ids=["key first", "composition first"]
)
def test_enter_that_ends_a_word_sends_nothing(try_round: Callable[..., Table], events: list[str]) -> None:
    table = try_round("first-steps", "us")
    field = table.page.locator("#say-text")
    field.fill("日本")
    for event in events:
        field.evaluate(f"(field) => field.dispatchEvent({event})")
    expect(field).to_have_value("日本")
    expect(table.page.locator(".entry[data-mine]")).to_have_count(0)
    field.press("Enter")
    expect(table.said("日本")).to_be_visible()


def test_keys_walk_through_a_menu_and_add_puts_in(try_round: Callable[..., Table]) -> None:
    page = try_round("first-steps", "us").page
    page.locator("#write-offer").click()
    menu = page.locator("#add-does")
    menu.focus()
    for _ in range(3):
        menu.press("ArrowDown")
    expect(page.locator(".term .slot-drop")).to_have_count(0)
    walked = menu.input_value()
    assert walked
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".term .slot-drop")).to_have_count(1)
    expect(page.get_by_label("What the other side is to do")).to_have_value(walked)
    expect(menu).to_be_focused()
    menu.press("ArrowDown")
    menu.press("Enter")
    expect(page.locator(".term .slot-drop")).to_have_count(2)
    expect(menu).to_be_focused()

    # Another undertaking in the place of the first: the keys walk, and stay where they are.
    kind = page.get_by_label("What the other side is to do").first
    kind.focus()
    kind.press("ArrowDown")
    expect(kind).not_to_have_value(walked)
    expect(kind).to_be_focused()
    page.get_by_role("button", name="Take this out").first.click()
    expect(menu).to_be_focused()


@pytest.mark.parametrize("window", [(640, 410), (390, 400)], ids=["zoomed to 200 %", "keyboard out"])
def test_in_a_low_window_the_composer_stays_in_sight(
    try_round: Callable[..., Table], window: tuple[int, int]
) -> None:
    table = try_round("first-steps", "us", viewport={"width": window[0], "height": window[1]})
    page = table.page
    table.panel("talk")
    page.get_by_role("button", name="New channel").click()
    form = page.locator("[data-part=new-channel] form")
    expect(form).to_be_visible()
    expect(page.locator("#say-text")).to_be_in_viewport(ratio=1)
    # What has the focus is not behind it either.
    for control in [*form.locator("input").all(), form.get_by_role("button", name="Cancel")]:
        control.focus()
        assert control.evaluate(
            """(one) => {
                const { x, y, width, height } = one.getBoundingClientRect();
                return one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
            }"""
        )
    expect(page.locator("#say-text")).to_be_in_viewport(ratio=1)
    page.locator("#write-offer").click()
    expect(page.locator("#write-offer")).to_be_in_viewport(ratio=0.9)
    expect(page.locator("#add-does")).to_be_in_viewport()

"""An exercise as a room has it: Alice leads it on her console, Bob and Carmen join by the code, Diego by a link."""

import re
from collections.abc import Callable

import pytest
from django.utils.http import urlencode
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.table import Table
from tests.supervised import Supervised

pytestmark = pytest.mark.browser
Open = Callable[..., BrowserContext]


@pytest.fixture
def alice(supervised: Supervised, open_context: Open) -> Page:
    """Alice's browser, on the console of an exercise of two rounds that she has just made."""
    page = open_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(supervised.manage("facilitator_link", "--username", "alice").strip())
    page.locator("main form button").click()
    page.goto(f"{supervised.url}/exercises/new/")
    page.get_by_label("Title").fill("IR 204, section B")
    page.locator("[name=scenario][value=first-steps]").check()
    page.get_by_label("Rounds").fill("2")
    page.get_by_label("Minutes a turn").fill("5")
    absent = page.locator("[name=officer-2][value=absent]")
    # The seats of the scenario just chosen are on their way; until they are there, none can be chosen.
    expect(absent).to_be_enabled()
    absent.check(force=True)
    page.get_by_role("button", name="Create the exercise").click()
    page.get_by_role("heading", name="IR 204, section B").wait_for()
    return page


def code_of(console: Page) -> str:
    return console.locator(".page-head .code").inner_text()


def join(supervised: Supervised, context: BrowserContext, code: str, name: str) -> Page:
    """Type the code as people do, and take any seat."""
    page = context.new_page()
    page.goto(f"{supervised.url}/join/?{urlencode({'code': code.lower().replace('-', ' ')})}")
    page.get_by_label("Your name, if you like").fill(name)
    page.get_by_role("button", name="Take any seat").click()
    expect(page.get_by_text("Waiting for the round to begin.")).to_be_visible()
    return page


def row(console: Page, number: int):
    return console.locator(f"#round-{number}")


@pytest.fixture
def room(supervised: Supervised, open_context: Open, alice: Page) -> tuple[Page, Page, Page]:
    """Alice's console, with Bob at the first round's US (by phone) and Carmen at the second's."""
    code = code_of(alice)
    bob = join(supervised, open_context(viewport=PHONE, has_touch=True), code, "Bob")
    carmen = join(supervised, open_context(), code, "Carmen")
    return alice, bob, carmen


def test_the_room_sits_down_and_plays(room: tuple[Page, Page, Page]) -> None:
    alice, bob, carmen = room
    # The console shows who has come without being asked to.
    expect(row(alice, 1).locator('.mark[data-state="here"]')).to_have_count(1)
    alice.get_by_role("button", name="Start all").click()
    tables = [Table(page).wait_live() for page in (bob, carmen)]
    assert [table.turn for table in tables] == [1, 1]
    expect(row(alice, 1).locator("[data-deadline]")).to_have_text(re.compile(r"0[45]:\d\d"))

    row(alice, 1).get_by_role("button", name="Pause").click()
    expect(row(alice, 1).get_by_role("button", name="Resume")).to_be_visible()
    expect(bob.locator(".quietbar[data-kind=paused]")).to_be_visible()
    row(alice, 1).get_by_role("button", name="Resume").click()
    expect(bob.locator(".quietbar[data-kind=paused]")).to_be_hidden()

    row(alice, 1).get_by_role("button", name="Close turn of round 1").click()
    assert tables[0].read_report()
    assert tables[1].turn == 1


def turn_of(console: Page, number: int) -> str:
    return row(console, number).locator("td").first.inner_text()


def test_a_double_click_closes_one_turn(room: tuple[Page, Page, Page]) -> None:
    alice, bob, carmen = room
    alice.get_by_role("button", name="Start all").click()
    tables = [Table(page).wait_live() for page in (bob, carmen)]
    first = turn_of(alice, 1)
    close = row(alice, 1).get_by_role("button", name="Close turn")
    expect(close).to_be_enabled()
    close.dblclick()
    # However often it is pressed until the new turn is there, and in the moment when it comes.
    alice.evaluate(
        """([row, first]) => new Promise((done) => {
          const until = setInterval(() => {
            const now = document.getElementById(row);
            now.querySelector("[id^=close]")?.click();
            if (now.querySelector("td").innerText !== first) { clearInterval(until); done(); }
          }, 20);
        })""",
        ["round-1", first],
    )
    assert tables[0].read_report()
    # What was asked for first is done first: this is the last word of the page's presses.
    row(alice, 1).get_by_role("button", name="Pause").click()
    expect(row(alice, 1).get_by_role("button", name="Resume")).to_be_visible()
    assert [table.turn for table in tables] == [2, 1]


def test_a_press_for_a_turn_that_has_closed_is_refused_at_its_button(
    supervised: Supervised, room: tuple[Page, Page, Page]
) -> None:
    alice, bob, _carmen = room
    alice.get_by_role("button", name="Start all").click()
    Table(bob).wait_live()
    expect(row(alice, 1).get_by_role("button", name="Close turn")).to_be_enabled()
    other = alice.context.new_page()
    other.goto(alice.url)
    # This page hears nothing of what the other one does.
    alice.route(alice.url, lambda route: route.fulfill(status=204))
    row(other, 1).get_by_role("button", name="Close turn").click()
    expect(row(other, 1)).not_to_contain_text(turn_of(alice, 1))
    row(alice, 1).get_by_role("button", name="Close turn").click()
    told = row(alice, 1).get_by_role("alert")
    expect(told).to_have_text("The turn has moved on. Look at the new turn, and decide again.")
    assert Table(bob).turn == 2


def test_without_scripts_a_double_click_closes_one_turn(
    supervised: Supervised, room: tuple[Page, Page, Page], open_context: Open
) -> None:
    alice, bob, _carmen = room
    alice.get_by_role("button", name="Start all").click()
    Table(bob).wait_live()
    plain = open_context(java_script_enabled=False, storage_state=alice.context.storage_state()).new_page()
    plain.goto(alice.url)
    row(plain, 1).get_by_role("button", name="Close turn").dblclick()
    assert Table(bob).read_report()
    assert Table(bob).turn == 2


def test_the_facilitator_sees_all_that_is_said(room: tuple[Page, Page, Page]) -> None:
    alice, bob, _carmen = room
    alice.get_by_role("button", name="Start all").click()
    table = Table(bob).wait_live()
    row(alice, 1).get_by_role("link", name="Open round 1").click()
    expect(alice.get_by_text("Strength of the regime")).to_be_visible()
    table.say("Nobody leaves before Friday")
    expect(alice.locator(".entry-text", has_text="Nobody leaves before Friday")).to_be_visible()


def test_a_link_of_a_seat_is_copied_and_sits_one_down(
    room: tuple[Page, Page, Page], open_context: Open
) -> None:
    alice, _bob, _carmen = room
    row(alice, 1).get_by_role("link", name="Open round 1").click()
    alice.get_by_role("button", name="Copy the link of The leadership").click()
    link = alice.evaluate("navigator.clipboard.readText()")
    diego = open_context().new_page()
    diego.goto(link)
    diego.get_by_role("button", name="Take this seat").click()
    alice.get_by_role("button", name="Start", exact=True).click()
    assert Table(diego).wait_live().turn == 1
    alice.get_by_role("button", name="Put out, new link: The leadership").click()
    expect(diego.locator(".quietbar")).to_contain_text("This seat is no longer yours")
    assert diego.request.get(diego.url).status == 404
    assert diego.request.get(link).status == 404


def test_a_round_is_ended_and_its_log_opens(room: tuple[Page, Page, Page]) -> None:
    alice, bob, _carmen = room
    alice.get_by_role("button", name="Start all").click()
    Table(bob).wait_live().say("See you in the log")
    row(alice, 1).get_by_role("link", name="Open round 1").click()
    alice.get_by_role("button", name="End without a result").click()
    alice.get_by_role("dialog").get_by_role("button", name="End without a result").click()
    expect(alice.get_by_text("The round is over.")).to_be_visible()
    expect(bob.locator(".bar-turn")).to_contain_text("The round has ended")
    bob.get_by_role("link", name="Read the log").first.click()
    bob.get_by_label("Words").fill("SEE YOU")
    bob.get_by_role("button", name="Filter").click()
    expect(bob.locator("tbody .log-content")).to_have_count(1)
    expect(bob.locator("tbody .log-content")).to_contain_text("See you in the log")


def test_the_points_shown_a_second_before_are_the_points_got(room: tuple[Page, Page, Page]) -> None:
    alice, bob, carmen = room
    alice.get_by_role("button", name="Start all").click()
    tables = [Table(page).wait_live() for page in (bob, carmen)]
    for table in tables:
        table.panel("me")
    shown = [
        page.locator("#outlook .stake, .outlook .stake, .stake").first.inner_text() for page in (bob, carmen)
    ]
    alice.get_by_role("button", name="End all and score as they stand").click()
    alice.get_by_role("dialog").get_by_role("button", name="End all and score as they stand").click()
    expect(row(alice, 2)).to_contain_text("over")
    for page, points in zip((bob, carmen), shown, strict=True):
        end = page.locator("dialog.report[open] .round-end")
        page.locator("dialog.report[open]").wait_for(timeout=15_000)
        if page.locator("#report-on").inner_text() != "Continue":
            page.locator("#report-on").click()
        expect(end.locator(".stake")).to_have_text(points)
        expect(end).to_contain_text("it is scored as it stood")
        page.locator("#report-on").click()
        page.reload()
        expect(page.locator(".round-end .stake").first).to_have_text(points)

"""Networks that let pages through and no WebSocket: the round goes on by the slow way, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.table import Table

pytestmark = [pytest.mark.browser, pytest.mark.long]

SOCKETS = "**/ws/v1/seats/**"
WORDS = "This network lets no live connection through. Offramp goes on by a slower way."
# The server answers the handshake with an error, as a proxy does that knows no WebSocket.
REFUSED = """() => {
    const Real = WebSocket;
    window.WebSocket = class extends Real {
        constructor(url) { super(window.letThrough ? url : url.replace("/ws/v1/", "/ws/none/")); }
    };
}"""


def refused(page: Page) -> None:
    page.add_init_script(f"({REFUSED})()")


def never_answered(page: Page) -> None:
    page.route_web_socket(SOCKETS, lambda route: route.on_message(lambda message: None))


def closed_at_once(page: Page) -> None:
    page.route_web_socket(SOCKETS, lambda route: route.close())


def slow(table: Table) -> None:
    table.page.locator('main[data-line="slow"]').wait_for(timeout=30_000)
    expect(table.page.locator(".quietbar")).to_have_text(WORDS)


@pytest.mark.parametrize("fault", [refused, never_answered, closed_at_once])
def test_a_round_is_played_without_a_socket(
    sit_down: Callable[..., list[Table]], fault: Callable[[Page], None]
) -> None:
    us, slowly = sit_down("us", "leadership")
    fault(slowly.page)
    slowly.page.reload()
    slow(slowly)
    an_offer_is_answered(us, slowly)
    for turn in (1, 2):
        slowly.say(f"From the slow side, turn {turn}")
        expect(us.said(f"From the slow side, turn {turn}")).to_have_count(1)
        us.say(f"From the other side, turn {turn}")
        expect(slowly.said(f"From the other side, turn {turn}")).to_have_count(1)
        slowly.page.locator("input[name=main]:enabled").first.check()
        expect(slowly.sealed).to_be_visible()
        us.ready()
        slowly.ready()
        assert slowly.read_report()
        us.read_report()
    expect(slowly.page.locator(".entry[data-pending]")).to_have_count(0)
    assert slowly.talk.count("From the slow side, turn 1") == 1


def an_offer_is_answered(giver: Table, taker: Table) -> None:
    page = giver.page
    page.locator("#write-offer").click()
    page.get_by_label("To whom").select_option("leadership")
    page.get_by_label("choose what they are to do").select_option("release_prisoners")
    page.get_by_label("choose what you will do").select_option("sanctions_relief")
    page.get_by_role("button", name="Read it back").click()
    page.get_by_role("button", name="Send offer").click()
    card = taker.page.locator(".panel-talk .deal[data-asks-me]")
    card.get_by_role("button", name="Accept").click()
    expect(taker.page.locator(".panel-talk .deal[data-asks-me]")).to_have_count(0)
    expect(page.locator(".ledger li")).not_to_have_count(0)


def test_the_socket_is_taken_again_when_it_gets_through(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    refused(table.page)
    table.page.reload()
    slow(table)
    table.say("by the slow way")
    table.page.evaluate("() => { window.letThrough = true; dispatchEvent(new Event('online')); }")
    table.wait_live()
    expect(table.page.locator(".quietbar")).to_be_hidden()
    table.say("by the socket")
    expect(table.page.locator(".entry[data-pending]")).to_have_count(0)
    assert [text for text in table.talk if text.startswith("by the")] == ["by the slow way", "by the socket"]


def test_offline_on_the_slow_way_and_back(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    closed_at_once(table.page)
    table.page.reload()
    slow(table)
    table.page.context.set_offline(True)
    table.say("Said without a network")
    expect(table.page.locator(".quietbar")).to_contain_text("No network.")
    table.page.context.set_offline(False)
    slow(table)
    expect(table.page.locator(".entry[data-pending]")).to_have_count(0)
    assert table.talk.count("Said without a network") == 1


def test_who_is_no_longer_known_is_told_on_the_slow_way(supervised, try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    closed_at_once(table.page)
    table.page.reload()
    slow(table)
    table.page.context.clear_cookies()
    table.say("Not mine any more")
    expect(table.page.locator(".quietbar")).to_contain_text("no longer knows you")

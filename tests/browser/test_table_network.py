"""Refresh, a second window, a lost network and a line that lies: nothing is lost, and nothing is done twice."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, WebSocketRoute, expect

from tests.browser.conftest import sit_by_link
from tests.browser.table import Table
from tests.supervised import Supervised

pytestmark = pytest.mark.browser

SOCKETS = "**/ws/v1/seats/**"


def test_a_refresh_loses_nothing(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    page = table.page
    table.say("Said before the refresh")
    table.order("hold")
    table.order("sanctions_up", "minor")
    expect(table.sealed).to_be_visible()
    page.locator("#write-offer").click()
    page.get_by_label("choose what you will do").select_option("hold_fire")
    page.locator("#write-say").click()
    page.locator("#say-text").fill("a draft")
    page.reload()
    table.wait_live()
    assert table.talk.count("Said before the refresh") == 1
    assert (table.chosen(), table.chosen("minor")) == ("hold", "sanctions_up")
    expect(page.locator("#say-text")).to_have_value("a draft")
    page.locator("#write-offer").click()
    expect(page.get_by_label("What you will do")).to_have_value("hold_fire")


def test_two_windows_show_the_same(try_round: Callable[..., Table]) -> None:
    one = try_round("first-steps", "us")
    other = Table(one.page.context.new_page())
    other.page.goto(one.page.url)
    other.wait_live()
    one.page.locator("#say-text").fill("half a")
    one.page.locator("#say-text").focus()
    other.say("From the other window")
    other.order("hold")
    expect(one.said("From the other window")).to_be_visible()
    expect(one.page.locator("input[name=main][value=hold]")).to_be_checked()
    # What was being written keeps its place and its focus while the page is drawn anew.
    expect(one.page.locator("#say-text")).to_be_focused()
    one.page.keyboard.type(" sentence")
    expect(one.page.locator("#say-text")).to_have_value("half a sentence")
    other.ready()
    for table in (one, other):
        table.read_report()
        assert table.turn != 1  # turn 2, or the day after where the leadership has gone
    assert one.talk.count("From the other window") == 1


def test_offline_and_back(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    page, context = table.page, table.page.context
    context.set_offline(True)
    table.say("Said without a network")
    table.order("brief_legislature")
    bar = page.locator(".quietbar")
    expect(bar).to_contain_text("No network. Kept here, and sent when it is back: 1 message and your orders.")
    expect(page.locator('.save-state[data-state="waiting"]')).to_be_visible()
    context.set_offline(False)
    expect(bar).to_be_hidden()
    expect(table.sealed).to_be_visible()
    expect(page.locator(".entry[data-pending]")).to_have_count(0)
    page.reload()
    table.wait_live()
    assert table.talk.count("Said without a network") == 1
    assert table.chosen() == "brief_legislature"


def test_who_only_looks_on_is_told_that_the_server_is_gone(
    start_up: Callable[..., Supervised], open_context: Callable[..., BrowserContext]
) -> None:
    running = start_up().wait_ready()
    opened = json.loads(
        running.manage("open_exercise", "first-steps", "--bots", "opposition,leadership", "--format", "json")
    )
    table = sit_by_link(open_context(), opened["rounds"][0]["seats"][0]["join_url"])
    running.stop()
    expect(table.page.locator(".quietbar")).to_contain_text("No network.", timeout=15_000)


def test_much_that_was_written_offline_arrives_whole_and_in_order(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    table.page.context.set_offline(True)
    texts = [f"line {number:02}" for number in range(60)]  # more than a line may send at once
    for text in texts:
        table.say(text)
    expect(table.page.locator(".entry[data-pending]")).to_have_count(len(texts))
    table.page.context.set_offline(False)
    expect(table.page.locator(".entry[data-pending]")).to_have_count(0, timeout=30_000)
    assert [text for text in table.talk if text.startswith("line ")] == texts


def test_a_lost_answer_is_asked_for_again_and_done_once(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    page = table.page
    sent: list[str] = []

    def swallow_answers(route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def up(message: str) -> None:
            frame = json.loads(message)
            if frame["t"] == "move":
                sent.append(frame["id"])
            server.send(message)

        def down(message: str) -> None:
            # On the first line nothing that follows from a move comes back.
            if len(lines) > 1 or not sent:
                route.send(message)

        lines.append(route)
        route.on_message(up)
        server.on_message(down)

    lines: list[WebSocketRoute] = []
    page.route_web_socket(SOCKETS, swallow_answers)
    page.reload()
    table.wait_live()
    table.say("Only once")
    expect(page.locator(".entry[data-pending]")).to_have_count(1)
    page.reload()
    table.wait_live()
    expect(page.locator(".entry[data-pending]")).to_have_count(0)
    expect(table.said("Only once")).to_have_count(1)
    assert len(sent) == 2
    assert len(set(sent)) == 1
    page.reload()
    table.wait_live()
    expect(table.said("Only once")).to_have_count(1)
    assert len(sent) == 2


def test_a_line_that_has_gone_dead_is_noticed_and_replaced(try_round: Callable[..., Table]) -> None:
    """Half open: nothing comes, nothing is closed. The page must find out by itself, and go on elsewhere."""
    table = try_round("first-steps", "us")
    page = table.page
    lines: list[WebSocketRoute] = []

    def go_dead(route: WebSocketRoute) -> None:
        lines.append(route)
        server = route.connect_to_server()
        first = len(lines) == 1
        route.on_message(lambda message: None if first and dead else server.send(message))
        server.on_message(lambda message: None if first and dead else route.send(message))

    dead: list[bool] = []
    page.route_web_socket(SOCKETS, go_dead)
    page.reload()
    table.wait_live()
    dead.append(True)
    table.say("into the void")
    expect(page.locator(".entry[data-pending]")).to_have_count(1)
    expect(page.locator(".entry[data-pending]")).to_have_count(0, timeout=20_000)
    assert len(lines) == 2
    assert table.talk.count("into the void") == 1


def test_a_frame_that_is_missing_is_fetched(sit_down: Callable[..., list[Table]]) -> None:
    us, opposition = sit_down("us", "opposition")
    dropped: list[int] = []

    def drop_one(route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def down(message: str) -> None:
            frame = json.loads(message)
            if frame["t"] == "event" and "first" in frame["event"].get("text", "") and not dropped:
                dropped.append(frame["seq"])
            else:
                route.send(message)

        server.on_message(down)

    us.page.route_web_socket(SOCKETS, drop_one)
    us.page.reload()
    us.wait_live()
    opposition.say("the first")
    opposition.say("the second")
    expect(us.said("the second")).to_have_count(1)
    expect(us.said("the first")).to_have_count(1)
    assert dropped
    assert us.talk.index("the first") < us.talk.index("the second")


@pytest.mark.parametrize(
    ("code", "words", "action"),
    [
        (4401, "no longer yours", "Join again"),
        (4409, "open in another window", "Use this window"),
        (4400, "no longer understand", "Reload the page"),
    ],
)
def test_the_line_is_closed_for_good(
    try_round: Callable[..., Table], code: int, words: str, action: str
) -> None:
    table = try_round("first-steps", "us")
    page = table.page
    lines: list[WebSocketRoute] = []

    def let_through(route: WebSocketRoute) -> None:
        lines.append(route)
        route.connect_to_server()

    page.route_web_socket(SOCKETS, let_through)
    page.reload()
    table.wait_live()
    lines[-1].close(code=code)
    bar = page.locator(".quietbar")
    expect(bar).to_contain_text(words)
    expect(bar.get_by_text(action)).to_be_visible()
    if code == 4409:
        bar.get_by_text(action).click()
        expect(bar).to_be_hidden()
        assert len(lines) == 2


def test_a_refused_move_says_why_where_it_was_made(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    table.say("\u3164")
    refusal = table.page.locator(".composer .refusal")
    expect(refusal).to_contain_text("Write something that can be seen.")
    expect(table.page.locator("#say-text")).to_have_value("\u3164")
    table.say("plain")
    expect(refusal).to_have_count(0)


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</textarea><svg onload=alert(1)>",
    "javascript:alert(1)",
    '"><b id=broken>',
    "${alert(1)} {{ 7*7 }} %(who)s",
)


def test_what_is_said_is_only_ever_text(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    dialogs: list[str] = []
    table.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for text in HOSTILE:
        table.say(text)
        expect(table.said(text).first).to_have_text(text)
    table.page.reload()
    table.wait_live()
    assert [text for text in table.talk if text in HOSTILE] == list(HOSTILE)
    assert table.page.locator(".stream img, .stream script, .stream svg, #broken").count() == 0
    assert dialogs == []

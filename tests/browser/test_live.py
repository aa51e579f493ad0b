"""Live parts of the desk and of the lobby: clocks go by the server's time, and what is asked for anew is shown."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.processes import ROOT

pytestmark = pytest.mark.browser

HOST = "http://desk.test"
TEXTS = """
    globalThis.gettext = (text) => text;
    globalThis.ngettext = (one, many, n) => (n === 1 ? one : many);
    globalThis.interpolate = (text, [value]) => text.replace("%s", value);
"""
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>live</title>
<script type="module" src="/static/offramp/js/{script}.js"></script>"""

Serve = Callable[..., Page]


@pytest.fixture
def serve(browser: Browser) -> Iterator[Serve]:
    """A page of ours with a live part; `answer` says what its address answers, the texts and headers."""
    page = browser.new_page()

    def start(script: str, body: str, answer: Callable[[], dict[str, Any]]) -> Page:
        def route(one: Route) -> None:
            path = one.request.url.removeprefix(HOST)
            if path.endswith(".js"):
                text = (ROOT / "wargame" / path.lstrip("/")).read_text("utf-8")
                one.fulfill(body=text, content_type="text/javascript")
            elif path == "/live/":
                one.fulfill(**{"content_type": "text/html", **answer()})
            else:
                one.fulfill(body=HEAD.format(script=script) + body, content_type="text/html")

        page.route(f"{HOST}/**", route)
        page.add_init_script(TEXTS)
        page.clock.install()
        page.goto(f"{HOST}/")
        page.wait_for_function("() => document.documentElement.dataset.started === ''")
        return page

    yield start
    page.close()


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(hours=-1)])
def test_clocks_of_the_console_go_by_the_servers_time(serve: Serve, ahead: timedelta) -> None:
    """Five minutes are left and a person is away for two, by the server; the computer's clock is an hour wrong."""
    now = datetime.now(UTC) + ahead
    part = (
        f'<span id="left" data-deadline="{(now + timedelta(minutes=5)).isoformat()}"></span>'
        f'<span id="away" data-since="{(now - timedelta(minutes=2, seconds=30)).isoformat()}"></span>'
    )
    page = serve(
        "desk",
        f'<div data-live="/live/">{part}</div>',
        lambda: {"body": part, "headers": {"Date": format_datetime(now, usegmt=True)}},
    )
    with page.expect_response("**/live/"):
        page.clock.run_for(3100)
    page.clock.run_for(600)
    # Whole minutes away from both: the seconds that a test takes change neither.
    expect(page.locator("#left")).to_have_text(re.compile(r"^0[45]:\d\d$"))
    expect(page.locator("#away")).to_have_text("2 minutes")


def test_a_part_is_drawn_anew_with_what_is_open_and_in_focus(serve: Serve) -> None:
    part = '<details id="more"><summary>More</summary></details><button id="act">{}</button>'
    answers = iter([{"body": part.format("second"), "headers": {"X-Seal": "2"}}])
    page = serve(
        "desk",
        f'<div data-live="/live/">{part.format("first")}</div>',
        lambda: next(answers, {"status": 204}),
    )
    page.locator("#more").evaluate("one => { one.open = true; }")
    page.locator("#act").focus()
    with page.expect_response("**/live/"):
        page.clock.run_for(3100)
    expect(page.locator("#act")).to_have_text("second")
    expect(page.locator("#act")).to_be_focused()
    assert page.locator("#more").evaluate("one => one.open")
    with page.expect_request("**/live/") as asked:
        page.clock.run_for(3100)
    assert asked.value.headers["x-seen"] == "2"


def test_what_is_lost_is_told_until_the_server_answers_again(serve: Serve) -> None:
    body = '<p data-lost hidden>lost</p><div data-live="/live/"></div>'
    page = serve("desk", body, lambda: {"body": "x"})
    page.route("**/live/", lambda route: route.abort(), times=1)
    page.clock.run_for(3100)
    expect(page.get_by_text("lost")).to_be_visible()
    page.clock.run_for(3100)
    expect(page.get_by_text("lost")).to_be_hidden()


def test_the_lobby_goes_on_to_the_table_where_the_server_says_so(serve: Serve) -> None:
    page = serve(
        "lobby", '<div data-live="/live/" data-always></div>', lambda: {"headers": {"HX-Redirect": "/table/"}}
    )
    with page.expect_navigation(url="**/table/"):
        page.clock.run_for(3100)

"""The table's clock goes by the server's time, whatever becomes of the computer's own."""

import json
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, WebSocketRoute

from tests.processes import ROOT

pytestmark = pytest.mark.browser

HOST = "http://table.test"
LEFT = 300  # seconds of the turn

# The computer's clock is what the test says; `slept` is time for which the page's own count stood still.
CLOCKS = """() => {
    window.ahead = 0;
    window.slept = 0;
    const date = Date.now.bind(Date);
    const count = performance.now.bind(performance);
    Date.now = () => date() + window.ahead;
    performance.now = () => count() - window.slept;
}"""

START = """async (scripts) => {
    const { Line } = await import(scripts + "connection/socket.js");
    const { emptyModel, makeStore } = await import(scripts + "model/store.js");
    const { secondsLeft } = await import(scripts + "page/clock.js");
    const { steady } = await import(scripts + "../clock.js");
    const store = makeStore(emptyModel());
    new Line({ url: "ws://table.test/ws/", slowUrl: "/line/", language: "en", store }).start();
    window.left = () => secondsLeft(store.model.clock, steady());
}"""


def told(moment: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)) + f".{int(moment % 1 * 1000):03d}Z"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A blank page with a line to a server that knows the time and nothing else."""
    page = browser.new_page()
    ends = time.time() + LEFT

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        file = ROOT / "wargame" / path.lstrip("/")
        if path.endswith(".js") and not file.exists():
            route.fulfill(status=404)
        elif path.endswith(".js"):
            route.fulfill(body=file.read_text("utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>blank</title>", content_type="text/html")

    def line(route: WebSocketRoute) -> None:
        def answer(message: str) -> None:
            now = told(time.time())
            if json.loads(message)["t"] == "ping":
                route.send(json.dumps({"t": "pong", "now": now}))
                return
            clock = {"t": "clock", "deadline": told(ends), "paused": False, "now": now, "status": "running"}
            route.send(json.dumps({"t": "welcome", "now": now, "head": 0}))
            route.send(json.dumps(clock))

        route.on_message(answer)

    page.route(f"{HOST}/**", serve)
    page.route_web_socket("**/ws/", line)
    page.add_init_script(f"({CLOCKS})()")
    page.goto(f"{HOST}/")
    page.evaluate(START, HOST + "/static/offramp/js/table/")
    page.wait_for_function("() => window.left() !== null")
    page.ends = ends  # type: ignore[attr-defined]
    yield page
    page.close()


def wrong(page: Page) -> float:
    """By how many seconds the page's clock is wrong."""
    left = page.evaluate("() => window.left()")
    return abs(left - (page.ends - time.time()))  # type: ignore[attr-defined]


@pytest.mark.parametrize("ahead", [-3_600_000, 3_600_000])
def test_a_clock_that_is_set_moves_nothing(page: Page, ahead: int) -> None:
    assert wrong(page) < 2
    page.evaluate("(ahead) => { window.ahead = ahead; }", ahead)
    assert wrong(page) < 2


def test_a_computer_that_slept_is_right_again_with_one_ping(page: Page) -> None:
    slept = LEFT * 1000 / 2
    # Its own clock goes on meanwhile, the page's count does not.
    page.evaluate("(slept) => { window.slept = slept; }", slept)
    # The next ping of the usual beat is five seconds away; the jump is noticed, and the server asked at once.
    page.wait_for_function("(most) => window.left() <= most", arg=LEFT)
    assert wrong(page) < 2

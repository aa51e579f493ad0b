"""A real Chromium, and people who sit at tables of a running Offramp."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from game_engine import load_scenario
from tests.browser.table import Table
from tests.supervised import Supervised

WIDE = {"width": 1280, "height": 820}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A person's browser: cookies of its own. Fails the test if the page logged an error or broke its policy."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if _is_fault(line.type, line.text) else None)

    def start(**settings) -> BrowserContext:
        settings = {"locale": "en", "viewport": WIDE, "reduced_motion": "reduce", **settings}
        contexts.append(browser.new_context(**settings))
        contexts[-1].on("page", watch)
        return contexts[-1]

    yield start
    for one in contexts:
        one.close()
    assert faults == []


def _is_fault(kind: str, text: str) -> bool:
    # A line that is cut on purpose is told by the browser as an error, and so are a refusal and a stopped server.
    lost = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED")
    expected = ("WebSocket connection", "status of 409 (Conflict)", *lost)
    return kind in ("error", "warning") and not any(one in text for one in expected)


@pytest.fixture
def try_round(supervised: Supervised, open_context: Callable[..., BrowserContext]) -> Callable[..., Table]:
    """Sits a visitor down at a round with bots."""

    def sit(scenario: str, seat: str, **settings) -> Table:
        page = open_context(**settings).new_page()
        page.goto(f"{supervised.url}/try/")
        page.locator(f"[name=scenario][value={scenario}]").check()
        place = seat if seat.startswith("officer-") else load_scenario(scenario).role_of(seat)
        page.locator(f"#places:enabled [name=seat][value={place}]").check()
        page.get_by_role("button", name="Take the seat and begin").click()
        return Table(page).wait_live()

    return sit


@pytest.fixture
def sit_down(
    supervised: Supervised, open_context: Callable[..., BrowserContext]
) -> Callable[..., list[Table]]:
    """Opens a round by command and sits people down at the seats named, each in a browser of their own."""

    def sit(*people: str, scenario: str = "first-steps", **settings) -> list[Table]:
        bots = [seat for seat in ("us", "opposition", "leadership", "officer-1") if seat not in people]
        opened = json.loads(
            supervised.manage("open_exercise", scenario, "--bots", ",".join(bots), "--format", "json")
        )
        links = {one["seat"]: one["join_url"] for one in opened["rounds"][0]["seats"]}
        return [sit_by_link(open_context(**settings), links[seat]) for seat in people]

    return sit


def sit_by_link(context: BrowserContext, link: str) -> Table:
    """Takes the seat of a link in a browser, and waits until its table is drawn."""
    page = context.new_page()
    page.goto(link)
    page.locator("main form button").click()
    return Table(page).wait_live()

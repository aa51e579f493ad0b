"""A script that does not come: the page is loaded once more, and when that does not help, it says so."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.conftest import WIDE
from tests.browser.table import Table
from tests.supervised import Supervised

pytestmark = [pytest.mark.browser, pytest.mark.long]

WORDS = "A part of this page did not arrive"
# The first, the last, one of another folder, and the texts.
LOST = ["main", "texts", "lit-html", "catalog"]


@pytest.fixture
def page(try_round: Callable[..., Table], browser: Browser) -> Page:
    """A seat's table in a second browser of the same person, so that the lines of its console are no fault."""
    table = try_round("first-steps", "us")
    context = browser.new_context(
        locale="en", viewport=WIDE, storage_state=table.page.context.storage_state()
    )
    page = context.new_page()
    page.told = table.page.url
    yield page
    context.close()


def lose(page: Page, name: str, *, loads: int) -> list[Request]:
    """Abort every request for a script of that name while the page is loaded so many times; the loads, as they come."""
    loaded: list[Request] = []
    page.on("request", lambda one: loaded.append(one) if one.is_navigation_request() else None)
    page.route(f"**/{name}.*.js", lambda route: route.abort() if len(loaded) <= loads else route.continue_())
    return loaded


def it_says_so(page: Page) -> None:
    # Until the style sheets are there, and nothing is painted, every word of a page counts as visible.
    page.locator("html[data-lost]").wait_for()
    expect(page.get_by_text(WORDS)).to_be_visible()


@pytest.mark.parametrize("name", LOST)
def test_a_script_lost_is_fetched_by_loading_once_more(page: Page, name: str) -> None:
    loaded = lose(page, name, loads=1)
    page.goto(page.told, wait_until="commit")
    Table(page).wait_live()
    expect(page.get_by_text(WORDS)).to_be_hidden()
    assert len(loaded) == 2


@pytest.mark.parametrize("name", LOST)
def test_a_script_that_does_not_come_then_either_is_told_with_a_button(page: Page, name: str) -> None:
    loaded = lose(page, name, loads=2)
    page.goto(page.told, wait_until="commit")
    it_says_so(page)
    assert len(loaded) == 2
    page.get_by_role("link", name="Load it again").click()
    Table(page).wait_live()
    expect(page.get_by_text(WORDS)).to_be_hidden()
    assert len(loaded) == 3


def test_a_script_that_is_not_found_is_lost_too(page: Page) -> None:
    """As after an upgrade that has thrown the page's own files away."""
    page.route("**/table/board/board.*.js", lambda route: route.fulfill(status=404, body="no"))
    page.goto(page.told, wait_until="commit")
    it_says_so(page)


def test_without_the_watchman_the_table_works_and_without_both_time_tells(page: Page) -> None:
    page.clock.install()
    page.route("**/watchman.*.js", lambda route: route.abort())
    page.goto(page.told)
    Table(page).wait_live()
    expect(page.get_by_text(WORDS)).to_be_hidden()
    page.route("**/main.*.js", lambda route: route.abort())
    page.reload()
    words = page.locator(".not-started")
    # Nothing of ours runs: the style sheet alone shows the words, after a time that we do not wait for.
    assert words.evaluate("one => getComputedStyle(one).visibility") == "hidden"
    words.evaluate("one => one.getAnimations().forEach((animation) => animation.finish())")
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.unroute("**/main.*.js")
    page.get_by_role("link", name="Load it again").click()
    Table(page).wait_live()


def test_a_script_that_is_never_answered_is_told(page: Page) -> None:
    page.clock.install()
    held: list[Route] = []
    page.route("**/table/board/board.*.js", lambda route: held.append(route))
    page.goto(page.told, wait_until="commit")
    page.locator("#report").wait_for(state="attached")
    page.clock.run_for(21_000)
    it_says_so(page)
    for route in held:
        route.continue_()
    Table(page).wait_live()
    expect(page.get_by_text(WORDS)).to_be_hidden()


def test_the_other_pages_tell_it_too(supervised: Supervised, browser: Browser) -> None:
    context = browser.new_context(locale="en", viewport=WIDE)
    page = context.new_page()
    link = supervised.manage("facilitator_link").split()[-1]
    page.goto(link)
    page.locator("main form button").click()
    for path, script in (("/exercises/", "desk"), ("/exercises/new/", "create"), ("/try/", "htmx-2.min")):
        page.goto(supervised.url + path)
        expect(page.get_by_text(WORDS)).to_be_hidden()
        assert page.evaluate("document.documentElement.dataset.started") == "", path
        page.route(f"**/{script}.*.js", lambda route: route.abort())
        page.goto(supervised.url + path)
        it_says_so(page)
        page.unroute_all()
    context.close()


RESOURCES = """performance.getEntriesByType("resource")
    .filter((one) => /\\/(static|i18n)\\//.test(one.name))
    .map((one) => ({
        url: one.name, sent: one.transferSize, packed: one.encodedBodySize, whole: one.decodedBodySize,
    }))"""


def test_a_page_names_all_its_files_and_asks_for_none_twice(page: Page) -> None:
    page.goto(page.told)
    Table(page).wait_live()
    files = page.evaluate(RESOURCES)
    named = page.locator("link[rel=modulepreload], script[src]").evaluate_all(
        "all => all.map((one) => one.href || one.src)"
    )
    assert sorted(one["url"] for one in files if one["url"].endswith(".js")) == sorted(named)
    assert all(one["packed"] < one["whole"] for one in files if one["whole"] > 600)
    page.goto(page.told)
    Table(page).wait_live()
    again = page.evaluate(RESOURCES)
    assert {one["url"] for one in again} == {one["url"] for one in files}
    assert [one["url"] for one in again if one["sent"]] == []

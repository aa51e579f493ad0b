"""A page that the browser translates: all that is drawn anew is seen, and nothing contradicts itself."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.table import Table
from tests.supervised import Supervised

pytestmark = pytest.mark.browser
TRANSLATOR = (Path(__file__).parent / "translator.js").read_text("utf-8")

TEXTS = """() => Object.fromEntries(
    [...document.querySelectorAll("[data-part]")].map((one) => [one.dataset.part, one.textContent]))"""
SNAPSHOT = """async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    return JSON.parse(page.getElementById("table-snapshot").textContent).view;
}"""
# The same for whoever opens the page now; the others tell what was read and opened in this window, or count seconds.
ALIKE = ("turn", "stream", "composer", "end", "deals", "orders", "outlook", "board")


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[‹›]", "", text)).strip()


def compare(page: Page) -> None:
    """What the translated page shows is what a page shows that is opened now, and what the server has."""
    fresh = page.context.browser.new_context(
        storage_state=page.context.storage_state(),
        locale="en",
        viewport=page.viewport_size,
        reduced_motion="reduce",
    )
    other = fresh.new_page()
    other.goto(page.url)
    Table(other).wait_live()
    if other.locator("dialog.report[open]").is_visible():
        other.locator("#report-on").click()
    told, untold = page.evaluate(TEXTS), other.evaluate(TEXTS)
    fresh.close()
    assert {part: words(told[part]) for part in ALIKE} == {part: words(untold[part]) for part in ALIKE}
    view = page.evaluate(SNAPSHOT)
    if view["phase"] == "contest":
        assert f"Turn {view['turn']} of" in words(told["turn"])
    for track in view["tracks"]:
        shown = page.locator(f".track[data-track={track['name']}] .track-value").first.text_content()
        assert abs(number(shown) - track["shown"]) < 0.06, track["name"]
    believed = [number(one) for one in page.locator("td.end").all_text_contents() if words(one) != "–"]
    for value in view["credibility"].values():
        assert any(abs(one - value * 10) < 0.06 for one in believed)


def number(text: str | None) -> float:
    found = re.search(r"[−+]?\d+(\.\d+)?", words(text or ""))
    assert found, text
    return float(found[0].replace("−", "-"))


def test_a_translated_table_shows_every_turn_as_it_is(sit_down: Callable[..., list[Table]]) -> None:
    us, opposition = sit_down("us", "opposition")
    us.page.context.add_init_script(TRANSLATOR)
    us.page.reload()
    us.wait_live()
    assert us.page.evaluate("window.translated") > 50
    for turn in (1, 2, 3):
        us.say(f"Words of turn {turn}")
        opposition.say(f"An answer in turn {turn}")
        expect(us.said(f"‹An answer in turn {turn}›")).to_be_visible()
        us.page.locator("input[name=main]:enabled").nth(turn).check()
        expect(us.sealed).to_be_visible()
        us.page.locator("#write-offer").click()
        us.page.locator("#add-does").select_option(index=1)
        us.page.locator("#read-back").click()
        us.page.locator(".composer .button-primary").click()
        expect(us.page.locator("#write-say")).to_be_focused()
        compare(us.page)
        opposition.ready()
        us.ready()
        for table in (us, opposition):
            close_report(table)
        expect(us.page.locator(".bar-turn")).not_to_contain_text(f"Turn {turn} ")
        compare(us.page)
        if us.page.evaluate(SNAPSHOT)["phase"] != "contest":
            break  # chance has ended it


def close_report(table: Table) -> None:
    dialog = table.page.locator("dialog.report[open]")
    dialog.wait_for(timeout=20_000)
    on = table.page.locator("#report-on")
    assert table.page.locator(".report-line[data-shown]").count() > 0
    on.click()
    dialog.wait_for(state="hidden")


def test_a_translated_console_keeps_its_clocks_and_does_not_flicker(
    supervised: Supervised, open_context: Callable[..., BrowserContext]
) -> None:
    context = open_context()
    context.add_init_script(TRANSLATOR)
    page = context.new_page()
    opened = json.loads(
        supervised.manage("open_exercise", "first-steps", "--turn-seconds", "600", "--format", "json")
    )
    page.goto(opened["facilitator_url"])
    page.locator("main form button").click()
    clock = page.locator("[data-deadline]").first
    expect(clock).to_have_text(re.compile(r"^0\d:\d\d$"))
    before = clock.inner_text()
    expect(clock).not_to_have_text(before)
    # What is told again in the same words is not written again, or it would be translated again, for ever.
    page.evaluate(
        """() => {
            const gone = document.createElement("p");
            gone.id = "gone";
            gone.dataset.since = new Date(Date.now() - 150_000).toISOString();
            document.querySelector("main").append(gone);
        }"""
    )
    expect(page.locator("#gone")).to_have_text("‹2 minutes›")
    page.evaluate(
        """() => new MutationObserver((all) => { window.again = all.length; })
            .observe(document.getElementById("gone"), { subtree: true, childList: true })"""
    )
    for _ in range(2):
        before = clock.inner_text()
        expect(clock).not_to_have_text(before)
    assert page.evaluate("window.again") is None

"""axe finds nothing serious on any page or state, light and dark, at 1280, 390 and 320; what scrolls has a name."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import sit_by_link
from tests.browser.table import Table
from tests.supervised import Supervised

pytestmark = [pytest.mark.browser, pytest.mark.long]
WIDTHS = (1280, 390, 320)
# What depends on the colours; all other rules say the same in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]

# What scrolls and cannot be scrolled by keyboard, or has no name for those who hear the page.
SCROLLERS = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const style = getComputedStyle(one);
    const wide = /auto|scroll/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
    const high = /auto|scroll/.test(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
    if (!(wide || high) || !one.checkVisibility() || one.matches("textarea, input, select, dialog")) return false;
    const inner = "a[href], button, input, select, textarea, summary";
    const reached = one.tabIndex >= 0 && one.hasAttribute("tabindex");
    const named = one.hasAttribute("aria-label") || one.hasAttribute("aria-labelledby");
    return reached ? !named : wide || !one.querySelector(inner);
}).map((one) => `${one.tagName}.${one.className}`)"""

UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"

axe = Axe()


def faults(page: Page, name: str) -> list[str]:
    """What is wrong with the page as it stands, in both schemes."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        options: dict[str, Any] = {"resultTypes": ["violations"]}
        if scheme == "dark":
            options["runOnly"] = COLOURS
        for one in axe.run(page, options=options).response["violations"]:
            if one["impact"] in ("serious", "critical"):
                targets = "; ".join(f"{node['target']} {node['html'][:120]}" for node in one["nodes"][:3])
                found.append(f"{name}, {scheme}: {one['id']}: {targets}")
    return found + [f"{name}: scrolls without keyboard or name: {one}" for one in page.evaluate(SCROLLERS)]


def at_every_width(page: Page, name: str) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 820})
        found += faults(page, f"{name}, {width}")
    return found


@dataclass
class Room:
    """A facilitator's browser; an exercise whose first round runs, whose second waits and whose third is over."""

    alice: Page
    farid: Page
    opened: dict[str, Any]
    url: str
    code: str

    def link(self, number: int, seat: str) -> str:
        return next(one["join_url"] for one in self.opened["rounds"][number]["seats"] if one["seat"] == seat)

    def path(self, name: str) -> str:
        """An address, with the names in braces filled in."""
        running, waiting, over = (one["id"] for one in self.opened["rounds"])
        parts = {"running": running, "waiting": waiting, "over": over, "code": self.code}
        return self.url + name.format(exercise=self.opened["exercise"], **parts)


START = """
from wargame.play import actions
from wargame.exercises.models import Exercise
exercise = Exercise.objects.get(pk="{exercise}")
for one in exercise.rounds.exclude(number=2):
    actions.start_round(one.pk, exercise.owner)
"""


@pytest.fixture(scope="module")
def room(supervised: Supervised, browser: Browser) -> Iterator[Room]:
    arguments = (
        "first-steps",
        "--rounds",
        "3",
        "--wait",
        "--bots",
        "officer-1,leadership,opposition",
    )
    opened = json.loads(supervised.manage("open_exercise", *arguments, "--format", "json"))
    supervised.manage("shell", "-c", START.format(exercise=opened["exercise"]))
    contexts = [browser.new_context(locale="en", viewport={"width": 1280, "height": 820}) for _ in range(2)]
    alice, farid = (one.new_page() for one in contexts)
    alice.goto(opened["facilitator_url"])
    alice.locator("main form button").click()
    made = Room(alice, farid, opened, supervised.url, alice.locator(".page-head .code").inner_text())
    alice.goto(made.path("/rounds/{over}/"))
    alice.locator("button[formaction*='/do/end']").first.click()
    alice.locator("dialog.ask button").first.click()
    expect(alice.get_by_text("The round is over.")).to_be_visible()
    yield made
    for one in contexts:
        one.close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/try/",
        "/join/",
        "/join/?code=ABCDEFGH",
        "/join/{code}/",
        "/rules/",
        "/accounts/sign-in/",
        "/accounts/enter/nonsense/",
        "/nowhere/",
        "/exercises/",
    ],
)
def test_a_page_for_all(room: Room, path: str) -> None:
    room.farid.goto(room.path(path))
    assert at_every_width(room.farid, path) == []


@pytest.mark.parametrize(
    "path",
    [
        "/exercises/",
        "/exercises/new/",
        "/exercises/{exercise}/",
        "/exercises/{exercise}/projector/",
        "/rounds/{waiting}/",
        "/rounds/{running}/",
        "/rounds/{over}/",
        "/rounds/{running}/log/",
        "/rounds/{over}/log/",
        "/rounds/{over}/log/?q=nothing+of+the+kind",
        "/accounts/account/",
        "/accounts/sign-out/",
    ],
)
def test_a_page_of_the_facilitator(room: Room, path: str) -> None:
    room.alice.goto(room.path(path))
    room.alice.evaluate(UNFOLD)
    assert at_every_width(room.alice, path) == []


def test_a_link_for_another_device(room: Room) -> None:
    room.alice.goto(room.path("/accounts/account/"))
    room.alice.locator("form[action*=other-device] button").click()
    room.alice.locator(".qr, svg, input").first.wait_for()
    assert at_every_width(room.alice, "another device") == []


def test_a_question_before_what_cannot_be_undone(room: Room) -> None:
    room.alice.set_viewport_size({"width": 1280, "height": 820})
    room.alice.goto(room.path("/rounds/{running}/"))
    room.alice.locator("button[data-ask]").first.click()
    room.alice.locator("dialog.ask").wait_for()
    assert at_every_width(room.alice, "ask") == []


def test_a_link_and_the_wait_before_a_round(room: Room, open_context: Callable) -> None:
    page = open_context().new_page()
    page.goto(room.link(1, "us"))
    found = at_every_width(page, "take")
    page.locator("main form button").first.click()
    page.get_by_text("Waiting for the round to begin.").wait_for()
    found += at_every_width(page, "lobby")
    assert found == []


@pytest.fixture
def table(room: Room, open_context: Callable) -> Table:
    return sit_by_link(open_context(), room.link(0, "us"))


def in_every_panel(table: Table, name: str) -> list[str]:
    found = []
    page = table.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 820})
        phone = page.locator(".thumbs").is_visible() and not page.locator("dialog[open]").is_visible()
        panels = ("talk", "deals", "orders", "board", "me") if phone else ("talk", "deals")
        for panel in panels if name == "table" else ("talk",):
            if phone:
                table.panel(panel)
            elif panel == "deals":
                page.get_by_role("tab", name="Open deals").click()
            found += faults(page, f"{name}, {panel}, {width}")
        if not phone:
            page.locator(".channel-tabs .tab").first.click(force=True)
    page.set_viewport_size({"width": 1280, "height": 820})
    return found


def test_a_table_in_its_states(table: Table) -> None:
    page = table.page
    table.say("A word to all")
    table.order("guarantee_exile", "minor")
    table.order("ultimatum")
    expect(table.sealed).to_be_visible()
    page.evaluate(UNFOLD)
    found = in_every_panel(table, "table")
    page.locator(".channel-ends .tab").first.click()
    page.locator("[data-part=new-channel] form").wait_for()
    found += in_every_panel(table, "new channel")
    page.locator("#write-offer").click()
    page.locator("#add-does").select_option(index=1)
    page.locator("#add-will").select_option("exile")
    found += in_every_panel(table, "an offer")
    page.locator("#read-back").click()
    found += in_every_panel(table, "an offer read back")
    page.get_by_role("button", name="Send offer").click()
    page.locator("#write-threat").click()
    found += in_every_panel(table, "a threat")
    assert found == []


def test_the_report_of_a_turn(table: Table) -> None:
    table.ready()
    table.page.locator("dialog.report[open]").wait_for(timeout=20_000)
    assert at_every_width(table.page, "report") == []
    table.page.set_viewport_size({"width": 1280, "height": 820})
    table.page.locator("#report-on").click()
    table.page.evaluate(UNFOLD)
    assert in_every_panel(table, "after a turn") == []


def test_a_table_at_its_end(room: Room, open_context: Callable) -> None:
    table = sit_by_link(open_context(), room.link(2, "us"))
    expect(table.page.locator(".round-end").first).to_be_visible()
    assert in_every_panel(table, "table") == []

"""A table as a person uses it: what they press, and what they can read."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect


class Table:
    """A page at which a seat plays."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def wait_live(self) -> "Table":
        """Wait until the socket answers and the orders are drawn."""
        self.page.locator('main[data-line="open"]').wait_for()
        return self

    def panel(self, name: str) -> None:
        """Open a panel where there are tabs at the thumb; on a wide window all are open."""
        thumb = self.page.locator(f".thumb[data-panel={name}]")
        if thumb.is_visible():
            thumb.click()

    @property
    def turn(self) -> int:
        found = re.search(r"Turn (\d+)", self.page.locator(".bar-turn").inner_text())
        return int(found[1]) if found else 0

    @property
    def is_over(self) -> bool:
        return self.page.locator(".bar-turn").inner_text().startswith("The round has ended")

    @property
    def talk(self) -> list[str]:
        """What was said, in order, without cards."""
        return self.page.locator(".entry-text").all_inner_texts()

    @property
    def sealed(self) -> Locator:
        return self.page.locator('.save-state[data-state="saved"]')

    def said(self, text: str) -> Locator:
        return self.page.locator(".entry-text", has_text=text)

    def say(self, text: str) -> None:
        self.panel("talk")
        self.page.locator("#write-say").click()
        self.page.locator("#say-text").fill(text)
        self.page.locator(".say .button").click()

    def order(self, kind: str, slot: str = "main") -> None:
        self.panel("orders")
        self.page.locator(f"input[name={slot}][value={kind}]").check()

    def chosen(self, slot: str = "main") -> str:
        return self.page.locator(f"input[name={slot}]:checked").input_value()

    def ready(self) -> None:
        self.panel("orders")
        self.page.locator("#ready").click()

    def read_report(self) -> list[str]:
        """Wait for the turn's report, read it all, and close it."""
        dialog = self.page.locator("dialog.report[open]")
        dialog.wait_for(timeout=15_000)
        on = self.page.locator("#report-on")
        if on.inner_text() != "Continue":
            on.click()
        expect(on).to_have_text("Continue")
        lines = self.page.locator(".report-line[data-shown] > span:nth-child(2)").all_inner_texts()
        on.click()
        dialog.wait_for(state="hidden")
        return lines

    def play_to_the_end(self, act: Callable[["Table"], None], most: int = 20) -> list[list[str]]:
        """Act and be ready, turn after turn, until the round is over. Returns the reports."""
        reports: list[list[str]] = []
        while not self.is_over:
            assert len(reports) < most, "the round does not end"
            act(self)
            self.ready()
            reports.append(self.read_report())
        return reports

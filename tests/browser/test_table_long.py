"""A long round at the table: the page is given the newest talk, and brings older talk when it is wanted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.table import Table

pytestmark = pytest.mark.browser

MESSAGES = 30
# As the page's own line would, but faster than a person writes.
WRITE = """async (count) => {
    const { id } = JSON.parse(document.getElementById("table-page").textContent);
    const socket = new WebSocket(location.origin.replace("http", "ws") + `/ws/v1/seats/${id}/`);
    await new Promise((resolve) => { socket.onopen = resolve; });
    let left = count;
    const done = new Promise((resolve) => {
        socket.onmessage = ({ data }) => { if (JSON.parse(data).t === "ack" && --left === 0) resolve(); };
    });
    for (let n = 0; n < count; n += 1) {
        const move = { kind: "say", text: `${n} `.padEnd(3500, "so it goes "), public: true };
        socket.send(JSON.stringify({ t: "move", id: crypto.randomUUID(), turn: 1, move }));
    }
    await done;
    socket.close();
}"""

PLACE = "(seq) => document.querySelector(`.entry[data-seq='${seq}']`).getBoundingClientRect().top"
FOCUS = f"(seq) => {{ document.querySelector('.stream-earlier').focus(); return ({PLACE})(seq); }}"


def numbers(page: Page) -> list[int]:
    return [int(text.split()[0]) for text in page.locator(".stream .entry-text").all_inner_texts()]


def test_older_talk_comes_by_a_button_and_by_scrolling(try_round: Callable[..., Table]) -> None:
    table = try_round("first-steps", "us")
    page = table.page
    page.evaluate(WRITE, MESSAGES)
    expect(table.said(f"{MESSAGES - 1} so it goes")).to_have_count(1)
    page.reload()
    table.wait_live()
    shown = numbers(page)
    assert 0 < len(shown) < MESSAGES
    assert shown[-1] == MESSAGES - 1

    # By keyboard: what one reads does not move.
    earlier = page.get_by_role("button", name="Earlier messages")
    first = page.locator(".stream .entry").first
    before = first.get_attribute("data-seq")
    top = page.evaluate(FOCUS, before)
    page.keyboard.press("Enter")
    expect(page.locator(".stream .entry").first).not_to_have_attribute("data-seq", before or "")
    assert page.evaluate(PLACE, before) == pytest.approx(top, abs=2)

    # By scrolling, until all is there, in order and once.
    while earlier.count():
        page.locator(".stream-scroll").hover()
        page.mouse.wheel(0, -100_000)
        page.wait_for_function("(n) => document.querySelectorAll('.entry').length !== n", arg=0)
    assert numbers(page) == list(range(MESSAGES))
    table.say("and on")
    expect(table.said("and on")).to_have_count(1)

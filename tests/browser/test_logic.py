"""The page's pure logic, without a server: each case of `logic/*.js` is a test here, under its own name."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.agents.seat_frames import SeatFrames
from tests.processes import ROOT
from wargame.speech.catalogue import catalogue

pytestmark = pytest.mark.browser

HOST = "http://table.test"
LOGIC = Path(__file__).parent / "logic"
CASE = re.compile(r'^test\("(.+?)", ', re.MULTILINE)
FILES = {path.stem: CASE.findall(path.read_text("utf-8")) for path in sorted(LOGIC.glob("*.js"))}
CASES = [(file, case) for file, cases in FILES.items() for case in cases]

TEXTS = """
    globalThis.gettext = (text) => text;
    globalThis.ngettext = (one, many, n) => (n === 1 ? one : many);
    globalThis.interpolate = (text, values) => text.replace(/%\\((\\w+)\\)s/g, (_, name) => values[name]);
"""
RUN = """async (file) => {
    await import(`/tests/browser/logic/${file}.js`);
    return (await import("/tests/browser/logic/cases.js")).outcomes();
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A blank page that can import what lies in the source, and one round to try things on."""
    told = SeatFrames("opposition", 1)
    given = {
        "snapshot": told.snapshot(),
        "catalogue": {**catalogue(told.state, told.seat, "en"), "round": ""},
    }
    page = browser.new_page()

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if path.endswith(".js"):
            route.fulfill(body=(ROOT / path.lstrip("/")).read_text("utf-8"), content_type="text/javascript")
        elif path == "/given.json":
            route.fulfill(body=json.dumps(given), content_type="application/json")
        else:
            route.fulfill(body="<!doctype html><title>blank</title>", content_type="text/html")

    page.route(f"{HOST}/**", serve)
    page.add_init_script(TEXTS)
    page.goto(f"{HOST}/")
    yield page
    page.close()


@pytest.fixture(scope="module")
def outcomes(page: Page) -> dict[str, str]:
    """What went wrong in each case, by its name."""
    found: dict[str, str] = {}
    for file, cases in FILES.items():
        if cases:
            found |= page.evaluate(RUN, file)
    return found


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}: {case}" for file, case in CASES])
def test_case(outcomes: dict[str, str], file: str, case: str) -> None:
    assert outcomes[case] == ""


def test_every_case_that_ran_has_a_name_here(outcomes: dict[str, str]) -> None:
    assert set(outcomes) == {case for _, case in CASES}
    assert len(CASES) > 40

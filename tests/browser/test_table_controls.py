"""What a control shows is what is stored: every control of every order, offer and threat, in every sequence of two.

The controls are read from the page, so that a new one cannot be left out. Each sequence is done twice: by hand, with
the page drawn in between, and within one task of the browser, with nothing drawn in between.
"""

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from game_engine import Seating, load_scenario, new_round, view_for
from tests.browser.conftest import sit_by_link
from tests.browser.table import Table
from tests.supervised import Supervised

pytestmark = [pytest.mark.browser, pytest.mark.long]
SCENARIO = load_scenario("first-steps")
SEATS = ["us", "opposition", "leadership", "officer-1", *SCENARIO.optional_seats]

# A round in which every seat that there is, is for a person.
OPEN = """
import json
from wargame.accounts.actions import facilitator
from wargame.exercises.actions import Plan, create_exercise
from wargame.play import actions
from wargame.agents.opening import described
from game_engine import load_scenario
owner = facilitator()
scenario = load_scenario("first-steps")
exercise = create_exercise(owner, Plan(scenario, holders={seat: "person" for seat in scenario.optional_seats}))
for one in exercise.rounds.all():
    actions.start_round(one.pk, owner)
print(json.dumps(described(exercise, "URL", sign_in="none")))
"""

TOOLS = (Path(__file__).parent / "controls.js").read_text("utf-8")


@pytest.fixture(scope="module")
def links(supervised: Supervised) -> dict[str, str]:
    opened = json.loads(supervised.manage("shell", "-v", "0", "-c", OPEN.replace("URL", supervised.url)))
    return {one["seat"]: one["join_url"] for one in opened["rounds"][0]["seats"]}


@pytest.fixture
def enter(links: dict[str, str], open_context: Callable[..., BrowserContext]) -> Callable[[str], Table]:
    return lambda seat: sit_by_link(open_context(), links[seat])


def menu_of(seat: str) -> Any:
    menu = view_for(new_round(SCENARIO, 1, Seating(officers=2, standing=())).state, seat).menu
    assert menu is not None
    return menu


def with_fields(seat: str) -> Iterator[tuple[str, str]]:
    """Slot and kind of each order that has fields and can be given."""
    menu = menu_of(seat)
    for slot, choices in (("main", menu.main), ("minor", menu.minor)):
        for choice in choices:
            if choice.fields and choice.unavailable is None:
                yield slot, choice.kind


def as_shown(order: dict[str, Any] | None) -> dict[str, Any] | None:
    """A stored order as the panel shows it."""
    if order is None:
        return None
    if order["kind"] == "cells":
        return {"kind": "cells", "fields": order.get("defect", [])}
    menu = [one for seat in SEATS for slot in (menu_of(seat).main, menu_of(seat).minor) for one in slot]
    fields = next(one.fields for one in menu if one.kind == order["kind"])
    usual = {"crimes": False}
    values = [order.get(name, usual.get(name)) for name in fields]
    return {
        "kind": order["kind"],
        "fields": [str(v) if n == "by" else v for n, v in zip(fields, values, strict=True)],
    }


ALL = """async () => [
    tools.orders(), tools.fields().map(tools.shown), tools.labels(), (await tools.stored()).me.orders,
]"""


def test_every_field_of_an_order_is_driven() -> None:
    kinds = {kind for seat in SEATS for _, kind in with_fields(seat)}
    assert kinds == {one.kind for one in SCENARIO.orders if one.fields}


@pytest.mark.parametrize("seat", [seat for seat in SEATS if list(with_fields(seat))])
def test_orders_show_what_is_stored(enter: Callable[[str], Table], seat: str) -> None:
    table = enter(seat)
    page = table.page
    page.evaluate(TOOLS)
    for slot, kind in with_fields(seat):
        if kind != "cells":
            table.order(kind, slot)
            expect(table.sealed).to_be_visible()
    names = page.evaluate("tools.fields().map(tools.name)")
    groups = page.evaluate("tools.fields().map((one, at) => one.type === 'radio' ? one.name : at)")
    assert names
    for first, second in product(range(len(names)), repeat=2):
        for drive in (by_hand, at_once):
            told = f"{names[first]}, then {names[second]}, {drive.__name__}"
            wanted = drive(page, first, second)
            if groups[first] == groups[second] and first != second:
                del wanted[first]
            expect(table.sealed).to_be_visible()
            shown, values, labelled, stored = page.evaluate(ALL)
            assert {at: values[at] for at in wanted} == wanted, told
            assert {slot: as_shown((stored or {}).get(slot)) for slot in ("main", "minor")} == shown, told
            assert labelled, told
        if first == second:
            page.reload()
            table.wait_live()
            page.evaluate(TOOLS)
            assert page.evaluate("tools.orders()") == shown


def by_hand(page: Page, first: int, second: int) -> dict[int, Any]:
    """Move two controls as a person does, and return what each was set to."""
    wanted = {}
    for at, way in ((first, 1), (second, 0)):
        one = page.evaluate_handle("(at) => tools.fields()[at]", at).as_element()
        assert one is not None
        match page.evaluate("(one) => one.type", one):
            case "range":
                one.press("End" if way else "Home")
            case "select-one":
                one.select_option(index=page.evaluate("([one, way]) => way ? one.length - 1 : 0", [one, way]))
            case _:
                one.click()
        wanted[at] = page.evaluate("(at) => tools.shown(tools.fields()[at])", at)
    return wanted


def at_once(page: Page, first: int, second: int) -> dict[int, Any]:
    """Move two controls in one task of the browser, with nothing drawn in between."""
    return {
        int(at): value for at, value in page.evaluate("(both) => tools.atOnce(both)", [first, second]).items()
    }


# The two undertakings that have fields, one on each side.
OFFER = {"to": "opposition", "asks": ["amnesty"], "terms": ["exile"]}


def test_every_undertaking_with_fields_is_driven() -> None:
    assert {one.kind for one in SCENARIO.undertakings if one.fields} == {*OFFER["asks"], *OFFER["terms"]}


def test_an_offer_is_what_its_menus_show(enter: Callable[[str], Table]) -> None:
    page = enter("us").page
    page.evaluate(TOOLS)
    page.evaluate("(base) => tools.begin('offer', base)", OFFER)
    many = page.evaluate("tools.slots().length")
    assert many > 12
    for first in range(many):
        assert page.evaluate("(args) => tools.afterOne(...args)", ["offer", OFFER, first]) == []
    for first in range(many):
        assert_stored(*page.evaluate("(args) => tools.sendChanged(...args)", ["offer", OFFER, first]))
    draft = page.evaluate(
        "async (base) => { await tools.begin('offer', base); return tools.draft(); }", OFFER
    )
    page.reload()
    page.locator(".composer .sentence").wait_for()
    page.evaluate(TOOLS)
    assert page.evaluate("tools.draft()") == draft


def assert_stored(draft: dict[str, Any], sent: dict[str, Any]) -> None:
    usual = {"public": False, "witnesses": [], "asks": [], "terms": []}
    for name, value in draft.items():
        stored = sent.get("due" if name == "by" else name, usual.get(name))
        if name in ("asks", "terms"):
            # What has its usual value is left out on the way, and a date "after the transition" is not shown.
            usual_too = [{"crimes": False, **other} for other in stored]
            pairs = zip(value, usual_too, strict=True)
            stored = [{field: other.get(field) for field in one} for one, other in pairs]
        assert (sorted(stored) if name == "to" else stored) == (sorted(value) if name == "to" else value), (
            name
        )


def test_a_threat_is_what_its_menus_show(enter: Callable[[str], Table]) -> None:
    page = enter("us").page
    page.evaluate(TOOLS)
    threat = {"to": "leadership"}
    page.evaluate("(base) => tools.begin('threat', base)", threat)
    many = page.evaluate("tools.slots().length")
    assert many == 5
    for first in range(many):
        assert page.evaluate("(args) => tools.afterOne(...args)", ["threat", threat, first]) == []
    for first in range(1, many):
        assert_stored(*page.evaluate("(args) => tools.sendChanged(...args)", ["threat", threat, first]))

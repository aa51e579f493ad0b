"""What the table draws, against the numbers that it was given: prices, bars, plots, an officer's band."""

import json
import re
from collections.abc import Callable
from math import sqrt
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.table import Table

pytestmark = pytest.mark.browser

# What people see of a track, from and to, as the rules sheet has it. All others run from 0 to 10.
ENDS = {"buildup": (0, 4), "region": (-10, 10)}

SHAPES = """(all) => all.map((one) => Object.fromEntries(
    [...one.attributes].map((attribute) => [attribute.name, attribute.value])))"""


def given(page: Page, name: str) -> Any:
    """Plain data that the page came with: its snapshot, its catalogue, or what it says of itself."""
    return json.loads(page.locator(f"#table-{name}").text_content() or "")


def shapes(page: Page, selector: str) -> list[dict[str, str]]:
    """The attributes of every shape that is drawn there."""
    return page.eval_on_selector_all(selector, SHAPES)


def numbers(shape: dict[str, str], *names: str) -> list[float]:
    return [float(shape[name]) for name in names]


def near(value: float) -> Any:
    return pytest.approx(value, abs=0.06)


@pytest.fixture
def after_a_turn(sit_down: Callable[..., list[Table]]) -> tuple[Page, Page]:
    """The pages of the US, which sent forces, and of an officer, one of whose cells moved alone; then opened anew."""
    us, officer = sit_down("us", "officer-1")
    us.order("raise_buildup")
    officer.panel("orders")
    officer.page.locator(".cell").first.click()
    for table in (us, officer):
        expect(table.sealed).to_be_visible()
        table.ready()
    for table in (us, officer):
        table.read_report()
        table.page.reload()
        table.wait_live()
    return us.page, officer.page


def test_band_and_cells_of_an_officer(after_a_turn: tuple[Page, Page]) -> None:
    us, page = after_a_turn
    view, noise = given(page, "snapshot")["view"], given(page, "catalogue")["signal_noise"]
    loyal = [one for one in view["me"]["cells"] if one["status"] == "loyal"]
    gone = [one for one in view["me"]["cells"] if one["status"] != "loyal"]
    assert len(gone) == 1
    assert page.locator(".cell[data-lost]").all_inner_texts() == [f"Cell {gone[0]['number'] + 1}\npurged"]
    # Two standard errors of the mean to each side.
    half = 2 * noise / sqrt(len(loyal))
    low, high = max(0.0, view["me"]["strength"] - half), min(1.0, view["me"]["strength"] + half)
    (band,) = shapes(page, ".scale-band")
    assert numbers(band, "x", "width") == [near(low * 100), near((high - low) * 100)]
    assert high - low > half
    ticks = [float(one["d"].removeprefix("M").split()[0]) for one in shapes(page, ".scale-tick")]
    assert ticks == [near(min(1, max(0, one["signal"])) * 100) for one in loyal]
    (mark,) = shapes(page, ".scale-mark")
    line = min(1, view["estimates"]["tipping"])
    assert float(mark["d"].removeprefix("M").split()[0]) == near(line * 100)
    said = [float(one) for one in re.findall(r"\d+\.\d", page.locator(".scale .meta").inner_text())]
    assert said == [near(low * 10), near(high * 10), near(line * 10)]
    # All see that it is lost.
    us.get_by_text("What the record implies").click()
    lost = us.locator(".facts div", has_text="Cells lost").locator("dd")
    expect(lost).to_have_text(re.compile(r"Officer 1 1$"))


def test_prices_say_what_an_order_costs_or_saves(try_round: Callable[..., Table]) -> None:
    page = try_round("venezuela-2025", "us").page
    menu = given(page, "snapshot")["view"]["menu"]
    said = set()
    for slot in ("main", "minor"):
        for choice in menu[slot]:
            text = page.locator(
                f"label:has(input[name={slot}][value={choice['kind']}]) .choice-cost"
            ).inner_text()
            cost, chance = choice.get("cost"), choice.get("chance")
            found = re.search(r"(costs|saves) ([\d.]+)", text)
            assert bool(found) == bool(cost), choice
            if found:
                assert found[1] == ("costs" if cost > 0 else "saves"), choice
                assert float(found[2]) == near(abs(cost)), choice
                said.add(found[1])
            assert ("succeeds" in text) == (chance is not None), choice
    assert said == {"costs", "saves"}


def bars_and_changes_are_right(page: Page) -> None:
    moved = []
    for track in given(page, "snapshot")["view"]["tracks"]:
        low, high = ENDS.get(track["name"], (0, 10))
        place = f".tracks .track[data-track={track['name']}]"
        now, zero = (100 * (value - low) / (high - low) for value in (track["shown"], 0))
        (fill,) = shapes(page, f"{place} .track-fill")
        assert numbers(fill, "x", "width") == [near(min(now, zero)), near(abs(now - zero))], track
        shown = page.locator(f"{place} .track-value").inner_text().split(" of ")[0].replace("−", "-")
        assert float(shown) == near(track["shown"]), track
        by = track["shown"] - track["before"]
        change = page.locator(f"{place} .track-change").inner_text()
        if abs(by) > 0.06:
            (was,) = shapes(page, f"{place} .track-was")
            before = 100 * (track["before"] - low) / (high - low)
            assert numbers(was, "x", "width") == [near(min(now, before)), near(abs(now - before))], track
            assert change[0] == ("▲" if by > 0 else "▼"), track
            assert float(change.split()[-1]) == near(abs(by)), track
            moved.append(by > 0)
    assert {True, False} == set(moved)


def plots_are_right(page: Page) -> None:
    snapshot = given(page, "snapshot")
    view = snapshot["view"]
    now = {one["name"]: one["shown"] for one in view["tracks"]}
    now |= {name: view["estimates"][name] * 10 for name in ("honour", "safety")}
    history = [*snapshot["history"], {"turn": view["turn"], "shown": now}]
    assert [one["turn"] for one in history] == [1, 2]
    for name in now:
        low, high = ENDS.get(name, (0, 10))
        (line,) = shapes(page, f".plot-line[data-track={name}] polyline")
        drawn = [tuple(float(one) for one in point.split(",")) for point in line["points"].split()]
        values = [one["shown"][name] for one in history]
        assert drawn == [
            (near(100 * at / (view["turns"] - 1)), near(30 * (1 - (value - low) / (high - low))))
            for at, value in enumerate(values)
        ], name


def test_bars_and_plots_run_between_the_ends_of_their_tracks(after_a_turn: tuple[Page, Page]) -> None:
    page, _ = after_a_turn
    bars_and_changes_are_right(page)
    plots_are_right(page)

"""The plots of the log, as they are drawn: each track between its own ends, over the turns, with its first and last."""

import re

import pytest

from game_engine import Order, Orders, load_scenario
from tests.play.tables import BOB, open_table
from wargame.speech import Words

HEIGHT, WIDTH = 40, 100
# What people see of a track, from and to, as the rules sheet has it. All others run from 0 to 10.
ENDS = {"buildup": (0, 4), "region": (-10, 10)}


@pytest.fixture
def page(alice, alice_client) -> str:
    """The log of a round of three turns in which forces go down, down and up again."""
    table = open_table(alice, scenario=load_scenario("venezuela-2025"))
    for order in ("lower_buildup", "lower_buildup", "raise_buildup"):
        table.move(BOB, Orders(main=Order(order)))
        table.turn()
    return " ".join(alice_client.get(f"/rounds/{table.id}/log/").content.decode().split())


def plots(page: str) -> dict[str, dict]:
    """By title: the points of the line, where its axis is, and the two numbers under it."""
    found = {}
    for part in page.split('class="small-plot"')[1:]:
        title = re.search(r'class="small-plot-name">([^<]+)<', part)[1]
        points = re.search(r'<polyline points="([^"]*)"', part)[1].split()
        found[title] = {
            "points": [tuple(float(number) for number in point.split(",")) for point in points],
            "axis": float(re.search(r'class="axis"[^>]* y1="([^"]*)"', part)[1]),
            "ends": [float(one) for one in re.search(r">([-\d.]+) → ([-\d.]+)<", part).groups()],
        }
    return found


def numbers(page: str) -> dict[str, list[float]]:
    """The same in the page's table: a row of numbers by title."""
    table = page.split('<table class="data">')[1].split("</table>")[0]
    rows = re.findall(r'<th scope="row">([^<]+)</th>(.*?)</tr>', table)
    return {title: [float(cell) for cell in re.findall(r">([-\d.]+)</td>", cells)] for title, cells in rows}


@pytest.mark.django_db
def test_each_track_is_drawn_between_its_own_ends(page):
    drawn, told = plots(page), numbers(page)
    words = Words(load_scenario("venezuela-2025"), "en")
    ends = {words.track(name): ends for name, ends in ENDS.items()}
    assert drawn.keys() == told.keys() >= ends.keys()
    for title, plot in drawn.items():
        least, most = ends.get(title, (0, 10))

        def height(value: float, least: float = least, most: float = most) -> float:
            return HEIGHT * (1 - (value - least) / (most - least))

        # The table has one decimal, and so has the drawing.
        exact = 0.05 * HEIGHT / (most - least) + 0.06
        assert [y for _x, y in plot["points"]] == [
            pytest.approx(height(value), abs=exact) for value in told[title]
        ], title
        assert plot["axis"] == pytest.approx(height(0)), title
        assert plot["ends"] == [told[title][0], told[title][-1]], title


@pytest.mark.django_db
def test_turns_go_from_left_to_right(page):
    for title, plot in plots(page).items():
        across = [x for x, _y in plot["points"]]
        assert across == [pytest.approx(WIDTH * number / 3, abs=0.06) for number in range(4)], title


@pytest.mark.django_db
def test_more_is_higher(page):
    words = Words(load_scenario("venezuela-2025"), "en")
    forces = plots(page)[words.track("buildup")]
    first, less, least, more = (y for _x, y in forces["points"])
    assert first < less < least > more

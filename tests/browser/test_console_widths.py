"""Every button of the console and of a round's page is on the screen, however narrow the window and long the words."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.supervised import Supervised

pytestmark = pytest.mark.browser
WIDTHS = (320, 390, 780, 900, 1024, 1100, 1200, 1280)

# Twelve people at each of five tables: running, paused, over, and not begun.
CLASS = """
import json
from django.contrib.auth.models import User
from django.utils import timezone
from game_engine import load_scenario
from wargame.exercises.actions import Plan, create_exercise
from wargame.exercises.models import Seat
from wargame.play import actions
from wargame.console import verbs
alice = User.objects.get_or_create(username="alice")[0]
scenario = load_scenario("venezuela-2025-class")
people = dict.fromkeys(scenario.seats(6), "person")
title = "Relaciones internacionales 204, sección B: la negociación de la salida de los dirigentes, otoño"
plan = Plan(scenario=scenario, title=title, rounds=4, officers=6, holders=people, turn_seconds=4000)
exercise = create_exercise(alice, plan)
rounds = list(exercise.rounds.order_by("number"))
now = timezone.now()
name = "Maximiliana-Guadalupe Fernández de la"
Seat.objects.filter(round__in=rounds).update(joined_at=now, last_seen_at=now, name=name)
for one in rounds[:3]:
    verbs.start(one.pk, alice)
actions.pause(rounds[1].pk, alice)
actions.end_round(rounds[2].pk, alice)
print("MADE", json.dumps([exercise.pk, *(one.pk for one in rounds)]))
"""
OFF_SCREEN = """() => {
  const width = document.documentElement.clientWidth;
  const controls = "main :is(button, a.button, input:not([type=hidden]), summary)";
  const off = [...document.querySelectorAll(controls)].filter((one) => {
    const box = one.getBoundingClientRect();
    const wrap = one.closest(".data-wrap")?.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > Math.min(width, wrap?.right ?? width) + 1);
  });
  const wide = document.documentElement.scrollWidth > width ? ["the page"] : [];
  return [...wide, ...off.map((one) => one.textContent.trim() || one.id)];
}"""


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_button_is_on_the_screen(
    supervised: Supervised, open_context: Callable[..., BrowserContext], language: str
) -> None:
    made = supervised.manage("shell", "-v", "0", "-c", CLASS)
    exercise, *rounds = json.loads(made.split("MADE ")[1])
    page = open_context().new_page()
    page.goto(supervised.manage("facilitator_link", "--username", "alice").strip())
    page.locator("main form button").click()
    page.context.add_cookies([{"name": "offramp-language", "value": language, "url": supervised.url}])
    off = {}
    for path in (f"/exercises/{exercise}/", *(f"/rounds/{one}/" for one in rounds)):
        page.goto(supervised.url + path)
        off |= {(path, width): found for width in WIDTHS if (found := off_screen(page, width))}
    assert off == {}


def off_screen(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate(OFF_SCREEN)

"""A message of the facilitator, from the console to the tables, in real browsers."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import PHONE, sit_by_link
from tests.supervised import Supervised

pytestmark = pytest.mark.browser

MADE = """
import json
from django.contrib.auth.models import User
from game_engine import load_scenario
from tests.people import take_link
from wargame.console import verbs
from wargame.exercises.actions import Plan, create_exercise
alice = User.objects.get_or_create(username="alice")[0]
plan = Plan(scenario=load_scenario("first-steps"), title="IR 204", rounds=2, turn_seconds=4000)
exercise = create_exercise(alice, plan)
one = exercise.rounds.get(number=1)
links = {seat.seat: take_link(seat) for seat in one.seats.all()}
verbs.start(one.pk, alice)
print("MADE", json.dumps([exercise.pk, one.pk, links]))
"""


def cards(page: Page) -> Locator:
    return page.locator(".stream .note")


def desk_of(supervised: Supervised, context: BrowserContext) -> Page:
    """A browser in which Alice is signed in."""
    page = context.new_page()
    page.goto(supervised.manage("facilitator_link", "--username", "alice").strip())
    page.locator("main form button").click()
    page.get_by_text("Sign out").first.wait_for()
    return page


def write(page: Page, text: str, to: str = "") -> None:
    page.locator("#message-to").select_option(to)
    page.locator("#message-text").fill(text)
    page.locator("#send-message").click()


def test_from_the_console_to_the_stream(
    supervised: Supervised, open_context: Callable[..., BrowserContext]
) -> None:
    made = supervised.manage("shell", "-v", "0", "-c", MADE)
    exercise, one, links = json.loads(made.split("MADE ")[1])
    bob = sit_by_link(open_context(), supervised.url + links["us"])
    elena = sit_by_link(open_context(viewport=PHONE, locale="es"), supervised.url + links["officer-1"])
    elena.panel("talk")
    desk = desk_of(supervised, open_context())

    desk.goto(f"{supervised.url}/exercises/{exercise}/")
    write(desk, "Two minutes more.\n<i>No</i> longer.")
    expect(desk.locator(".at-button")).to_have_text(
        "Sent to 1 round. 1 round was left out: it has not begun, is over, or has no such seat."
    )
    expect(desk.locator("#message-text")).to_have_value("")
    expect(desk.get_by_text("Everybody · round 1")).to_be_visible()
    expect(cards(bob.page)).to_have_count(1)
    expect(cards(bob.page)).to_contain_text("Facilitator, to everybody")
    expect(cards(bob.page).locator(".words")).to_have_text("Two minutes more.\n<i>No</i> longer.")

    desk.goto(f"{supervised.url}/rounds/{one}/")
    write(desk, "Only for officers.", to="officer-1")
    expect(desk.locator(".at-button")).to_have_text("Sent.")
    expect(cards(elena.page)).to_have_count(2)
    expect(cards(elena.page).last).to_contain_text("Facilitador, a tu puesto")
    expect(desk.locator(".stream").get_by_text("Only for officers.")).to_be_visible()

    # The same after a reload; and never at a table that it was not for.
    for table, number in ((bob, 1), (elena, 2)):
        table.page.reload()
        table.wait_live().panel("talk")
        expect(cards(table.page)).to_have_count(number)


def test_what_was_refused_is_still_there_to_be_mended(
    supervised: Supervised, open_context: Callable[..., BrowserContext]
) -> None:
    made = supervised.manage("shell", "-v", "0", "-c", MADE)
    exercise, _one, _links = json.loads(made.split("MADE ")[1])
    desk = desk_of(supervised, open_context())
    desk.goto(f"{supervised.url}/exercises/{exercise}/")
    supervised.manage("shell", "-v", "0", "-c", END.replace("EXERCISE", exercise))
    write(desk, "Come back.")
    expect(desk.locator(".at-button[role=alert]")).to_contain_text("nobody was reached")
    expect(desk.locator("#message-text")).to_have_value("Come back.")


END = """
from wargame.exercises.models import Exercise
from wargame.play import actions
exercise = Exercise.objects.get(pk="EXERCISE")
actions.end_round(exercise.rounds.get(number=1).pk, exercise.owner)
"""

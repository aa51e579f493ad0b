"""The pages on which a scenario is chosen offer the seats that it has, under the names that it gives them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.supervised import Supervised

pytestmark = pytest.mark.browser


def test_the_seats_follow_the_scenario_and_the_choice_stays(
    supervised: Supervised, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context().new_page()
    page.goto(f"{supervised.url}/try/")
    page.locator("[name=seat][value=leadership]").check()
    expect(page.locator("[name=seat][value=legislature]")).to_be_visible()
    page.get_by_text("Past crises").click()
    page.locator("[name=scenario][value=manila-1986]").check()
    expect(page.locator("#places")).to_contain_text("The palace")
    expect(page.locator("[name=seat][value=leadership]")).to_be_checked()
    expect(page.locator("[name=seat][value=legislature]")).to_have_count(0)
    expect(page.get_by_role("button", name="Take the seat and begin")).to_be_enabled()

"""The rules sheet says two pages; a browser that prints it must agree."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.supervised import Supervised

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_rules_print_on_two_pages(
    supervised: Supervised, open_context: Callable[..., BrowserContext], language: str, paper: str
) -> None:
    page = open_context(locale=language).new_page()
    page.goto(f"{supervised.url}/rules/")
    printed = page.pdf(format=paper)
    assert page.locator("html").get_attribute("lang") == language
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2

"""The rules sheet as a page."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "heading", "seat"),
    [("en", "rules in two pages", "Opposition"), ("es", "dos páginas", "La oposición")],
)
def test_the_sheet_is_shown_in_the_readers_language(
    client: Client, language: str, heading: str, seat: str
) -> None:
    page = client.get("/rules/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in page
    assert heading in page
    assert f"<strong>{seat}</strong>" in page
    assert "<table>" in page

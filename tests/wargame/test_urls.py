import pytest
from django.templatetags.static import static

from wargame.page_scripts import catalogue_url

pytestmark = pytest.mark.django_db


def test_the_landing_page_offers_a_round_at_once(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert 'id="try"' in answer.text


def test_health_is_told_without_a_session(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert not answer.cookies


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_language_follows_the_browser(client, language):
    answer = client.get("/accounts/sign-in/", headers={"accept-language": language})
    assert f'<html lang="{language}"' in answer.text


def test_the_language_can_be_chosen_and_is_kept(client):
    client.post("/i18n/setlang/", {"language": "es", "next": "/"})
    assert '<html lang="es"' in client.get("/").text


def test_texts_for_scripts_are_served(client):
    answer = client.get(catalogue_url())
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")


def test_the_icon_that_browsers_ask_for_is_there(client):
    answer = client.get("/favicon.ico")
    assert answer["Location"] == static("offramp/img/mark.svg")

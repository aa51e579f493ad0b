"""Static files come from the application, without a step to collect them."""

import pytest
from django.test import Client


@pytest.fixture(scope="module")
def browser():
    return Client()


def test_ours_are_revalidated_on_each_use(browser):
    answer = browser.get("/static/offramp/css/base.css")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/css")
    assert "max-age=0" in answer["Cache-Control"]
    again = browser.get("/static/offramp/css/base.css", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_vendored_files_may_be_kept_for_ever(browser):
    answer = browser.get("/static/vendor/lit-html-3.3.3/lit-html.js")
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_part_is_sent_when_asked_for(browser):
    whole = browser.get("/static/offramp/css/base.css").content
    answer = browser.get("/static/offramp/css/base.css", headers={"range": "bytes=5-9"})
    assert answer.status_code == 206
    assert answer.content == whole[5:10]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["../settings.py", "%2e%2e/settings.py", "offramp/", "no/such/file"])
def test_nothing_else_is_served(browser, path):
    assert browser.get(f"/static/{path}").status_code == 404


def test_static_files_are_read_only(browser):
    assert browser.post("/static/offramp/css/base.css").status_code == 405

"""A form that is not taken: the true cause, and the setting that mends it."""

import pytest
from django.conf import settings as configured
from django.test import Client

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/sign-in/"
JSON = {"accept": "application/json"}


@pytest.fixture
def browser():
    """A browser that keeps cookies and has the page open; send(...) sends the form."""
    client = Client(enforce_csrf_checks=True)

    def send(*, token: bool = True, cookies: bool = True, secure: bool = False, **headers) -> dict:
        page = client.get(SIGN_IN, secure=secure).text
        found = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        if not cookies:
            client.cookies.clear()
        form = {"username": "alice", "password": "x", **({"csrfmiddlewaretoken": found} if token else {})}
        answer = client.post(SIGN_IN, form, headers={**JSON, **headers}, secure=secure)
        if answer.status_code != 403:
            return {"code": "taken"}
        return answer.json()

    return send


def test_a_form_of_our_own_is_taken(browser):
    assert browser(origin="http://testserver")["code"] == "taken"


def test_a_browser_without_cookies_is_told_so(browser):
    refused = browser(cookies=False)
    assert refused["code"] == "no_cookie"
    assert "Allow cookies for testserver" in refused["message"]


def test_over_http_where_cookies_are_for_https_alone(browser, settings):
    settings.HTTPS = True
    refused = browser(cookies=False, origin="http://testserver")
    assert refused["code"] == "no_cookie"
    assert "Open https://testserver/" in refused["message"]
    assert "OFFRAMP_PROXIES" in refused["message"]


def test_https_in_front_that_the_server_does_not_know_of(browser):
    refused = browser(origin="https://testserver")
    assert refused["code"] == "wrong_origin"
    for setting in ("OFFRAMP_HTTPS=1", "OFFRAMP_PROXIES=1", "OFFRAMP_ORIGINS=https://testserver"):
        assert setting in refused["message"]


def test_a_proxy_that_changes_the_port(browser):
    refused = browser(origin="http://testserver:8080")
    assert "OFFRAMP_ORIGINS=http://testserver:8080" in refused["message"]
    assert "OFFRAMP_HTTPS" not in refused["message"]


def test_a_proxy_that_does_not_pass_the_host_or_another_site(browser):
    refused = browser(origin="https://war.example")
    assert "pass Host" in refused["message"]
    assert "another site sent the form in your name" in refused["message"]


def test_the_setting_that_is_named_mends_it(browser, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://war.example"]
    assert browser(origin="https://war.example")["code"] == "taken"


def test_a_browser_that_hides_where_it_is(browser):
    assert "window of its own" in browser(origin="null")["message"]
    assert browser(secure=True)["code"] == "no_referer"


def test_a_page_that_was_open_too_long(browser):
    refused = browser(token=False)
    assert refused["code"] == "csrf"
    assert "open too long" in refused["message"]


def test_people_read_it_as_a_page_in_their_language():
    answer = Client(enforce_csrf_checks=True).post(SIGN_IN, {}, headers={"accept-language": "es"})
    assert answer.status_code == 403
    assert "cookies" in answer.text
    assert configured.CSRF_FAILURE_VIEW == "wargame.csrf.failure"


@pytest.mark.parametrize("origin", ["http://[", "x" * 5000, "https://<b>.example", "ftp://testserver"])
def test_odd_origins_are_refused_like_others(browser, origin):
    refused = browser(origin=origin)
    assert refused["code"] == "wrong_origin"
    assert len(refused["message"]) < 1000

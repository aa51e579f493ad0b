"""Refusals over HTTP: a page for people, JSON for programs, and never a stack trace."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from wargame import urls
from wargame.refusals import Refused


def refuse(request):
    raise Refused("stale_turn", "The turn <b>is over</b>.", status=409)


async def refuse_async(request):
    raise Refused("stale_turn", "The turn <b>is over</b>.", status=409)


def break_down(request):
    raise RuntimeError("secret detail")


urlpatterns = [
    *urls.urlpatterns,
    path("refuse", refuse),
    path("refuse-async", refuse_async),
    path("break", break_down),
    path("fine", lambda request: HttpResponse("fine")),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", ["/refuse", "/refuse-async"])
def test_people_get_a_page_with_the_sentence_escaped(client, address):
    answer = client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == 409
    assert "The turn &lt;b&gt;is over" in answer.text
    assert "<html" in answer.text


@pytest.mark.parametrize("address", ["/refuse", "/refuse-async"])
def test_programs_get_the_code(client, address):
    answer = client.get(address, headers={"accept": "application/json"})
    assert answer.status_code == 409
    assert json.loads(answer.content) == {"code": "stale_turn", "message": "The turn <b>is over</b>."}


@pytest.mark.parametrize(
    ("address", "headers", "status", "code"),
    [
        ("/nothing/here", {}, 404, "not_found"),
        ("/break", {}, 500, "server_error"),
        ("/fine", {"host": "evil.example"}, 400, "unknown_host"),
        ("/fine", {"host": "a b<c>"}, 400, "bad_request"),
    ],
)
def test_errors_look_the_same(client, address, headers, status, code):
    page = client.get(address, headers=headers)
    assert page.status_code == status
    assert "<html" in page.text
    assert "secret detail" not in page.text
    assert "Traceback" not in page.text
    answer = client.get(address, headers={**headers, "accept": "application/json"})
    assert answer.status_code == status
    assert json.loads(answer.content)["code"] == code


def test_pages_carry_the_policy_and_no_inline_code(client):
    answer = client.get("/accounts/sign-in/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    for sink in ("<style", " style=", "onclick=", "javascript:"):
        assert sink not in answer.text


def test_refusals_are_said_in_spanish_too(client):
    english = client.get("/nothing", headers={"accept-language": "en"}).text
    assert "There is nothing at this address" in english
    assert client.get("/nothing", headers={"accept-language": "es"}).headers["Content-Language"] == "es"


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["application/json", "text/plain"])
def test_a_post_that_is_no_form_is_refused(client, body):
    answer = client.post("/accounts/sign-in/", data="{}", content_type=body)
    assert answer.status_code == 415
    assert client.post("/accounts/sign-in/", {"username": "a", "password": "b"}).status_code != 415


def test_a_visitor_under_an_unknown_name_is_told_which_setting_names_it(client):
    answer = client.get("/fine", headers={"host": "class.example:8000", "accept": "text/html"})
    assert answer.status_code == 400
    assert "ALLOWED_HOSTS=class.example (" in answer.text
    spanish = client.get("/fine", headers={"host": "class.example", "accept-language": "es"})
    assert "ALLOWED_HOSTS=class.example" in spanish.text

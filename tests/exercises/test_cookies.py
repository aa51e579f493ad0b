"""A seat is held as long as a round may last, by cookies that are this instance's alone."""

from datetime import timedelta
from importlib import import_module

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.people import an_exercise, first_round, seat_of, seated, take_link
from wargame.cookies import KnownByOldNames, instance_name

DAY = timedelta(days=1)
SESSION, CSRF = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME


@pytest.fixture
def exercise(alice):
    return an_exercise(alice)


@pytest.fixture
def later(monkeypatch):
    """Lets time pass: later(days) from now."""
    start = timezone.now()

    def go(time: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: start + time)

    return go


def lobby(seat) -> str:
    return f"/table/{seat.pk}/lobby/"


def test_who_comes_once_a_month_keeps_the_seat_for_a_year(exercise, later):
    bob, seat = seated(first_round(exercise), "us"), seat_of(first_round(exercise), "us")
    for month in range(1, 13):
        later(month * 30 * DAY)
        answer = bob.get(lobby(seat))
        assert answer.status_code == 200, f"after {month} months"
        assert int(answer.cookies[SESSION]["max-age"]) >= 180 * 86_400


def test_a_cookie_is_renewed_once_a_day_and_not_with_every_page(exercise, later):
    bob, seat = seated(first_round(exercise), "us"), seat_of(first_round(exercise), "us")
    bob.get(lobby(seat))
    assert SESSION not in bob.get(lobby(seat)).cookies
    later(DAY)
    assert SESSION in bob.get(lobby(seat)).cookies
    assert SESSION not in bob.get(lobby(seat)).cookies
    assert SESSION not in Client().get("/").cookies


def test_a_sign_in_ends_within_the_day_and_the_seat_of_that_browser_does_not(alice, exercise, later):
    browser, seat = seated(first_round(exercise), "us"), seat_of(first_round(exercise), "us")
    browser.post("/accounts/sign-in/", {"username": "alice", "password": "correct horse battery"})
    later(timedelta(hours=11))
    assert browser.get("/exercises/").status_code == 200
    later(timedelta(hours=13))
    assert browser.get("/exercises/").status_code == 302
    assert browser.get(lobby(seat)).status_code == 200
    later(30 * DAY)
    assert browser.get(lobby(seat)).status_code == 200


def test_a_facilitators_session_of_before_is_not_made_to_last(alice, exercise, later):
    browser, seat = Client(), seat_of(first_round(exercise), "us")
    browser.force_login(alice)
    session = browser.session
    session.set_expiry(timedelta(hours=12))
    session.save()
    browser.post(take_link(seat), {"name": ""})
    browser.get(lobby(seat))
    later(2 * DAY)
    assert browser.get(lobby(seat)).status_code == 200
    assert browser.get("/exercises/").status_code == 302


def test_two_on_one_host_have_cookies_of_their_own():
    names = {
        instance_name(plain, secret=secret, https=False)
        for plain in ("offramp", "offramp-csrf")
        for secret in ("one" * 20, "two" * 20)
    }
    assert len(names) == 4
    assert instance_name("offramp", secret="one", https=True).startswith("__Host-offramp-")


# --- cookies of before instances had names


async def headers_of(cookie: bytes) -> dict[bytes, bytes]:
    """What comes in behind KnownByOldNames for a request with these cookies."""
    seen = {}

    async def inner(scope, receive, send):
        seen.update(scope["headers"])

    scope = {"type": "websocket", "headers": [(b"host", b"x"), (b"cookie", cookie)]}
    await KnownByOldNames(inner)(scope, None, None)
    return seen


async def test_an_old_cookie_counts_where_there_is_no_new_one():
    both = (await headers_of(b"offramp=abc; offramp-csrf=def"))[b"cookie"].decode()
    assert f"{SESSION}=abc" in both
    assert f"{CSRF}=def" in both
    new = f"{SESSION}=new; {CSRF}=new; offramp=abc; offramp-csrf=def".encode()
    assert (await headers_of(new))[b"cookie"] == new
    assert (await headers_of(b"other=1"))[b"cookie"] == b"other=1"


@pytest.mark.django_db(transaction=True)
async def test_who_sat_there_before_the_change_goes_on_and_gets_the_new_cookie(exercise):
    from asgiref.sync import sync_to_async

    from wargame.asgi import application

    def taken() -> tuple[str, str]:
        bob, seat = seated(first_round(exercise), "us"), seat_of(first_round(exercise), "us")
        return bob.cookies[SESSION].value, lobby(seat)

    key, page = await sync_to_async(taken)()
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": page,
        "raw_path": page.encode(),
        "query_string": b"",
        "scheme": "http",
        "headers": [(b"host", b"testserver"), (b"cookie", f"offramp={key}".encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    talk = ApplicationCommunicator(application, scope)
    await talk.send_input({"type": "http.request", "body": b""})
    start = await talk.receive_output(10)
    assert start["status"] == 200
    cookies = [value.decode() for name, value in start["headers"] if name.lower() == b"set-cookie"]
    assert any(one.startswith(f"{SESSION}={key}") for one in cookies), cookies
    await talk.wait(10)


def test_sessions_are_ours():
    assert import_module(settings.SESSION_ENGINE).SessionStore.__module__ == "wargame.accounts.sessions"

import pytest
from django.contrib.auth.models import User
from django.test import Client

from wargame.accounts import actions

NEW = "seven green lanterns"

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(client):
    """One who came by a link, and has no password yet."""
    user = actions.facilitator()
    answer = client.post(f"/accounts/enter/{actions.make_link(user)}/")
    assert answer["Location"] == "/accounts/account/"
    return client


def save(client, username="alice", new=NEW, again=None, **old):
    return client.post(
        "/accounts/account/", {"username": username, "password1": new, "password2": again or new, **old}
    )


def test_one_who_came_by_link_sets_a_name_and_a_password(newcomer):
    assert "old_password" not in newcomer.get("/accounts/account/").text
    assert save(newcomer, "zoe").status_code == 302
    assert newcomer.get("/accounts/account/").status_code == 200
    other = Client()
    answer = other.post("/accounts/sign-in/", {"username": "zoe", "password": NEW})
    assert answer.status_code == 302


def test_the_old_password_is_asked_for_afterwards(newcomer):
    save(newcomer, "zoe")
    assert save(newcomer, "zoe", "another of ten").status_code == 400
    assert save(newcomer, "zoe", "another of ten", old_password=NEW).status_code == 302


def test_a_wrong_old_password_changes_nothing(alice_client, alice):
    assert save(alice_client, old_password="wrong").status_code == 400
    alice.refresh_from_db()
    assert alice.check_password("correct horse battery")


@pytest.mark.parametrize(
    ("new", "again"), [("short", "short"), ("password1234", "password1234"), (NEW, "another"), ("", "")]
)
def test_weak_or_unlike_passwords_are_refused(newcomer, new, again):
    assert save(newcomer, "zoe", new, again).status_code == 400
    assert User.objects.get().username == "facilitator"
    assert not User.objects.get().has_usable_password()


def test_a_name_that_is_taken_is_refused_and_not_shown_as_ones_own(newcomer, alice):
    answer = save(newcomer, "alice")
    assert answer.status_code == 400
    assert User.objects.filter(username="alice").count() == 1


def test_a_new_password_ends_the_other_sessions(alice_client, alice):
    other = Client()
    other.post("/accounts/sign-in/", {"username": "alice", "password": "correct horse battery"})
    assert save(alice_client, old_password="correct horse battery").status_code == 302
    assert other.get("/accounts/account/").status_code == 302
    assert alice_client.get("/accounts/account/").status_code == 200


def test_a_link_for_another_device(alice_client, client):
    answer = alice_client.post("/accounts/other-device/")
    link = answer.context["link"]
    assert link in answer.text
    other = Client()
    assert other.post(link.removeprefix("http://testserver")).status_code == 302
    assert other.get("/accounts/account/").context["user"].username == "alice"


def test_a_link_for_another_device_is_not_made_by_a_get(alice_client):
    assert alice_client.get("/accounts/other-device/").status_code == 405

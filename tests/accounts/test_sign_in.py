import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from wargame.accounts import actions
from wargame.accounts.models import FailedSignIn
from wargame.accounts.sessions import SIGNED_IN_UNTIL

PASSWORD = "correct horse battery"

pytestmark = pytest.mark.django_db


def attempt(client, password, username="alice", **extra):
    return client.post("/accounts/sign-in/", {"username": username, "password": password, **extra})


def signed_in(client):
    return client.get("/accounts/account/").status_code == 200


def test_alice_signs_in(client, alice):
    answer = attempt(client, PASSWORD)
    assert answer.status_code == 302
    assert answer["Location"] == "/exercises/"
    assert signed_in(client)


def test_the_session_key_changes_and_the_sign_in_ends_within_the_day(client, alice):
    session = client.session
    session["seats"] = ["us"]
    session.save()
    before = session.session_key
    attempt(client, PASSWORD)
    assert client.session.session_key != before
    assert client.session["seats"] == ["us"]
    assert 0 < client.session[SIGNED_IN_UNTIL] - timezone.now().timestamp() <= 12 * 3600


def test_signing_in_again_changes_the_key_again(client, alice):
    attempt(client, PASSWORD)
    before = client.session.session_key
    attempt(client, PASSWORD)
    assert client.session.session_key != before


@pytest.mark.parametrize("username", ["alice", "farid"])
def test_a_wrong_password_tells_nothing_of_the_account(client, alice, username):
    answer = attempt(client, "wrong", username)
    assert answer.status_code == 400
    assert "do not go together" in answer.text
    assert not signed_in(client)


def test_an_account_put_out_of_use_stays_out(client, alice):
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert attempt(client, PASSWORD).status_code == 400
    assert not signed_in(client)


def test_five_failures_close_the_door_for_a_while(client, alice):
    for _ in range(5):
        assert attempt(client, "wrong").status_code == 400
    assert attempt(client, PASSWORD).status_code == 429
    assert not signed_in(client)
    FailedSignIn.objects.update(at=timezone.now() - actions.FAILURES_WINDOW)
    assert attempt(client, PASSWORD).status_code == 302


def test_successes_are_not_counted_and_clear_the_count(client, alice):
    for _ in range(4):
        attempt(client, "wrong")
    assert attempt(client, PASSWORD).status_code == 302
    for _ in range(4):
        assert attempt(client, "wrong").status_code == 400
    assert attempt(client, PASSWORD).status_code == 302


def test_the_name_in_another_case_is_the_same_account(client, alice):
    for username in ("alice", "Alice", "ALICE", " alice", "alice "):
        attempt(client, "wrong", username)
    assert attempt(client, PASSWORD).status_code == 429


def test_failures_from_elsewhere_do_not_lock_alice_out(client, alice):
    for _ in range(6):
        client.post(
            "/accounts/sign-in/", {"username": "alice", "password": "wrong"}, REMOTE_ADDR="203.0.113.9"
        )
    assert attempt(client, PASSWORD).status_code == 302


def test_a_forged_proxy_header_does_not_move_the_count(client, alice):
    for turn in range(5):
        attempt(client, "wrong")
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{turn}"
    assert attempt(client, PASSWORD).status_code == 429


def test_no_address_and_no_name_is_kept(client, alice):
    attempt(client, "wrong")
    [row] = FailedSignIn.objects.values()
    assert "alice" not in str(row)
    assert "127.0.0.1" not in str(row)


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/exercises/7/", "/exercises/7/"),
        ("https://evil.example/", "/exercises/"),
        ("//evil.example", "/exercises/"),
        ("javascript:alert(1)", "/exercises/"),
        ("", "/exercises/"),
    ],
)
def test_goes_on_only_to_our_own_pages(client, alice, target, location):
    assert attempt(client, PASSWORD, next=target)["Location"] == location


def test_an_empty_form_is_sent_back(client):
    assert client.post("/accounts/sign-in/", {}).status_code == 400


@pytest.mark.parametrize("username", ["a\x00b", "x" * 151])
def test_strange_names_are_refused_and_break_nothing(client, username):
    assert attempt(client, "x", username).status_code == 400


def test_sign_out_ends_the_session_and_asks_the_browser_to_forget(alice_client):
    key = alice_client.session.session_key
    answer = alice_client.post("/accounts/sign-out/")
    assert answer.status_code == 302
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not signed_in(alice_client)
    assert alice_client.session.session_key != key


def test_sign_out_by_a_link_does_nothing(alice_client):
    assert alice_client.get("/accounts/sign-out/").status_code == 200
    assert signed_in(alice_client)


def test_a_stranger_is_sent_to_sign_in(client):
    answer = client.get("/accounts/account/")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/sign-in/?next=/accounts/account/"


def test_pages_are_not_kept_by_the_browser(alice_client):
    assert "no-store" in alice_client.get("/accounts/account/")["Cache-Control"]


def test_who_has_no_password_is_told_what_signing_out_costs(client):
    lecturer = User.objects.create_user("lena")
    client.force_login(lecturer)
    home = client.get("/").text
    assert 'href="/accounts/sign-out/"' in home
    assert 'action="/accounts/sign-out/"' not in home
    asked = client.get("/accounts/sign-out/").text
    assert "you would need a new link" in asked
    assert 'href="/accounts/account/"' in asked


def test_who_has_a_password_signs_out_at_once(alice_client):
    home = alice_client.get("/").text
    assert 'action="/accounts/sign-out/"' in home
    assert 'href="/accounts/account/"' in home

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.utils import timezone

from wargame.accounts import actions
from wargame.accounts.models import SignInLink


def address(token):
    return f"/accounts/enter/{token}/"


def signed_in(client):
    return client.get("/accounts/account/").status_code == 200


@pytest.mark.django_db
def test_a_link_lets_in_once(client, alice):
    token = actions.make_link(alice)
    assert client.get(address(token)).status_code == 200
    assert client.post(address(token)).status_code == 302
    assert signed_in(client)
    other = Client()
    assert other.post(address(token)).status_code == 410
    assert not signed_in(other)


@pytest.mark.django_db
def test_opening_the_page_does_not_use_the_link_up(client, alice):
    token = actions.make_link(alice)
    for _ in range(3):
        assert client.get(address(token)).status_code == 200
    assert not signed_in(client)
    assert client.post(address(token)).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_too_old_or_unknown_is_refused_in_words(client, alice, method):
    old = actions.make_link(alice, lifetime=timedelta(seconds=-1))
    for token in (old, "nonsense", "x" * 4000, "%00", "ñ"):
        answer = getattr(client, method)(address(token))
        assert answer.status_code == 410
        assert "Ask for a new one" in answer.text


@pytest.mark.django_db
def test_only_a_digest_is_kept(alice):
    token = actions.make_link(alice)
    assert token not in str(list(SignInLink.objects.values()))


@pytest.mark.django_db
def test_links_last_a_quarter_of_an_hour(alice):
    actions.make_link(alice)
    left = SignInLink.objects.get().expires_at - timezone.now()
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)


@pytest.mark.django_db
def test_the_link_of_an_account_put_out_of_use_is_refused(client, alice):
    token = actions.make_link(alice)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert client.post(address(token)).status_code == 410


@pytest.mark.django_db
def test_the_session_key_changes(client, alice):
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.post(address(actions.make_link(alice)))
    assert client.session.session_key != before


@pytest.mark.django_db(transaction=True)
def test_of_many_who_come_at_once_one_gets_in(alice):
    token = actions.make_link(alice)
    together = threading.Barrier(6)
    statuses = []

    def come():
        client = Client()
        together.wait()
        try:
            statuses.append(client.post(address(token)).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=come) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [302, 410, 410, 410, 410, 410]


@pytest.mark.django_db
def test_the_command_prints_a_link_and_nothing_else(capsys, client):
    call_command("facilitator_link")
    link = capsys.readouterr().out
    assert link.count("\n") == 1
    assert client.post(link.strip().removeprefix("http://127.0.0.1:8000")).status_code == 302
    assert client.get("/accounts/account/").context["user"].username == "facilitator"


@pytest.mark.django_db
def test_the_command_for_a_name_makes_that_facilitator_once(capsys):
    for _ in range(2):
        call_command("facilitator_link", username="carol")
    assert User.objects.get(username="carol").has_usable_password() is False


@pytest.mark.django_db
def test_without_a_name_it_is_the_first_facilitator(alice):
    User.objects.create_user("bob")
    assert actions.facilitator() == alice


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "given"), [("/exercises/new/", "/exercises/new/"), ("https://evil.example/", "/exercises/")]
)
def test_a_link_leads_on_to_a_page_of_ours_and_nowhere_else(client, alice, wanted, given):
    token = actions.make_link(alice)
    answer = client.post(f"{address(token)}?next={wanted}")
    assert answer.status_code == 302
    assert answer["Location"] == given


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["a\nb", "x" * 151, "no spaces"])
def test_the_command_refuses_what_can_be_no_name(name):
    with pytest.raises(CommandError, match="username"):
        call_command("facilitator_link", username=name)
    assert not User.objects.exists()

"""What a facilitator gives out: codes, links and QR codes that lead somewhere."""

import pytest

from tests.people import an_exercise, first_round
from wargame.addresses import NETWORK, Way
from wargame.exercises import access

LOOPBACK = {"host": "127.0.0.1:8000"}
WIFI, VPN = "http://192.168.1.5:8000", "http://10.8.0.6:8000"


@pytest.fixture
def pages(alice):
    exercise = an_exercise(alice)
    return {
        "wall": f"/exercises/{exercise.pk}/projector/",
        "console": f"/exercises/{exercise.pk}/",
        "round": f"/rounds/{first_round(exercise).pk}/",
    }


@pytest.fixture
def on_a_laptop(settings, monkeypatch):
    """Offramp listens to every network that the laptop is in."""
    settings.HOST = "0.0.0.0"
    monkeypatch.setattr("wargame.addresses._machine", lambda: [Way(WIFI, NETWORK), Way(VPN, "tunnel")])


@pytest.fixture
def on_itself(settings):
    settings.HOST = "127.0.0.1"


def test_opened_under_loopback_everything_shows_an_address_of_the_network(alice_client, pages, on_a_laptop):
    for name, page in pages.items():
        text = alice_client.get(page, headers=LOOPBACK).text
        main = text[text.index("<main") :]
        assert "192.168.1.5:8000" in main, name
        assert "127.0.0.1" not in main, name
        assert "Choose another address" in main, name
    link = alice_client.post("/accounts/other-device/", headers=LOOPBACK).text
    assert f"{WIFI}/accounts/enter/" in link
    assert 'src="data:image/svg+xml' in link


def test_another_address_is_chosen_on_the_wall(alice_client, pages, on_a_laptop):
    answer = alice_client.post(
        "/exercises/address/", {"address": VPN, "back": pages["wall"]}, headers=LOOPBACK
    )
    assert answer["Location"] == pages["wall"]
    for page in pages.values():
        assert f"{VPN.removeprefix('http://')}/" in alice_client.get(page, headers=LOOPBACK).text


def test_an_address_that_is_none_changes_nothing(alice_client, pages, on_a_laptop):
    alice_client.post(
        "/exercises/address/", {"address": "http://evil.example", "back": "http://evil.example"}
    )
    text = alice_client.get(pages["wall"], headers=LOOPBACK).text
    assert "evil" not in text
    assert "192.168.1.5:8000" in text


def test_where_no_phone_gets_there_is_a_warning_and_no_code_to_scan(alice_client, pages, on_itself):
    for name, page in pages.items():
        text = alice_client.get(page, headers=LOOPBACK).text
        assert "make run HOST=0.0.0.0" in text, name
        assert 'class="qr' not in text, name
    assert (
        alice_client.get(pages["wall"].replace("projector/", "join.svg"), headers=LOOPBACK).status_code == 409
    )
    other = alice_client.post("/accounts/other-device/", headers=LOOPBACK).text
    assert "<img" not in other[other.index("<main") :]


def test_the_seats_links_are_those_of_the_seats(alice_client, pages, on_a_laptop, alice):
    seat = alice.exercises.get().rounds.get().seats.get(seat="us")
    text = alice_client.get(pages["round"], headers=LOOPBACK).text
    assert f'value="{WIFI}/seat/{seat.pk}/{access.join_token(seat)}/"' in text


def test_only_a_facilitator_chooses(client, db):
    assert client.post("/exercises/address/", {"address": VPN})["Location"].startswith("/accounts/sign-in/")

"""Offramp in a network: what `up` prints leads there, by IPv4 and by IPv6."""

import socket
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from wargame.interfaces import NETWORK, SIX, places


def status(url: str, host: str = "") -> int:
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    try:
        return urllib.request.urlopen(request, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


def own(kind: str) -> list[str]:
    return [place.host for place in places(six=True) if place.kind == kind]


def test_the_link_that_is_printed_is_one_that_phones_reach(start_up):
    if not own(NETWORK):
        pytest.fail("this machine is in no network, so nothing can be shown")
    up = start_up(HOST="0.0.0.0", PYTHONIOENCODING="utf-8").wait_ready()
    link = urlsplit(up.link)
    assert link.hostname == own(NETWORK)[0]
    assert status(up.link) == 200
    # Neighbours come under each of its names, and under no other.
    for neighbour in up.output.split("In this network: ")[1].splitlines()[0].split():
        assert status(f"{up.url}/join/", urlsplit(neighbour).netloc) == 200, neighbour
    assert status(f"{up.url}/join/", "evil.example") == 400
    up.stop()
    drawn = [line for line in up.lines if line and set(line) <= set(" ▀▄█")]
    assert len(drawn) > 15
    assert len({len(line) for line in drawn}) == 1


def test_a_command_beside_it_prints_such_a_link_too(start_up):
    up = start_up(HOST="0.0.0.0").wait_ready()
    del up.env["PORT"], up.env["HOST"]
    assert up.manage("facilitator_link").startswith(up.link.split("/accounts/")[0])


def test_on_this_machine_alone_it_says_how_to_change_that(start_up):
    up = start_up().wait_ready()
    up.stop()
    assert "make run HOST=0.0.0.0" in up.output
    assert "▄" not in up.output


def test_a_terminal_without_such_letters_gets_the_link_alone(start_up):
    up = start_up(HOST="0.0.0.0", PYTHONIOENCODING="ascii").wait_ready()
    assert up.stop() == 0
    assert "Traceback" not in up.output


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_both_kinds_of_addresses_are_served(start_up):
    up = start_up(HOST="::").wait_ready()
    assert status(f"http://127.0.0.1:{up.port}/healthz") == 200
    assert status(f"http://[::1]:{up.port}/join/") == 200
    for host in [*own(NETWORK), *own(SIX)]:
        assert status(f"http://{host}:{up.port}/join/") == 200, host
    assert status(up.link) == 200

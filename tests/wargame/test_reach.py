"""How other devices get here: what links and codes show, on a laptop in several networks."""

from ipaddress import ip_address
from socket import AF_INET, AF_INET6
from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.http.request import validate_host
from django.test import RequestFactory

from wargame import environment, interfaces
from wargame.addresses import Reach, choose, reach, site_url

# A laptop: Wi-Fi, a VPN, containers, a card without an address of its own, and a cable that is not plugged in.
HOME = {
    "lo": ["127.0.0.1", "::1"],
    "docker0": ["172.17.0.1"],
    "tun0": ["10.8.0.6"],
    "wlan0": ["192.168.1.5", "fd00::5", "fe80::5%wlan0"],
    "eth1": ["169.254.3.4"],
    "eth2": ["192.168.9.9"],
}


@pytest.fixture
def move(monkeypatch):
    """Puts this machine into networks: {interface: addresses}."""

    def to(networks: dict[str, list[str]]) -> None:
        found = {
            name: [
                SimpleNamespace(
                    family=AF_INET6 if ip_address(one.split("%")[0]).version == 6 else AF_INET, address=one
                )
                for one in addresses
            ]
            for name, addresses in networks.items()
        }
        up = {name: SimpleNamespace(isup=name != "eth2") for name in networks}
        monkeypatch.setattr(interfaces.psutil, "net_if_addrs", lambda: found)
        monkeypatch.setattr(interfaces.psutil, "net_if_stats", lambda: up)
        monkeypatch.setattr(interfaces, "_way_out", lambda: "192.168.1.5")
        monkeypatch.setattr(interfaces.socket, "gethostname", lambda: "Desk")

    return to


@pytest.fixture
def bound(settings, move):
    """Offramp on that laptop, listening at `host`."""

    def to(host: str, **changes) -> None:
        move(HOME)
        settings.ALLOWED_HOSTS = environment.allowed_hosts([], [], host)
        settings.HOST, settings.PORT, settings.HTTPS, settings.TRUSTED_PROXIES = host, 8000, False, 0
        settings.ORIGINS, settings.NAMED_HOSTS = [], []
        for name, value in changes.items():
            setattr(settings, name, value)

    return to


def asked(host: str) -> HttpRequest:
    found = RequestFactory().get("/", headers={"host": host})
    found.session = {}
    return found


def ways(found: Reach) -> list[str]:
    return [way.url for way in found.ways]


def test_opened_under_loopback_it_shows_an_address_of_the_network(bound):
    bound("0.0.0.0")
    for host in ("127.0.0.1:8000", "localhost:8000"):
        assert reach(asked(host)).url == "http://192.168.1.5:8000"
    assert ways(reach(asked("127.0.0.1:8000"))) == [
        "http://192.168.1.5:8000",
        "http://10.8.0.6:8000",
        "http://desk.local:8000",
    ]


def test_the_address_under_which_it_was_opened_comes_first(bound):
    bound("0.0.0.0")
    found = reach(asked("10.8.0.6:8000"))
    assert found.url == "http://10.8.0.6:8000"
    assert len(set(ways(found))) == len(found.ways) == 3
    assert found.shown == "10.8.0.6:8000"


def test_bound_to_both_kinds_it_shows_both(bound):
    bound("::")
    assert "http://[fd00::5]:8000" in ways(reach(asked("[::1]:8000")))
    assert reach(asked("[::1]:8000")).url == "http://192.168.1.5:8000"


def test_a_choice_is_kept_as_long_as_there_is_such_an_address(bound, move):
    bound("0.0.0.0")
    request = asked("127.0.0.1:8000")
    choose(request, "http://desk.local:8000")
    assert reach(request).url == "http://desk.local:8000"
    choose(request, "http://evil.example")
    assert reach(request).url == "http://192.168.1.5:8000"
    choose(request, "http://10.8.0.6:8000")
    move({"wlan0": ["192.168.7.7"]})
    assert reach(request).url == "http://192.168.7.7:8000"


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_bound_to_this_machine_nothing_reaches_it(bound, host):
    bound(host)
    found = reach(asked("127.0.0.1:8000"))
    assert (found.ways, found.chosen, found.this_machine_only) == ((), None, True)
    assert found.url == "http://127.0.0.1:8000"


def test_without_a_network_nothing_reaches_it(bound, move):
    bound("0.0.0.0")
    move({"lo": ["127.0.0.1"]})
    found = reach(asked("127.0.0.1:8000"))
    assert (found.chosen, found.this_machine_only) == (None, False)


def test_what_the_settings_name_wins(bound):
    bound("0.0.0.0", ORIGINS=["https://war.example", "https://www.war.example"])
    assert reach(asked("127.0.0.1:8000")).url == "https://war.example"
    bound("0.0.0.0", NAMED_HOSTS=["localhost", ".example", "class.example"])
    assert ways(reach(asked("127.0.0.1:8000"))) == ["http://class.example:8000"]
    bound("127.0.0.1", NAMED_HOSTS=["class.example"], TRUSTED_PROXIES=1, HTTPS=True)
    assert ways(reach(asked("127.0.0.1:8000"))) == ["https://class.example"]


@pytest.mark.parametrize(
    ("host", "changes", "url"),
    [
        ("127.0.0.1", {}, "http://127.0.0.1:8000"),
        ("::1", {}, "http://[::1]:8000"),
        ("fd00::7", {}, "http://[fd00::7]:8000"),
        ("0.0.0.0", {"PORT": 80}, "http://192.168.1.5"),
        ("::", {}, "http://192.168.1.5:8000"),
        ("class.example", {"HTTPS": True, "PORT": 443}, "https://class.example"),
        ("127.0.0.1", {"ORIGINS": ["https://class.example"]}, "https://class.example"),
        ("0.0.0.0", {"NAMED_HOSTS": ["class.example"]}, "http://class.example:8000"),
    ],
)
def test_the_address_of_the_site(bound, host, changes, url):
    bound(host, **changes)
    assert site_url() == url


def test_the_address_of_the_site_without_a_network(bound, move):
    bound("0.0.0.0")
    move({"lo": ["127.0.0.1"]})
    assert site_url() == "http://127.0.0.1:8000"


def test_a_laptop_that_changes_its_network_answers_there(bound, move, settings, monkeypatch):
    bound("0.0.0.0")
    hosts = settings.ALLOWED_HOSTS
    for host in ("192.168.1.5", "desk.local", "desk", "[fd00::5]", "localhost"):
        assert validate_host(host, hosts), host
    assert not validate_host("192.168.7.7", hosts)
    move({"wlan0": ["192.168.7.7"]})
    monkeypatch.setattr(environment.OwnNames, "FRESH_SECONDS", 0.0)
    assert validate_host("192.168.7.7", hosts)
    assert not validate_host("evil.example", hosts)


def test_names_of_origins_are_answered():
    assert environment.allowed_hosts([], ["https://war.example"], "127.0.0.1")[-1] == "war.example"
    assert environment.allowed_hosts(["a.example"], ["https://b.example:8"], "") == ["a.example", "b.example"]


def test_this_very_machine_is_read():
    for place in interfaces.places(six=True):
        if place.kind != interfaces.NAME:
            assert not ip_address(place.host.strip("[]")).is_loopback

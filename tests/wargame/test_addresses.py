import pytest
from django.test import RequestFactory

from wargame.addresses import client_address, site_url


def request(forwarded=None):
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", **extra)


@pytest.mark.parametrize("forwarded", [None, "127.0.0.1", "1.1.1.1, 2.2.2.2", ", ".join(["127.0.0.1"] * 500)])
def test_without_proxies_the_header_is_ignored(settings, forwarded):
    settings.TRUSTED_PROXIES = 0
    assert client_address(request(forwarded)) == "10.0.0.9"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.9"),
        (1, "", "10.0.0.9"),
        (1, " , ,", "10.0.0.9"),
    ],
)
def test_only_counted_proxies_are_believed(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(request(forwarded)) == address


@pytest.mark.parametrize(
    ("changes", "url"),
    [
        ({"HOST": "127.0.0.1", "PORT": 8000}, "http://127.0.0.1:8000"),
        ({"HOST": "0.0.0.0", "PORT": 80}, "http://127.0.0.1"),
        ({"HOST": "::1", "PORT": 8000}, "http://[::1]:8000"),
        ({"HTTPS": True, "HOST": "class.example", "PORT": 443}, "https://class.example"),
        ({"ORIGINS": ["https://class.example"]}, "https://class.example"),
    ],
)
def test_the_address_of_the_site(settings, changes, url):
    settings.ORIGINS = []
    settings.HTTPS = False
    for name, value in changes.items():
        setattr(settings, name, value)
    assert site_url() == url

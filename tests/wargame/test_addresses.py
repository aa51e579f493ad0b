import pytest
from django.test import RequestFactory

from wargame.addresses import client_address


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

"""The gate before WebSockets: by its rule, and over real sockets."""

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from wargame.origins import parse_origin, refusal

HOST = b"offramp.example:8000"
OWN = b"http://offramp.example:8000"


@pytest.fixture(autouse=True)
def site(settings):
    settings.ALLOWED_HOSTS = ["offramp.example", "127.0.0.1"]
    settings.ORIGINS = []
    settings.HTTPS = False
    return settings


def handshake(*headers, query=b"", scheme="ws", host=HOST):
    host_header = [(b"host", host)] if host is not None else []
    return {"scheme": scheme, "query_string": query, "headers": [*host_header, *headers]}


def origin(value):
    return (b"origin", value)


BEARER = (b"authorization", b"Bearer abc")


@pytest.mark.parametrize(
    "headers",
    [
        [origin(OWN)],
        [origin(b"HTTP://OFFRAMP.example:8000")],
        [BEARER],
        [(b"Authorization", b"bearer x")],
        [origin(OWN), BEARER],
    ],
)
def test_ours_are_let_in(headers):
    assert refusal(handshake(*headers)) is None


@pytest.mark.parametrize(
    "value",
    [
        b"https://evil.example",
        b"null",
        b"",
        b"http://offramp.example",
        b"http://offramp.example:1337",
        b"https://offramp.example:8000",
        b"http://offramp.example.evil.example:8000",
        b"http://offramp.example:8000@evil.example",
        b"http://user@offramp.example:8000",
        b"http://evilofframp.example:8000",
        b"http://offramp.example:8000/",
        b"http://offramp.example:8000/path",
        b"http://offramp.example:8000?x",
        b"http://offramp.example:8000#x",
        b"http://offramp.example:8000 http://evil.example",
        b"http://[::1",
        b"http://offramp.example:port",
        b"http://offramp.example:99999",
        b"http://",
        b"//offramp.example:8000",
        b"file://",
        b"\xff\xfe",
        b"http://offramp.example:8000\x00",
        b"http://offramp.example\xe3\x80\x82:8000",
        b"http://" + b"a" * 10_000,
    ],
)
@pytest.mark.parametrize("extra", [[], [BEARER]], ids=["cookie", "bearer"])
def test_other_origins_are_refused(value, extra):
    assert refusal(handshake(origin(value), *extra)) == 403


def test_a_missing_origin_is_refused_without_a_bearer_token():
    assert refusal(handshake()) == 403
    assert refusal(handshake((b"authorization", b"Bearer "))) == 403
    assert refusal(handshake((b"authorization", b"Basic YTpi"))) == 403


def test_two_origins_are_refused():
    assert refusal(handshake(origin(OWN), origin(OWN))) == 403


@pytest.mark.parametrize(
    "host", [None, b"evil.example:8000", b"", b"[::1", b"\xff", b"offramp.example:8000:1"]
)
def test_an_unknown_host_is_refused_even_with_its_own_origin(host):
    claimed = b"http://" + (host or b"")
    assert refusal(handshake(origin(claimed), host=host)) == 400


@pytest.mark.parametrize("query", [b"token=abc", b"since=1&access_token=x", b"TOKEN", b"%74oken=x"])
def test_a_token_in_the_address_is_refused(query):
    assert refusal(handshake(origin(OWN), query=query)) == 400
    assert refusal(handshake(BEARER, query=query)) == 400


def test_other_parameters_are_no_matter():
    assert refusal(handshake(origin(OWN), query=b"since=12&x=%ff")) is None


def test_tls_wants_https_origins():
    secure = b"https://offramp.example:8000"
    assert refusal(handshake(origin(secure), scheme="wss")) is None
    assert refusal(handshake(origin(OWN), scheme="wss")) == 403


def test_behind_a_tls_proxy_the_setting_says_so(site):
    site.HTTPS = True
    assert refusal(handshake(origin(b"https://offramp.example"), host=b"offramp.example")) is None
    assert refusal(handshake(origin(b"http://offramp.example"), host=b"offramp.example")) == 403


def test_configured_origins_replace_the_own_one(site):
    site.ORIGINS = ["https://class.example"]
    assert refusal(handshake(origin(b"https://class.example:443"))) is None
    assert refusal(handshake(origin(OWN))) == 403


def test_default_ports_are_the_same_origin():
    assert (
        parse_origin("http://a.example") == parse_origin("http://a.example:80") == ("http", "a.example", 80)
    )
    assert parse_origin("http://[::1]:81") == ("http", "::1", 81)


def knock(running, path, **options):
    """The HTTP status with which a real handshake is refused."""
    with pytest.raises(InvalidStatus) as refused, connect(f"ws://127.0.0.1:{running.port}{path}", **options):
        pass
    return refused.value.response.status_code


@pytest.mark.parametrize(
    ("path", "asked", "headers", "status"),
    [
        ("/ws/nowhere", "https://evil.example", {}, 403),
        ("/ws/nowhere", None, {}, 403),
        ("/ws/nowhere", "null", {}, 403),
        ("/ws/nowhere", "http://[::1", {}, 403),
        ("/ws/nowhere?token=abc", "own", {}, 400),
        ("/ws/nowhere", "own", {}, 404),
        ("/", "own", {}, 404),
        ("/ws/nowhere", None, {"Authorization": "Bearer abc"}, 404),
    ],
)
def test_over_a_real_socket(supervised, path, asked, headers, status):
    asked = supervised.url if asked == "own" else asked
    assert knock(supervised, path, origin=asked, additional_headers=headers) == status

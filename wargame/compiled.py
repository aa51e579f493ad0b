"""The engine as machine code: built once from its own sources by mypyc, and used only while it is built of them.

It is the same code, so it plays the same rounds to the last bit; it only plays more of them a second. A build stands
in a folder named by a fingerprint of all sources, so that one of older sources is never used.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

ENGINE = Path(__file__).resolve().parent.parent / "game_engine"

PARTS = (
    "chance.py",
    "kept.py",
    "legality.py",
    "menu.py",
    "opening.py",
    "payoffs.py",
    "readings.py",
    "rounding.py",
    "senses.py",
    "sight.py",
    "transition.py",
    "analysis/simulate.py",
    "bots/*.py",
    "mechanisms/*.py",
    "resolution/*.py",
)
"""What is compiled: all that a simulated round passes through but for the records, which msgspec makes."""

# Without this some compilers round x·y + z once instead of twice, and the same log would end elsewhere there.
_FLAGS = "-ffp-contract=off"


class CannotCompile(Exception):
    """What is missing, for whoever asked for a build."""


def fingerprint() -> str:
    """A name for the engine's sources as they are, and for the Python that would run them."""
    digest = blake2b(digest_size=8)
    for path in sorted(ENGINE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            content = path.read_bytes()
            digest.update(f"{path.relative_to(ENGINE)} {len(content)}\n".encode() + content)
    return f"{sys.implementation.cache_tag}-{digest.hexdigest()}"


def folder(var: Path) -> Path:
    """Where the build of the sources as they are stands, if it was made."""
    return var / "compiled" / fingerprint()


def use(var: Path) -> bool:
    """Let `import game_engine` find the build; to be called before it. Returns whether there is one."""
    # Most never build it, and need not read all sources to learn that there is none.
    if not (var / "compiled").is_dir() or not folder(var).is_dir():
        return False
    sys.path.insert(0, str(folder(var)))
    return True


def in_use() -> bool:
    """Whether the engine that is running is a build."""
    import game_engine

    return not Path(game_engine.__file__).is_relative_to(ENGINE)


def build(var: Path) -> Path:
    """Make the build of the sources as they are, about a minute; older ones go. Raises CannotCompile."""
    target = folder(var)
    if target.is_dir():
        return target
    _check()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="new-") as made:
        site = Path(made, "site")
        shutil.copytree(ENGINE, site / ENGINE.name, ignore=shutil.ignore_patterns("__pycache__"))
        _compile(site)
        old = [path for path in target.parent.iterdir() if not path.name.startswith("new-")]
        try:
            site.rename(target)
        except OSError:
            # Another process was as quick.
            if not target.is_dir():
                raise
        for path in old:
            shutil.rmtree(path, ignore_errors=True)
    return target


def _check() -> None:
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        raise CannotCompile(
            f"it takes a C compiler, and there is no {compiler} (Debian: apt-get install gcc)"
        )
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        raise CannotCompile("it takes Python's headers (Debian: apt-get install python3-dev)")
    missing = [name for name in ("mypyc", "setuptools") if find_spec(name) is None]
    if missing:
        raise CannotCompile(f"it takes {' and '.join(missing)}: run `make fast`, which installs them")


def _compile(site: Path) -> None:
    package = site / ENGINE.name
    found = [path for part in PARTS for path in sorted(package.glob(part)) if path.name != "__init__.py"]
    env = {
        **os.environ,
        "CFLAGS": f"{os.environ.get('CFLAGS', '')} {_FLAGS}".strip(),
        "MYPYC_OPT_LEVEL": "3",
        "MYPYC_DEBUG_LEVEL": "0",
    }
    sources = [str(path.relative_to(site)) for path in found]
    done = subprocess.run(
        [sys.executable, "-m", "mypyc", *sources],
        cwd=site,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    shutil.rmtree(site / "build", ignore_errors=True)
    if done.returncode:
        raise CannotCompile("mypyc could not:\n" + (done.stdout + done.stderr)[-4000:])

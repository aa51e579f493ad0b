"""The engine as machine code: built from its sources by mypyc, and used only while it matches them.

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
import time
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

ENGINE = Path(__file__).resolve().parent.parent / "game_engine"

PARTS = (
    "chance.py",
    "memory.py",
    "legality.py",
    "menu.py",
    "opening.py",
    "payoffs.py",
    "readings.py",
    "rounding.py",
    "senses.py",
    "sight.py",
    "tabled.py",
    "transition.py",
    "analysis/simulate.py",
    "bots/*.py",
    "mechanisms/*.py",
    "resolution/*.py",
)
"""What is compiled: all that a simulated round passes through but for the records, which msgspec makes."""

_DAY = 24 * 3600.0

# Without this some compilers round x·y + z once instead of twice, and the same log would end elsewhere there.
_FLAGS = "-ffp-contract=off"


class CannotCompile(Exception):
    """What is missing, for the person who asked for a build."""


def fingerprint() -> str:
    """A name for the engine's sources as they are, the way to build them, and the Python that would run them."""
    digest = blake2b(str(sysconfig.get_config_var("EXT_SUFFIX")).encode(), digest_size=8)
    digest.update(Path(__file__).read_bytes())
    for path in sorted(ENGINE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            content = path.read_bytes()
            digest.update(f"{path.relative_to(ENGINE)} {len(content)}\n".encode() + content)
    return f"{sys.implementation.cache_tag}-{digest.hexdigest()}"


def folder(var: Path) -> Path:
    """The folder of the build of the present sources, if it was made. A build that is there is whole."""
    return var / "compiled" / fingerprint()


def use(var: Path) -> bool:
    """Let `import game_engine` find the build. Call it before that import. Returns whether there is a build."""
    # Most installations never build it, and need not read all sources to learn that.
    if not (var / "compiled").is_dir() or not folder(var).is_dir():
        return False
    sys.path.insert(0, str(folder(var)))
    return True


def in_use() -> bool:
    """Whether the engine that is running is a build."""
    import game_engine

    return not Path(game_engine.__file__).is_relative_to(ENGINE)


def build(var: Path) -> Path:
    """Build the present sources, which takes about half a minute. Raises CannotCompile."""
    target = folder(var)
    if target.is_dir():
        return target
    check()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix="new-") as made:
            site = Path(made, "site")
            shutil.copytree(ENGINE, site / ENGINE.name, ignore=shutil.ignore_patterns("__pycache__"))
            _compile(site)
            _put(site, target)
    except OSError as refused:
        raise CannotCompile(f"{target.parent} cannot be written ({refused})") from refused
    return target


def _put(site: Path, target: Path) -> None:
    # In one step, so that a build is always whole; unless another process was as quick.
    try:
        site.rename(target)
    except OSError:
        if not target.is_dir():
            raise


def _sweep(builds: Path) -> None:
    """Take away what was built, or left half built, a day ago or more: a command may still be running on the rest."""
    for path in builds.iterdir():
        if time.time() - path.stat().st_mtime > _DAY:
            with tempfile.TemporaryDirectory(dir=builds, prefix="gone-", ignore_cleanup_errors=True) as gone:
                # Out of the way in one step first, so that no build ever stands there in part.
                path.rename(Path(gone, "build"))


def check() -> None:
    """Raise CannotCompile unless all is there that a build takes."""
    configured = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    compiler = (configured.split() or ["cc"])[0]
    # On Windows setuptools finds the compiler, which is not on the path.
    if sys.platform != "win32" and shutil.which(compiler) is None:
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
        errors="replace",
        check=False,
    )
    for scratch in ("build", ".mypy_cache"):
        shutil.rmtree(site / scratch, ignore_errors=True)
    if done.returncode:
        raise CannotCompile("mypyc could not:\n" + (done.stdout + done.stderr)[-4000:])

"""Files of a running Offramp that only their owner may read: they hold everybody's secrets."""

import errno
import os
import secrets
import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# Files directly in the folder, and those of Redis in its own folder.
_OURS = ("*", "redis-*/*", "valkey-*/*")


def directory(name: str, default: Path, *, written: bool = True) -> Path:
    """The folder that the variable names, made where it is missing. Refused where it cannot be used.

    `written`: whether we write there; a folder that is only read may belong to somebody else.
    """
    wanted = os.environ.get(name) or default
    try:
        path = Path(wanted).expanduser().resolve()
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ImproperlyConfigured(f"{name}={wanted} cannot be made a folder: {why}.") from None
    if not os.access(path, os.R_OK | os.X_OK | (os.W_OK if written else 0)):
        verb = "written" if written else "read"
        raise ImproperlyConfigured(
            f"{name}={path} cannot be {verb} by this user: choose another, or its owner."
        )
    return path


def close_to_others(folder: Path) -> None:
    """Let only the owner use the folder and the files in it, even those made before.

    A folder that is somebody else's or shared, as /tmp is, stays as it is.
    """
    there = folder.stat()
    if there.st_uid != os.geteuid() or there.st_mode & stat.S_ISVTX:
        return
    if there.st_mode & 0o077:
        folder.chmod(0o700)
    for path in (path for pattern in _OURS for path in folder.glob(pattern)):
        try:
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode) and mode & 0o077:
                path.chmod(0o600)
        except OSError:
            # SQLite or Redis has just taken it away, or it is somebody else's.
            continue


def make_file(path: Path) -> None:
    """An empty file of mode 600, if there is none: files that SQLite puts beside a database have its mode."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    except OSError:
        # Opening it will say why it cannot be made.
        return


def stored_secret(path: Path) -> str:
    """The secret in a file of mode 600, made at the first call by whichever process is first."""
    try:
        if not path.exists():
            write_once(path, secrets.token_urlsafe(64))
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be written or read: {error.strerror}.") from None


def write_once(path: Path, text: str) -> None:
    """Write a file of mode 600 in one step. An existing file stays."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        put(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def put(draft: Path, path: Path) -> None:
    """Give a finished file its name in one step. Raises FileExistsError, and changes nothing, if the name is taken."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links, as a memory stick is. Two at the same moment could both come this far.
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        draft.rename(path)

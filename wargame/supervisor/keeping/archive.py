"""The file of a backup: a zip with a manifest that says what is in it, and by which version it was made."""

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.utils import timezone

from wargame import private

FORMAT = 1
MANIFEST, KEY, SCENARIOS = "manifest.json", "secret_key", "scenarios/"


class Unfit(Exception):
    """A backup that cannot be made or brought back; the message says why, in a sentence."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. migrations: (app, name) of those that its database has had."""

    database: str
    migrations: list[tuple[str, str]]
    tables: dict[str, list[str]] = field(default_factory=dict)
    made: str = field(default_factory=lambda: timezone.now().isoformat(timespec="seconds"))
    format: int = FORMAT


@contextmanager
def writing(path: Path) -> Iterator[zipfile.ZipFile]:
    """A new archive of mode 600, which has its name only once it is whole. Raises Unfit where the name is taken."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    if path.exists() or path.is_symlink():
        raise Unfit(f"{path} is there already: choose another name.")
    try:
        number = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Unfit(f"{path} cannot be written: {error.strerror or error}.") from None
    try:
        with os.fdopen(number, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        private.put(draft, path)
    except FileExistsError:
        raise Unfit(f"{path} is there already: choose another name.") from None
    except OSError as error:
        raise Unfit(f"{path} cannot be written: {error.strerror or error}.") from None
    finally:
        draft.unlink(missing_ok=True)


def add_rest(archive: zipfile.ZipFile, manifest: Manifest, *, key: str, scenarios: Path) -> None:
    """Add the key, the scenario files, and at last the manifest."""
    archive.writestr(KEY, key)
    for file in scenario_files(scenarios):
        archive.write(file, SCENARIOS + file.name)
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))


def scenario_files(folder: Path) -> list[Path]:
    """The host's own scenario files."""
    return sorted(file for file in folder.glob("*.toml") if file.is_file())


@contextmanager
def reading(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup, checked from end to end. Raises Unfit if it is not a backup, is damaged, or has a later format."""
    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
            if damaged is not None:
                raise Unfit(f"{path} is damaged: {damaged} does not add up.")
            yield archive, _manifest(archive, path)
    except OSError as error:
        raise Unfit(f"{path} cannot be read: {error.strerror or error}.") from None
    except (zipfile.BadZipFile, EOFError):
        raise Unfit(f"{path} is no backup of Offramp, or only a part of one.") from None


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        written = json.loads(archive.read(MANIFEST))
        if written["format"] > FORMAT:
            raise Unfit(f"{path} was made by a later Offramp: bring it back with that one.")
        manifest = Manifest(**{**written, "migrations": [(app, name) for app, name in written["migrations"]]})
        archive.getinfo(KEY)
    except (KeyError, TypeError, ValueError):
        raise Unfit(f"{path} is no backup of Offramp.") from None
    return manifest


def scenarios_in(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The scenario files in it by name."""
    found = {}
    for name in archive.namelist():
        plain = name.removeprefix(SCENARIOS)
        if name != plain and plain == Path(plain).name and plain.endswith(".toml"):
            found[plain] = archive.read(name)
    return found

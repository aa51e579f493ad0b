"""The SQLite database into a backup and out of it."""

import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from wargame.supervisor.keeping.archive import Manifest, Unfit

MEMBER = "database.sqlite3"


def dump(archive: zipfile.ZipFile, *, beside: Path) -> Manifest:
    """Copy the database as it is at one moment, while others write. `beside`: a folder with room for the copy."""
    with _scratch(beside) as copy:
        with closing(sqlite3.connect(_file())) as source, closing(sqlite3.connect(copy)) as target:
            # All pages in one step: a writer that came in between would make it begin anew.
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            migrations = _looked_through(target)
        archive.write(copy, MEMBER)
    return Manifest("sqlite", migrations)


def load(archive: zipfile.ZipFile, _manifest: Manifest) -> None:
    """Replace the present database by the stored one, in one step."""
    place = _file()
    connection.close()
    with _scratch(place.parent) as copy:
        with archive.open(MEMBER) as member, copy.open("wb") as file:
            shutil.copyfileobj(member, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
        with closing(sqlite3.connect(copy)) as database:
            _looked_through(database)
        _settle(place)
        copy.replace(place)


def _settle(place: Path) -> None:
    """Write the journal beside the present database into it: left there, it would be taken for the new one's."""
    if place.exists():
        try:
            with closing(sqlite3.connect(place)) as present:
                present.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise Unfit(f"Somebody else uses the database ({error}): stop whatever uses it first.") from None
    for end in ("-wal", "-shm", "-journal"):
        place.with_name(place.name + end).unlink(missing_ok=True)


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


def _looked_through(database: sqlite3.Connection) -> list[tuple[str, str]]:
    """The database's migrations, if it is whole. Raises Unfit."""
    try:
        found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise Unfit(f"The database is damaged: {found}.")
        return list(database.execute("SELECT app, name FROM django_migrations ORDER BY id"))
    except sqlite3.DatabaseError as error:
        raise Unfit(f"The database cannot be used: {error}.") from None


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A name for a file of mode 600, which is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix=".offramp-", dir=folder) as private:
        path = Path(private) / "copy.sqlite3"
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        yield path

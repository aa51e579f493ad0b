"""Backing up the whole of this Offramp into a file, and restoring it."""

import os
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.utils import DatabaseError
from django.utils import timezone

from wargame.exercises.models import Exercise, Round
from wargame.supervisor.database import why_silent, without_pool
from wargame.supervisor.keeping import archive as archives
from wargame.supervisor.keeping import postgres, sqlite
from wargame.supervisor.keeping.archive import Manifest, Unfit

KEEPERS = {"sqlite": sqlite, "postgresql": postgres}


def keep(path: Path) -> str:
    """Write everything into a new file, even while Offramp runs. Returns its content in words. Raises Unfit."""
    trouble = why_silent()
    if trouble:
        raise Unfit(f"The database does not answer: {trouble}")
    if is_bare():
        raise Unfit("There is nothing to keep yet: the database is not set up.")
    with archives.writing(path) as archive:
        manifest = KEEPERS[connection.vendor].dump(archive, beside=path.parent)
        archives.add_rest(archive, manifest, key=settings.SECRET_KEY, scenarios=settings.SCENARIOS_DIR)
    return summary()


def bring_back(path: Path, *, force: bool) -> str:
    """Make this Offramp what the file holds. Returns it in words. Raises Unfit, and then has changed nothing.

    The caller holds the folder (alone.only_one). force: even over an Offramp that is not empty, of which a backup is
    made first.
    """
    without_pool()
    trouble = why_silent()
    if trouble:
        raise Unfit(f"The database does not answer: {trouble}")
    with archives.reading(path) as (archive, manifest):
        key = archive.read(archives.KEY).decode().strip()
        scenarios = archives.scenarios_in(archive)
        _require_fit(manifest, key)
        before = _require_room(scenarios, force=force)
        if before is not None:
            keep(before)
        _load(archive, manifest)
    for name, body in scenarios.items():
        _replace(settings.SCENARIOS_DIR / name, body)
    if "SECRET_KEY" not in os.environ:
        _replace(settings.VAR_DIR / "secret_key", key.encode())
    call_command("migrate", interactive=False, verbosity=0)
    return summary() + (f" What was here before is in {before}." if before else "")


def summary() -> str:
    """What this Offramp holds."""
    exercises, rounds = Exercise.objects.count(), Round.objects.count()
    return f"Exercises: {exercises}; rounds: {rounds}; facilitators: {User.objects.count()}."


def is_bare() -> bool:
    """Whether the database has no tables yet."""
    return "django_migrations" not in connection.introspection.table_names()


def _require_fit(manifest: Manifest, key: str) -> None:
    if manifest.database != connection.vendor:
        raise Unfit(
            f"That is a backup of {manifest.database}, and this Offramp uses {connection.vendor}: see DATABASE_URL."
        )
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    later = sorted("/".join(migration) for migration in manifest.migrations if migration not in known)
    if later:
        raise Unfit(f"That backup is of a later Offramp, which had {later[-1]}: bring it back with that one.")
    if os.environ.get("SECRET_KEY", key) != key:
        raise Unfit(
            "SECRET_KEY is another than that of the backup, so no link would work: set it to that or unset it."
        )


def _require_room(scenarios: dict[str, bytes], *, force: bool) -> Path | None:
    """Where to save what is here; None if there is nothing. Raises Unfit if there is something and no force."""
    others = postgres.others() if connection.vendor == "postgresql" else 0
    if others and not force:
        raise Unfit("Somebody else is connected to the database: stop whatever uses it first.")
    folder = settings.SCENARIOS_DIR
    clash = any(
        (folder / name).exists() and (folder / name).read_bytes() != body for name, body in scenarios.items()
    )
    if not clash and not _has_people():
        return None
    if not force:
        raise Unfit(
            "There is something here already. With --force it is kept in a file of its own, then replaced."
        )
    return settings.VAR_DIR / f"before-restore-{timezone.now():%Y%m%d-%H%M%S}.zip"


def _has_people() -> bool:
    if is_bare():
        return False
    try:
        return User.objects.exists() or Exercise.objects.exists()
    except DatabaseError:
        # The tables of another version: something is there.
        return True


def _load(archive: ZipFile, manifest: Manifest) -> None:
    try:
        KEEPERS[connection.vendor].load(archive, manifest)
    except (DatabaseError, KeyError) as error:
        raise Unfit(f"The database could not be brought back, and is as it was: {error}") from None
    finally:
        connections.close_all()


def _replace(path: Path, body: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)

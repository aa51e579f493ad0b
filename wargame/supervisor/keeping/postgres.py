"""A PostgreSQL database into a backup and out of it, by COPY: no program of PostgreSQL is needed."""

import time
import zipfile
from pathlib import Path

import psycopg
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from psycopg import IsolationLevel, sql

from wargame.supervisor.database import plain_postgres
from wargame.supervisor.keeping.archive import Manifest

PIECE = 1 << 20
COLUMNS = """
    SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = ANY(%s) AND is_generated = 'NEVER' GROUP BY table_name
"""
NUMBERED = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND (is_identity = 'YES' OR column_default LIKE 'nextval(%%')
"""
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def dump(archive: zipfile.ZipFile, *, beside: Path) -> Manifest:
    """Copy every table as it is at one moment, while others write."""
    names = _ours()
    with plain_postgres() as database:
        database.isolation_level = IsolationLevel.REPEATABLE_READ
        database.read_only = True
        tables = dict(database.execute(COLUMNS, [names]).fetchall())
        for table, columns in sorted(tables.items()):
            with archive.open(_member(table), "w", force_zip64=True) as file:
                _copy_out(database, _copy(table, columns, "TO STDOUT"), file)
        migrations = database.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    return Manifest("postgresql", [(app, name) for app, name in migrations], tables)


def _copy_out(database: psycopg.Connection, statement: sql.Composed, file: object) -> None:
    with database.cursor() as cursor, cursor.copy(statement) as copy:
        for data in copy:
            file.write(data)  # type: ignore[attr-defined]


def load(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Make the tables as they were and fill them, in one transaction: all or nothing."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '10s'")
            for table in {*_ours(), *manifest.tables}:
                cursor.execute(sql.SQL("DROP TABLE IF EXISTS {} CASCADE").format(sql.Identifier(table)))
        MigrationExecutor(connection).migrate(_last(manifest.migrations))
        with connection.cursor() as cursor:
            for table, columns in manifest.tables.items():
                # What migrations write into tables is in the backup too.
                cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                with (
                    archive.open(_member(table)) as file,
                    cursor.copy(_copy(table, columns, "FROM STDIN")) as copy,
                ):
                    while piece := file.read(PIECE):
                        copy.write(piece)
            cursor.execute(NUMBERED)
            for table, column in cursor.fetchall():
                _count_on(cursor, table, column)


def _count_on(cursor: psycopg.Cursor, table: str, column: str) -> None:
    """The next number of the table comes after the existing ones."""
    statement = (
        "SELECT setval(pg_get_serial_sequence({}, {}), coalesce(max({}), 1), max({}) IS NOT NULL) FROM {}"
    )
    name, quoted = sql.Identifier(column), sql.Literal(f'"{table}"')
    cursor.execute(sql.SQL(statement).format(quoted, sql.Literal(column), name, name, sql.Identifier(table)))


def others(*, seconds: float = 2.0) -> int:
    """How many others are connected to the database. A connection that is closing may take a moment."""
    until = time.monotonic() + seconds
    while True:
        with connection.cursor() as cursor:
            cursor.execute(OTHERS)
            found = int(cursor.fetchone()[0])
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.1)


def _ours() -> list[str]:
    """The existing tables of Offramp. A database may have other tables too."""
    there = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return [*there, "django_migrations"]


def _last(migrations: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of these migrations the last of each app."""
    graph, had = MigrationLoader(None).graph, set(migrations)

    def follows(migration: tuple[str, str]) -> bool:
        return any(
            next.key[0] == migration[0] and next.key in had for next in graph.node_map[migration].children
        )

    return [migration for migration in migrations if not follows(migration)]


def _copy(table: str, columns: list[str], way: str) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) " + way).format(sql.Identifier(table), names)  # type: ignore[arg-type]


def _member(table: str) -> str:
    return f"tables/{table}"

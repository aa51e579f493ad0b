"""The database as the commands for setup, backup and restore see it."""

import psycopg
from django.db import connection
from django.db.utils import Error


def why_silent() -> str:
    """Why no connection is possible, in a line; empty if one is. A pool would only say that it waited."""
    if connection.vendor != "postgresql":
        try:
            connection.ensure_connection()
        except (Error, OSError) as error:
            return _summary(error)
        return ""
    try:
        plain_postgres().close()
    except psycopg.Error as error:
        return _summary(error)
    return ""


def plain_postgres() -> psycopg.Connection:
    """A connection to the PostgreSQL of the settings, beside Django's and without its pool."""
    wanted = connection.get_connection_params()
    known = {name: value for name, value in wanted.items() if name not in OWN_TO_DJANGO}
    return psycopg.connect(**known, connect_timeout=10)


OWN_TO_DJANGO = frozenset({"pool", "cursor_factory", "context", "server_side_binding", "prepare_threshold"})


def _summary(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def without_pool() -> None:
    """One connection for a command that must know whether it is alone. Before the first use of the database."""
    connection.settings_dict["OPTIONS"].pop("pool", None)

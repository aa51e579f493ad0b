"""Why a command stops, in one line that says what to do about it."""

import errno

from django.db.utils import DatabaseError, OperationalError

# Missing tables, in the words of SQLite and PostgreSQL.
_NO_TABLES = ("no such table", 'relation "', "no such column")
_OF_THE_DISK = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR}
)


def advice(failure: Exception) -> str:
    """The line for a database or a disk that cannot be used; empty for faults of our own."""
    if isinstance(failure, DatabaseError):
        first = (str(failure).strip() or type(failure).__name__).splitlines()[0]
        if any(words in first for words in _NO_TABLES):
            return "The database is not set up for this Offramp yet: run `make setup`, or `make run`."
        return f"The database does not answer: {first}" if isinstance(failure, OperationalError) else ""
    if isinstance(failure, OSError) and failure.errno in _OF_THE_DISK:
        where = f" {failure.filename}" if failure.filename else " its files"
        return f"Offramp cannot write{where}: {failure.strerror}."
    return ""

"""The database for sockets: a few threads that keep their connections.

SQLite has one writer at a time, so one thread serves it best; a thread hop costs less than a new connection.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, InterfaceError, connection

P = ParamSpec("P")
T = TypeVar("T")


async def run(do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do it in one of the database threads."""
    work = partial(_or_disconnect, do, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(_threads(), work)


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    count = 1 if connection.vendor == "sqlite" else 4
    return ThreadPoolExecutor(max_workers=count, thread_name_prefix="database")


def _or_disconnect(do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return do(*args, **kwargs)
    except (DatabaseError, InterfaceError):
        connection.close_if_unusable_or_obsolete()
        raise

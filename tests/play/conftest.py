"""A real server in this process, real sockets to it, and what the table asks of Celery."""

from collections.abc import Callable

import pytest

from wargame.play import later


@pytest.fixture
def asked(monkeypatch) -> Callable[[], list]:
    """What was asked of Celery since the last look. The requests go no further, so that the test is the worker."""
    wanted: list = []
    monkeypatch.setattr(later, "_send", lambda name, args: wanted.append((name, args)))

    def look() -> list:
        # The sender is one thread: when this comes out of it, all before has.
        later._sender.submit(lambda: None).result()
        found = list(wanted)
        wanted.clear()
        return found

    return look

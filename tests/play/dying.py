"""A program whose children die: `python -m tests.play.dying`, told on its standard input what to do, a line each.

A line is {"deed", "round", "owner", "dies_at"}: a child does the deed and is killed outright at that step, as by a
power cut; the answer is {"code", "steps"}. The steps are counted: each statement before it is sent to the
database, each commit before and after it is made, and the ring after it. `dies_at` 0 lets it live and counts them.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402  (the apps must be loaded first)
from django.db import connection  # noqa: E402

from tests.play.deeds import DEEDS  # noqa: E402
from wargame.play import broadcast, later  # noqa: E402

KILLED = 9


class Steps:
    """Counts the steps of this process, and ends it at the one that is wanted."""

    def __init__(self, dies_at: int) -> None:
        self.taken = 0
        self._dies_at = dies_at

    def step(self) -> None:
        self.taken += 1
        if self.taken == self._dies_at:
            os._exit(KILLED)

    def statement(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.step()
        return execute(*args)

    def around(self, commit: Callable[[], None]) -> Callable[[], None]:
        def counted() -> None:
            self.step()
            commit()
            self.step()

        return counted

    def before(self, ring: Callable[..., None]) -> Callable[..., None]:
        def counted(*args: Any) -> None:
            self.step()
            ring(*args)

        return counted


def child(order: dict[str, Any], out: int) -> None:
    """Do the deed, and say how many steps it took."""
    later._send = lambda name, args: None
    owner = User.objects.get(pk=order["owner"])
    steps = Steps(order["dies_at"])
    connection._commit = steps.around(connection._commit)
    broadcast.ring = steps.before(broadcast.ring)
    with connection.execute_wrapper(steps.statement):
        DEEDS[order["deed"]].does(order["round"], owner)
    os.write(out, str(steps.taken).encode())


def main() -> None:
    for line in sys.stdin:
        inside, outside = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                child(json.loads(line), outside)
            except BaseException as failure:
                print(f"{type(failure).__name__}: {failure}", file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        os.close(outside)
        _, status = os.waitpid(pid, 0)
        steps = os.read(inside, 16).decode()
        os.close(inside)
        answer = {"code": os.waitstatus_to_exitcode(status), "steps": int(steps or 0)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

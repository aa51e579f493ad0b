"""One core for a web process, where that makes it faster.

With SQLite every move goes from the event loop's thread to the database's and back, and the two take turns at the
interpreter's lock. On two cores each turn wakes the other core; on one it does not, and nothing is given up, for only
one of them runs at a time anyway. PostgreSQL is waited for without the lock, so there it is left alone.
"""

import os
import socket

NAME = "offramp-web-core"
# Held for as long as this process lives. The system releases it, however the process ends.
_claims: list[socket.socket] = []


def settle(*, sqlite: bool, wanted: bool) -> int | None:
    """Keep this process, and the threads it will start, to a core that no other web process here has; its number.

    None if nothing was done: not Linux, not SQLite, not wanted, one core only, or every core taken.
    """
    if not (wanted and sqlite) or not hasattr(os, "sched_setaffinity"):
        return None
    cores = sorted(os.sched_getaffinity(0), reverse=True)
    if len(cores) < 2:
        return None
    # The first core has the most to do for the system, so it comes last.
    core = next((core for core in cores if _claim(core)), None)
    if core is not None:
        os.sched_setaffinity(0, {core})
    return core


def _claim(core: int) -> bool:
    """Take a core for this process among all web processes of this machine, of whichever folder."""
    claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        # A name that is not a file: there is nothing to clean up.
        claim.bind(f"\0{NAME}-{core}")
    except OSError:
        claim.close()
        return False
    _claims.append(claim)
    return True

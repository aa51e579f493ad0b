"""Limits: how long a request may take to arrive, how large it may be, and how many visitors may come at once."""

import os
import resource
from dataclasses import dataclass

from wargame import environment

# Descriptors for other things than visitors: the database, Redis, files, and those of the newcomers who are told
# that there is no room.
RESERVE = 128
MOST_DESCRIPTORS = 65_536


@dataclass(frozen=True)
class Limits:
    """Seconds, bytes and a number of connections. The times are for receiving: an answer may be held for longer."""

    head_seconds: float
    body_seconds: float
    body_bytes: int
    connections: int
    head_bytes: int = 32_768
    # A reader of sockets takes no more than that: longer lines would be dropped there without an answer.
    handshake_line: int = 8_000
    handshake_lines: int = 100
    # How long a visitor may take to read an answer.
    unread_seconds: float = 30.0

    @property
    def brim(self) -> int:
        """From here on a newcomer is refused before sending anything."""
        return self.connections + RESERVE // 2


def from_environment() -> Limits:
    """Raises ImproperlyConfigured for an unreadable value. Call it after `raise_descriptors`."""
    return Limits(
        head_seconds=environment.integer("OFFRAMP_HEAD_SECONDS", 5),
        body_seconds=environment.integer("OFFRAMP_BODY_SECONDS", 10),
        body_bytes=environment.integer("OFFRAMP_BODY_BYTES", 1_000_000),
        connections=environment.integer("OFFRAMP_CONNECTIONS", 0) or max(1, descriptors_left() - RESERVE),
    )


def raise_descriptors() -> None:
    """Let this process open as many files as the system allows it; many systems begin with 1,024 or 256."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MOST_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (OSError, ValueError):
            # macOS allows less than it says; what was there is kept.
            pass


def descriptors_left() -> int:
    """How many more files this process may open."""
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        used = len(os.listdir("/dev/fd"))
    except OSError:
        used = 16
    most = MOST_DESCRIPTORS if soft == resource.RLIM_INFINITY else min(soft, MOST_DESCRIPTORS)
    return most - used

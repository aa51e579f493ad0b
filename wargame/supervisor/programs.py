"""The programs that make up a running Offramp, and how each is started."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from wargame import leash
from wargame.supervisor.redis_server import RedisServer

LEASH = Path(leash.__file__)
# In a container there is often no other user, and the worker reads JSON alone, which runs nothing.
ROOT_IS_FINE = "ignore:You're running the worker with superuser privileges"
CELERY = [sys.executable, "-m", "celery", "--app", "wargame", "--quiet"]


@dataclass(frozen=True)
class Program:
    """A child of the supervisor. `grace` is how many seconds it may take to stop before it is killed."""

    name: str
    argv: list[str]
    grace: float
    env: dict[str, str] = field(default_factory=dict)

    def leashed(self) -> list[str]:
        """The command that runs it so that it dies with this process."""
        return [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), *self.argv]

    def environment(self, redis_url: str) -> dict[str, str]:
        shared = {
            "DJANGO_SETTINGS_MODULE": "wargame.settings",
            "OFFRAMP_VAR": str(settings.VAR_DIR),
            "OFFRAMP_SCENARIOS": str(settings.SCENARIOS_DIR),
            "HOST": settings.HOST,
            "PORT": str(settings.PORT),
            "REDIS_URL": redis_url,
            "PYTHONUNBUFFERED": "1",
        }
        return {**os.environ, **shared, **self.env}


def redis(server: RedisServer) -> Program:
    return Program("redis", server.argv, grace=5)


def worker() -> Program:
    argv = [*CELERY, "worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING"]
    argv += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    # Celery closes a pool around every task, which costs more than a plain connection.
    return Program("worker", argv, grace=8, env={"OFFRAMP_DB_POOL": "0", "PYTHONWARNINGS": ROOT_IS_FINE})


def beat() -> Program:
    return Program("beat", [*CELERY, "beat", "--loglevel", "WARNING"], grace=3)


def listens_at(host: str) -> str:
    """What uvicorn is told. asyncio binds `::` to IPv6 alone; no host at all means every address of both kinds."""
    return "" if host == "::" else host


def web() -> Program:
    argv = [sys.executable, "-m", "wargame.serving"]
    argv += ["--host", settings.HOST, "--port", str(settings.PORT)]
    return Program("web", argv, grace=6)

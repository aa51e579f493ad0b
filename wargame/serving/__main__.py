"""`python -m wargame.serving`: one web process. HOST and PORT, or --host and --port, say where it listens.

Several may run beside one another on the same database and Redis, behind a proxy that shares visitors out.
"""

import argparse
import os

import uvicorn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")


def main() -> None:
    from django.conf import settings

    from wargame.serving import cores
    from wargame.supervisor.programs import listens_at

    parser = argparse.ArgumentParser(prog="python -m wargame.serving", description=__doc__.splitlines()[0])
    parser.add_argument("--host", default=settings.HOST)
    parser.add_argument("--port", type=int, default=settings.PORT)
    parser.add_argument("--app", default="wargame.asgi:application", help=argparse.SUPPRESS)
    options = parser.parse_args()
    # Before the first thread: those that are there already would stay where they are.
    sqlite = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
    cores.settle(sqlite=sqlite, wanted=settings.PIN)
    uvicorn.run(**configuration(options.app, host=listens_at(options.host), port=options.port))


def configuration(app: str, *, host: str, port: int) -> dict[str, object]:
    """How uvicorn serves Offramp, as arguments of `uvicorn.run`. Raises the limit of open files of this process."""
    from wargame.serving import limits
    from wargame.serving.protocol import BoundedHttp

    limits.raise_descriptors()
    BoundedHttp.limits = limits.from_environment()
    return {
        "app": app,
        "host": host,
        "port": port,
        "http": BoundedHttp,
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        # Proxies are judged by the application (OFFRAMP_PROXIES); uvicorn would believe any on this machine.
        "proxy_headers": False,
        "lifespan": "off",
        "timeout_graceful_shutdown": 3,
        "ws_max_size": 65_536,
        "ws_per_message_deflate": False,
        "ws_ping_interval": 5,
        "ws_ping_timeout": 5,
    }


if __name__ == "__main__":
    main()

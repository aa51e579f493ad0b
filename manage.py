#!/usr/bin/env python
"""Offramp's command line: `python manage.py help` lists the commands."""

import os
import sys

NOT_HERE = "Offramp's packages are not installed in this Python"


def main() -> None:
    # Whatever is called `python` may be older; this file alone is written so that it can say so.
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(f"Offramp needs Python 3.11 or newer; this is {sys.version.split()[0]}. {_way()}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db.utils import DatabaseError

        from wargame import compiled, trouble
    except ImportError as missing:
        sys.exit(f"{NOT_HERE} ({missing}). {_way()}")
    try:
        # Loaded here so that an unsafe setting is told in one line, before any command starts.
        settings._setup()
        compiled.use(settings.VAR_DIR)
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as unsafe:
        sys.exit(f"Offramp will not start: {unsafe}")
    except ModuleNotFoundError as missing:
        if (missing.name or "wargame").split(".")[0] in ("wargame", "game_engine"):
            raise
        sys.exit(f"{NOT_HERE} ({missing}). {_way()}")
    except (DatabaseError, OSError) as failure:
        line = trouble.advice(failure)
        if not line or "--traceback" in sys.argv:
            raise
        sys.exit(line)


def _way() -> str:
    own = os.path.join(os.path.dirname(os.path.abspath(__file__)), ".venv")
    if os.path.exists(os.path.join(own, "bin", "python")) and os.path.realpath(
        sys.prefix
    ) != os.path.realpath(own):
        return "Run it with the project's own: .venv/bin/python manage.py ..."
    return "Run `make setup` first."


if __name__ == "__main__":
    main()

#!/usr/bin/env python
"""Offramp's command line: `python manage.py help` lists the commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line

        from wargame import compiled
    except ImportError as missing:
        sys.exit(f"{missing}. Offramp's packages are not installed here: run `make setup`.")
    try:
        # Loaded here so that an unsafe setting is told in one line, before any command starts.
        settings._setup()
        compiled.use(settings.VAR_DIR)
    except ImproperlyConfigured as unsafe:
        sys.exit(f"Offramp will not start: {unsafe}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

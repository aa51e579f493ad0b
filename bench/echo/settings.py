"""Offramp's own settings, so that Redis, database and server are the same, with the echo's table beside."""

from wargame.settings import *  # noqa: F403
from wargame.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.echo"]
# The yardstick at its best: Django's default would open the database anew for every row.
DATABASES = {"default": {**DATABASES["default"], "CONN_MAX_AGE": None}}
if DATABASES["default"].get("OPTIONS", {}).get("pool"):
    DATABASES["default"]["CONN_MAX_AGE"] = 0

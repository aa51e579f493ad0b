"""The Celery application: turns are resolved here, away from the sockets."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wargame.settings")

app = Celery("wargame")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["wargame.play"])


@setup_logging.connect
def use_project_logging(**_: Any) -> None:
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


@worker_process_init.connect
def die_with_worker(**_: Any) -> None:
    """Ties a pool process to the worker, so that a worker killed outright leaves none behind."""
    from wargame.leash import die_with_parent

    die_with_parent(os.getppid())

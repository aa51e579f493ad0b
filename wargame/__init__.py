"""Offramp's web application: the Django project and its apps."""

from wargame.celery import app as celery_app

__all__ = ["celery_app"]

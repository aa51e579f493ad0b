"""Whether this process lives, and whether the whole of Offramp is ready, for monitoring."""

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wargame.play import trouble
from wargame.record import signs

REDIS_SECONDS = 1.0
SWEEP_SECONDS = trouble.SWEEP_LATE.total_seconds()


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Looks at nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 if the database takes a write, Redis answers and the worker sweeps; else 503. Each is named, with why."""
    parts = {"database": _database(), "redis": _redis(), "sweep": _sweep()}
    ready = all(part["ok"] for part in parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _database() -> dict[str, object]:
    if not trouble.now.saves:
        # A write would only wait in the same queue.
        return {"ok": False, "why": "takes no writes"}
    now = timezone.now()
    try:
        if not signs.give(signs.PROBE, now=now):
            signs.begin(signs.PROBE, now=now)
    except (DatabaseError, InterfaceError) as failure:
        return {"ok": False, "why": type(failure).__name__}
    return {"ok": True}


def _redis() -> dict[str, object]:
    try:
        client = redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=REDIS_SECONDS, socket_timeout=REDIS_SECONDS
        )
        with client:
            client.ping()
    except (redis.RedisError, OSError) as failure:
        return {"ok": False, "why": type(failure).__name__}
    return {"ok": True}


def _sweep() -> dict[str, object]:
    """age: seconds since the worker last looked for what is due; null where it never has."""
    try:
        last = signs.last(signs.SWEEP)
    except (DatabaseError, InterfaceError) as failure:
        return {"ok": False, "age": None, "why": type(failure).__name__}
    if last is None:
        return {"ok": False, "age": None}
    age = round((timezone.now() - last).total_seconds(), 1)
    return {"ok": age < SWEEP_SECONDS, "age": age}

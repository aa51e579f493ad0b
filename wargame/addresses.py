"""Where a visitor comes from, believing only the proxies that are counted in the settings."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's network address.

    With N trusted proxies it is the N-th entry from the right of X-Forwarded-For: each proxy appended the
    address that it saw, and whatever stands further left was written by the visitor. With none, the header is
    ignored.
    """
    peer = str(request.META.get("REMOTE_ADDR") or "")
    if not settings.TRUSTED_PROXIES:
        return peer
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return hops[-settings.TRUSTED_PROXIES] if len(hops) >= settings.TRUSTED_PROXIES else peer

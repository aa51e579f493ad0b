"""Where a visitor comes from, believing only the proxies that are counted in the settings."""

from django.conf import settings
from django.http import HttpRequest

from wargame.environment import EVERY_ADDRESS


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


def site_url() -> str:
    """The address at which this site is reached, as far as the settings tell, without a final slash."""
    if settings.ORIGINS:
        return str(settings.ORIGINS[0]).rstrip("/")
    scheme, default_port = ("https", 443) if settings.HTTPS else ("http", 80)
    port = "" if default_port == settings.PORT else f":{settings.PORT}"
    return f"{scheme}://{_name_of(settings.HOST)}{port}"


def _name_of(host: str) -> str:
    if host in EVERY_ADDRESS:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host

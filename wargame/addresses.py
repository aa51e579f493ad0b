"""Where a visitor comes from, and where others find this site."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from wargame.environment import EVERY_ADDRESS
from wargame.interfaces import NETWORK, places
from wargame.safety import is_loopback

CHOSEN = "address"
# Kinds of ways beside those of the machine: the one that settings name, and the one by which this request came.
NAMED, OWN = "named", "own"


def client_address(request: HttpRequest) -> str:
    """The visitor's network address, trusting only the proxies that the settings count.

    With N trusted proxies it is the N-th entry from the right of X-Forwarded-For: each proxy appended the
    address that it saw, and whatever stands further left was written by the visitor. With none, the header is
    ignored.
    """
    peer = str(request.META.get("REMOTE_ADDR") or "")
    if not settings.TRUSTED_PROXIES:
        return peer
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return hops[-settings.TRUSTED_PROXIES] if len(hops) >= settings.TRUSTED_PROXIES else peer


@dataclass(frozen=True)
class Way:
    """An address under which this site is found, as `scheme://host:port`, and of what kind it is."""

    url: str
    kind: str

    @property
    def shown(self) -> str:
        """The address as people type it."""
        return self.url.removeprefix("http://")


@dataclass(frozen=True)
class Reach:
    """How other devices get here: every way, and the one that is shown. None: none of them does."""

    ways: tuple[Way, ...]
    chosen: Way | None
    fallback: str

    @property
    def url(self) -> str:
        """What links begin with. If no other device gets here, the address that this one uses."""
        return self.chosen.url if self.chosen else self.fallback

    @property
    def shown(self) -> str:
        return self.url.removeprefix("http://")

    @property
    def this_machine_only(self) -> bool:
        """Whether that is because Offramp was told to listen to this machine alone."""
        return is_loopback(settings.HOST)


def reach(request: HttpRequest) -> Reach:
    """How other devices get here. The visitor may have chosen one way; otherwise it is the likeliest."""
    own = f"{_scheme(request)}://{request.get_host()}"
    ways = tuple(_ways(own))
    wanted = request.session.get(CHOSEN)
    chosen = next((way for way in ways if way.url == wanted), ways[0] if ways else None)
    return Reach(ways, chosen, own)


def choose(request: HttpRequest, url: str) -> None:
    """Show that way to others from now on, in this session, as long as there is one."""
    request.session[CHOSEN] = url


def site_url() -> str:
    """The address at which others reach this site, as far as can be told without one, without a final slash."""
    ways = [*_named(), *_machine()]
    return (
        ways[0].url
        if ways
        else _url("127.0.0.1" if settings.HOST in EVERY_ADDRESS else settings.HOST, settings.PORT)
    )


def machine_ways() -> list[Way]:
    """The ways to this machine itself, the likeliest first."""
    return list(_machine())


def _ways(own: str) -> list[Way]:
    """The request's own address comes first where it is one for others: it has just been seen to work."""
    named = _named()
    if settings.ORIGINS:
        return sorted(named, key=lambda way: way.url != own)
    mine = [] if is_loopback(urlsplit(own).hostname or "") else [Way(own, OWN)]
    others = named or _machine()
    return mine + [way for way in others if way.url != own]


def _named() -> list[Way]:
    """What the settings say: whole origins, otherwise hosts."""
    if settings.ORIGINS:
        return [Way(str(origin).rstrip("/"), NAMED) for origin in settings.ORIGINS]
    hosts = [host for host in settings.NAMED_HOSTS if host[:1] not in ".*" and not is_loopback(host)]
    # Behind a proxy the port is the proxy's.
    port = None if settings.TRUSTED_PROXIES else settings.PORT
    return [Way(_url(host, port), NAMED) for host in hosts]


def _machine() -> list[Way]:
    if is_loopback(settings.HOST):
        return []
    if settings.HOST not in EVERY_ADDRESS:
        return [Way(_url(settings.HOST, settings.PORT), NETWORK)]
    return [Way(_url(place.host, settings.PORT), place.kind) for place in places(six=settings.HOST == "::")]


def _scheme(request: HttpRequest) -> str:
    return "https" if request.is_secure() or settings.HTTPS else "http"


def _url(host: str, port: int | None) -> str:
    """With no port, the usual one of the scheme. An IPv6 address gets its brackets."""
    scheme, usual = ("https", 443) if settings.HTTPS else ("http", 80)
    name = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"{scheme}://{name}" + ("" if port in (None, usual) else f":{port}")

"""Why a form was not taken, in words on which the reader can act.

The same refusal has several causes: a page left open, a browser that keeps no cookies, a proxy in front that is only
half set up, and the one that it is for, another site that sends forms in a visitor's name.
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_NO_CSRF_COOKIE
from django.utils.translation import gettext as _

from wargame.refusals import Refused, note, show

LONGEST_ORIGIN = 100


def failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    code, message = _cause(request, reason)
    note(code, HTTPStatus.FORBIDDEN)
    return show(request, Refused(code, message, status=HTTPStatus.FORBIDDEN))


def _cause(request: HttpRequest, reason: str) -> tuple[str, str]:
    if reason.startswith(REASON_BAD_ORIGIN.split("%s")[0]):
        return "wrong_origin", _wrong_origin(request, request.META["HTTP_ORIGIN"][:LONGEST_ORIGIN])
    if reason == REASON_NO_CSRF_COOKIE:
        return "no_cookie", _no_cookie(request)
    if reason.startswith("Referer checking failed"):
        return "no_referer", _(
            "Your browser does not say from which page this form came, and over https it must. Allow it to tell "
            "this site (a privacy extension or setting hides it), then send the form again."
        )
    return "csrf", _(
        "This page was open too long, or the form did not come from here. Go back, reload and send it again."
    )


def _wrong_origin(request: HttpRequest, origin: str) -> str:
    ours = f"{'https' if request.is_secure() else 'http'}://{request.get_host()}"
    words = {"origin": origin, "ours": ours}
    if origin == "null":
        return _(
            "Your browser hides from which page this form came. Open the page in a window of its own, and send "
            "the form from there."
        )
    if _host(origin) != _host(ours):
        return (
            _(
                "This form came from %(origin)s, and this server knows itself as %(ours)s. If both are this server, "
                "whoever runs it must have the proxy in front pass Host, or set OFFRAMP_ORIGINS=%(origin)s. If not, "
                "another site sent the form in your name, and it is well that it was not taken."
            )
            % words
        )
    if origin.startswith("https:") and not request.is_secure():
        return (
            _(
                "You are at %(origin)s, but this server was not told of the https in front of it and takes no "
                "form from there. Whoever runs it must set OFFRAMP_HTTPS=1, OFFRAMP_PROXIES=1 and "
                "OFFRAMP_ORIGINS=%(origin)s, and have the proxy set X-Forwarded-Proto."
            )
            % words
        )
    return (
        _(
            "You are at %(origin)s, but this server knows itself as %(ours)s and takes no form from elsewhere. Whoever "
            "runs it must set OFFRAMP_ORIGINS=%(origin)s."
        )
        % words
    )


def _no_cookie(request: HttpRequest) -> str:
    host = request.get_host()
    if settings.HTTPS and not request.is_secure():
        return _(
            "This server gives its cookies over https alone, and you came without it. Open https://%(host)s/ "
            "instead. If you did, whoever runs it must set OFFRAMP_PROXIES=1 and have the proxy set X-Forwarded-Proto; "
            "without a proxy, OFFRAMP_HTTPS must not be set."
        ) % {"host": host}
    return _(
        "Your browser sent no cookie back, and by a cookie Offramp knows you again. Allow cookies for %(host)s (a "
        "setting, an extension or a page around this one blocks them), reload the page and send it again."
    ) % {"host": host}


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).hostname
    except ValueError:
        return None

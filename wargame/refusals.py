"""Refusals: what Offramp will not do, in words, and the one place that shows them over HTTP."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.request import split_domain_port
from django.shortcuts import render
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

TOO_LARGE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "")


class Refused(Exception):
    """A request that was understood but not done.

    `code` is a slug for programs, `message` a translated sentence for people, `status` the HTTP status,
    `wait` the seconds after which it may be done, 0 where that is not known, `links` where to go instead, as
    (address, label).
    """

    def __init__(self, code: str, message: str, *, status: int = HTTPStatus.CONFLICT, wait: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.wait = wait
        self.links: list[tuple[str, str]] = []


def slow_down(message: str, *, wait: int) -> Refused:
    """The refusal for a client that is too fast."""
    return Refused("slow_down", message, status=HTTPStatus.TOO_MANY_REQUESTS, wait=wait)


class RefusalMiddleware:
    """Answers a view's Refused with a page, or with JSON where the client asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Every POST here comes from a form: a body that would be read as an empty form is refused."""
        if request.method != "POST" or request.content_type in FORMS:
            return None
        message = _("Send this as a form.")
        return show(request, Refused("bad_body", message, status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, UnreadablePostError):
            return bad_request(request, exception)
        return show(request, exception) if isinstance(exception, Refused) else None


def show(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The refusal as the client reads it: JSON {code, message}, or a page."""
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        answer: HttpResponse = JsonResponse(
            {"code": refused.code, "message": refused.message}, status=refused.status
        )
    else:
        answer = render(request, "refused.html", {"refused": refused}, status=refused.status)
    return with_retry_after(answer, refused)


def with_retry_after(answer: HttpResponse, refused: Refused | None) -> HttpResponse:
    """The answer with a Retry-After header, if the refusal says when to try again."""
    if refused is not None and refused.wait:
        answer["Retry-After"] = str(refused.wait)
    return answer


def note(cause: str, status: int) -> None:
    """The one line in the log for a request that is refused before a view sees it, without what the visitor sent.

    Django's own lines for the same are turned off in LOGGING: they come as errors, some with a traceback.
    """
    logger.warning("refused status=%d cause=%s", status, cause)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        refused = Refused("too_large", _("This is more than may be sent at once."), status=TOO_LARGE)
    elif isinstance(exception, DisallowedHost) and (host := _domain(request)):
        refused = _unknown_host(host)
    else:
        refused = Refused("bad_request", _("The request could not be read."), status=HTTPStatus.BAD_REQUEST)
    note(type(exception).__name__, refused.status)
    return show(request, refused)


def _domain(request: HttpRequest) -> str:
    """The host that the browser asked for, without its port; empty if it is impossible."""
    return split_domain_port(request.META.get("HTTP_HOST", ""))[0]


def _unknown_host(host: str) -> Refused:
    message = _(
        "This server does not know that it is called %(host)s. Ask for its right address; or let whoever runs it "
        "name this one too before it is started: ALLOWED_HOSTS=%(host)s (by commas, with each other name in use)."
    )
    return Refused("unknown_host", message % {"host": host}, status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = _("This is not open to you.")
    return show(request, Refused("forbidden", message, status=HTTPStatus.FORBIDDEN))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = _("There is nothing at this address. A link may have been copied in part.")
    return show(request, Refused("not_found", message, status=HTTPStatus.NOT_FOUND))


def server_error(request: HttpRequest) -> HttpResponse:
    message = _(
        "Something broke here. It is not your doing, and nothing you sent was half done. Try once more."
    )
    return show(request, Refused("server_error", message, status=HTTPStatus.INTERNAL_SERVER_ERROR))

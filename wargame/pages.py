"""What the pages of play share: answers as a whole, in part or as a stream."""

from collections.abc import AsyncIterator, Iterable, Iterator
from hashlib import sha256

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string


def prefers_json(request: HttpRequest) -> bool:
    """Whether a script asks, ours or another."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def fresh(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """A live part of a page; or 204, which changes nothing there, if the page shows exactly that already."""
    body = render_to_string(template, context, request)
    seal = sha256(body.encode()).hexdigest()[:16]
    response = HttpResponse(status=204) if request.headers.get("X-Seen") == seal else HttpResponse(body)
    response["X-Seal"] = seal
    return response


def streamed(request: HttpRequest, parts: Iterable[str], *, file: str) -> HttpResponseBase:
    """A JSON file to download, sent while it is made."""
    scope = getattr(request, "scope", None)
    content = parts if scope is None else _awaited(iter(parts))
    response = StreamingHttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


async def _awaited(parts: Iterator[str]) -> AsyncIterator[str]:
    following = sync_to_async(next)
    while (part := await following(parts, None)) is not None:
        yield part

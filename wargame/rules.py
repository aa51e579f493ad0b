"""The rules sheet as a page: the two printed pages of docs/, in the reader's language."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from markdown_it import MarkdownIt


def rules(request: HttpRequest) -> HttpResponse:
    """The rules sheet."""
    language = "es" if (get_language() or "").startswith("es") else "en"
    return render(request, "rules.html", {"sheet": _sheet(language)})


@lru_cache
def _sheet(language: str) -> SafeString:
    text = (settings.BASE_DIR / "docs" / f"rules-{language}.md").read_text(encoding="utf-8")
    # Our own file and no reader's text; raw HTML in it would be escaped all the same.
    return SafeString(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))

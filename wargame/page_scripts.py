"""The scripts of a page: `{% page_scripts "offramp/js/table/main.js" %}` in its head.

All of them are named at once, those that a module imports too, so that the browser asks for them in one go. Before
them stands a watchman, which loads the page once more when one of them does not come, and says so when that does
not help.
"""

import gzip
import posixpath
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.i18n import JavaScriptCatalog

from wargame.static_files import built

register = template.Library()

OURS = "offramp/js/"
IMPORT = re.compile(r"""(?:^|[;}\s])(?:import|export)\b[^;"'`]*?["'](\.[^"']+)["']""")
COMMENT = re.compile(r"^\s*//[^\n]*|/\*.*?\*/", re.MULTILINE | re.DOTALL)
FOR_EVER = "max-age=31536000, public, immutable"


@register.inclusion_tag("_page_scripts.html")
def page_scripts(*names: str, texts: bool = False) -> dict[str, Any]:
    """Tags for our modules and for classic scripts of others. `texts`: with the translated texts they use."""
    modules = [name for name in names if name.startswith(OURS)]
    return {
        "watchman": static(f"{OURS}watchman.js"),
        "preloads": [static(name) for name in imported(*modules)],
        "catalogue": catalogue_url() if texts else "",
        "classics": [static(name) for name in names if name not in modules],
        "modules": [static(name) for name in modules],
    }


def imported(*modules: str) -> list[str]:
    """All that these modules import, directly or through others, nearest first."""
    found: list[str] = []
    waiting = list(modules)
    while waiting:
        for name in _imports(waiting.pop(0)):
            if name not in found and name not in modules:
                found.append(name)
                waiting.append(name)
    return found


def _imports(module: str) -> list[str]:
    return _read_imports(module) if settings.DEBUG else _known_imports(module)


def _read_imports(module: str) -> list[str]:
    source = finders.find(module) if settings.DEBUG else built() / module
    folder = posixpath.dirname(module)
    text = COMMENT.sub("", Path(source).read_text("utf-8"))
    return [posixpath.normpath(posixpath.join(folder, path)) for path in IMPORT.findall(text)]


_known_imports = cache(_read_imports)


class Texts(NamedTuple):
    """The translated texts of scripts: a script of its own, its compressed form, and a digest of it."""

    plain: bytes
    packed: bytes
    digest: str


@cache
def _texts(language: str) -> Texts:
    request = HttpRequest()
    request.method = "GET"
    with override(language):
        plain = JavaScriptCatalog.as_view()(request).content
    return Texts(plain, gzip.compress(plain, mtime=0), sha256(plain).hexdigest()[:12])


def catalogue_url() -> str:
    """The address of the texts in the language of the moment."""
    language = get_language() or settings.LANGUAGE_CODE
    return reverse("javascript-catalog", args=[language, _texts(language).digest])


def catalogue(request: HttpRequest, language: str, digest: str) -> HttpResponse:
    """The texts, cacheable for ever under their digest. Raises Http404 for an unknown language."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    texts = _texts(language)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(
        texts.packed if packed else texts.plain, content_type="text/javascript; charset=utf-8"
    )
    if packed:
        answer["Content-Encoding"] = "gzip"
    answer["Vary"] = "Accept-Encoding"
    answer["Cache-Control"] = FOR_EVER if digest == texts.digest else "no-store"
    return answer

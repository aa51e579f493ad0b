"""The rules sheet as a page: the two printed pages of docs/, in the reader's language."""

from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from game_engine import ENGLISH, language_for


def rules(request: HttpRequest) -> HttpResponse:
    """The rules sheet."""
    return render(request, "rules.html", {"sheet": _sheet(language_for(get_language()))})


@lru_cache
def _sheet(language: str) -> SafeString:
    docs = settings.BASE_DIR / "docs"
    path = docs / f"rules-{language}.md"
    text = (path if path.exists() else docs / f"rules-{ENGLISH}.md").read_text(encoding="utf-8")
    # Our own file and no reader's text; raw HTML in it would be escaped all the same.
    writer = MarkdownIt("commonmark", {"html": False}).enable("table")
    writer.add_render_rule("table_open", _table_open)
    writer.add_render_rule("table_close", _table_close)
    return SafeString(writer.render(text))


def _table_open(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    """A table that can be scrolled by keyboard where it is too wide, named by the heading over it."""
    headings = [at + 1 for at, token in enumerate(tokens[:at]) if token.type == "heading_open"]
    name = escape(tokens[headings[-1]].content) if headings else ""
    return f'<div class="table-scroll" role="region" tabindex="0" aria-label="{name}"><table>\n'


def _table_close(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table></div>\n"

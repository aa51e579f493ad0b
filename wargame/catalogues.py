"""The catalogues of the languages other than English: gathered from the sources, held complete, and compiled.

Needs Babel, as tests do.
"""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from game_engine import ENGLISH, LANGUAGES

TRANSLATED = tuple(code for code in LANGUAGES if code != ENGLISH)
"""The languages that have catalogues."""

DOMAINS = ("django", "djangojs")
# A date that stays, so that a catalogue differs only when its messages do.
DATED = datetime(2026, 1, 1, tzinfo=UTC)

# The arguments of each marker: context, singular, plural.
MARKERS = {
    "_": "s",
    "gettext": "s",
    "gettext_lazy": "s",
    "gettext_noop": "s",
    "ngettext": "sp",
    "ngettext_lazy": "sp",
    "pgettext": "cs",
    "pgettext_lazy": "cs",
    "npgettext": "csp",
}
LITERAL = r"u?(?:'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\")"
CALL = re.compile(rf"(?<![\w.])({'|'.join(MARKERS)})\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)


class Message(NamedTuple):
    """A text to translate."""

    text: str
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> str | tuple[str, str]:
        """As Babel names it."""
        return (self.text, self.plural) if self.plural is not None else self.text


def gathered(domain: str) -> set[Message]:
    """Every text of our sources that is marked for translation: of Python and templates, or of JavaScript."""
    base = Path(settings.BASE_DIR)
    if domain == "djangojs":
        scripts = (base / "wargame" / "static" / "offramp" / "js").rglob("*.js")
        return {message for path in scripts for message in _in_calls(path.read_text("utf-8"))}
    modules = (path for path in (base / "wargame").rglob("*.py") if "migrations" not in path.parts)
    found = {message for path in modules for message in _in_python(path.read_text("utf-8"))}
    for path in (base / "templates").rglob("*.*"):
        if path.suffix in (".html", ".txt", ".js"):
            found.update(_in_calls(templatize(path.read_text("utf-8"), origin=str(path))))
    return found


def _in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
            texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            yield from _message(node.func.id, [text for text in texts if isinstance(text, str)])


def _in_calls(source: str) -> Iterator[Message]:
    for call in CALL.finditer(source):
        texts = [ast.literal_eval(literal) for literal in re.findall(LITERAL, call[2])]
        yield from _message(call[1], texts)


def _message(marker: str, texts: list[str]) -> Iterator[Message]:
    shape = MARKERS[marker]
    if len(texts) >= len(shape) and texts[shape.index("s")]:
        parts = dict(zip(shape, texts, strict=False))
        yield Message(parts["s"], parts.get("p"), parts.get("c"))


def path_of(domain: str, suffix: str = "po", *, language: str = TRANSLATED[0]) -> Path:
    """The path of a catalogue."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / f"{domain}.{suffix}"


def stored(domain: str, language: str = TRANSLATED[0]) -> Catalog:
    """The stored catalogue, or an empty one."""
    path = path_of(domain, language=language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renewed(domain: str, language: str = TRANSLATED[0]) -> Catalog:
    """The messages of today's sources, with their translations. Messages that are no longer used are left out."""
    before = stored(domain, language)
    name = LANGUAGES[language].english
    catalog = Catalog(
        locale=language,
        header_comment=f"# {name} texts of Offramp. `manage.py catalogues` gathers and compiles them.",
        project="Offramp",
        version="1",
        creation_date=DATED,
        revision_date=DATED,
        last_translator="Offramp",
        language_team="Offramp",
        fuzzy=False,
    )
    for message in sorted(gathered(domain), key=lambda message: (message.text, message.context or "")):
        known = before.get(message.key, message.context) or before.get(message.text, message.context)
        catalog.add(message.key, known.string if known is not None else None, context=message.context)
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """The texts without a translation, or with one in part."""
    missing = []
    for message in catalog:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and not all(strings):
            missing.append(str(message.id))
    return missing


def write(domain: str, catalog: Catalog) -> None:
    """Write a catalogue and its compiled form, where those of its language lie."""
    path = path_of(domain, language=str(catalog.locale))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, omit_header=False)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)

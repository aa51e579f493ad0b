"""Nothing that people read is left in English for readers of another language, and the catalogues are compiled."""

import re
from io import BytesIO
from itertools import product

import pytest
from babel.messages.mofile import write_mo

from wargame import catalogues

each_catalogue = pytest.mark.parametrize(
    ("language", "domain"), list(product(catalogues.TRANSLATED, catalogues.DOMAINS))
)
PLACE = re.compile(r"%\(\w+\)[.\d]*[sdf]|%[sd]|\{\w+\}|</?\w+")


@each_catalogue
def test_every_text_is_translated(language: str, domain: str) -> None:
    catalog = catalogues.renewed(domain, language)
    assert len(catalog) > 100
    assert catalogues.untranslated(catalog) == [], "run `manage.py catalogues`, and translate what it lists"


@each_catalogue
def test_translations_have_the_places_of_their_texts(language: str, domain: str) -> None:
    for message in catalogues.renewed(domain, language):
        texts = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = set(PLACE.findall(texts[-1]))
        for string in strings if message.id else ():
            assert set(PLACE.findall(string)) == wanted, message.id


@each_catalogue
def test_compiled_from_what_lies_there(language: str, domain: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogues.stored(domain, language))
    lying = catalogues.path_of(domain, "mo", language=language).read_bytes()
    assert lying == compiled.getvalue(), "run `manage.py catalogues`"


def test_texts_are_found_where_they_are_marked() -> None:
    found = set(
        catalogues._in_python('x = _("a" "b"); ngettext("c", "d", n); pgettext("e", "f"); other("g"); _(h)')
    )
    assert found == {
        catalogues.Message("ab"),
        catalogues.Message("c", "d"),
        catalogues.Message("f", None, "e"),
    }
    script = "html`<p>${gettext(\"it's\")}</p>${ngettext('a', 'b', n)}`; o.gettext('no'); mygettext('no')"
    assert set(catalogues._in_calls(script)) == {catalogues.Message("it's"), catalogues.Message("a", "b")}

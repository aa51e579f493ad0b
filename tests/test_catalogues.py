"""Nothing that people read is left in English for Spanish readers, and the catalogues are compiled."""

import re
from io import BytesIO

import pytest
from babel.messages.mofile import write_mo

from wargame import catalogues

PLACE = re.compile(r"%\(\w+\)[.\d]*[sdf]|%[sd]|\{\w+\}|</?\w+")


@pytest.mark.parametrize("domain", catalogues.DOMAINS)
def test_every_text_has_its_spanish(domain: str) -> None:
    catalog = catalogues.renewed(domain)
    assert len(catalog) > 100
    assert catalogues.untranslated(catalog) == [], "run `manage.py catalogues`, and translate what it lists"


@pytest.mark.parametrize("domain", catalogues.DOMAINS)
def test_translations_have_the_places_of_their_texts(domain: str) -> None:
    for message in catalogues.renewed(domain):
        texts = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wanted = set(PLACE.findall(texts[-1]))
        for string in strings if message.id else ():
            assert set(PLACE.findall(string)) == wanted, message.id


@pytest.mark.parametrize("domain", catalogues.DOMAINS)
def test_compiled_from_what_lies_there(domain: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogues.stored(domain))
    assert catalogues.path_of(domain, "mo").read_bytes() == compiled.getvalue(), "run `manage.py catalogues`"


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

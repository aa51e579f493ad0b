"""A language that nobody translated: every text of the sources and of a scenario in letters that English has not.

What is left in Latin letters did not come through the one tuple of languages.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from game_engine import LANGUAGES, Language, Scenario, load_scenario, parse_scenario
from tests.game_engine.scenario_files import document, without_nothing

CODE = "eo"
"""A code for which Django and Babel know plurals, dates and marks."""

LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβγδεζηθικλμνξοπρστυφχψωϑϕΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫ",
)
# Places to be filled, and marks of the page.
KEPT = re.compile(r"(%\(\w+\)[.\d]*[sdf]|%[sd]|\{\w+\}|<[^>]+>|&\w+;)")
# Texts that say how the language does something.
RULES = re.compile(r"date format|pairs of words|form of what is asked|locale of")


def pseudo(text: str) -> str:
    """The text in other letters, with its places and marks as they are."""
    parts = KEPT.split(text)
    return "".join(part if number % 2 else part.translate(LETTERS) for number, part in enumerate(parts))


def translated(name: str = "first-steps") -> Scenario:
    """A built-in scenario whose every text has the third language too."""
    plain = msgspec.to_builtins(load_scenario(name))
    return parse_scenario(document(without_nothing({**_with_third(plain), "digest": ""})))


def _with_third(value: Any) -> Any:
    if isinstance(value, dict):
        if value and value.keys() <= set(LANGUAGES):
            return {**value, CODE: pseudo(value["en"])}
        return {key: _with_third(below) for key, below in value.items()}
    return [_with_third(below) for below in value] if isinstance(value, list) else value


@pytest.fixture
def third_language(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """One entry more in the tuple of languages, and its texts. Yields its code."""
    from wargame import catalogues, page_scripts

    monkeypatch.setitem(LANGUAGES, CODE, Language("Ωιδο", "Pseudo"))
    settings.LANGUAGES = [(code, language.name) for code, language in LANGUAGES.items()]
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]
    for domain in catalogues.DOMAINS:
        catalog = catalogues.renewed(domain, CODE)
        for message in catalog:
            if message.id:
                message.string = _said(message.id, message.context)
        catalogues.write(domain, catalog)
    page_scripts._texts.cache_clear()
    yield CODE
    page_scripts._texts.cache_clear()


def _said(text: str | tuple[str, str], context: str | None) -> str | tuple[str, str]:
    if RULES.search(context or ""):
        return text
    return pseudo(text) if isinstance(text, str) else (pseudo(text[0]), pseudo(text[1]))

"""The languages of the table, all of them here: whoever speaks, translates or checks texts reads this.

A scenario's text has English, and any other of these languages. Where it lacks the reader's, English is read.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple, TypeAlias

from msgspec import Meta

ENGLISH = "en"
"""The language that every text has."""


class Language(NamedTuple):
    """A language: what it calls itself, and what English calls it."""

    name: str
    english: str


LANGUAGES: dict[str, Language] = {
    ENGLISH: Language("English", "English"),
    "es": Language("Español", "Spanish"),
}
"""By code, in the order in which readers choose from them. English is the first."""

Text: TypeAlias = dict[str, Annotated[str, Meta(min_length=1, max_length=4000)]]
"""A text of a scenario, by the code of the language. Never changed once it is read."""


def language_for(code: object) -> str:
    """The language of ours in which a reader of that one is spoken to: 'es' for 'es-ve', English for any other code,
    and for what is none."""
    base = code.lower().split("-")[0] if isinstance(code, str) else ENGLISH
    return base if base in LANGUAGES else ENGLISH


def in_language(text: Text, code: object) -> str:
    """The text in that language; in English where it lacks it."""
    return text.get(language_for(code)) or text[ENGLISH]

"""Small grammar: lists, numbers, contractions and capitals as each language has it."""

import re
from collections.abc import Sequence
from functools import cache

from django.utils.formats import get_format
from django.utils.translation import get_language, gettext, override, pgettext

from game_engine import ENGLISH

# A last part before which Spanish says 'e' for 'y': most languages say the same before every part.
SOUND_OF_I = re.compile(r"h?i(?![aeou])", re.IGNORECASE)


def contracted(text: str) -> str:
    """The words that a language joins, joined: Spanish 'a el' and 'de el' are 'al' and 'del'."""
    joins = _joins(get_language() or ENGLISH)
    if not joins:
        return text
    return _apart(tuple(joins)).sub(lambda found: f"{joins[found[1]]} ", text)


@cache
def _joins(language: str) -> dict[str, str]:
    with override(language):
        pairs = pgettext("pairs of words that a language joins, as: a b = ab, c d = cd; or -", "-")
    return dict(pair.split(" = ") for pair in pairs.split(", ")) if pairs != "-" else {}


@cache
def _apart(pairs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, pairs))}) (?=\S)")


def sentence(text: str) -> str:
    """A capital at the beginning and a mark at the end."""
    text = contracted(text.strip())
    text = text[:1].upper() + text[1:]
    return text if text.rstrip("”»").endswith((".", "!", "?", "…", ":")) else f"{text}."


def joined(parts: Sequence[str]) -> str:
    """'A, B and C'."""
    if len(parts) < 2:
        return "".join(parts)
    last = parts[-1]
    words = {"first": ", ".join(parts[:-1]), "last": last, "last_i": last}
    if SOUND_OF_I.match(last):
        return pgettext("the end of a list, before the sound of i", "%(first)s and %(last_i)s") % words
    return pgettext("the end of a list", "%(first)s and %(last)s") % words


def number(value: float, *, signed: bool = False) -> str:
    """One decimal, with a true minus and the language's own mark."""
    text = f"{abs(value):.1f}".replace(".", get_format("DECIMAL_SEPARATOR"))
    if round(value, 1) == 0:
        return text
    sign = "−" if value < 0 else "+" if signed else ""
    return f"{sign}{text}"


def out_of_ten(share: float | None) -> str:
    """A share of one as people see it: 0 to 10."""
    return gettext("any") if share is None else number(share * 10)


def per_cent(share: float) -> str:
    """A probability in per cent, without decimals. Only a sure thing reads as 100, only an impossible one as 0."""
    points = round(share * 100)
    if points == 0 and share > 0:
        return gettext("under 1 %")
    if points == 100 and share < 1:
        return gettext("over 99 %")
    return f"{points} %"

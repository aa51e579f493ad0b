"""Small grammar: lists, numbers, contractions and capitals in either language."""

import re
from collections.abc import Sequence

from django.utils.translation import get_language, gettext, pgettext

CONTRACTIONS = re.compile(r"\b(a|de) el (?=\S)")


def spanish() -> bool:
    """Whether the words of the moment are Spanish."""
    return (get_language() or "en").startswith("es")


def contracted(text: str) -> str:
    """Spanish joins 'a el' and 'de el' into 'al' and 'del'."""
    return CONTRACTIONS.sub(r"\1l ", text) if spanish() else text


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
    # In Spanish 'y' becomes 'e' before the same sound.
    if spanish() and re.match(r"h?i(?![aeou])", last, re.IGNORECASE):
        return f"{', '.join(parts[:-1])} e {last}"
    words = {"first": ", ".join(parts[:-1]), "last": last}
    return pgettext("the end of a list", "%(first)s and %(last)s") % words


def number(value: float, *, signed: bool = False) -> str:
    """One decimal, with a true minus and the language's own mark."""
    text = f"{abs(value):.1f}"
    if spanish():
        text = text.replace(".", ",")
    if round(value, 1) == 0:
        return text
    sign = "−" if value < 0 else "+" if signed else ""
    return f"{sign}{text}"


def out_of_ten(share: float | None) -> str:
    """A share of one as people see it: 0 to 10."""
    return gettext("any") if share is None else number(share * 10)


def per_cent(share: float) -> str:
    """A probability in per cent, without decimals; what is neither sure nor impossible never reads as if it were."""
    points = round(share * 100)
    if points == 0 and share > 0:
        return gettext("under 1 %")
    if points == 100 and share < 1:
        return gettext("over 99 %")
    return f"{points} %"

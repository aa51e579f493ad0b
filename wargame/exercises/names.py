"""What people type to say who they are and where they want to go: names and join codes, made safe and uniform."""

import unicodedata

from wargame.exercises.models import CODE_LETTERS, NAME_LENGTH

# Marks that turn the direction of the text around them, so that a name could rewrite its neighbours.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
CODE_LENGTH = 8


class UnusableName(ValueError):
    """`why` is `too_long` or `bad_text`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def clean_name(text: str, *, most: int = NAME_LENGTH) -> str:
    """The name in NFC with single spaces, possibly empty. Raises UnusableName."""
    name = " ".join(part for part in unicodedata.normalize("NFC", text).split(" ") if part)
    if any(_is_unsafe(letter) for letter in name):
        raise UnusableName("bad_text")
    if len(name) > most:
        raise UnusableName("too_long")
    return name


def _is_unsafe(letter: str) -> bool:
    # Cc and the separators break lines; Cs cannot be stored; Cn has no meaning yet.
    return letter in TURNING or unicodedata.category(letter) in ("Cc", "Cs", "Cn", "Zl", "Zp")


def clean_code(text: str) -> str | None:
    """The join code that was meant: any case, with spaces, dashes or dots between. None for what can be none.

    O and 0, I, L and 1 are in no code, because they are taken for one another; whoever reads one of them has
    most likely misread a Q or a J, so it is taken for that.
    """
    plain = unicodedata.normalize("NFKC", text[:64]).upper()
    letters = "".join(letter for letter in plain if letter.isalnum()).translate(MISREAD)
    if len(letters) != CODE_LENGTH or any(letter not in CODE_LETTERS for letter in letters):
        return None
    return letters


MISREAD = str.maketrans({"O": "Q", "0": "Q", "I": "J", "1": "J", "L": "J"})


def shown_code(code: str) -> str:
    """A code as people read it: two groups of four."""
    return f"{code[:4]}-{code[4:]}"

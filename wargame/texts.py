"""What people write, made safe to store and to show: one rule for texts of several lines and for single lines.

The rule says what is allowed. Letters, marks and signs of every script are, those that this Python's tables do not
know yet among them, so that a new emoji is one on every machine. What has no look of its own, or changes the look
of its neighbours, is made into what was meant (a tab into a space) or left out. What comes out is in NFC, holds
nothing that a database refuses, and comes out the same when it is cleaned once more.
"""

import re
import unicodedata

# Joiners that Indic, Persian and emoji need, and the variants of signs and of Mongolian letters; then of Han ones.
_SHAPING, _SHAPING_BEYOND = "\u034f\u180b-\u180f\u200c\u200d\ufe00-\ufe0f", "\U000e0100-\U000e01ef"
# Marks of direction that at most turn a space; places where Khmer and Thai lines may break. In texts only.
_LEANING = "\u061c\u200b\u200e\u200f"
# Marks that people pile up for fun: of Latin and Cyrillic, Hebrew, Arabic, Thai and Lao, and for symbols.
_PILED = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc"
    "\u0ec8-\u0ecd\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
# Embedding, turning round and isolating; format controls; fillers and other blanks; halves of letters; what is for
# private use or for none. All of these ranges are fixed for good by Unicode.
_GONE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u115f\u1160\u17b4\u17b5\u202a-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
)
_GONE_BEYOND = (
    "\U00013441\U00013442\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    "\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff\U000f0000-\U0010ffff"
) + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))

# A single line of plain Western letters needs no cleaning: most of what is written goes this way.
_PLAIN = re.compile("[ -~¡-¬®-ʯ‐‑–—‘’“”„…•€]*\\Z")
_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACE = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
# The flag of England and similar ones are a black flag and hidden letters; such letters alone would be secret text.
_TAGS = re.compile("(\U0001f3f4[\U000e0030-\U000e007a]{3,6}\U000e007f)|[\U000e0020-\U000e007f]+")
_LINE_END = re.compile(" +$", re.MULTILINE)
_EMPTY_LINES = re.compile("\n{3,}")
_SPACES = re.compile("[ \n]+")
_ATTACHED = re.compile(f"[{_PILED}{_SHAPING}{_SHAPING_BEYOND}]+")
_LATIN = re.compile("[0-9A-Za-zÀ-ʯ]")
_UNSEEN = re.compile(
    f"[ \n{_PILED}{_SHAPING}{_SHAPING_BEYOND}{_LEANING}\U00013430-\U00013440\U000e0020-\U000e007f]"
)


class _Rule:
    """What is left out of a text or a title. Letters beyond the first 65,536 are slower to look for, and rare."""

    def __init__(self, gone: str) -> None:
        self._gone = re.compile(f"[{gone}]"), re.compile(f"[{gone}{_GONE_BEYOND}]")
        marks = _PILED + _SHAPING + _LEANING, _PILED + _SHAPING + _LEANING + _SHAPING_BEYOND
        self._pile = [re.compile(f"([{mark}]{{5}})[{mark}]+") for mark in marks]

    def clean(self, text: str) -> str:
        """The text without invisible characters, with plain spaces and at most five marks on a letter."""
        beyond = max(text, default="") > "\uffff"
        text = _SPACE.sub(" ", text)
        if self._gone[beyond].search(text):
            text = self._gone[beyond].sub("", text.translate(_WORDS_OWN))
        if beyond:
            text = _TAGS.sub(r"\1", text)
        return self._pile[beyond].sub(r"\1", unicodedata.normalize("NFC", text))


_TEXTS, _LINES = _Rule(_GONE), _Rule(_GONE + _LEANING)

# Word's bullets, ticks and arrows are letters of its own symbol fonts; its hyphen that does not break, a control.
_WORDS_OWN = str.maketrans(
    {
        **dict.fromkeys("\uf0a7\uf0a8\uf0b7\uf06c\uf06e\uf071\uf076\uf0d8", "\u2022"),
        "\uf0e0": "\u2192",
        "\uf0fc": "\u2713",
        "\uf0fb": "\u2717",
        "\x1e": "\u2011",
    }
)
# In this old table marks are marks for good: newer ones, which it does not know, are met in _PILED.
_category = unicodedata.ucd_3_2_0.category


def clean_text(text: str) -> str:
    """The text in NFC, its line breaks `\\n`, at most one empty line between two; "" where nothing of it is seen."""
    if _PLAIN.match(text):
        return text.strip(" ")
    lines = _TEXTS.clean(_BREAK.sub("\n", text))
    lines = _EMPTY_LINES.sub("\n\n", _LINE_END.sub("", lines)).strip(" \n")
    return lines if is_seen(lines) else ""


def clean_line(text: str) -> str:
    """A name or a title in NFC: one line, single spaces, no marks of direction. `is_seen` says whether it shows."""
    if not _PLAIN.match(text):
        text = _LINES.clean(_BREAK.sub(" ", text))
    text = _SPACES.sub(" ", text).strip(" ")
    # A mark in front would sit on whatever the page shows before the name.
    while attached := _ATTACHED.match(text):
        text = text[attached.end() :].strip(" ")
    return text


def is_seen(text: str) -> bool:
    """Whether anything shows: a letter or a sign, and not only spaces, joiners and marks for letters."""
    if _LATIN.search(text):
        return True
    return any(_category(letter)[0] != "M" for letter in _UNSEEN.sub("", text))


def isolated(text: str) -> str:
    """For the middle of a sentence without markup: text from right to left keeps its own direction."""
    return f"\u2068{text}\u2069" if max(text, default="") >= "\u0590" else text

"""What people write stands beside the log. In the bodies of the log and of the frames, a token takes its place.

The token holds a salted digest of the text. The chain covers the token, so a changed text shows; and as the salt
is erased with the text, the rest says nothing about it.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

import msgspec

SIGN = "~"
_TOKEN = re.compile(f'"{SIGN}([0-9a-f]{{64}})"')
_encode = msgspec.json.Encoder().encode

# The fields of moves and of events that hold what a person has written, by kind.
WRITTEN = {"say": ("text",), "said": ("text",)}


def salted(salt: str, text: str) -> str:
    """The digest of a text, or of a pseudonym, under a salt of 32 hexadecimal digits."""
    return sha256(f"{salt}{text}".encode()).hexdigest()


def new_salt() -> str:
    """128 bits."""
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Written:
    """A text that is to be stored beside the log."""

    text: str
    salt: str = field(default_factory=new_salt)

    @cached_property
    def digest(self) -> str:
        return salted(self.salt, self.text)


def token(digest: str) -> str:
    """The token that stands in a body for the text with that digest."""
    return SIGN + digest


def found(body: str) -> list[str]:
    """The digests of the texts whose tokens stand in a body."""
    return _TOKEN.findall(body) if f'"{SIGN}' in body else []


def restored(body: str, texts: Mapping[str, str]) -> str:
    """The body with these texts (by digest) instead of their tokens. Other tokens stay."""
    if not texts:
        return body

    def text(match: re.Match[str]) -> str:
        known = texts.get(match[1])
        return match[0] if known is None else _encode(known).decode()

    return _TOKEN.sub(text, body)


def fields_of(part: Any) -> Sequence[str]:
    """The fields of a move or an event in which a person has written something."""
    return WRITTEN.get(part.__struct_config__.tag, ())

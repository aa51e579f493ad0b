"""What the researchers' commands take: counts, shares, pairs. Refused in a sentence where it is none."""

from __future__ import annotations

import math
import os
from argparse import ArgumentTypeError
from pathlib import Path


def count(text: str) -> int:
    """A whole number above 0."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"a whole number above 0, not {text!r}")
    return int(text)


def none_or_more(text: str) -> int:
    """A whole number, 0 or more."""
    if not text.isdecimal():
        raise ArgumentTypeError(f"a whole number, 0 or more, not {text!r}")
    return int(text)


def share(text: str) -> float:
    """A share between 0 and 1, both left out."""
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0.0 < found < 1.0:
        raise ArgumentTypeError(f"a share between 0 and 1, not {text!r}")
    return found


def pair(text: str) -> tuple[str, str]:
    """`name=value`."""
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise ArgumentTypeError(f"name=value, not {text!r}")
    return name.strip(), value.strip()


def writable(folder: Path) -> bool:
    """Whether a folder is there to be written, or could be made."""
    nearest = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)

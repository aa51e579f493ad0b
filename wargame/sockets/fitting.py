"""The part of a long round that fits into one frame: open entries, then the newest of the closed ones.

A client fetches the rest when it wants it. Sizes are bytes of JSON.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from game_engine import Commitment, OfferView

# A snapshot of these and a view's fixed parts (5,000 bytes in the largest scenario) stays under LARGEST.
LARGEST = 64_000
OFFERS_ROOM = 20_000
LEDGER_ROOM = 8_000
REPORT_ROOM = 10_000
# What a client fetches in one go.
EARLIER_ROOM = 32_000
MOST_EARLIER = 50

# An entry's name, and the function that encodes it.
Item = tuple[str, Callable[[], bytes]]


@dataclass(frozen=True)
class Fitted:
    """Entries that fit and their names. cursor: the last name if more would not fit; None if all are there."""

    lines: list[bytes]
    names: list[str]
    cursor: str | None


def fit(items: Iterable[Item], *, room: int, most: int | None = None) -> Fitted:
    """The first entries that fit, in order. At least one, so that the next request goes further."""
    lines: list[bytes] = []
    names: list[str] = []
    for name, write in items:
        line = write()
        room -= len(line) + 1
        if lines and (room < 0 or len(lines) == most):
            return Fitted(lines, names, names[-1])
        lines.append(line)
        names.append(name)
    return Fitted(lines, names, None)


def fit_page(items: Iterable[Item]) -> Fitted:
    """As much as a client is sent in one go."""
    return fit(items, room=EARLIER_ROOM, most=MOST_EARLIER)


def after(items: list[Item], cursor: str | None) -> list[Item]:
    """What comes after the item of that name; everything if there is no such item."""
    at = next((index for index, (name, _) in enumerate(items) if name == cursor), -1)
    return items[at + 1 :]


def in_order(fitted: Fitted, order: Iterable[str]) -> list[bytes]:
    """The entries that fit, in that order of names."""
    lines = dict(zip(fitted.names, fitted.lines, strict=True))
    return [lines[name] for name in order if name in lines]


def report(lines: list[bytes]) -> list[bytes]:
    """A turn's report. If it is too long, expired offers are left out first, then its last lines.

    The log of the round has them all.
    """
    room = REPORT_ROOM - sum(len(line) + 1 for line in lines)
    for unwanted in (lambda line: b'"kind":"offer_expired"' in line, lambda line: True):
        for line in list(reversed(lines)):
            if room < 0 and unwanted(line):
                lines.remove(line)
                room += len(line) + 1
    return lines


def offers_first_wanted(offers: Sequence[OfferView]) -> list[OfferView]:
    """Offers that wait for this seat's answer, then the other open ones, then the closed; the newest first in each."""
    newest = offers[::-1]
    return sorted(newest, key=_offer_rank)


def ledger_first_wanted(ledger: Sequence[Commitment]) -> list[Commitment]:
    """Open commitments, then those that have ended; the newest first in each."""
    newest = ledger[::-1]
    return sorted(newest, key=lambda line: line.ending is not None)


def _offer_rank(line: OfferView) -> int:
    if line.offer.status != "open":
        return 2
    return 0 if "accept" in line.can else 1

"""What of a long round goes into one frame: what is open, then the newest of what is closed, until the room is full.

A client fetches the rest when it is wanted. Sizes are bytes of JSON.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from game_engine import Commitment, OfferView

# A snapshot of these and a view's fixed parts (5,000 bytes in the largest scenario) stays under LARGEST.
LARGEST = 64_000
OFFERS_ROOM = 20_000
LEDGER_ROOM = 8_000
REPORT_ROOM = 10_000
# What a client fetches at a time.
EARLIER_ROOM = 32_000
MOST_EARLIER = 50

# A line's name, and what writes it.
Item = tuple[str, Callable[[], bytes]]


@dataclass(frozen=True)
class Fitted:
    """Lines that fit and their names. cursor: the last name where more would not fit; None where all are there."""

    lines: list[bytes]
    names: list[str]
    cursor: str | None


def fit(items: Iterable[Item], *, room: int, most: int | None = None) -> Fitted:
    """The first lines that fit, in order. At least one, so that whoever asks again gets on."""
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
    """As much as a client is sent at a time."""
    return fit(items, room=EARLIER_ROOM, most=MOST_EARLIER)


def after(items: list[Item], cursor: str | None) -> list[Item]:
    """What comes after the item of that name; all where there is none."""
    at = next((index for index, (name, _) in enumerate(items) if name == cursor), -1)
    return items[at + 1 :]


def in_order(fitted: Fitted, order: Iterable[str]) -> list[bytes]:
    """The lines that fit, in that order of names."""
    lines = dict(zip(fitted.names, fitted.lines, strict=True))
    return [lines[name] for name in order if name in lines]


def report(lines: list[bytes]) -> list[bytes]:
    """A turn's report, without offers that ran out, and then without its last lines, as far as it must be shorter.

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
    """Those that wait for this seat's answer, then the other open ones, then the closed; the newest first in each."""
    newest = offers[::-1]
    return sorted(newest, key=_offer_rank)


def ledger_first_wanted(ledger: Sequence[Commitment]) -> list[Commitment]:
    """The open ones, then those that have ended; the newest first in each."""
    newest = ledger[::-1]
    return sorted(newest, key=lambda line: line.ending is not None)


def _offer_rank(line: OfferView) -> int:
    if line.offer.status != "open":
        return 2
    return 0 if "accept" in line.can else 1

"""Entries of the log read together with what was written in them, some at a time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from wargame.record import tokens
from wargame.record.models import LogEntry, WrittenText

AT_ONCE = 200


def with_texts(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """Entries, of one round or of several, whose `content` costs no statement of its own."""
    known = list(entries)
    _give(known)
    return known


def entries_with_texts(round_id: str) -> Iterator[tuple[LogEntry, dict[str, str]]]:
    """Every entry of a round in order, each with the salts of texts by their digests, its own among them."""
    rows = LogEntry.objects.filter(round_id=round_id).order_by("number").iterator(AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        salts = _give(some)
        yield from ((entry, salts) for entry in some)


def _give(entries: Sequence[LogEntry]) -> dict[str, str]:
    """Give these entries their texts; the salts of these."""
    digests = {digest for entry in entries for digest in tokens.found(entry.body)}
    rounds = {entry.round_id for entry in entries}
    written = WrittenText.objects.filter(round_id__in=rounds, digest__in=digests) if digests else ()
    known = {text.digest: text for text in written}
    texts = {digest: text.text for digest, text in known.items()}
    for entry in entries:
        entry.texts = texts
    return {digest: text.salt for digest, text in known.items()}

"""Whether a round's log is whole: every entry follows from the one before it, and every text from its token."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wargame.record import chain, tokens
from wargame.record.models import LogEntry, Record, WrittenText

ERASED = "erased"


@dataclass(frozen=True)
class Fault:
    """Where a log is not whole. number: the entry at which it shows.

    why: `number` (an entry is missing, or there is one too many), `format` (of a later program), `entry` (it was
    changed), `text` (what was written in it was changed, or is gone without having been erased), `end` (the record
    names another last entry).
    """

    number: int
    why: str


def fault_in(record: Record) -> Fault | None:
    """The first fault in the log of a round, or None where it is whole."""
    entries = LogEntry.objects.filter(round_id=record.round_id).order_by("number")
    written = WrittenText.objects.filter(round_id=record.round_id)
    return next(
        _faults(record, entries.iterator(chunk_size=500), {text.digest: text for text in written}), None
    )


def _faults(record: Record, entries: Iterable[LogEntry], texts: dict[str, WrittenText]) -> Iterator[Fault]:
    before, last, format = "", 0, 1
    gone: dict[int, bool] = {}
    for entry in entries:
        last += 1
        if entry.number != last:
            yield Fault(last, "number")
        if last == 1:
            format = _format_of(entry)
            if not chain.knows(format):
                yield Fault(1, "format")
                return
        if entry.digest != chain.chained(before, entry, format=format):
            yield Fault(entry.number, "entry")
        before = entry.digest
        if format == 1:
            continue
        if entry.kind == ERASED:
            gone |= dict.fromkeys(entry.content["entries"], True)
        for digest in tokens.found(entry.body):
            state = _text_state(digest, texts.get(digest))
            if state == "changed":
                yield Fault(entry.number, "text")
            elif state == "erased":
                gone.setdefault(texts[digest].number, False)
    yield from (Fault(number, "text") for number, said in sorted(gone.items()) if not said)
    if (last, before) != (record.number, record.digest):
        yield Fault(record.number, "end")


def _format_of(entry: LogEntry) -> int:
    """What the first entry says of the chain; the first format is not named."""
    return entry.content.get("format", 1) if entry.kind == "started" else 1


def _text_state(digest: str, text: WrittenText | None) -> str:
    """`whole`, `erased`, or `changed`, which a text that is gone without a trace is too."""
    if text is None:
        return "changed"
    if text.erased_at is not None and not text.text:
        return "erased"
    return "whole" if tokens.salted(text.salt, text.text) == digest else "changed"

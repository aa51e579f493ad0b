"""Removes what a person wrote, and who they were, from a round's record. The chain of the log stays whole."""

from collections.abc import Iterable

from django.db import connection, transaction

from wargame.record.announcing import log_body
from wargame.record.checking import ERASED
from wargame.record.in_hand import LogLine, RoundInHand
from wargame.record.models import WrittenText


class NothingToErase(Exception):
    """`why`: `old_record`, where the log itself holds its texts and must keep them to verify; or `no_text`, where one
    of the entries has none, or none any more."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def erase(in_hand: RoundInHand, numbers: Iterable[int]) -> None:
    """Erase what was written in the entries with these numbers, wherever it is read: in log, file, frames and pages.

    The log says which entries it was (`erased`), so that nothing is erased unseen. Raises NothingToErase, and then has
    changed nothing. Copies that others have made (backups, files, pages that are open) are beyond it.
    """
    wanted = sorted(set(numbers))
    if in_hand.format == 1:
        raise NothingToErase("old_record")
    texts = WrittenText.objects.filter(round_id=in_hand.facts.round, number__in=wanted, erased_at=None)
    if not wanted or set(texts.values_list("number", flat=True)) != set(wanted):
        raise NothingToErase("no_text")
    if connection.vendor == "sqlite":
        _leave_no_bytes()
    texts.update(text="", salt="", erased_at=in_hand.now)
    in_hand.log(LogLine(ERASED, log_body(entries=wanted)))
    in_hand.look = True


def forget(in_hand: RoundInHand, pseudonym: str) -> bool:
    """Remove what links the log's digests to this author. Returns False if there is nothing."""
    if in_hand.authors.pop(pseudonym, None) is None:
        return False
    in_hand.changed = True
    return True


def _leave_no_bytes() -> None:
    """Have SQLite overwrite what this transaction removes, and empty its journal after the commit."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
    transaction.on_commit(_empty_journal)


def _empty_journal() -> None:
    # The journal has the old pages. While somebody reads them it stays, until the next time.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

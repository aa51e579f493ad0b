"""A round in play. `store` is the only writer of these tables."""

import json
from collections.abc import Iterable
from typing import Any, Never

from django.db import models

from wargame.exercises.models import Round
from wargame.record import tokens


class Record(models.Model):
    """Where a round stands. The log is what happened; this is the result.

    state: the engine's dump. heads: the last number of each seat, as JSON. number and digest: the log's end.
    players: who moves for each seat now, and whether it is ready, as JSON {seat: {kind, ready}}.
    remaining: seconds left of the turn while paused. resolve_due, bots_due: since when the turn could be
    closed, or a bot has something to do; the sweeper looks after those that stay, and notes when it last asked for
    either (turn_asked_at, bots_asked_at). format: how its log is chained (`chain`). authors: the people who have
    acted in it, as JSON {pseudonym: salt}.
    """

    class Status(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        PAUSED = "paused"
        OVER = "over"

    round = models.OneToOneField(Round, on_delete=models.CASCADE, primary_key=True, related_name="record")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    turn = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    state = models.BinaryField(default=bytes)
    heads = models.TextField(default="{}")
    players = models.TextField(default="{}")
    seed = models.BigIntegerField()
    deadline = models.DateTimeField(null=True)
    remaining = models.FloatField(null=True)
    resolve_due = models.DateTimeField(null=True)
    bots_due = models.DateTimeField(null=True)
    turn_asked_at = models.DateTimeField(null=True)
    bots_asked_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=24, blank=True)
    format = models.PositiveSmallIntegerField(default=1)
    authors = models.TextField(default="{}")

    class Meta:
        indexes = (models.Index(fields=["status", "deadline"]),)

    def __str__(self) -> str:
        return f"{self.round_id}: {self.status}, turn {self.turn}"


class WrittenOnce(models.Model):
    """A row that is written once. Corrections are new rows."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError(f"{type(self).__name__} rows are written by wargame.record.store alone")

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError(f"{type(self).__name__} rows are never deleted")


class LogEntry(WrittenOnce):
    """One entry of the log. `seat` is the seat that acted, empty for the facilitator and for the world.

    kind: a move's kind, `started`, `close`, an event's kind, or a facilitator's act. body: JSON, in which a token
    stands for what people wrote (`tokens`). command and seq: the client's id of the move and the number that was
    acknowledged. source: what wrote the entry. author: the salted digest of a person's pseudonym (`authors`), empty
    where no person is known to have done it. branch: 0, as long as no round is taken back.
    digest: over the one before and this entry, so that a change of any entry shows in all later ones.
    """

    class Source(models.TextChoices):
        """What wrote an entry: rules and clock, a person in a seat, a bot, a standing policy, or the facilitator."""

        ENGINE = "engine"
        PERSON = "person"
        BOT = "bot"
        STANDING = "standing"
        FACILITATOR = "facilitator"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="log", db_index=False)
    number = models.PositiveIntegerField()
    branch = models.PositiveSmallIntegerField(default=0)
    turn = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    source = models.CharField(max_length=12, choices=Source, default=Source.ENGINE)
    author = models.CharField(max_length=64, blank=True, default="")
    seat = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=32)
    body = models.TextField()
    command = models.UUIDField(null=True)
    seq = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64)
    # What tokens in the body stand for, where it was read together with others (`texts.with_texts`).
    texts: dict[str, str] | None = None

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round", "number"], name="log_number_once"),
            models.UniqueConstraint(fields=["round", "command"], name="command_once"),
        )
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}: {self.kind} {self.seat}"

    @property
    def content(self) -> dict[str, Any]:
        """The body as data, with the texts in it that have not been erased; an erased one is empty."""
        known = self.texts if self.texts is not None else texts_in(self.round_id, [self.body])
        return json.loads(tokens.restored(self.body, known))


class WrittenText(models.Model):
    """What a person wrote, beside the log: its place in the bodies is taken by `digest`, which is over salt and text.

    number: the entry of the log that it belongs to. Once erased, text and salt are empty, so that nobody can find
    out by trying what it was, and the chain, which holds the digest alone, is as whole as before. `store` and
    `erasing` are the only writers.
    """

    pk = models.CompositePrimaryKey("round_id", "digest")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="texts", db_index=False)
    digest = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    salt = models.CharField(max_length=32, blank=True)
    text = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}: {'erased' if self.erased_at else 'a text'}"


def texts_in(round_id: str, bodies: Iterable[str]) -> dict[str, str]:
    """What the tokens in these bodies stand for, by digest. No statement where there is no token."""
    digests = {digest for body in bodies for digest in tokens.found(body)}
    if not digests:
        return {}
    known = WrittenText.objects.filter(round_id=round_id, digest__in=digests)
    return dict(known.values_list("digest", "text"))


class SeatEvent(WrittenOnce):
    """The frames of a seat, numbered from 1 without gaps. kind: the event's, or `turn`. body: JSON, with tokens for
    texts, as in the log."""

    pk = models.CompositePrimaryKey("round_id", "seat", "number")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="seat_events", db_index=False)
    seat = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    turn = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=32)
    body = models.TextField()

    def __str__(self) -> str:
        return f"{self.round_id}/{self.seat} {self.number}"


class Resolution(WrittenOnce):
    """A turn that has been resolved, and what closed it: `ready`, `deadline`, `facilitator` or `ended`."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="resolutions", db_index=False)
    turn = models.PositiveSmallIntegerField()
    trigger = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "turn"], name="turn_resolved_once"),)

    def __str__(self) -> str:
        return f"{self.round_id} turn {self.turn}"


class BoardRow(WrittenOnce):
    """The public board after a turn, 0 for the opening. tracks: JSON {track: value as people see it}.

    It never holds what only some seats know.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="board", db_index=False)
    turn = models.PositiveSmallIntegerField()
    tracks = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "turn"], name="board_turn_once"),)
        ordering = ("turn",)

    def __str__(self) -> str:
        return f"{self.round_id} after turn {self.turn}"


class Sign(models.Model):
    """A sign of life, renewed as long as something lives. `signs` is the only writer."""

    name = models.CharField(max_length=8, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.at}"

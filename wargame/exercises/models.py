"""Before and around play: the scenario, its rounds, its seats and who plays them."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models

# Letters and digits that look alike are left out: i, l, o, u, 0 and 1.
ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
NAME_LENGTH = 40
TITLE_LENGTH = 120


def random_id() -> str:
    """16 letters, 78 bits: nobody finds another's id by guessing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


def random_code() -> str:
    """8 letters that are read aloud to a room."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


class Edition(models.Model):
    """A scenario exactly as it was when an exercise took it: changing the file later changes no round."""

    digest = models.CharField(primary_key=True, max_length=64)
    scenario = models.CharField(max_length=40)
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.scenario} ({self.digest[:8]})"


class Exercise(models.Model):
    """A sitting: one scenario, one or several rounds of it, led by its owner (nobody leads a practice).

    hide_bots: players are not told, before the log opens, which seats and moves are bots'.
    """

    id = models.CharField(primary_key=True, max_length=16, default=random_id, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="exercises"
    )
    title = models.CharField(max_length=TITLE_LENGTH)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="exercises")
    code = models.CharField(max_length=8, unique=True, default=random_code)
    lobby_open = models.BooleanField(default=True)
    turn_seconds = models.PositiveIntegerField(null=True)
    officers = models.PositiveSmallIntegerField()
    practice = models.BooleanField(default=False)
    hide_bots = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["owner", "created_at"]),)

    def __str__(self) -> str:
        return self.title


class Round(models.Model):
    """One table of an exercise, numbered from 1."""

    id = models.CharField(primary_key=True, max_length=16, default=random_id, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["exercise", "number"], name="round_number_once"),)
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.exercise_id}/{self.number}"


class Seat(models.Model):
    """A seat of a round and who plays it.

    `generation` is part of its tokens: raising it voids every link and session given out before.
    `substituted_at`: since when a bot sits in for a person who has gone. `browser`: a keyed hash that tells
    again the browser that sat down here last, so that it gets no second seat.
    """

    class Holder(models.TextChoices):
        PERSON = "person"
        BOT = "bot"
        STANDING = "standing"

    id = models.CharField(primary_key=True, max_length=16, default=random_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="seats")
    seat = models.CharField(max_length=16)
    holder = models.CharField(max_length=8, choices=Holder)
    temperament = models.CharField(max_length=16, default="logit")
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    generation = models.PositiveIntegerField(default=1)
    joined_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    substituted_at = models.DateTimeField(null=True)
    browser = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "seat"], name="seat_once"),)

    def __str__(self) -> str:
        return f"{self.round_id}/{self.seat}"

    @property
    def heard_at(self) -> datetime | None:
        """When a person was last here: seen, or when the seat was taken. None if nobody has come."""
        return max((at for at in (self.joined_at, self.last_seen_at) if at is not None), default=None)

    @property
    def meant(self) -> str:
        """What a button sends to do something with the seat as it is now."""
        return f"{self.generation}.{self.played_by}"

    @property
    def played_by(self) -> str:
        """Who moves for the seat now: `person`, `bot` or `standing`."""
        return self.Holder.BOT.value if self.substituted_at else str(self.holder)


class Sent(models.Model):
    """A form or a command that was sent, once. key: names the showing of the form, the browser and what was chosen;
    answer: what it made, empty where there is nothing to lead back to."""

    key = models.CharField(primary_key=True, max_length=40)
    answer = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.answer}"

"""Who has gone and who is back, in the log. Players see it by who is there; nobody is told in the stream.

A page that is loaded anew is nobody's going: it is put down only when a person has been away for a while.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from wargame.exercises.models import Seat
from wargame.play import broadcast
from wargame.record import authors, store
from wargame.record.announcing import announce_envelope
from wargame.record.envelopes import NOBODY, Envelope
from wargame.record.in_hand import RoundInHand
from wargame.record.models import Record
from wargame.record.queries import PRESENT_FOR

Status = Record.Status
BEGUN = (Status.RUNNING, Status.PAUSED)
# Somebody who comes again within this time has not been away.
A_MOMENT = timedelta(seconds=15)
# In a round's `players`: since when a person is away who has not come back, and which generation of the seat.
AWAY = "away"


def note_presence() -> int:
    """Put down who has gone and who is there again; gives how many. Any number of times has the effect of one.

    Of people who have sat down, in rounds that have begun and that somebody leads. Where a bot sits in, that is in the
    log itself.
    """
    now = timezone.now()
    return sum(_note(round_id, seat) for round_id, seat in (*_gone(now), *_back(now)))


def welcome(in_hand: RoundInHand, seat: Seat) -> None:
    """Somebody is at this seat, now: put down that they are back, if it was put down that they had gone."""
    away = in_hand.players.get(seat.seat, {}).pop(AWAY, None)
    if away is None:
        return
    in_hand.changed = True
    # Of one who was put out nobody comes back: the next person joins.
    if away["generation"] == seat.generation:
        seconds = round((in_hand.now - datetime.fromisoformat(away["since"])).total_seconds())
        announce_envelope(
            in_hand,
            Envelope(
                "came_back", NOBODY, seat.seat, {"seconds": max(seconds, 0)}, author=authors.of_seat(seat)
            ),
        )


def _seats() -> QuerySet[Seat]:
    return Seat.objects.filter(
        holder=Seat.Holder.PERSON, round__record__status__in=BEGUN, round__exercise__practice=False
    )


def _gone(now: datetime) -> Iterator[tuple[str, str]]:
    """The seats of people who have been away for a while, where that is not put down yet."""
    before = now - PRESENT_FOR - A_MOMENT
    gone = _seats().filter(substituted_at=None, joined_at__lte=before).exclude(last_seen_at__gt=before)
    for round_id, seat, players in gone.values_list("round_id", "seat", "round__record__players"):
        if AWAY not in json.loads(players).get(seat, {}):
            yield round_id, seat


def _back(now: datetime) -> Iterator[tuple[str, str]]:
    """The seats of people who are there, where it is put down that they had gone."""
    there = _seats().filter(last_seen_at__gt=now - PRESENT_FOR, round__record__players__contains=f'"{AWAY}"')
    for round_id, seat, players in there.values_list("round_id", "seat", "round__record__players"):
        if AWAY in json.loads(players).get(seat, {}):
            yield round_id, seat


def _note(round_id: str, name: str) -> bool:
    with store.lock_readable(round_id, announce=broadcast.ring) as in_hand:
        if in_hand is None or in_hand.status not in BEGUN:
            return False
        # Looked at anew: somebody may have come or gone since.
        seat = Seat.objects.get(round_id=round_id, seat=name)
        heard, player = seat.heard_at, in_hand.players[name]
        if seat.last_seen_at is not None and seat.last_seen_at > in_hand.now - PRESENT_FOR:
            welcome(in_hand, seat)
        elif AWAY not in player and heard is not None and heard <= in_hand.now - PRESENT_FOR - A_MOMENT:
            player[AWAY] = {"since": heard.isoformat(), "generation": seat.generation}
            since = {"since": heard.isoformat()}
            announce_envelope(
                in_hand, Envelope("went_away", NOBODY, name, since, author=authors.of_seat(seat))
            )
        return bool(in_hand.lines)

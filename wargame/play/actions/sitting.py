"""Who moves for a seat, and who is there."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from wargame.exercises.models import Seat
from wargame.play import broadcast, store
from wargame.play.actions.common import Status, look_again, require_lead, sync_players, wake_bots
from wargame.play.held import Line
from wargame.play.queries import PRESENT_FOR
from wargame.play.refusing import MoveRefused
from wargame.play.telling import log_body


@transaction.atomic
def substitute(seat_id: str, by: User | None) -> None:
    """Let a bot move for a person who has gone, until the seat is given back. Refused as `no_bot`."""
    seat = _seat(seat_id, by)
    if seat.holder != Seat.Holder.PERSON:
        raise MoveRefused("no_bot")
    if Seat.objects.filter(pk=seat_id, substituted_at=None).update(substituted_at=timezone.now()):
        _changed(seat, "substituted")


def relieve_absent() -> int:
    """Let bots sit in for people who have long gone, where others wait for them; gives how many.

    In a practice nobody waits, and a round that all have left stays as it is.
    """
    now = timezone.now()
    gone = Seat.objects.filter(
        holder=Seat.Holder.PERSON,
        substituted_at=None,
        last_seen_at__lte=now - settings.BOT_AFTER,
        round__record__status=Status.RUNNING,
        round__exercise__practice=False,
    )
    waiting = Seat.objects.filter(
        round=OuterRef("round"), holder=Seat.Holder.PERSON, last_seen_at__gt=now - PRESENT_FOR
    )
    relieved = 0
    for seat in gone.filter(Exists(waiting)):
        with transaction.atomic():
            if Seat.objects.filter(pk=seat.pk, substituted_at=None).update(substituted_at=now):
                _changed(seat, "substituted")
                relieved += 1
    return relieved


@transaction.atomic
def give_back(seat_id: str, by: User | None) -> None:
    """Let the person move again."""
    seat = _seat(seat_id, by)
    if Seat.objects.filter(pk=seat_id).exclude(substituted_at=None).update(substituted_at=None):
        _changed(seat, "given_back")


@transaction.atomic
def take_up(seat: Seat, *, meant: bool = False) -> None:
    """A person has come to this seat; a bot that sat in while they were away gives it back at once.

    One that was seated beside a person who was there stays, until they come on purpose (`meant`): by the seat's
    link or its page, and not because a socket was opened again.
    """
    now = Seat.objects.get(pk=seat.pk)
    if now.substituted_at is None or not (meant or _was_away(now, now.substituted_at)):
        _changed(seat, "joined")
        return
    Seat.objects.filter(pk=seat.pk).update(substituted_at=None, joined_at=now.joined_at or timezone.now())
    _changed(seat, "given_back" if now.joined_at else "joined")


def _was_away(seat: Seat, at: datetime) -> bool:
    return seat.last_seen_at is None or seat.last_seen_at <= at - PRESENT_FOR


def mark_seen(seat_id: str) -> datetime:
    """Someone is there; gives what was noted, for `mark_away`."""
    now = timezone.now()
    Seat.objects.filter(pk=seat_id).update(last_seen_at=now)
    return now


def mark_away(seat_id: str, noted: datetime) -> bool:
    """The last connection has gone; False, and nothing is changed, if the seat was seen elsewhere since."""
    gone = timezone.now() - PRESENT_FOR
    return bool(Seat.objects.filter(pk=seat_id, last_seen_at=noted).update(last_seen_at=gone))


def _changed(seat: Seat, kind: str) -> None:
    with store.lock(seat.round_id, told=broadcast.ring) as held:
        if held is None or held.status not in (Status.RUNNING, Status.PAUSED):
            return
        before = held.players.get(seat.seat, {}).get("kind")
        sync_players(held)
        after = held.players[seat.seat]["kind"]
        if before == after:
            return
        held.log(Line(kind, log_body(player=after), seat.seat))
        look_again(held)
        if after == Seat.Holder.BOT and held.status == Status.RUNNING:
            wake_bots(held)


def _seat(seat_id: str, by: User | None) -> Seat:
    seat = Seat.objects.filter(pk=seat_id).first()
    if seat is None:
        raise MoveRefused("not_found")
    require_lead(seat.round_id, by)
    return seat

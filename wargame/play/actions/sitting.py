"""Who moves for a seat, and who is there."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from wargame.exercises.joining import MeantSeat, require_meant
from wargame.exercises.models import Seat
from wargame.play import broadcast
from wargame.play.actions import presence
from wargame.play.actions.common import Status, require_lead, work_for, work_for_leader
from wargame.play.actions.hands import sync_players
from wargame.record import store
from wargame.record.in_hand import RoundInHand
from wargame.record.models import LogEntry, Record
from wargame.record.queries import PRESENT_FOR
from wargame.speech.refusing import MoveRefused


def substitute(seat_id: str, by: User | None, *, meant: MeantSeat | None = None) -> None:
    """Let a bot move for a person who has gone, until the seat is given back.

    Refused as `no_bot`; and where it is not as it was `meant`, as `already_done` or `stale_status`.
    """
    seat = _seat(seat_id, by)
    if seat.holder != Seat.Holder.PERSON:
        raise MoveRefused("no_bot")
    with store.lock(seat.round_id, announce=broadcast.ring) as in_hand:
        require_meant(seat, meant)
        if in_hand is not None:
            work_for_leader(in_hand, by)
        if Seat.objects.filter(pk=seat_id, substituted_at=None).update(substituted_at=timezone.now()):
            _look_round(in_hand)


def relieve_absent() -> int:
    """Let bots sit in for people who have long been away while others wait for them. Returns how many.

    Absence counts from when a person was last seen, or from when they took the seat; a seat that nobody has, from
    when it was emptied or the round began. Nobody waits for a person who is ready in that turn. In a practice
    nobody waits, and a round that all have left stays as it is.
    """
    return sum(_relieve(seat) for seat in _missed(timezone.now()))


def _missed(now: datetime) -> Iterator[Seat]:
    long_ago = now - settings.BOT_AFTER
    waiting = Seat.objects.filter(
        round=OuterRef("round"),
        holder=Seat.Holder.PERSON,
        substituted_at=None,
        last_seen_at__gt=now - PRESENT_FOR,
    )
    gone = Seat.objects.filter(
        holder=Seat.Holder.PERSON,
        substituted_at=None,
        round__record__status=Status.RUNNING,
        round__exercise__practice=False,
    ).exclude(Q(joined_at__gt=long_ago) | Q(last_seen_at__gt=long_ago))
    for seat in gone.filter(Exists(waiting)):
        if seat.heard_at is not None or _emptied_at(seat) <= long_ago:
            yield seat


def _emptied_at(seat: Seat) -> datetime:
    put_out = LogEntry.objects.filter(round_id=seat.round_id, seat=seat.seat, kind="put_out")
    last = put_out.order_by("-number").values_list("at", flat=True).first()
    began = Record.objects.values_list("began_at", flat=True).get(pk=seat.round_id)
    return last or began or timezone.now()


def _relieve(seat: Seat) -> bool:
    if _is_ready(seat):
        return False
    with store.lock_readable(seat.round_id, announce=broadcast.ring) as in_hand:
        if in_hand is None or in_hand.status != Status.RUNNING or in_hand.players[seat.seat]["ready"]:
            return False
        # Somebody who has come back since the look is not away.
        still = Seat.objects.filter(
            pk=seat.pk, substituted_at=None, joined_at=seat.joined_at, last_seen_at=seat.last_seen_at
        )
        if not still.update(substituted_at=timezone.now()):
            return False
        sync_players(in_hand)
    return True


def _is_ready(seat: Seat) -> bool:
    """Checked before the round is locked: a player who stays away must not cost a lock every second."""
    players = Record.objects.values_list("players", flat=True).get(pk=seat.round_id)
    return bool(json.loads(players).get(seat.seat, {}).get("ready"))


def excuse(round_id: str) -> None:
    """Let absence count from now: nobody was missing while there was nothing to do."""
    away = timezone.now() - PRESENT_FOR
    absent = Seat.objects.filter(round_id=round_id, holder=Seat.Holder.PERSON, substituted_at=None)
    absent = absent.exclude(joined_at=None, last_seen_at=None)
    absent.exclude(Q(joined_at__gt=away) | Q(last_seen_at__gt=away)).update(last_seen_at=away)


def give_back(seat_id: str, by: User | None, *, meant: MeantSeat | None = None) -> None:
    """Let the person move again. Refused as `already_done` or `stale_status` where it is not as it was `meant`."""
    seat = _seat(seat_id, by)
    with store.lock(seat.round_id, announce=broadcast.ring) as in_hand:
        require_meant(seat, meant)
        if in_hand is not None:
            work_for_leader(in_hand, by)
        if Seat.objects.filter(pk=seat_id).exclude(substituted_at=None).update(substituted_at=None):
            _look_round(in_hand)


def take_up(seat: Seat, *, meant: bool = False) -> datetime:
    """A person has come to this seat. A bot that sat in while they were away gives it back at once.

    Returns what was noted of their presence, for `mark_away`.

    A bot that was seated beside a person who was present stays until they come on purpose (`meant`): by the seat's
    link or its page, and not because a socket was opened again.
    """
    with store.lock(seat.round_id, announce=broadcast.ring) as in_hand:
        found, now = Seat.objects.get(pk=seat.pk), timezone.now()
        if in_hand is not None:
            work_for(in_hand, found)
        # Noted as seen at the same time: otherwise the next sweep would find the seat as empty as the last one did.
        changes: dict[str, datetime | None] = {"last_seen_at": now}
        if found.substituted_at is not None and (meant or _was_away(found, found.substituted_at)):
            changes |= {"substituted_at": None, "joined_at": found.heard_at or now}
        Seat.objects.filter(pk=seat.pk).update(**changes)
        _look_round(in_hand)
        if in_hand is not None and in_hand.status in presence.BEGUN:
            presence.welcome(in_hand, found)
    return now


def _was_away(seat: Seat, at: datetime) -> bool:
    return seat.last_seen_at is None or seat.last_seen_at <= at - PRESENT_FOR


def mark_seen(seat_id: str) -> datetime:
    """Someone is there. Returns what was noted, for `mark_away`."""
    now = timezone.now()
    mark_all_seen({seat_id}, now)
    return now


def mark_all_seen(seat_ids: Collection[str], now: datetime) -> None:
    """Someone is there at each of these seats."""
    Seat.objects.filter(pk__in=list(seat_ids)).update(last_seen_at=now)


def mark_away(seat_id: str, noted: datetime) -> bool:
    """The last connection has closed. Returns False and changes nothing if the seat was seen elsewhere since."""
    gone = timezone.now() - PRESENT_FOR
    return bool(Seat.objects.filter(pk=seat_id, last_seen_at=noted).update(last_seen_at=gone))


def _look_round(in_hand: RoundInHand | None) -> None:
    if in_hand is not None and in_hand.status in (Status.RUNNING, Status.PAUSED):
        sync_players(in_hand)


def _seat(seat_id: str, by: User | None) -> Seat:
    seat = Seat.objects.filter(pk=seat_id).first()
    if seat is None:
        raise MoveRefused("not_found")
    require_lead(seat.round_id, by)
    return seat

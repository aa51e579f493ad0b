"""An outage is time in which no web process took moves. It is given back to every clock that ran.

Each web process gives a sign of life as long as it can write to the database; time without any sign is an outage.
Where no sign was ever given (a script without a web) there are no outages.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from wargame.exercises.models import Seat
from wargame.play import broadcast
from wargame.record import signs, store
from wargame.record.announcing import log_body
from wargame.record.in_hand import LogLine, RoundInHand
from wargame.record.models import Record, Resolution

BEAT_SECONDS = 0.5
# A busy process gives its sign late without having been away.
LATE = timedelta(seconds=2)
# A process that has just begun knows that it was away: an older sign belongs to a process that has died.
LATE_AT_FIRST = timedelta(seconds=1.5 * BEAT_SECONDS)
# People come back within seconds after the server, and the moves that their pages kept must still count.
LEAST_LEFT = timedelta(seconds=10)

PLAYING = (Record.Status.RUNNING, Record.Status.PAUSED)

_lives = False


def beat() -> None:
    """This process can take moves now. Time in which no process could is given back, by one process, once."""
    global _lives
    now = timezone.now()
    if not signs.renew(signs.WEB, now=now, since=now - _patience()):
        _make_good(now)
    _lives = True


def account() -> None:
    """Give back an outage that nobody has noticed yet: called before a clock is believed."""
    now = timezone.now()
    last = signs.last(signs.WEB)
    if last is not None and last < now - _patience():
        _make_good(now)


def took_moves_until(deadline: datetime) -> bool:
    """Whether people could move until then. False while it is not known: no turn ends by its clock in an outage."""
    last = signs.last(signs.WEB)
    return last is None or last >= deadline


def _patience() -> timedelta:
    return LATE if _lives else LATE_AT_FIRST


def _make_good(now: datetime) -> None:
    last = signs.last(signs.WEB)
    if last is None:
        signs.begin(signs.WEB, now=now)
        return
    # All or nothing: a process that sees the new sign sees the new deadlines.
    with transaction.atomic():
        if signs.replace(signs.WEB, was=last, now=now):
            _give_back(last, now)


def _give_back(since: datetime, now: datetime) -> None:
    running = Record.objects.filter(status=Record.Status.RUNNING, deadline__gt=since).order_by("pk")
    for round_id in running.values_list("pk", flat=True):
        with store.lock_readable(round_id, announce=broadcast.ring) as in_hand:
            if in_hand is not None and in_hand.status == Record.Status.RUNNING:
                _move_deadline(in_hand, since, now)
    _forgive_absence(since, now)


def _move_deadline(in_hand: RoundInHand, since: datetime, now: datetime) -> None:
    if in_hand.deadline is None or in_hand.deadline <= since:
        return
    # A turn that began in the outage, because all were ready, has lost only the time after that.
    began = Resolution.objects.filter(round_id=in_hand.facts.round, turn=in_hand.turn - 1).values_list(
        "at", flat=True
    )
    missed = now - max(since, began.first() or in_hand.began_at or since)
    given = max(in_hand.deadline + missed, now + LEAST_LEFT) - in_hand.deadline
    if given < timedelta(seconds=0.1):
        return
    in_hand.deadline += given
    in_hand.look = True
    in_hand.log(
        LogLine("given_time", log_body(seconds=round(given.total_seconds(), 1), deadline=in_hand.deadline))
    )


def _forgive_absence(since: datetime, now: datetime) -> None:
    """Nobody could be seen meanwhile, so nobody has been away for longer than before."""
    # A person whom a bot relieves stays noted as gone before it came: so a socket takes the seat back from it.
    people = Seat.objects.filter(
        holder=Seat.Holder.PERSON, substituted_at=None, round__record__status__in=PLAYING
    )
    for seat in people.exclude(joined_at=None, last_seen_at=None):
        if seat.heard_at is not None:
            excused = min(seat.heard_at + (now - since), now)
            Seat.objects.filter(pk=seat.pk, last_seen_at=seat.last_seen_at).update(last_seen_at=excused)

"""What a facilitator does with whole rounds and with those who sit at them."""

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from wargame.exercises import joining
from wargame.exercises.actions import end_exercise
from wargame.exercises.models import Exercise, Round, Seat
from wargame.exercises.queries import own_seat
from wargame.play import actions, broadcast, store
from wargame.play.actions.common import require_lead
from wargame.play.actions.hands import sync_players
from wargame.play.held import Line
from wargame.play.models import Record
from wargame.play.refusing import MoveRefused
from wargame.play.telling import log_body
from wargame.refusals import Refused

EXTENSION_SECONDS = 120
Status = Record.Status


def start(round_id: str, by: User) -> None:
    """Begin a round. Bots sit in for the people who have not come; whoever comes takes the seat from them."""
    require_lead(round_id, by)
    if Record.objects.filter(pk=round_id).exclude(status=Status.WAITING).exists():
        raise MoveRefused("running")
    for seat in Seat.objects.filter(round_id=round_id, holder=Seat.Holder.PERSON, joined_at=None):
        actions.substitute(seat.pk, by)
    actions.start_round(round_id, by)


def extend(round_id: str, by: User) -> None:
    """Two more minutes."""
    actions.extend(round_id, by, seconds=EXTENSION_SECONDS)


ROUND_VERBS = {
    "start": start,
    "pause": actions.pause,
    "resume": actions.resume,
    "extend": extend,
    "close": actions.close_turn,
    "end": actions.end_round,
}
# What can be done to every round at once, and the standing that a round must have for it.
FOR_ALL = {
    "start": (None, Status.WAITING),
    "pause": (Status.RUNNING,),
    "resume": (Status.PAUSED,),
    "extend": (Status.RUNNING, Status.PAUSED),
    "end": (Status.RUNNING, Status.PAUSED),
}


def for_all(exercise: Exercise, verb: str, by: User) -> int:
    """Do it to every round that it fits; gives how many. One that has just moved on is left as it is.

    A round that waits for people and has none is not started: bots alone would play it to its end within seconds.
    """
    done = 0
    for one in exercise.rounds.select_related("record").order_by("number"):
        record = getattr(one, "record", None)
        if (record.status if record else None) not in FOR_ALL[verb]:
            continue
        if verb == "start" and _nobody_yet(one):
            continue
        try:
            ROUND_VERBS[verb](one.pk, by)
            done += 1
        except MoveRefused:
            continue
    if verb == "end":
        joining.set_lobby(exercise, is_open=False)
        end_exercise(exercise)
    return done


def _nobody_yet(one: Round) -> bool:
    people = one.seats.filter(holder=Seat.Holder.PERSON)
    return people.exists() and not people.exclude(joined_at=None).exists()


def put_out(seat_id: str, by: User) -> None:
    """Void a seat's links and put out whoever sits there; connections close at once, and the seat is free again."""
    seat = own_seat(by, seat_id)
    # The round before its seats, as everywhere: two who hold one each would wait for one another.
    with store.lock(seat.round_id, told=broadcast.ring) as held:
        joining.put_out(seat)
        if held is not None and held.status in (Status.RUNNING, Status.PAUSED):
            held.log(Line("put_out", log_body(), seat.seat))
            sync_players(held)


def give_to_bot(seat_id: str, by: User) -> None:
    """Let a bot play a seat: for a while where a person has sat, from the start where nobody has yet."""
    seat = own_seat(by, seat_id)
    if seat.holder == Seat.Holder.STANDING:
        raise Refused("no_bot", _("The scenario's standing policy plays that seat."))
    actions.substitute(seat_id, by)


SEAT_VERBS = {"bot": give_to_bot, "give_back": actions.give_back, "put_out": put_out}

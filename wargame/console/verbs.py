"""What a facilitator does with whole rounds and with the people who sit at them."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wargame.console.arguments import Extension, Message
from wargame.console.instructions import FACILITATOR, Instruction, Verb
from wargame.exercises import joining
from wargame.exercises.actions import end_exercise
from wargame.exercises.models import Exercise, Round, Seat
from wargame.exercises.queries import own_seat
from wargame.play import actions, broadcast
from wargame.play.actions.common import Meant, first, require_lead, work_for_leader
from wargame.play.actions.hands import sync_players
from wargame.record import store
from wargame.record.announcing import log_body
from wargame.record.in_hand import LogLine
from wargame.record.models import Record
from wargame.refusals import Refused
from wargame.speech.refusing import MoveRefused

Status = Record.Status


def start(round_id: str, by: User, *, meant: Meant | None = None) -> None:
    """Begin a round. Bots sit in for people who have not come; a person who comes takes the seat back.

    Refused as `running`, or as `already_done` where this press has begun it.
    """
    require_lead(round_id, by)
    with transaction.atomic():
        first(meant)
        if Record.objects.filter(pk=round_id).exclude(status=Status.WAITING).exists():
            raise MoveRefused("running")
        for seat in Seat.objects.filter(round_id=round_id, holder=Seat.Holder.PERSON, joined_at=None):
            actions.substitute(seat.pk, by)
        actions.start_round(round_id, by)


LEADS = frozenset({FACILITATOR})
BEGUN = (Status.RUNNING, Status.PAUSED)
ROUND_VERBS = {
    "start": Verb(start, LEADS, for_all=(Status.WAITING,), needs_people=True),
    "pause": Verb(actions.pause, LEADS, for_all=(Status.RUNNING,)),
    "resume": Verb(actions.resume, LEADS, for_all=(Status.PAUSED,)),
    "extend": Verb(actions.extend, LEADS, Extension, for_all=BEGUN),
    "close": Verb(actions.request_close, LEADS),
    "end": Verb(actions.end_round, LEADS, for_all=BEGUN, ends=True),
    "score": Verb(actions.end_as_it_stands, LEADS, for_all=BEGUN, ends=True),
    "message": Verb(
        actions.send_message,
        LEADS,
        Message,
        for_all=BEGUN,
        whenever=True,
        title=gettext_lazy("Send the message"),
    ),
}


@dataclass
class ForAll:
    """The result of an instruction to all rounds. done, again, moved_on: how many rounds it changed, had changed
    already, and found otherwise than they were seen. left_out: how many it is not for."""

    done: int = 0
    again: int = 0
    moved_on: int = 0
    left_out: int = 0

    def count(self, verb: Verb, refused: Refused) -> None:
        """Count a round that refused it. Raises the refusal where what was said is at fault, and not the round."""
        if refused.status == HTTPStatus.BAD_REQUEST:
            raise refused
        if verb.whenever and refused.code != "already_done":
            self.left_out += 1
        elif refused.code in ("already_done", "over", "running"):
            self.again += 1
        else:
            self.moved_on += 1


def for_all(exercise: Exercise, instruction: Instruction, *, seen: Mapping[int, Meant]) -> ForAll:
    """Do it to every round that it fits, as it was `seen`, by number. One that has moved on is left as it is.

    A round that waits for people and has none is not started: its turns would run out before anybody came. The
    exercise ends with its last round.
    """
    verb = instruction.verb
    if verb.ends and exercise.ended_at is not None:
        raise MoveRefused("already_done")
    outcome = ForAll()
    for round_ in exercise.rounds.order_by("number"):
        meant = seen.get(round_.number)
        if meant is None or not _fits(verb, round_, meant):
            continue
        try:
            instruction.carry_out(round_.pk, meant=meant)
            outcome.done += 1
        except Refused as refused:
            outcome.count(verb, refused)
    if verb.ends and not exercise.rounds.filter(record__status__in=verb.for_all).exists():
        joining.set_lobby(exercise, is_open=False)
        end_exercise(exercise)
    return outcome


def _fits(verb: Verb, round_: Round, meant: Meant) -> bool:
    if verb.whenever:
        return True
    return meant.status in verb.for_all and not (verb.needs_people and _nobody_yet(round_))


def _nobody_yet(round_: Round) -> bool:
    people = round_.seats.filter(holder=Seat.Holder.PERSON)
    return people.exists() and not people.exclude(joined_at=None).exists()


def put_out(seat_id: str, by: User, *, meant: joining.MeantSeat | None = None) -> None:
    """Void a seat's links and put out the person who sits there. Connections close at once, and the seat is free again.

    Refused as `already_done` or `stale_status` where it is not as it was `meant`.
    """
    seat = own_seat(by, seat_id)
    # Lock the round before its seats, as everywhere: two commands that hold one each would wait for one another.
    with store.lock(seat.round_id, announce=broadcast.ring) as in_hand:
        joining.require_meant(seat, meant)
        joining.put_out(seat)
        if in_hand is not None and in_hand.status in (Status.RUNNING, Status.PAUSED):
            work_for_leader(in_hand, by)
            in_hand.log(LogLine("put_out", log_body(), seat.seat))
            sync_players(in_hand)


def give_to_bot(seat_id: str, by: User, *, meant: joining.MeantSeat | None = None) -> None:
    """Let a bot play a seat: for a while where a person has sat, from the start where nobody has yet."""
    seat = own_seat(by, seat_id)
    if seat.holder == Seat.Holder.STANDING:
        raise Refused("no_bot", _("The scenario's standing policy plays that seat."))
    actions.substitute(seat_id, by, meant=meant)


SEAT_VERBS = {
    "bot": Verb(give_to_bot, LEADS),
    "give_back": Verb(actions.give_back, LEADS),
    "put_out": Verb(put_out, LEADS),
}

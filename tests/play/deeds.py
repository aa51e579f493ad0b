"""Everything that changes a round, a deed each: how a table comes to where it can be done, and how it is done.

Used by two processes, the tests' own and the one that dies, so a deed finds all that it needs by the round's id.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.utils import timezone

from game_engine import Answer, Cosign, Move, Offer, Orders, Ready, Threat, Undertaking, Withdraw, legal_moves
from tests.play.tables import BOB, CARMEN, DIEGO, ELENA, SCENARIO, Table, hello, open_table
from wargame.console import verbs
from wargame.exercises.actions import Plan, create_exercise
from wargame.exercises.joining import take_any
from wargame.exercises.models import Exercise, Round, Seat
from wargame.play import actions
from wargame.play.actions import outages
from wargame.play.actions.common import Meant
from wargame.play.actions.moving import Command
from wargame.record import signs, store
from wargame.record.models import Record, Sign
from wargame.speech.refusing import MoveRefused

SPACE = UUID("6a5e2f2e-8a35-4d5e-9b7c-3b1f0a9c6d11")
BOTS = dict.fromkeys((CARMEN, DIEGO), "bot")
LATE = timedelta(seconds=10)


@dataclass(frozen=True)
class Deed:
    """`opens` gives a table on which it can be done; `does` does it; `again`: whether it has one effect though it is
    done twice, as its doer cannot know of a death after the commit."""

    opens: Callable[[User], Table]
    does: Callable[[str, User], Any]
    again: bool = True


def _move(seat: str, move: Callable[[str], Move] | Move) -> Callable[[str, User], Any]:
    def does(round_id: str, _: User) -> int:
        one = Seat.objects.get(round_id=round_id, seat=seat)
        made = move(round_id) if callable(move) else move
        return actions.submit_move(one, Command(uuid5(SPACE, round_id), 1, made))

    return does


def _plain(owner: User, **plan: Any) -> Table:
    return open_table(owner, turn_seconds=600, **plan)


def _all_but_bob_ready(owner: User) -> Table:
    table = _plain(owner)
    for seat in (CARMEN, DIEGO, ELENA):
        table.move(seat, Ready())
    return table


def _with_offer(owner: User) -> Table:
    table = _plain(owner)
    promise = Undertaking(kind="keep_command", by=2)
    table.move(CARMEN, Offer(to=(BOB,), terms=(promise,), expires=2, witnesses=(ELENA,)))
    return table


def _offer(round_id: str) -> str:
    record = Record.objects.get(pk=round_id)
    return store.state_of(round_id, record.version).offers[-1].id


def _legal(seat: str, kind: type[Move]) -> Callable[[str], Move]:
    """The first legal move of a kind."""

    def found(round_id: str) -> Move:
        state = store.state_of(round_id, Record.objects.get(pk=round_id).version)
        return next(move for move in legal_moves(state, seat) if isinstance(move, kind))

    return found


def _paused(owner: User) -> Table:
    table = _plain(owner)
    actions.pause(table.id, owner)
    return table


def _substituted(owner: User) -> Table:
    table = _plain(owner)
    seen = timezone.now() - timedelta(minutes=5)
    Seat.objects.filter(pk=table.seats[DIEGO].pk).update(joined_at=seen, last_seen_at=seen)
    actions.substitute(table.seats[DIEGO].pk, owner)
    return table


def _one_gone(owner: User) -> Table:
    table = _plain(owner)
    now = timezone.now()
    Seat.objects.filter(round=table.round).update(joined_at=now, last_seen_at=now)
    gone = now - timedelta(minutes=5)
    Seat.objects.filter(pk=table.seats[DIEGO].pk).update(joined_at=gone, last_seen_at=gone)
    return table


def _all_ready(owner: User) -> Table:
    table = _plain(owner)
    table.everybody_ready()
    Record.objects.filter(pk=table.id).update(resolve_due=timezone.now() - LATE)
    return table


def _with_bots(owner: User) -> Table:
    return _plain(owner, holders=BOTS)


def _empty(owner: User) -> Table:
    return _plain(owner, start=False)


def _seat(round_id: str, seat: str) -> Seat:
    return Seat.objects.select_related("round__exercise").get(round_id=round_id, seat=seat)


def _exercise(round_id: str) -> Exercise:
    return Round.objects.select_related("exercise").get(pk=round_id).exercise


def _sit(round_id: str, _: User) -> str:
    return take_any(_exercise(round_id), {}, name="Bob").seat


def _pressed(verb: Callable[..., None], **given: Any) -> Callable[[str, User], None]:
    """A button of the console, whose one showing does one thing."""

    def does(round_id: str, by: User) -> None:
        try:
            verb(round_id, by, meant=Meant(f"press-{round_id}", "running", 1), **given)
        except MoveRefused as refused:
            if refused.code != "already_done":
                raise

    return does


def _message(round_id: str, by: User) -> None:
    try:
        actions.send_message(round_id, by, text="Two minutes more.", meant=Meant(f"press-{round_id}", "", 0))
    except MoveRefused as refused:
        if refused.code != "already_done":
            raise


def _after_an_outage(owner: User) -> Table:
    table = _unswept(owner)
    then = timezone.now() - timedelta(seconds=60)
    signs.begin(signs.WEB, now=then)
    Record.objects.filter(pk=table.id).update(began_at=then)
    return table


def _unswept(owner: User) -> Table:
    Sign.objects.all().delete()
    return _plain(owner)


def _create(_: str, owner: User) -> int:
    return len(create_exercise(owner, Plan(SCENARIO, title="A second one", rounds=2)).rounds.all())


DEEDS: dict[str, Deed] = {
    "say": Deed(_plain, _move(BOB, hello())),
    "offer": Deed(
        _with_bots, _move(BOB, Offer(to=(CARMEN,), terms=(Undertaking(kind="hold_fire", by=2),), expires=2))
    ),
    "answer": Deed(_with_offer, _move(BOB, lambda one: Answer(offer=_offer(one), answer="accept"))),
    "cosign": Deed(_with_offer, _move(ELENA, lambda one: Cosign(offer=_offer(one)))),
    "withdraw": Deed(_with_offer, _move(CARMEN, lambda one: Withdraw(offer=_offer(one)))),
    "threat": Deed(_plain, _move(BOB, Threat(to=(DIEGO,), demand="resign", by=2, action="strike"))),
    "orders": Deed(_plain, _move(BOB, _legal(BOB, Orders))),
    "ready": Deed(_all_but_bob_ready, _move(BOB, Ready())),
    "move of one who comes back": Deed(_substituted, _move(DIEGO, hello())),
    "start_round": Deed(_empty, lambda one, by: actions.start_round(one, by, seed=7), again=False),
    "pause": Deed(_plain, actions.pause),
    "resume": Deed(_paused, actions.resume),
    "extend": Deed(_plain, _pressed(actions.extend, seconds=60)),
    "request_close": Deed(_plain, _pressed(actions.request_close)),
    "end_as_it_stands": Deed(_plain, _pressed(actions.end_as_it_stands)),
    "end_round": Deed(_plain, _pressed(actions.end_round)),
    "send_message": Deed(_plain, _message),
    "note_presence": Deed(_one_gone, lambda one, by: actions.note_presence(), again=False),
    "substitute": Deed(_plain, lambda one, by: actions.substitute(_seat(one, DIEGO).pk, by)),
    "give_back": Deed(_substituted, lambda one, by: actions.give_back(_seat(one, DIEGO).pk, by)),
    "take_up": Deed(_substituted, lambda one, by: actions.take_up(_seat(one, DIEGO), meant=True)),
    "put_out": Deed(_one_gone, lambda one, by: verbs.put_out(_seat(one, DIEGO).pk, by), again=False),
    "mark_seen": Deed(_one_gone, lambda one, by: bool(actions.mark_seen(_seat(one, DIEGO).pk))),
    "mark_all_seen": Deed(
        _one_gone, lambda one, by: actions.mark_all_seen([_seat(one, DIEGO).pk], timezone.now())
    ),
    "mark_away": Deed(
        _one_gone,
        lambda one, by: actions.mark_away(_seat(one, BOB).pk, _seat(one, BOB).last_seen_at),
        again=False,
    ),
    "relieve_absent": Deed(_one_gone, lambda one, by: actions.relieve_absent(), again=False),
    "resolve_turn": Deed(_all_ready, lambda one, by: actions.resolve_turn(one, 1, "ready"), again=False),
    "play_bots": Deed(_with_bots, lambda one, by: actions.play_bots(one, 1)),
    "sweep": Deed(_all_ready, lambda one, by: actions.sweep(), again=False),
    "swept": Deed(_unswept, lambda one, by: actions.swept()),
    "give back an outage": Deed(_after_an_outage, lambda one, by: outages.beat()),
    "sit down": Deed(_empty, _sit, again=False),
    "create an exercise": Deed(_empty, _create, again=False),
}

"""A move is made in a round in hand: by a person, by a bot, or by the rules when a person comes back."""

from dataclasses import dataclass
from uuid import UUID

from game_engine import Answer, Move, Offer, Orders, Ready, Threat, submit
from wargame.exercises.models import Seat
from wargame.play.actions.common import bots, look_again, wake_bots
from wargame.record.announcing import announce_events, log_body
from wargame.record.in_hand import BOT as BOT_SOURCE
from wargame.record.in_hand import ENGINE, PERSON, LogLine, RoundInHand

# Who made a move if it was not the person of the seat: a bot, or the rules when that person came back.
BOT = Seat.Holder.BOT.value
RETURN = "return"
SOURCES = {"": PERSON, BOT: BOT_SOURCE, RETURN: ENGINE}


@dataclass(frozen=True)
class Command:
    """A move as its sender sent it: its id, and the turn it was meant for."""

    id: UUID
    turn: int
    move: Move


def make(in_hand: RoundInHand, seat: str, command: Command, *, by: str = "") -> int:
    """Make a move in a round in hand. `by`: BOT or RETURN if no person made it. Raises IllegalMove."""
    move = command.move
    step = submit(in_hand.state, seat, move)
    in_hand.advance(step.state)
    marked = {"by": by} if by else {}
    stored, *events = in_hand.put_parts_aside(move, *step.events)
    body = log_body(move=stored, events=events, **marked)
    line = in_hand.log(LogLine(_kind(move), body, seat, command.id, source=SOURCES[by]))
    announce_events(in_hand, events, bot=seat if by == BOT else "")
    line.seq = in_hand.heads.get(seat, 0)
    if isinstance(move, Orders):
        in_hand.players[seat]["sealed_by"] = by or Seat.Holder.PERSON.value
    if isinstance(move, Ready):
        look_again(in_hand)
    elif _concerns(in_hand, seat, move):
        wake_bots(in_hand)
    return line.seq


def sealed_by_person(in_hand: RoundInHand, seat: str) -> bool:
    """Whether the orders that are sealed for this turn, if any, are a person's own."""
    sealed = next(own.orders for own in in_hand.state.seats if own.seat == seat)
    return sealed is not None and in_hand.players[seat].get("sealed_by") != BOT


def sealed_by_bots(in_hand: RoundInHand) -> list[str]:
    """The seats whose orders of this turn a bot has sealed."""
    return [seat for seat, player in in_hand.players.items() if player.get("sealed_by") == BOT]


def forget_seals(in_hand: RoundInHand) -> None:
    """A new turn has begun: nothing is sealed in it yet."""
    for player in in_hand.players.values():
        player.pop("sealed_by", None)


def _concerns(in_hand: RoundInHand, seat: str, move: Move) -> bool:
    """Whether a bot should look at this at once: it has been made an offer, answered or threatened."""
    if isinstance(move, Answer):
        return True
    if not isinstance(move, Offer | Threat):
        return False
    return any(bot_seat != seat and bot_seat in move.to for bot_seat in bots(in_hand))


def _kind(move: Move) -> str:
    return str(move.__struct_config__.tag)

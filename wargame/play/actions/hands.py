"""A seat changes hands: from a person to a bot, and back."""

from datetime import datetime
from uuid import uuid4

from game_engine import Ready
from wargame.exercises.models import Seat
from wargame.play.actions.common import Status, look_again, wake_bots
from wargame.play.actions.making import BOT, RETURN, Command, make
from wargame.record.announcing import log_body
from wargame.record.in_hand import LogLine, RoundInHand


def sync_players(in_hand: RoundInHand) -> None:
    """Take over from the roster who moves for each seat: people join, leave and are put out elsewhere.

    The first command that notices that a seat has changed hands logs it and does what follows, so that no change is
    passed over because another command was faster.
    """
    for seat in Seat.objects.filter(round_id=in_hand.facts.round):
        player = in_hand.players.setdefault(seat.seat, {"kind": "", "ready": False, "mind": ""})
        now = {
            "kind": seat.played_by,
            "mind": seat.temperament,
            "generation": seat.generation,
            "sits_in": seat.substituted_at is not None,
        }
        if now.items() <= player.items():
            continue
        before = player["kind"]
        player.update(now)
        in_hand.changed = in_hand.look = True
        if before and before != player["kind"]:
            _change_hands(in_hand, seat)


def _change_hands(in_hand: RoundInHand, seat: Seat) -> None:
    player = in_hand.players[seat.seat]
    if player["kind"] == BOT:
        player["since"] = in_hand.now.isoformat()
        in_hand.log(LogLine("substituted", log_body(player=BOT), seat.seat))
        if in_hand.status == Status.RUNNING:
            wake_bots(in_hand)
        else:
            # In a pause nobody moves. The sweeper finds it when the round goes on.
            in_hand.bots_due = in_hand.now
    else:
        in_hand.log(LogLine(_return(in_hand, seat), log_body(player=player["kind"]), seat.seat))
        player.pop("since", None)
        player["returned"] = True
        _think_again(in_hand, seat.seat)
    look_again(in_hand)


def _return(in_hand: RoundInHand, seat: Seat) -> str:
    """Whether this is the person for whom the bot sat in, or somebody who has sat down meanwhile."""
    noted = in_hand.players[seat.seat].get("since")
    since = datetime.fromisoformat(noted) if noted else in_hand.began_at
    newcomer = seat.joined_at is not None and since is not None and seat.joined_at > since
    return "joined" if newcomer else "given_back"


def _think_again(in_hand: RoundInHand, seat: str) -> None:
    """The person has not finished this turn, whatever was done meanwhile."""
    if any(own.ready for own in in_hand.state.seats if own.seat == seat):
        make(in_hand, seat, Command(uuid4(), in_hand.turn, Ready(ready=False)), by=RETURN)

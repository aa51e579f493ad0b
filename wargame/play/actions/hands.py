"""A seat changes hands: from a person to a bot, and back."""

from datetime import datetime
from uuid import uuid4

from game_engine import Ready
from wargame.exercises.models import Seat
from wargame.play.actions.common import Status, look_again, wake_bots
from wargame.play.actions.making import BOT, RETURN, Command, make
from wargame.record.held import Held, Line
from wargame.record.telling import log_body


def sync_players(held: Held) -> None:
    """Take over from the roster who moves for each seat: people join, leave and are put out elsewhere.

    Whoever notices first that a seat has changed hands logs it and sees to what follows, so that no change is
    passed over because another command was faster.
    """
    for seat in Seat.objects.filter(round_id=held.facts.round):
        player = held.players.setdefault(seat.seat, {"kind": "", "ready": False, "mind": ""})
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
        held.changed = held.look = True
        if before and before != player["kind"]:
            _change_hands(held, seat)


def _change_hands(held: Held, seat: Seat) -> None:
    player = held.players[seat.seat]
    if player["kind"] == BOT:
        player["since"] = held.now.isoformat()
        held.log(Line("substituted", log_body(player=BOT), seat.seat))
        if held.status == Status.RUNNING:
            wake_bots(held)
        else:
            # In a pause nobody moves; the sweeper finds it when the round goes on.
            held.bots_due = held.now
    else:
        held.log(Line(_return(held, seat), log_body(player=player["kind"]), seat.seat))
        player.pop("since", None)
        player["returned"] = True
        _think_again(held, seat.seat)
    look_again(held)


def _return(held: Held, seat: Seat) -> str:
    """Whether this is the person for whom the bot sat in, or one who has sat down meanwhile."""
    noted = held.players[seat.seat].get("since")
    since = datetime.fromisoformat(noted) if noted else held.began_at
    newcomer = seat.joined_at is not None and since is not None and seat.joined_at > since
    return "joined" if newcomer else "given_back"


def _think_again(held: Held, seat: str) -> None:
    """Whatever was done meanwhile, the person has not finished this turn."""
    if any(one.ready for one in held.state.seats if one.seat == seat):
        make(held, seat, Command(uuid4(), held.turn, Ready(ready=False)), by=RETURN)

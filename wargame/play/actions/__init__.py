"""What can be done with a round in play: a function for each verb. Every check is made here, for every caller."""

from wargame.play.actions.bots import play_bots
from wargame.play.actions.closing import request_close, resolve_turn
from wargame.play.actions.messaging import send_message
from wargame.play.actions.moving import submit_move
from wargame.play.actions.presence import note_presence
from wargame.play.actions.sitting import (
    give_back,
    mark_all_seen,
    mark_away,
    mark_seen,
    relieve_absent,
    substitute,
    take_up,
)
from wargame.play.actions.starting import start_round
from wargame.play.actions.steering import end_as_it_stands, end_round, extend, pause, resume
from wargame.play.actions.sweeping import sweep, swept

__all__ = [
    "end_as_it_stands",
    "end_round",
    "extend",
    "give_back",
    "mark_all_seen",
    "mark_away",
    "mark_seen",
    "note_presence",
    "pause",
    "play_bots",
    "relieve_absent",
    "request_close",
    "resolve_turn",
    "resume",
    "send_message",
    "start_round",
    "submit_move",
    "substitute",
    "sweep",
    "swept",
    "take_up",
]

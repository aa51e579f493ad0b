"""A round begins."""

import secrets

from django.contrib.auth.models import User

from game_engine import SCHEMA, Seating, new_round
from wargame.exercises.models import Exercise, Seat
from wargame.play import broadcast
from wargame.play.actions.common import Status, open_turn, require_lead, work_for_leader
from wargame.play.actions.hands import sync_players
from wargame.play.actions.sitting import excuse
from wargame.record import store
from wargame.record.announcing import announce_turn, kind_of, log_body, versions
from wargame.record.chain import FORMAT
from wargame.record.in_hand import ENGINE, LogLine, RoundInHand
from wargame.speech.refusing import MoveRefused

SEEDS = 1 << 62


def start_round(round_id: str, by: User | None, *, seed: int | None = None) -> None:
    """Draw the types, lay the board and open the first turn. Refused as `not_found` or `running`.

    `seed` makes a round that was played before; without one it is drawn.
    """
    exercise = require_lead(round_id, by)
    store.begin(round_id, seed=secrets.randbelow(SEEDS) if seed is None else seed)
    with store.lock(round_id, announce=broadcast.ring) as in_hand:
        assert in_hand is not None
        if in_hand.status != Status.WAITING:
            raise MoveRefused("running")
        in_hand.format = FORMAT
        work_for_leader(in_hand, by)
        _open(in_hand, exercise)


def _open(in_hand: RoundInHand, exercise: Exercise) -> None:
    excuse(in_hand.facts.round)
    sync_players(in_hand)
    standing = {seat for seat, player in in_hand.players.items() if player["kind"] == Seat.Holder.STANDING}
    scenario = in_hand.facts.scenario
    seating = Seating(
        officers=exercise.officers,
        standing=tuple(optional for optional in scenario.optional_seats if optional in standing),
    )
    step = new_round(scenario, in_hand.seed, seating)
    started = {
        "seed": in_hand.seed,
        "seating": seating,
        "edition": scenario.digest,
        "format": in_hand.format,
        "schema": SCHEMA,
        **versions(),
        "players": {seat: player["kind"] for seat, player in in_hand.players.items()},
    }
    in_hand.log(LogLine("started", log_body(**started)))
    for event in step.events:
        in_hand.log(LogLine(kind_of(event), log_body(event=event), source=ENGINE))
    announce_turn(in_hand, step)
    in_hand.advance(step.state)
    in_hand.turn = step.state.turn
    in_hand.status, in_hand.began_at, in_hand.look = Status.RUNNING.value, in_hand.now, True
    open_turn(in_hand, exercise.turn_seconds)

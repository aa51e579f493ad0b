"""A round begins."""

import secrets

from django.contrib.auth.models import User

from game_engine import SCHEMA, Seating, new_round
from wargame.exercises.models import Exercise, Seat
from wargame.play import broadcast
from wargame.play.actions.common import Status, open_turn, require_lead
from wargame.play.actions.hands import sync_players
from wargame.play.actions.sitting import excuse
from wargame.record import store
from wargame.record.held import Held, Line
from wargame.record.telling import kind_of, log_body, tell_turn
from wargame.speech.refusing import MoveRefused

SEEDS = 1 << 62


def start_round(round_id: str, by: User | None, *, seed: int | None = None) -> None:
    """Draw the types, lay the board and open the first turn. Refused as `not_found` or `running`.

    `seed` makes a round that was played before; without one it is drawn.
    """
    exercise = require_lead(round_id, by)
    store.begin(round_id, seed=secrets.randbelow(SEEDS) if seed is None else seed)
    with store.lock(round_id, told=broadcast.ring) as held:
        assert held is not None
        if held.status != Status.WAITING:
            raise MoveRefused("running")
        _open(held, exercise)


def _open(held: Held, exercise: Exercise) -> None:
    excuse(held.facts.round)
    sync_players(held)
    standing = {seat for seat, one in held.players.items() if one["kind"] == Seat.Holder.STANDING}
    scenario = held.facts.scenario
    seating = Seating(
        officers=exercise.officers, standing=tuple(one for one in scenario.optional_seats if one in standing)
    )
    step = new_round(scenario, held.seed, seating)
    started = {
        "seed": held.seed,
        "seating": seating,
        "edition": scenario.digest,
        "schema": SCHEMA,
        "players": {seat: one["kind"] for seat, one in held.players.items()},
    }
    held.log(Line("started", log_body(**started)))
    for event in step.events:
        held.log(Line(kind_of(event), log_body(event=event)))
    tell_turn(held, step)
    held.advance(step.state)
    held.turn = step.state.turn
    held.status, held.began_at, held.look = Status.RUNNING.value, held.now, True
    open_turn(held, exercise.turn_seconds)

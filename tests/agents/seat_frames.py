"""The frames of one seat in a round played by chance, without a server, and a snapshot at any moment."""

import json
import random
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from game_engine import (
    Event,
    Offer,
    RoundState,
    Say,
    Seating,
    close_turn,
    events_for,
    legal_moves,
    load_scenario,
    new_round,
    offer_view,
    submit,
    talk_kinds,
    view_for,
)
from wargame.record.announcing import EventBody, TurnBody, encode, kind_of, neutral
from wargame.record.in_hand import Frame
from wargame.record.queries import Presence, Pulse, Table
from wargame.sockets.wording import wording

AT = datetime(2026, 1, 1, tzinfo=UTC)


class SeatFrames:
    """The frames of one seat in a round played by chance, and a snapshot at any moment."""

    def __init__(self, seat: str, seed: int, scenario_id: str = "first-steps") -> None:
        scenario = load_scenario(scenario_id)
        self.seat = seat
        self.words = wording(scenario, "en")
        self.chance = random.Random(seed)
        self.state: RoundState = new_round(scenario, seed, Seating(officers=2)).state
        self.stored: list[Frame] = []

    def frames(self, start: int = 0) -> list[dict[str, Any]]:
        return [json.loads(self.words.frame(frame)) for frame in self.stored[start:]]

    def snapshot(self) -> dict[str, Any]:
        return json.loads(self.snapshot_text())

    def snapshot_text(self) -> str:
        turns = [frame for frame in self.stored if frame.kind == "turn"]
        seats = {
            seat.seat: Presence(present=True, since=None, kind="person", ready=seat.ready)
            for seat in self.state.seats
        }
        table = Table(
            seq=len(self.stored),
            facts=None,  # type: ignore[arg-type]
            state=self.state,
            talk=[frame for frame in self.stored if frame.kind in talk_kinds()],
            report=turns[-1] if turns else None,
            pulse=Pulse("r", 0, "running", None, {}, seats, {}),
        )
        return self.words.snapshot(table, self.seat)

    def play(self, moves: int) -> None:
        """Some moves by chance of all seats, then the end of the turn."""
        for _ in range(moves):
            seat = self.chance.choice([seat.seat for seat in self.state.seats if not seat.standing])
            if choices := legal_moves(self.state, seat):
                others = [one.seat for one in self.state.seats if one.seat != seat and not one.standing]
                kinds = sorted({type(one).__name__ for one in choices})
                wanted = self.chance.choice(kinds)
                move = self.chance.choice([one for one in choices if type(one).__name__ == wanted])
                if self.chance.random() < 0.1:
                    move = Say(text="words", to=(self.chance.choice(others),))
                if isinstance(move, Offer) and not move.public and self.chance.random() < 0.5:
                    move = replace(move, witnesses=tuple(one for one in others if one not in move.to))
                step = submit(self.state, seat, move)
                self.state = step.state
                self.tell(step.events)

    def close(self) -> None:
        step = close_turn(self.state)
        report = [neutral(one) for one in events_for(step.events, self.seat)]
        view = msgspec.Raw(encode(view_for(step.state, self.seat)))
        self._keep("turn", TurnBody(report=report, view=view))
        self.state = step.state

    def tell(self, events: tuple[Event, ...]) -> None:
        for event in events_for(events, self.seat):
            offer = getattr(event, "offer", None)
            made = [*getattr(event, "commitments", ())]
            if (one := getattr(event, "commitment", None)) is not None:
                made.append(one)
            body = EventBody(event=neutral(event), commitments=[msgspec.Raw(encode(one)) for one in made])
            if offer is not None:
                body.offer = msgspec.Raw(encode(offer_view(self.state, offer, self.seat)))
            self._keep(kind_of(event), body)

    def _keep(self, kind: str, body: EventBody | TurnBody) -> None:
        kept = Frame(len(self.stored) + 1, self.state.turn, AT, kind, encode(body).decode())
        self.stored.append(kept)

"""Offramp's rules: a pure, deterministic engine for negotiation wargames. These names are its whole surface."""

from game_engine.analysis import Played, Simulation, play_rounds, simulate, tally
from game_engine.bots import choose, temperaments
from game_engine.chance import draw
from game_engine.codec import (
    SCHEMA,
    decode_move,
    dump_state,
    fingerprint,
    load_event,
    load_state,
    to_plain,
)
from game_engine.errors import CODES, CodecError, EngineError, IllegalMove, ScenarioError
from game_engine.events import Event
from game_engine.legality import check_text, legal_moves
from game_engine.moves import (
    Answer,
    Cosign,
    Move,
    Offer,
    Order,
    Orders,
    Ready,
    Say,
    Threat,
    Undertaking,
    Withdraw,
)
from game_engine.opening import Seating, Step, new_round
from game_engine.replay import LogLine, TurnClosed, replay
from game_engine.scenario import Scenario, Text
from game_engine.scenarios import dump_scenario, load_scenario, parse_scenario, read_scenario, scenario_names
from game_engine.seen import OfferLine, Track, View
from game_engine.state import Commitment, OfferState, RoundState, TrackMove
from game_engine.transition import all_ready, close_turn, submit
from game_engine.views import SCALES, events_for, offer_line, view_for
from game_engine.vocabulary import (
    ENDS,
    EVERYONE,
    FACILITATOR,
    NEGOTIATED,
    OPTIONAL_ROLES,
    ROLES,
    SPECTATOR,
    End,
    Role,
    SeatId,
)

__all__ = [
    "CODES",
    "ENDS",
    "EVERYONE",
    "FACILITATOR",
    "NEGOTIATED",
    "OPTIONAL_ROLES",
    "ROLES",
    "SCALES",
    "SCHEMA",
    "SPECTATOR",
    "Answer",
    "CodecError",
    "Commitment",
    "Cosign",
    "End",
    "EngineError",
    "Event",
    "IllegalMove",
    "LogLine",
    "Move",
    "Offer",
    "OfferLine",
    "OfferState",
    "Order",
    "Orders",
    "Played",
    "Ready",
    "Role",
    "RoundState",
    "Say",
    "Scenario",
    "ScenarioError",
    "SeatId",
    "Seating",
    "Simulation",
    "Step",
    "Text",
    "Threat",
    "Track",
    "TrackMove",
    "TurnClosed",
    "Undertaking",
    "View",
    "Withdraw",
    "all_ready",
    "check_text",
    "choose",
    "close_turn",
    "decode_move",
    "draw",
    "dump_scenario",
    "dump_state",
    "events_for",
    "fingerprint",
    "legal_moves",
    "load_event",
    "load_scenario",
    "load_state",
    "new_round",
    "offer_line",
    "parse_scenario",
    "play_rounds",
    "read_scenario",
    "replay",
    "scenario_names",
    "simulate",
    "submit",
    "tally",
    "temperaments",
    "to_plain",
    "view_for",
]

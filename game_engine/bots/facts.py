"""A board as plain numbers, for code that computes with many of them."""

from __future__ import annotations

from msgspec.structs import astuple

from game_engine.state import Board


class Facts:
    """What a board says, read in one go: each number is used more than once."""

    credibility: float
    buildup: float
    legal: float
    cohesion: float
    rally: float
    sanctions: float
    patrons: float
    breadth: float
    crimes: bool
    backing: float
    monitors: float
    host: str | None
    host_quality: float
    guarantee: float
    exile_closes: int | None
    posture: str
    co_opt: float
    purge: float

    def __init__(self, board: Board) -> None:
        # In the order of a board. Names with an underscore are not part of a forecast.
        (
            self.credibility,
            self.buildup,
            self.legal,
            self.cohesion,
            self.rally,
            self.sanctions,
            self.patrons,
            self.breadth,
            self.crimes,
            self.backing,
            self.monitors,
            self.host,
            self.host_quality,
            self.guarantee,
            self.exile_closes,
            _humanitarian,
            _region,
            self.posture,
            _signers,
            _briefed,
            _war_powers,
            self.co_opt,
            self.purge,
            _exile_brokered,
        ) = astuple(board)

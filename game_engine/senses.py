"""How strong the regime looks to a seat: each cell senses it with noise of its own, the leadership with its bias."""

from __future__ import annotations

from game_engine import chance, payoffs
from game_engine.moves import Data
from game_engine.rounding import added, six
from game_engine.seen import OwnCell
from game_engine.state import LeadershipPrivate, RoundState, SeatState
from game_engine.vocabulary import SeatId


class Senses(Data, frozen=True):
    """How strong the regime looks to a seat, cell by cell and in all; and to its leader, what that means for him."""

    cells: tuple[OwnCell, ...] = ()
    strength: float | None = None
    exile_worth: float | None = None
    coup_hazard: float | None = None


_NOTHING = Senses()


def senses(state: RoundState, own: SeatState) -> Senses:
    """What a seat senses of the regime's strength this turn."""
    role = own.role
    if role == "officer":
        cells = _signals(state, own.seat)
        return Senses(cells, six(added([cell.signal for cell in cells]) / len(cells)) if cells else None)
    if role == "leadership" and isinstance(own.private, LeadershipPrivate):
        strength = six(state.readings.strength + own.private.bias)
        return Senses(
            strength=strength,
            exile_worth=six(payoffs.exile_worth(state.scenario, state.board, own.private)),
            coup_hazard=six(payoffs.coup_risk(state.scenario, state.readings, strength)),
        )
    return _NOTHING


def _signals(state: RoundState, seat: SeatId) -> tuple[OwnCell, ...]:
    """A seat's own cells, and what each senses of the regime's strength this turn: θ with noise of its own."""
    sd, strength = state.scenario.types.signal_noise, state.readings.strength
    found = []
    for number, cell in enumerate(state.cells):
        if cell.seat == seat:
            noise = chance.normal(state.seed, state.turn, f"signal.{number}", mean=0.0, sd=sd)
            found.append(OwnCell(number, cell.status, cell.implicated, six(strength + noise)))
    return tuple(found)

"""Many rounds between bots, and what usually comes of them.

Every round has a seed of its own, drawn from the seed of the whole, so that rounds can be played in any order and by
any number of processes: the tally is the same to the last bit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from game_engine import chance
from game_engine.bots import Player, plans, temperaments
from game_engine.events import Event, OfferAnswered, OfferCosigned, OfferMade, ThreatMade
from game_engine.moves import Data, Ready
from game_engine.opening import Seating, new_round
from game_engine.scenario import Scenario
from game_engine.sight import Sight, today
from game_engine.state import RoundState
from game_engine.transition import close_turn, submit
from game_engine.vocabulary import ENDS, NEGOTIATED, OPTIONAL_ROLES, ROLES, End, SeatId

STANDING = "standing"
"""The temperament of an optional role that is left to the scenario's standing policy."""

USUAL = "logit"

_MOST_PASSES = 4
_SEEDS = 2**53

_FINE = 10_000
"""Payoffs have four decimals."""


class Played(NamedTuple):
    """One round's end, whether it was negotiated (exile or pact, kept or not), and what each seat earned."""

    end: End
    negotiated: bool
    payoffs: dict[SeatId, float]


class Simulation(Data, frozen=True):
    """What came of many rounds. outcomes: the share of each end; negotiated: the share of rounds whose contest ended
    by exile or pact, whatever the day after brought; payoffs: mean points by seat."""

    scenario: str
    rounds: int
    seed: int
    outcomes: dict[str, float]
    negotiated: float
    payoffs: dict[SeatId, float]


def simulate(scenario: Scenario, rounds: int, seed: int, temperaments: Mapping[str, str] = {}) -> Simulation:
    """Play rounds between bots and tally them. temperaments: by role, `logit` where none is named; an optional role
    may be `standing`. Raises ValueError for what is no role, no temperament, or no number of rounds."""
    cast = cast_of(temperaments)
    return tally(scenario, seed, _each(scenario, seed, range(rounds), cast))


def play_rounds(
    scenario: Scenario, seed: int, numbers: Iterable[int], temperaments: Mapping[str, str] = {}
) -> list[Played]:
    """The rounds of these numbers, a part of the many that `seed` names; see simulate. Raises ValueError as it does."""
    return list(_each(scenario, seed, numbers, cast_of(temperaments)))


def _each(scenario: Scenario, seed: int, numbers: Iterable[int], cast: Mapping[str, str]) -> Iterator[Played]:
    for number in numbers:
        yield play_round(scenario, round_seed(seed, number), cast)


def cast_of(given: Mapping[str, str]) -> dict[str, str]:
    """The temperament of every role. Raises ValueError for a role or a temperament that does not exist."""
    for role, temperament in given.items():
        if role not in ROLES:
            raise ValueError(f"no such role: {role!r}; one of {', '.join(ROLES)}")
        allowed = (*temperaments(), *plans(role), *([STANDING] if role in OPTIONAL_ROLES else []))
        if temperament not in allowed:
            raise ValueError(f"{role} cannot be {temperament!r}; one of {', '.join(allowed)}")
    return {role: given.get(role, USUAL) for role in ROLES}


def round_seed(seed: int, number: int) -> int:
    """The seed of one round of many."""
    return int(chance.draw(seed, number, "round") * _SEEDS)


def play_round(scenario: Scenario, seed: int, cast: Mapping[str, str]) -> Played:
    """One round from its first morning to its end."""
    state = opened(scenario, seed, cast)
    while state.end is None:
        state = close_turn(with_moves(state, cast)).state
    negotiated = state.day_after is not None and state.day_after.transition in NEGOTIATED
    return Played(state.end, negotiated, state.payoffs)


def opened(scenario: Scenario, seed: int, cast: Mapping[str, str]) -> RoundState:
    """A new round with the seats of that cast."""
    standing = tuple(seat for seat in scenario.optional_seats if cast.get(scenario.role_of(seat)) == STANDING)
    seating = Seating(officers=scenario.officers.usual, standing=standing)
    return new_round(scenario, seed, seating).state


def with_moves(state: RoundState, cast: Mapping[str, str]) -> RoundState:
    """The turn with every bot's moves made: all in order, then again those to whom something was addressed."""
    scenario, now = state.scenario, today(state)
    waiting = order = [seat.seat for seat in state.seats if not seat.standing]
    bots = {seat: Player(scenario, cast[scenario.role_of(seat)], own_chance(state, seat)) for seat in order}
    for _ in range(_MOST_PASSES):
        stirred: set[SeatId] = set()
        for seat in waiting:
            # Nobody waits for anybody here: the turn closes when none has more to say.
            moves = [move for move in bots[seat].moves(Sight(state, seat, now)) if type(move) is not Ready]
            for move in moves:
                state, events = submit(state, seat, move)
                stirred.update(
                    [addressee for event in events for addressee in _addressed(event) if addressee != seat]
                )
        if not stirred:
            break
        waiting = [seat for seat in order if seat in stirred]
    return state


def own_chance(state: RoundState, seat: SeatId) -> Callable[[str], float]:
    """A seat's own luck this turn, by label."""
    return _Luck(state.seed, state.turn, seat)


class _Luck:
    """Draws by label. Kept, as a bot that is asked again asks for the same labels again."""

    def __init__(self, seed: int, turn: int, seat: SeatId) -> None:
        self._seed, self._turn, self._seat = seed, turn, seat
        self._drawn: dict[str, float] = {}

    def __call__(self, label: str) -> float:
        drawn = self._drawn.get(label)
        if drawn is None:
            drawn = self._drawn[label] = chance.draw(self._seed, self._turn, f"bot.{self._seat}.{label}")
        return drawn


def _addressed(event: Event) -> tuple[SeatId, ...]:
    """The seats that have something to answer, to sign, to mind or to keep after an event."""
    if type(event) is OfferMade:
        return (*event.offer.to, *event.offer.witnesses)
    if type(event) is OfferCosigned:
        return event.offer.to
    if type(event) is OfferAnswered:
        return (event.offer.issuer,) if event.commitments else ()
    return event.commitment.to if type(event) is ThreatMade else ()


def tally(scenario: Scenario, seed: int, played: Iterable[Played]) -> Simulation:
    """What those rounds come to; they are counted as they come, and none is kept. Raises ValueError for none."""
    count = negotiated = 0
    ends, points = Counter[str](), Counter[SeatId]()
    for result in played:
        count += 1
        negotiated += result.negotiated
        ends[result.end] += 1
        for seat, payoff in result.payoffs.items():
            # Whole numbers: their sum is the same in any order.
            points[seat] += round(payoff * _FINE)
    if not count:
        raise ValueError("rounds: at least one")
    return Simulation(
        scenario=scenario.id,
        rounds=count,
        seed=seed,
        outcomes={end: ends[end] / count for end in ENDS},
        negotiated=negotiated / count,
        payoffs={seat: round(total / _FINE / count, 6) for seat, total in points.items()},
    )

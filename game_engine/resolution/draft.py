"""A turn being resolved: the one mutable thing in the engine, alive for a single call."""

from __future__ import annotations

from collections import defaultdict

from msgspec.structs import replace

from game_engine import chance, readings
from game_engine.events import Event, OrderRevealed
from game_engine.moves import Order
from game_engine.state import Board, Cell, Commitment, DayAfter, Readings, RoundState, SeatState
from game_engine.vocabulary import EVERYONE, End, Role, SeatId, Transition

BOUNDS: dict[str, tuple[float, float]] = {
    "cohesion": (0.0, 1.2),
    "rally": (0.0, 0.4),
    "buildup": (0.0, 4.0),
    "region": (-2.0, 2.0),
}


class Draft:
    """The state before, what has changed so far, and why.

    Each group of events is told in this order: words (commitments and beliefs), deeds (orders revealed), world.
    """

    def __init__(self, state: RoundState) -> None:
        self.before = state
        self.scenario = state.scenario
        self.rules = state.scenario.parameters
        self.turn = state.turn
        self.board: Board = state.board
        self.cells: list[Cell] = list(state.cells)
        self.ledger: list[Commitment] = list(state.ledger)
        self.credibility = dict(state.credibility)
        self.costs: dict[SeatId, dict[str, float]] = {one.seat: dict(one.costs) for one in state.seats}
        self.causes: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        self.words: list[Event] = []
        self.deeds: list[Event] = []
        self.world: list[Event] = []
        self.transition: Transition | None = None
        self.end: End | None = None
        self.strike_read: Readings | None = None
        self.day_after: DayAfter | None = state.day_after
        self.orders = {one.seat: self._orders_of(one) for one in state.seats}

    def _orders_of(self, seat: SeatState) -> dict[str, Order]:
        if seat.standing:
            return standing_orders(self.before, seat.role)
        given = {}
        if seat.orders is not None:
            if seat.orders.main is not None:
                given[seat.orders.main.kind] = seat.orders.main
            if seat.orders.minor is not None:
                given[seat.orders.minor.kind] = seat.orders.minor
        return given

    def reveal(self) -> None:
        """Tell what each seat ordered, as far as the scenario lets it be seen."""
        for seat in self.before.seats:
            for kind, order in self.orders[seat.seat].items():
                rule = self.scenario.order_rule(seat.role, kind)
                if rule is not None and rule.revealed:
                    told = OrderRevealed(
                        audience=EVERYONE, seat=seat.seat, order=order, standing=seat.standing
                    )
                    self.deeds.append(told)

    def gave(self, seat: SeatId, kind: str) -> Order | None:
        """The order of that kind that a seat gave this turn, or None."""
        return self.orders[seat].get(kind)

    def did(self, role: Role, kind: str) -> Order | None:
        """The order of that kind that the only seat of a role gave this turn, or None."""
        seat = self.scenario.seat_of(role)
        return None if seat is None else self.gave(seat, kind)

    def bill(self, role: Role, name: str, points: float) -> None:
        """Add a path cost to the only seat of a role, if the scenario has it."""
        seat = self.scenario.seat_of(role)
        if seat is not None:
            self.charge(seat, name, points)

    def shift(self, track: str, change: float, cause: str) -> None:
        """Move a track by an amount, within its bounds, and note the cause."""
        value = getattr(self.board, track)
        low, high = BOUNDS.get(track, (0.0, 1.0))
        moved = min(high, max(low, value + change))
        if moved != value:
            self.board = replace(self.board, **{track: moved})
            self.causes[track].append((cause, moved - value))

    def put(self, track: str, value: float, cause: str) -> None:
        """Set a track to a value and note the cause."""
        self.shift(track, value - getattr(self.board, track), cause)

    def lay(self, **changes: object) -> None:
        """Change what is not a track (flags, hosts, signers)."""
        self.board = replace(self.board, **changes)

    def charge(self, seat: SeatId, name: str, points: float) -> None:
        """Add a path cost to a seat."""
        if points:
            self.costs[seat][name] = self.costs[seat].get(name, 0.0) + points

    def chance(self, label: str) -> float:
        """This turn's draw of that name, in [0, 1)."""
        return chance.draw(self.before.seed, self.turn, label)

    def normal(self, label: str, sd: float) -> float:
        """This turn's normal draw of that name, mean 0."""
        return chance.normal(self.before.seed, self.turn, label, sd=sd)

    @property
    def struck(self) -> bool:
        """Whether a strike was made this turn; `strike_read` is what the board implied just before it."""
        return self.strike_read is not None

    @property
    def over(self) -> bool:
        """Whether the contest is decided, so that later steps have nothing to do."""
        return self.transition is not None or self.end is not None

    def read(self) -> Readings:
        """What the board implies as it stands now."""
        return readings.read(self.scenario, self.board, deadline=self.deadline())

    def deadline(self) -> bool:
        """Whether a public threat of a strike falls due this turn; also once it has been seen to pass or be kept."""
        due = [one for one in self.ledger if one.due == self.turn]
        return any(
            readings.is_ultimatum(self.scenario, one)
            and (one.ending is None or (one.ended == self.turn and one.ending in ("lapsed", "carried_out")))
            for one in due
        )

    def seats(self, *roles: Role) -> tuple[SeatId, ...]:
        """The seats that play these roles."""
        return tuple([one.seat for one in self.before.seats if one.role in roles])


def standing_orders(state: RoundState, role: Role) -> dict[str, Order]:
    """What a standing policy orders now: the first of its lines whose track has reached its bound."""
    for line in state.scenario.standing:
        if line.role != role:
            continue
        bounded = line.track is not None and line.at_least is not None
        if bounded and float(getattr(state.board, line.track or "")) < (line.at_least or 0.0):
            continue
        kinds = [line.main] + ([line.minor] if line.minor else [])
        rules = [state.scenario.order_rule(role, kind) for kind in kinds]
        return {
            rule.kind: _plain(state, rule.kind, role) for rule in rules if rule and rule.phase == state.phase
        }
    return {}


def _plain(state: RoundState, kind: str, role: Role) -> Order:
    rule = state.scenario.order_rule(role, kind)
    host = next((one.id for one in state.scenario.hosts if role in one.offered_by), None)
    return Order(kind, host=host if rule is not None and "host" in rule.fields else None)

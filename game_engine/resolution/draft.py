"""A turn being resolved: the one mutable thing in the engine, alive for a single call."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from game_engine import catalogue, chance, readings
from game_engine.events import Event, OrderRevealed
from game_engine.memory import Memory
from game_engine.moves import Order
from game_engine.scenario import Scenario
from game_engine.state import Board, Cell, Commitment, DayAfter, Readings, RoundState, SeatState
from game_engine.vocabulary import EVERYONE, End, Role, SeatId, Transition


class Draft:
    """The state before, what has changed so far, and why.

    Each group of events is reported in this order: words (commitments and beliefs), deeds (orders revealed), world.
    """

    def __init__(self, state: RoundState) -> None:
        self.before = state
        self.scenario = state.scenario
        self.rules = state.scenario.parameters
        self.turn = state.turn
        self.cells: list[Cell] = list(state.cells)
        self.ledger: list[Commitment] = list(state.ledger)
        # The commitments that were open this morning or were added since, by their place in the ledger; and the
        # ultimatums among them.
        self.open_numbers = [
            number for number, commitment in enumerate(self.ledger) if commitment.ending is None
        ]
        self._ultimatums = [
            number
            for number in self.open_numbers
            if readings.is_ultimatum(self.scenario, self.ledger[number])
        ]
        self.credibility: dict[str, float] = dict(state.credibility)
        # The path costs of those seats that this turn has charged.
        self.costs: dict[SeatId, dict[str, float]] = {}
        # What this turn has changed on the board, by field; and the tracks among them with the causes.
        self.laid: dict[str, Any] = {}
        self.causes: dict[str, list[tuple[str, float]]] = {}
        self.words: list[Event] = []
        self.deeds: list[Event] = []
        self.world: list[Event] = []
        self.transition: Transition | None = None
        self.end: End | None = None
        self.strike_read: Readings | None = None
        self.day_after: DayAfter | None = state.day_after
        self.orders: dict[SeatId, dict[str, Order]] = {}
        # None once a change has been laid that is not in it: most changes are followed by another before it is read.
        self._board: Board | None = state.board
        self._of_role: dict[Role, tuple[SeatId, ...]] = {}
        for seat_state in state.seats:
            seat, role = seat_state.seat, seat_state.role
            self.orders[seat] = self._orders_of(seat_state)
            self._of_role[role] = (*self._of_role.get(role, ()), seat)

    @property
    def board(self) -> Board:
        """The board as it stands now."""
        board = self._board
        if board is None:
            board = self._board = replace(self.before.board, **self.laid)
        return board

    def _orders_of(self, seat: SeatState) -> dict[str, Order]:
        if seat.standing:
            return standing_orders(self.before, seat.role)
        orders = seat.orders
        given: dict[str, Order] = {}
        if orders is not None:
            main, minor = orders.main, orders.minor
            if main is not None:
                given[main.kind] = main
            if minor is not None:
                given[minor.kind] = minor
        return given

    def reveal(self) -> None:
        """Reveal what each seat ordered, as far as the scenario lets it be seen."""
        scenario = self.scenario
        revealed = _REVEALED.recall(scenario, None, lambda: _revealed(scenario))
        for seat_state in self.before.seats:
            seat, seen = seat_state.seat, revealed.get(seat_state.role, _NOTHING)
            for kind, order in self.orders[seat].items():
                if kind in seen:
                    revealing = OrderRevealed(
                        audience=EVERYONE, seat=seat, order=order, standing=seat_state.standing
                    )
                    self.deeds.append(revealing)

    def gave(self, seat: SeatId, kind: str) -> Order | None:
        """The order of that kind that a seat gave this turn, or None."""
        return self.orders[seat].get(kind)

    def did(self, role: Role, kind: str) -> Order | None:
        """The order of that kind that the only seat of a role gave this turn, or None."""
        seat = self.seat_of(role)
        return None if seat is None else self.orders[seat].get(kind)

    def seat_of(self, role: Role) -> SeatId | None:
        """The only seat of a role; None for officers, who are several, and for a role that the scenario leaves out."""
        seats = self._of_role.get(role)
        return None if seats is None or role == "officer" else seats[0]

    def bill(self, role: Role, name: str, points: float) -> None:
        """Add a path cost to the only seat of a role, if the scenario has it."""
        seat = self.seat_of(role)
        if seat is not None:
            self.charge(seat, name, points)

    def shift(self, track: str, change: float, cause: str) -> None:
        """Move a track by an amount, within its bounds, and note the cause."""
        self._move(track, self._value(track), change, cause)

    def put(self, track: str, value: float, cause: str) -> None:
        """Set a track to a value and note the cause."""
        before = self._value(track)
        self._move(track, before, value - before, cause)

    def _value(self, track: str) -> float:
        laid = self.laid.get(track)
        value: float = getattr(self.before.board, track) if laid is None else laid
        return value

    def _move(self, track: str, value: float, change: float, cause: str) -> None:
        low, high = catalogue.bounds(track)
        moved = min(high, max(low, value + change))
        if moved != value:
            self.laid[track] = moved
            self._board = None
            self.causes.setdefault(track, []).append((cause, moved - value))

    def lay(self, **changes: object) -> None:
        """Change what is not a track (flags, hosts, signers)."""
        self.laid.update(changes)
        self._board = None

    def charge(self, seat: SeatId, name: str, points: float) -> None:
        """Add a path cost to a seat."""
        if points:
            costs = self.costs.get(seat)
            if costs is None:
                (before,) = [own.costs for own in self.before.seats if own.seat == seat]
                costs = self.costs[seat] = dict(before)
            costs[name] = costs.get(name, 0.0) + points

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

    def write(self, line: Commitment) -> None:
        """Add a line to the ledger."""
        number = len(self.ledger)
        self.ledger.append(line)
        self.open_numbers.append(number)
        if readings.is_ultimatum(self.scenario, line):
            self._ultimatums.append(number)

    def ultimatums(self) -> list[Commitment]:
        """The public threats of a strike (see readings.is_ultimatum): those open this morning, and new
        ones."""
        return [self.ledger[number] for number in self._ultimatums]

    def deadline(self) -> bool:
        """Whether a public threat of a strike falls due this turn; also once it has been seen to pass or be kept."""
        turn = self.turn
        for threat in self.ultimatums():
            if threat.due == turn:
                ending = threat.ending
                if ending is None or (ending in ("lapsed", "carried_out") and threat.ended == turn):
                    return True
        return False

    def seats(self, *roles: Role) -> tuple[SeatId, ...]:
        """The seats that play these roles."""
        if len(roles) == 1:
            return self._of_role.get(roles[0], ())
        return tuple([seat.seat for seat in self.before.seats if seat.role in roles])


_REVEALED: Memory[dict[str, frozenset[str]]] = Memory()
_NOTHING: frozenset[str] = frozenset()


def _revealed(scenario: Scenario) -> dict[str, frozenset[str]]:
    """The kinds of order that all are told of, by role."""
    shown: dict[str, frozenset[str]] = {}
    for rule in scenario.orders:
        if rule.revealed:
            shown[rule.role] = shown.get(rule.role, _NOTHING) | {rule.kind}
    return shown


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
    host = next((host.id for host in state.scenario.hosts if role in host.offered_by), None)
    return Order(kind, host=host if rule is not None and "host" in rule.fields else None)

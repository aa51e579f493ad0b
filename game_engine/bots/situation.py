"""What a bot reasons with: its seat's view, read once, and the few choices that every temperament shares.

A bot knows what its seat's player could know: the view and the public scenario. Its own chance is a function of a
label, so that it can draw for itself and for nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import exp
from typing import Any, NamedTuple, TypeAlias

from game_engine import catalogue, readings
from game_engine.memory import Memory
from game_engine.moves import Move
from game_engine.rounding import added
from game_engine.scenario import Scenario
from game_engine.seen import Me, Menu, OfferView, OrderChoice, View
from game_engine.sight import Sight
from game_engine.state import Board, Commitment
from game_engine.vocabulary import Posture, Role, SeatId

Chance: TypeAlias = Callable[[str], float]
"""A uniform number in [0, 1) for a label: the same label, turn and seat always give the same number."""

Bot: TypeAlias = Callable[["Situation"], list[Move]]
"""What a temperament is: the moves that make sense now; none if nothing is left to do."""


class _Can(NamedTuple):
    """What a menu leaves open now: the orders by kind, and the kinds of each slot."""

    choices: dict[str, OrderChoice]
    mains: tuple[str, ...]
    minors: tuple[str, ...]


_CAN: Memory[_Can] = Memory(most=2048)
_NONE: frozenset[int] = frozenset()


def _available(menu: Menu) -> _Can:
    mains = [choice for choice in menu.main if choice.unavailable is None]
    minors = [choice for choice in menu.minor if choice.unavailable is None]
    return _Can(
        {choice.kind: choice for choice in (*mains, *minors)},
        tuple([choice.kind for choice in mains]),
        tuple([choice.kind for choice in minors]),
    )


class Situation:
    """One seat's view with its scenario and its own chance. Raises ValueError for a view of no seat.

    settled: whether the seat's orders are sealed and nothing has happened since that could change its mind.
    """

    def __init__(
        self, view: View | Sight, scenario: Scenario, chance: Chance, *, settled: bool = False
    ) -> None:
        if view.me is None or view.menu is None:
            raise ValueError(f"a bot plays a seat, and {view.viewer!r} has none")
        self.view = view
        self.scenario = scenario
        self.chance = chance
        self.me: Me = view.me
        self.menu: Menu = view.menu
        self.seat: SeatId = view.me.seat
        self.role: Role = view.me.role
        self.turn = view.turn
        self.turns_left = max(1, view.turns - view.turn + 1)
        self.settled = settled
        # The public board. Cohesion, which nobody sees, is the scenario's first guess.
        self.board: Board = view.board if isinstance(view, Sight) else public_board(view, scenario)
        self.open_commitments = view.open_commitments
        can = _CAN.recall(self.menu, None, lambda: _available(self.menu))
        # The orders that can be given now by kind, and the kinds of main and of minor ones.
        self.choices, self.mains, self.minors = can
        self._deadlines: frozenset[int] | None = None

    @property
    def deadlines(self) -> frozenset[int]:
        """The turns on which a public threat to strike the leadership falls due."""
        if self._deadlines is None:
            due = [
                commitment.due
                for commitment in self.open_commitments
                if readings.is_ultimatum(self.scenario, commitment)
            ]
            self._deadlines = frozenset(due) if due else _NONE
        return self._deadlines

    def cost(self, kind: str) -> float:
        """What an order costs at once, in payoff points."""
        choice = self.choices.get(kind)
        return choice.cost or 0.0 if choice else 0.0

    def to_answer(self) -> list[OfferView]:
        """The offers that wait for this seat's answer."""
        return [line for line in self.view.offers if "accept" in line.can]

    def to_cosign(self) -> list[OfferView]:
        """The offers under which this seat may put its name."""
        return [line for line in self.view.offers if "cosign" in line.can]

    def own_promises(self) -> list[Commitment]:
        """This seat's promises that are still open."""
        seat = self.seat
        return [
            commitment
            for commitment in self.open_commitments
            if commitment.issuer == seat and commitment.kind == "promise"
        ]

    def promises_to_me(self) -> list[Commitment]:
        """Others' promises to this seat that are still open."""
        return [
            commitment
            for commitment in self.open_commitments
            if commitment.kind == "promise" and self.seat in commitment.to
        ]

    def has_offered(self, to: SeatId, kinds: Collection[str], *, within: int) -> bool:
        """Whether this seat has made `to` an offer with any of these terms or asks in the last turns."""
        for line in self.view.offers:
            offer = line.offer
            if offer.issuer == self.seat and to in offer.to and self.turn - offer.turn < within:
                for undertaking in (*offer.terms, *offer.asks):
                    if undertaking.kind in kinds:
                        return True
        return False

    def playing(self, role: Role) -> list[SeatId]:
        """The other seats of a role that have a player and can be asked for something."""
        if role == "officer":
            return [seat for seat in self.menu.asks if self.scenario.role_of(seat) == role]
        only = self.scenario.seat_of(role)
        return [only] if only in self.menu.asks else []

    def chooses(self, label: str, probability: float) -> bool:
        """Whether something of that probability happens; the same label gives the same luck all turn."""
        return self.chance(label) < probability

    def picks(self, label: str, values: Sequence[float], *, precision: float) -> int:
        """Which of the values, by logit: chances go with exp(precision × value). Raises ValueError for none."""
        return logit_pick(values, self.chance(label), precision)


def public_board(view: View, scenario: Scenario) -> Board:
    """The board as the public tracks show it; what is on no track counts as absent."""
    tracks = {track.name: track.value for track in view.tracks}
    host = scenario.host_rule(view.host)
    posture: Posture = view.posture  # type: ignore[assignment]
    shown = {track.name: tracks.get(track.name, 0.0) for track in catalogue.board_tracks()}
    known: dict[str, Any] = {
        "cohesion": scenario.start.cohesion,
        "host_quality": host.quality if host else 0.0,
    }
    return Board(
        **(known | shown),
        crimes=view.crimes,
        host=view.host,
        exile_closes=view.exile_closes,
        posture=posture,
        signers=view.signers,
    )


def logit_pick(values: Sequence[float], luck: float, precision: float) -> int:
    """The place at `luck` in [0, 1) of the logit choice among these values. Raises ValueError if there are none."""
    best = max(values)
    weights = [exp(precision * (value - best)) for value in values]
    mark = luck * added(weights)
    for place, weight in enumerate(weights):
        mark -= weight
        if mark < 0.0:
            return place
    return len(weights) - 1

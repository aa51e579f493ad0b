"""What every mind works with: its situation, its duties, and the choice among orders whose worth it knows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeVar

from game_engine import catalogue
from game_engine.bots import consequences
from game_engine.bots.forecast import Horizon
from game_engine.bots.promises import Duties, duties
from game_engine.bots.situation import Situation
from game_engine.bots.threats import pressed
from game_engine.moves import Order, Orders
from game_engine.state import Board


class Option(NamedTuple):
    """An order that could be given, or none, and what it is worth to the seat before what others press for."""

    order: Order | None
    worth: float


M = TypeVar("M", bound="Mind")


class Mind:
    """What a seat computes once a call."""

    def __init__(self, here: Situation) -> None:
        self.here = here
        self.scenario = here.scenario
        self.horizon = Horizon(here.turn, here.view.turns, here.deadlines)
        self._duties: Duties | None = None
        self._pressed: dict[str, float] | None = None

    @property
    def duties(self) -> Duties:
        """What its promises ask of this seat now."""
        if self._duties is None:
            self._duties = duties(self.here)
        return self._duties

    @property
    def pressed(self) -> dict[str, float]:
        """Points that open threats add to orders of this seat, by kind."""
        if self._pressed is None:
            self._pressed = pressed(self.here)
        return self._pressed

    def after(self, order: Order) -> Board:
        """The public board after an order of this seat, if that were all that happened."""
        here = self.here
        return consequences.after_order(here.scenario, here.board, order, turns_left=here.turns_left)

    def weighed(self, kinds: Sequence[str]) -> tuple[str, ...]:
        """Those of these kinds that it would give unasked: all but those that it gives only if it owes them."""
        known = catalogue.of_role(self.here.role)
        return tuple([kind for kind in kinds if kind in known and known[kind].bots != "owed"])

    def price(self, kind: str) -> float:
        """What an order costs at once, and what it costs to give it for nothing, in payoff points."""
        known = catalogue.order(self.here.role, kind)
        grudged = known.grudged * 100.0 if known is not None else 0.0
        return self.here.cost(kind) + grudged

    def allowed(self, options: list[Option]) -> list[Option]:
        """The options that it has not promised to leave out."""
        barred = self.duties.forbidden
        if not barred:
            return options
        return [option for option in options if option.order is None or option.order.kind not in barred]

    def owed(self, kinds: Collection[str]) -> Order | None:
        """The most urgent order of these kinds that a promise calls for."""
        for kind, order in self.duties.due.items():
            if kind in kinds:
                return order
        return None

    def sealed(
        self: M, main: Callable[[M], Order | None], minor: Callable[[M], Order | None]
    ) -> list[Orders]:
        """The orders of this seat, unless those that are sealed stand anyhow."""
        return [] if self.here.settled else [Orders(main=main(self), minor=minor(self))]

    def pick(
        self, slot: str, options: Sequence[Option], *, precision: float, points: float = 1.0
    ) -> Order | None:
        """One of the options by logit, None if there are none. points: of payoff in one unit of their worth."""
        if not options:
            return None
        more = self.pressed
        if more:
            values = [
                worth + more.get(order.kind, 0.0) / points if order is not None else worth
                for order, worth in options
            ]
        else:
            values = [worth for _, worth in options]
        return options[self.here.picks(slot, values, precision=precision)].order

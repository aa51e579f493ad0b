"""What a published result says of a state: which numbers went in, and which came out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from game_engine.moves import Data

Unit: TypeAlias = Literal[
    "probability", "a-turn", "share", "utility", "points", "ratio", "turns", "count", "yes"
]
"""probability; a-turn: a probability a turn; share: in [0, 1]; utility: the undisturbed status quo is 1 to the
leadership; points: of payoff; ratio: of likelihoods or of discounts; turns; count; yes: 1 for yes and 0 for no."""


class Quantity(Data, frozen=True):
    """One number by name. value: None where there is none (no deal, no such equilibrium), ∞ where no value is enough
    or nothing ever ends it."""

    name: str
    value: float | None
    unit: Unit


class Prediction(Data, frozen=True):
    """One result applied to one state. id: a slug; source: the work it comes from, as a slug; given: what went in;
    gives: what came out."""

    id: str
    source: str
    given: tuple[Quantity, ...]
    gives: tuple[Quantity, ...]

    def value(self, name: str) -> float | None:
        """The number of that name, of what went in or came out. Raises KeyError for another."""
        for quantity in (*self.given, *self.gives):
            if quantity.name == name:
                return quantity.value
        raise KeyError(name)


class Row(NamedTuple):
    """A line of a table: the prediction, its source, whether the number went in or came out, the number, its unit."""

    prediction: str
    source: str
    side: Literal["given", "gives"]
    name: str
    value: float | None
    unit: Unit


def rows(predictions: Iterable[Prediction]) -> tuple[Row, ...]:
    """The predictions as lines of one table, in their order."""
    table: list[Row] = []
    for prediction in predictions:
        table += [
            Row(prediction.id, prediction.source, "given", each.name, each.value, each.unit)
            for each in prediction.given
        ]
        table += [
            Row(prediction.id, prediction.source, "gives", each.name, each.value, each.unit)
            for each in prediction.gives
        ]
    return tuple(table)


def number(unit: Unit, **values: float | bool | None) -> tuple[Quantity, ...]:
    """Quantities of one unit; an underscore in a name is a hyphen."""
    return tuple(
        Quantity(name.replace("_", "-"), None if value is None else float(value), unit)
        for name, value in values.items()
    )

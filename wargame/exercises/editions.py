"""The scenario that an exercise took, and its texts in the reader's language."""

import logging
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy

from game_engine import ROLES, CodecError, Scenario, ScenarioError, Text, in_language, read_scenario
from wargame.exercises.models import Edition, Exercise
from wargame.refusals import Refused
from wargame.scenario_files import offered

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Choice:
    """A scenario to choose, in the reader's language."""

    scenario: Scenario
    title: str
    summary: str
    turn_minutes: int
    chosen: bool


@dataclass(frozen=True)
class Shelf:
    """Scenarios that stand together."""

    heading: str
    choices: tuple[Choice, ...]

    @property
    def open(self) -> bool:
        """Whether the chosen one is among them."""
        return any(choice.chosen for choice in self.choices)


SHELVES = {
    "play": gettext_lazy("To play"),
    "history": gettext_lazy("Past crises"),
    "variant": gettext_lazy("The same crisis from other beginnings"),
}


def scenario_of(exercise: Exercise) -> Scenario:
    """The scenario as it was when the exercise took it. Raises Unreadable."""
    return _read(exercise.edition_id)


UNREADABLE = gettext_lazy(
    "This was played with an earlier Offramp, and the present one cannot read its scenario or its state. Nothing is "
    "lost: the facilitator can still download the log, and play goes on where that Offramp runs."
)


class Unreadable(Refused):
    """A scenario or a state is stored in a way that this program does not understand."""

    def __init__(self) -> None:
        super().__init__("unreadable", UNREADABLE, status=HTTPStatus.GONE)  # type: ignore[arg-type]


# Editions that cannot be read and have been logged: they are asked for all the time.
_noted: set[str] = set()


@lru_cache(maxsize=32)
def _read(digest: str) -> Scenario:
    # An edition never changes: its key is the digest of its body.
    try:
        return read_scenario(bytes(Edition.objects.get(pk=digest).body))
    except CodecError as unknown:
        if digest not in _noted:
            _noted.add(digest)
            logger.warning("edition %s cannot be read: %s", digest, unknown)
        raise Unreadable from unknown


def title_of(exercise: Exercise) -> str:
    """The title of its scenario in the reader's language; its bare name where the scenario cannot be read."""
    try:
        return text_in(scenario_of(exercise).title)
    except Unreadable:
        return Edition.objects.values_list("scenario", flat=True).get(pk=exercise.edition_id)


def on_offer() -> list[Scenario]:
    """All scenarios that can be chosen, shelf by shelf, the shortest first."""
    shelves = list(SHELVES)
    return sorted(
        offered(), key=lambda scenario: (shelves.index(scenario.shelf), scenario.turns, scenario.id)
    )


def scenario_named(name: str) -> Scenario:
    """The scenario on offer by that name. Raises ScenarioError, naming those that there are."""
    there = {scenario.id: scenario for scenario in on_offer()}
    if name not in there:
        raise ScenarioError(name, f"no such scenario; there are {', '.join(sorted(there))}")
    return there[name]


def chosen_or(name: object, usual: str) -> Scenario:
    """The scenario on offer by that name; else the usual one; else the first."""
    there = {scenario.id: scenario for scenario in on_offer()}
    return there.get(str(name)) or there.get(usual) or next(iter(there.values()))


def shelves(shown: Scenario) -> list[Shelf]:
    """The scenarios on offer by shelf; `shown` is the one that is chosen."""
    found = [
        Shelf(
            str(heading),
            tuple(_choice(scenario, shown) for scenario in on_offer() if scenario.shelf == shelf),
        )
        for shelf, heading in SHELVES.items()
    ]
    return [shelf for shelf in found if shelf.choices]


def _choice(scenario: Scenario, shown: Scenario) -> Choice:
    return Choice(
        scenario,
        title=text_in(scenario.title),
        summary=text_in(scenario.summary),
        turn_minutes=suggested_minutes(scenario),
        chosen=scenario.id == shown.id,
    )


def suggested_minutes(scenario: Scenario) -> int:
    """Whole minutes a turn, so that the contest takes about as long as the scenario says."""
    return max(1, scenario.minutes // scenario.turns)


def text_in(text: Text) -> str:
    """A scenario's text in the language of the request."""
    return in_language(text, get_language())


def seat_name(scenario: Scenario, seat: str) -> str:
    """A seat's name as a heading has it: with a capital, officers with their number."""
    role = scenario.role_of(seat)
    name = capfirst(text_in(scenario.role_rule(role).name))
    return f"{name} {seat.removeprefix('officer-')}" if role == "officer" else name


def the_seat(scenario: Scenario, seat: str) -> str:
    """A seat's name as a sentence has it: 'the opposition', 'officer 1'."""
    name = text_in(scenario.role_rule(scenario.role_of(seat)).name)
    return f"{name} {seat.removeprefix('officer-')}" if scenario.role_of(seat) == "officer" else name


def seat_order(scenario: Scenario, seat: str) -> tuple[int, str]:
    """A key that puts seats in the order of the roles."""
    return ROLES.index(scenario.role_of(seat)), seat


def seat_at(scenario: Scenario, place: str) -> str | None:
    """The seat at a place, which is a role or the number of an officer; None where the scenario has none there."""
    return place if place.startswith("officer-") else scenario.seat_of(place)  # type: ignore[arg-type]

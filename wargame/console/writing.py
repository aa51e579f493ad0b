"""What a facilitator writes to tables: the forms of the verbs that have one, and what was written before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from game_engine import Scenario
from wargame.console.verbs import ROUND_VERBS
from wargame.exercises.editions import seat_name, text_in
from wargame.exercises.models import Exercise
from wargame.record.envelopes import OF_FACILITATOR
from wargame.record.models import LogEntry
from wargame.record.texts import with_texts
from wargame.speech.at_table import erased
from wargame.speech.catalogue import heading

Choices = list[tuple[str, str]]
# Of the log, and of what is shown.
MOST_ENTRIES, MOST_WRITTEN = 400, 20


def to_rounds(scenario: Scenario) -> Choices:
    """To whom one can write in all rounds at once: everybody, or those who play a role."""
    roles = [
        (rule.role, gettext("%(who)s, in every round") % {"who": _called(scenario, rule.role)})
        for rule in scenario.roles
    ]
    return [("", gettext("Everybody, in every round")), *roles]


def to_seats(scenario: Scenario, seats: Iterable[str]) -> Choices:
    """To whom one can write at one table. seats: those that somebody can hear at, in order."""
    there = list(seats)
    officers = [seat for seat in there if seat.startswith("officer-")]
    all_of_them = [("officer", _called(scenario, "officer"))] if len(officers) > 1 else []
    return [
        ("", gettext("Everybody at this table")),
        *all_of_them,
        *((seat, seat_name(scenario, seat)) for seat in there),
    ]


def forms(choices: Choices, *, address: Callable[[str], str]) -> list[dict[str, Any]]:
    """A form for every verb that has one of its own. address: where a verb's form is sent."""
    found = []
    for name, verb in ROUND_VERBS.items():
        if verb.title:
            form = verb.arguments(auto_id=f"{name}-%s")
            form.fields["to"].widget.choices = choices
            found.append({"name": name, "title": verb.title, "form": form, "address": address(name)})
    return found


@dataclass
class Written:
    """Something that was written, once, to one round or to several. rounds: their numbers, in order."""

    at: datetime
    whom: str
    text: str
    title: str
    rounds: list[int] = field(default_factory=list)


def written(exercise: Exercise, scenario: Scenario) -> list[Written]:
    """What was written to the tables of an exercise, the newest first. What went to several at once is one."""
    entries = LogEntry.objects.filter(round__exercise=exercise, kind__in=OF_FACILITATOR)
    entries = entries.order_by("-at", "-id").select_related("round")[:MOST_ENTRIES]
    found: list[Written] = []
    last: tuple[Any, ...] = ()
    for entry in with_texts(entries):
        body, number = entry.content, entry.round.number
        same = (entry.kind, body["whom"], body.get("title", ""), body["text"])
        if same != last or number in found[-1].rounds:
            whom = _called(scenario, body["whom"])
            found.append(Written(entry.at, whom, body["text"] or erased(), body.get("title", "")))
        found[-1].rounds = sorted([*found[-1].rounds, number])
        last = same
    return found[:MOST_WRITTEN]


def _called(scenario: Scenario, to: str) -> str:
    """What those are called to whom something goes: everybody, a role, or a seat."""
    if not to:
        return gettext("Everybody")
    if to.startswith("officer-"):
        return seat_name(scenario, to)
    if to == "officer":
        return gettext("Every %(role)s") % {"role": text_in(scenario.role_rule("officer").name)}
    role = to if to in [rule.role for rule in scenario.roles] else scenario.role_of(to)
    return capfirst(heading(text_in(scenario.role_rule(role).name)))  # type: ignore[arg-type]

"""What a verb of the console is: who may use it, its arguments, and what it does.

A verb that declares no role, or whose form does not fit its action, does not load.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from inspect import Parameter, signature
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.http import QueryDict
from django.utils.functional import Promise

from wargame.exercises.models import Exercise
from wargame.exercises.once import FIELD, bad_command
from wargame.refusals import Refused
from wargame.speech.refusing import MoveRefused

FACILITATOR = "facilitator"
ROLES = frozenset({FACILITATOR})
# What every form of the console sends: who it is from, which showing of it, what was seen, and where to go afterwards.
OF_THE_PRESS = frozenset({"csrfmiddlewaretoken", FIELD, "meant", "rounds", "back", "leaves"})


def roles_of(by: User, exercise: Exercise) -> frozenset[str]:
    """What somebody is in an exercise."""
    return (
        frozenset({FACILITATOR})
        if exercise.owner_id is not None and exercise.owner_id == by.pk
        else frozenset()
    )


class NoArguments(forms.Form):
    """For a verb without arguments."""


@dataclass(frozen=True)
class Verb:
    """act: called with the id of a round or seat, the user, `meant` and the form's fields, by name.

    for_all: the standings that a round must have for it to be done to every round at once; none where it cannot be.
    needs_people: of all rounds, those that wait for people and have none are left out. ends: the exercise ends with
    the last round that this ends. whenever: it does not matter how a round stood when it was pressed. title: what the
    button of its own form says; without one, the verb has no form.
    """

    act: Callable[..., None]
    roles: frozenset[str]
    arguments: type[forms.Form] = NoArguments
    for_all: tuple[str, ...] = ()
    needs_people: bool = False
    ends: bool = False
    whenever: bool = False
    title: str | Promise = ""

    def __post_init__(self) -> None:
        name = getattr(self.act, "__name__", repr(self.act))
        if not self.roles or not self.roles <= ROLES:
            raise ImproperlyConfigured(
                f"The verb {name} must say who may use it, of: {', '.join(sorted(ROLES))}."
            )
        fields = set(self.arguments.base_fields)
        if fields & OF_THE_PRESS or not _takes(self.act, fields | {"meant"}):
            raise ImproperlyConfigured(
                f"The verb {name} cannot be told: {', '.join(sorted(fields)) or 'meant'}."
            )

    def instruct(self, by: User, exercise: Exercise, *, given: QueryDict) -> "Instruction":
        """The verb with its arguments. Refused as `forbidden`, `bad_command`, or by the code of a field's fault."""
        if not self.roles & roles_of(by, exercise):
            raise MoveRefused("forbidden")
        return Instruction(self, by, _read(self.arguments, given))


@dataclass(frozen=True)
class Instruction:
    """A verb, who uses it, and its arguments."""

    verb: Verb
    by: User
    arguments: dict[str, Any]

    def carry_out(self, target: str, *, meant: Any) -> None:
        """Do it, with one round or seat."""
        self.verb.act(target, self.by, meant=meant, **self.arguments)

    @property
    def text(self) -> str:
        """The arguments, for the name of a press: another text is another press. Empty without arguments."""
        return str(sorted(self.arguments.items())) if self.arguments else ""


def _takes(act: Callable[..., None], names: set[str]) -> bool:
    """Whether an action can be called with arguments of these names."""
    parameters = signature(act).parameters
    return names <= set(parameters) or (
        "meant" in parameters
        and any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters.values())
    )


def _read(arguments: type[forms.Form], given: QueryDict) -> dict[str, Any]:
    form = arguments(given)
    unknown = set(given) - set(form.fields) - OF_THE_PRESS
    if unknown or any(len(given.getlist(name)) > 1 for name in form.fields):
        raise bad_command()
    for faults in form.errors.as_data().values():
        code, message = faults[0].code or "bad_argument", faults[0].messages[0]
        raise Refused(code, message, status=HTTPStatus.BAD_REQUEST)
    return form.cleaned_data

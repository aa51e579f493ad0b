"""What visitors fill in to play on their own."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from game_engine import OPTIONAL_ROLES, role_of
from wargame.exercises.editions import built_in, built_ins, seat_name, told

FIRST = "first-steps"
SEATS = ("us", "opposition", "leadership", "officer-1", *OPTIONAL_ROLES)
USUAL_SEAT = "us"


class TryForm(forms.Form):
    """A scenario, and the seat that the visitor takes in it."""

    scenario = forms.ChoiceField(
        error_messages={
            "required": gettext_lazy("Choose a scenario."),
            "invalid_choice": gettext_lazy("Choose a scenario."),
        }
    )
    seat = forms.ChoiceField(
        required=False,
        choices=[(seat, seat) for seat in SEATS],
        error_messages={"invalid_choice": gettext_lazy("Choose a seat.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenario"].choices = [(one.id, one.id) for one in built_ins()]

    def clean_seat(self) -> str:
        return self.cleaned_data["seat"] or USUAL_SEAT

    def scenarios(self) -> Iterator[dict[str, Any]]:
        """What can be played, the shortest first."""
        known = [one.id for one in built_ins()]
        chosen = self["scenario"].value()
        chosen = chosen if chosen in known else FIRST
        for one in built_ins():
            yield {
                "scenario": one,
                "title": told(one.title),
                "summary": told(one.summary),
                "chosen": one.id == chosen,
            }

    def seats(self) -> Iterator[dict[str, Any]]:
        """Where one can sit, with what each seat wants in a sentence."""
        chosen, scenario = self["seat"].value() or USUAL_SEAT, built_in(FIRST)
        for seat in SEATS:
            yield {
                "seat": seat,
                "name": seat_name(scenario, seat).removesuffix(" 1"),
                "goal": told(scenario.role_rule(role_of(seat)).goal),
                "small": seat in OPTIONAL_ROLES,
                "chosen": seat == chosen,
            }

"""What visitors fill in to play on their own."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from game_engine import OPTIONAL_ROLES, Scenario
from wargame.exercises.editions import (
    Shelf,
    chosen_or,
    on_offer,
    scenario_named,
    seat_at,
    seat_name,
    shelves,
    text_in,
)

FIRST = "first-steps"
PLACES = ("coercer", "opposition", "leadership", "officer-1", *OPTIONAL_ROLES)
USUAL_PLACE = "coercer"


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
        choices=[(place, place) for place in PLACES],
        error_messages={"invalid_choice": gettext_lazy("Choose a seat.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenario"].choices = [(scenario.id, scenario.id) for scenario in on_offer()]

    def clean_seat(self) -> str:
        place, scenario = self.cleaned_data["seat"] or USUAL_PLACE, self.cleaned_data.get("scenario")
        seat = seat_at(scenario_named(scenario), place) if scenario else None
        if scenario and seat is None:
            raise forms.ValidationError(_("This scenario does not have that seat. Choose another."))
        return seat or place

    @cached_property
    def shown(self) -> Scenario:
        """The scenario that is chosen so far."""
        return chosen_or(self["scenario"].value(), FIRST)

    def shelves(self) -> list[Shelf]:
        """What can be played, shelf by shelf."""
        return shelves(self.shown)

    def seats(self) -> Iterator[dict[str, Any]]:
        """The seats to choose from, each with what it wants in a sentence."""
        chosen, scenario = self["seat"].value() or USUAL_PLACE, self.shown
        there = [place for place in PLACES if seat_at(scenario, place) is not None]
        chosen = chosen if chosen in there else USUAL_PLACE
        for place in there:
            seat = seat_at(scenario, place) or place
            yield {
                "place": place,
                "name": seat_name(scenario, seat).removesuffix(" 1"),
                "goal": text_in(scenario.role_rule(scenario.role_of(seat)).goal),
                "small": place in OPTIONAL_ROLES,
                "chosen": place == chosen,
            }

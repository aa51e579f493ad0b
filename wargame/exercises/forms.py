"""What facilitators and players fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from game_engine import ROLES, Scenario
from wargame.exercises.actions import LONGEST_TURN, MOST_ROUNDS
from wargame.exercises.editions import (
    Shelf,
    chosen_or,
    on_offer,
    scenario_named,
    seat_at,
    seat_name,
    shelves,
    suggested_minutes,
    text_in,
)
from wargame.exercises.models import NAME_LENGTH, TITLE_LENGTH, Seat
from wargame.exercises.names import UnusableName, clean_code, clean_name

MOST_MINUTES = LONGEST_TURN // 60
ABSENT = "absent"
TIMED, FREE = "timed", "free"
# The usual exercise: an hour with a class.
USUAL_SCENARIO = "venezuela-2025-class"

PERSON, BOT, STANDING = Seat.Holder.PERSON.value, Seat.Holder.BOT.value, Seat.Holder.STANDING.value
HOLDER_WORDS = {
    PERSON: gettext_lazy("a person"),
    BOT: gettext_lazy("a bot"),
    STANDING: gettext_lazy("its standing policy"),
    ABSENT: gettext_lazy("not in play"),
}
# Every possible place, a role or an officer's number, with who may hold it and who holds it by default.
PLACES: dict[str, tuple[tuple[str, ...], str]] = {
    "coercer": ((PERSON, BOT), PERSON),
    "opposition": ((PERSON, BOT), PERSON),
    "leadership": ((PERSON, BOT), PERSON),
    "officer-1": ((PERSON, BOT), PERSON),
    "officer-2": ((PERSON, BOT, ABSENT), PERSON),
    "officer-3": ((PERSON, BOT, ABSENT), ABSENT),
    "officer-4": ((PERSON, BOT, ABSENT), ABSENT),
    "officer-5": ((PERSON, BOT, ABSENT), ABSENT),
    "officer-6": ((PERSON, BOT, ABSENT), ABSENT),
    "legislature": ((PERSON, BOT, STANDING), STANDING),
    "region": ((PERSON, BOT, STANDING), STANDING),
    "patrons": ((PERSON, BOT, STANDING), STANDING),
}


class NameField(forms.CharField):
    """A line of text that is safe to show beside others, as clean_name makes it."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        # The rule for names leaves out what cannot be shown, including NUL.
        super().__init__(strip=False, **kwargs)
        self.validators = []
        self.widget.attrs.update(maxlength=most, dir="auto")

    def clean(self, value: Any) -> str:
        try:
            return str(super().clean(clean_name(self.to_python(value), most=self.most)))
        except UnusableName as refused:
            raise forms.ValidationError(refused.advice(), code=refused.why) from None


class OwnForm(forms.Form):
    """A form whose fields the templates lay out, told to screen readers when they are wrong."""

    use_required_attribute = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput):
                field.widget.attrs["class"] = f"input {field.widget.attrs.get('class', '')}".strip()


class CodeForm(OwnForm):
    """The code that opens an exercise's lobby."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=64)

    def clean_code(self) -> str:
        return clean_code(self.cleaned_data["code"]) or ""


class PersonForm(OwnForm):
    """Who sits down: a name to show, or none."""

    name = NameField(
        most=NAME_LENGTH,
        required=False,
        label=gettext_lazy("Your name, if you like"),
        help_text=gettext_lazy("The others at your table see it. A first name or none will do."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )


def _chosen(name: str | None) -> Scenario:
    return chosen_or(name, USUAL_SCENARIO)


class CreateForm(OwnForm):
    """A new exercise: what is played, in how many rounds, by whom, against which clock."""

    title = NameField(
        most=TITLE_LENGTH,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Players see it when they join."),
    )
    scenario = forms.ChoiceField(label=gettext_lazy("Scenario"), widget=forms.RadioSelect)
    rounds = forms.IntegerField(
        label=gettext_lazy("Rounds"),
        initial=1,
        min_value=1,
        max_value=MOST_ROUNDS,
        help_text=gettext_lazy("Tables that play side by side."),
        widget=forms.NumberInput(attrs={"class": "input-number"}),
    )
    clock = forms.ChoiceField(
        label=gettext_lazy("Clock"),
        required=False,
        choices=[
            (TIMED, gettext_lazy("a time for every turn")),
            (FREE, gettext_lazy("no clock")),
        ],
        help_text=gettext_lazy("Without a clock a turn closes when all are ready."),
        widget=forms.RadioSelect,
        initial=TIMED,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes a turn"),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        help_text=gettext_lazy("You can pause and extend at any time."),
        widget=forms.NumberInput(attrs={"class": "input-number"}),
    )
    hide_bots = forms.BooleanField(
        label=gettext_lazy("Hide from players which seats bots play"),
        required=False,
        help_text=gettext_lazy(
            "Players then cannot tell a bot's seat and moves from a person's until the log opens. You can."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenario"].choices = [(scenario.id, text_in(scenario.title)) for scenario in on_offer()]
        self.fields["scenario"].initial = USUAL_SCENARIO
        shown = self.shown = _chosen(self.data.get("scenario") or self.initial.get("scenario"))
        self.fields["minutes"].initial = suggested_minutes(shown)
        there = shown.seats(shown.officers.most)
        for place, (holders, usual) in PLACES.items():
            seat = seat_at(shown, place)
            self.fields[place] = forms.ChoiceField(
                label=seat_name(shown, seat) if seat in there else place,
                choices=[(holder, HOLDER_WORDS[holder]) for holder in holders],
                initial=usual,
                required=False,
                widget=forms.RadioSelect,
            )

    def shelves(self) -> list[Shelf]:
        """The scenarios to choose from, shelf by shelf, with what each is."""
        return shelves(self.shown)

    def seats(self) -> list[forms.BoundField]:
        """The fields that say who plays which seat of the scenario that is chosen."""
        there = self.shown.seats(self.shown.officers.most)
        return [self[place] for place in PLACES if seat_at(self.shown, place) in there]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for place, (_holders, usual) in PLACES.items():
            cleaned[place] = cleaned.get(place) or usual
        self._check_officers(cleaned)
        if cleaned.get("clock") == FREE:
            cleaned["minutes"] = None
        elif cleaned.get("clock") == TIMED and not cleaned.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Say how many minutes, or choose to play without a clock."))
        if PERSON not in [cleaned[place] for place in PLACES]:
            self.add_error(None, _("Leave at least one seat to a person."))
        return cleaned

    def _check_officers(self, cleaned: dict[str, Any]) -> None:
        if "scenario" not in cleaned:
            return
        rule, there = scenario_named(cleaned["scenario"]).officers, len(self.officers())
        if not rule.least <= there <= rule.most:
            message = _(
                "This scenario is played with %(least)d to %(most)d seats of officers; you chose %(there)d."
            )
            self.add_error(None, message % {"least": rule.least, "most": rule.most, "there": there})

    def officers(self) -> list[str]:
        """Who holds each seat of officers, in order."""
        chosen = [self.cleaned_data.get(place) for place in PLACES if place.startswith("officer-")]
        return [holder for holder in chosen if holder and holder != ABSENT]

    def holders(self) -> dict[str, str]:
        """Who holds each seat that the scenario has. Seats of officers are numbered without gaps."""
        scenario = scenario_named(self.cleaned_data["scenario"])
        seats = {place: scenario.seat_of(place) for place in ROLES}
        holders = {seat: self.cleaned_data[place] for place, seat in seats.items() if seat is not None}
        holders |= {f"officer-{number}": holder for number, holder in enumerate(self.officers(), start=1)}
        return holders

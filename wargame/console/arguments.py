"""The arguments of the console's verbs, a form each."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wargame.speech.refusing import sentence

EXTENSION_SECONDS = 120
# As long as what a seat may say.
LONGEST_TEXT = 4_000


class Extension(forms.Form):
    """How much more time; two minutes by default. The action sets the bounds."""

    seconds = forms.IntegerField(required=False, error_messages={"invalid": sentence("bad_seconds")})

    def clean_seconds(self) -> int:
        """The seconds, or the default."""
        given = self.cleaned_data["seconds"]
        return EXTENSION_SECONDS if given is None else given


class Message(forms.Form):
    """A text, and for whom it is: a seat, a role, or all. What is wrong with either is the action's to say."""

    to = forms.CharField(
        required=False, max_length=16, label=_("To"), widget=forms.Select(attrs={"class": "input"})
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label=_("Message"),
        widget=forms.Textarea(
            attrs={"class": "input", "rows": 3, "dir": "auto", "required": True, "maxlength": LONGEST_TEXT}
        ),
    )

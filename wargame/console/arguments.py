"""What the verbs of the console are told, a form each."""

from django import forms

from wargame.speech.refusing import sentence

EXTENSION_SECONDS = 120


class Extension(forms.Form):
    """How much more time; two minutes where nothing is said. The bounds are the action's."""

    seconds = forms.IntegerField(required=False, error_messages={"invalid": sentence("bad_seconds")})

    def clean_seconds(self) -> int:
        """The seconds, or as many as are usual."""
        given = self.cleaned_data["seconds"]
        return EXTENSION_SECONDS if given is None else given

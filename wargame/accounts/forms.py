from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordMixin
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class AccountForm(SetPasswordMixin, forms.ModelForm):
    """A facilitator's name and password. It asks for the old password, unless the facilitator came by a link."""

    old_password = forms.CharField(
        label=_("Your password now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password1, password2 = SetPasswordMixin.create_password_fields(label1=_("New password"))

    class Meta:
        model = User
        fields = ("username",)
        labels = {"username": _("Name")}
        help_texts = {"username": ""}
        widgets = {"username": forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"})}

    field_order = ("username", "old_password", "password1", "password2")

    def __init__(self, *args: Any, trusted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("At least 10 characters, and none of the common ones.")
        self.fields["password2"].help_text = ""
        if trusted or not self.instance.has_usable_password():
            del self.fields["old_password"]

    def clean_old_password(self) -> str:
        password: str = self.cleaned_data["old_password"]
        if not self.instance.check_password(password):
            raise forms.ValidationError(_("That is not your password now."))
        return password

    def clean(self) -> dict[str, Any]:
        self.validate_passwords()
        cleaned = super().clean()
        return self.cleaned_data if cleaned is None else cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        self.validate_password_for_user(self.instance)

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit=False)
        return self.set_password_and_save(user, commit=commit)

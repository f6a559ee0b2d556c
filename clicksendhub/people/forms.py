"""Forms for signing in and about oneself. They clean; services save."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from clicksendhub.people.models import User
from clicksendhub.people.zones import zone_choices


class SignIn(forms.Form):
    """Email and password. The field names are those that the try counter knows."""

    username = forms.EmailField(
        label="Email",
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "username", "autocapitalize": "none"}
        ),
    )
    password = forms.CharField(
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).lower()


class NewPassword(forms.Form):
    """A password typed twice, held to the rules."""

    new_password = forms.CharField(
        label="New password",
        help_text="Ten characters or more. A few words that you remember work well.",
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeat = forms.CharField(
        label="The same password again",
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def person(self) -> User:
        """Whose password it is: the rules compare it with name and address."""
        return self.user or User(
            email=self.cleaned_data.get("email", ""),
            name=self.cleaned_data.get("name", ""),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        password, repeat = cleaned.get("new_password"), cleaned.get("repeat")
        if password and repeat and password != repeat:
            self.add_error("repeat", "The two passwords differ. Type the same twice.")
        if password:
            try:
                validate_password(password, self.person())
            except forms.ValidationError as error:
                self.add_error("new_password", error)
        return cleaned


class ChangePassword(NewPassword):
    """The old password stands before the new one."""

    old_password = forms.CharField(
        label="Current password",
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order: Iterable[str] | None = ("old_password", "new_password", "repeat")

    def clean_old_password(self) -> str:
        typed: str = self.cleaned_data["old_password"]
        if self.user is None or not self.user.check_password(typed):
            raise forms.ValidationError("This is not your current password.")
        return typed


def name_field() -> forms.CharField:
    return forms.CharField(
        max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


def zone_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Your time zone", choices=zone_choices, required=False
    )


class Join(NewPassword):
    """Name and password of somebody who was invited."""

    name = name_field()
    time_zone = zone_field()
    field_order: Iterable[str] | None = ("name", "time_zone", "new_password", "repeat")


class Welcome(Join):
    """The first admin also says the address."""

    email = forms.EmailField(
        max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order: Iterable[str] | None = (
        "name",
        "email",
        "time_zone",
        "new_password",
        "repeat",
    )


class Forgot(forms.Form):
    email = forms.EmailField(
        max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class Me(forms.Form):
    name = name_field()
    time_zone = zone_field()

"""Forms about accounts. They clean; services check at ClickSend and save."""

from __future__ import annotations

from typing import Any

from django import forms

from clicksendhub.credentials.models import Account, Environment
from clicksendhub.credentials.services import KeyFault
from clicksendhub.lib.countries import NAMES
from clicksendhub.people.zones import zone_choices
from clicksendhub.ui.widgets import ExplainedRadios

_KEY_PLACE = (
    "In ClickSend’s dashboard, top right: API credentials. It is kept sealed and "
    "never shown again."
)


def country_choices() -> list[tuple[str, str]]:
    """Countries by name."""
    by_name = sorted(NAMES.items(), key=lambda pair: pair[1])
    return [("", "Choose a country"), *by_name]


def username_field() -> forms.CharField:
    return forms.CharField(
        label="API username",
        max_length=120,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "autocapitalize": "none",
            }
        ),
    )


def api_key_field(label: str) -> forms.CharField:
    """An input that is never filled again from what was typed."""
    return forms.CharField(
        label=label,
        max_length=200,
        help_text=_KEY_PLACE,
        widget=forms.PasswordInput(
            render_value=False, attrs={"autocomplete": "off", "spellcheck": "false"}
        ),
    )


class Credentials(forms.Form):
    """What every form with a key shares."""

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if ":" in username:
            raise forms.ValidationError(
                "A username has no colon. Enter the API username alone."
            )
        return username

    def show_fault(self, fault: KeyFault) -> None:
        """Put what ClickSend said at the field that it is about."""
        self.add_error(fault.field, fault.sentence)


class AddAccount(Credentials):
    """A ClickSend account that the hub does not know yet."""

    label = forms.CharField(
        max_length=60,
        help_text="How your people call it, such as “Harbour Physio”.",
    )
    environment = forms.ChoiceField(
        choices=Environment.choices,
        initial=Environment.REHEARSAL,
        widget=ExplainedRadios(
            option_help={
                Environment.LIVE: "Texts reach phones and cost money.",
                Environment.REHEARSAL: "Texts go to the sandbox; nobody gets them.",
            }
        ),
    )
    username = username_field()
    api_key = api_key_field("API key")
    country = forms.ChoiceField(
        choices=country_choices,
        initial="AU",
        help_text="Numbers typed without a country code belong to it.",
    )
    time_zone = forms.ChoiceField(
        choices=zone_choices, help_text="Times on all pages of the account."
    )


class DescribeAccount(forms.Form):
    """What may change without touching the credentials."""

    label = forms.CharField(max_length=60)
    country = forms.ChoiceField(choices=country_choices)
    time_zone = forms.ChoiceField(choices=zone_choices)

    @classmethod
    def of(cls, account: Account, typed: Any = None) -> DescribeAccount:
        return cls(
            typed,
            initial={
                "label": account.label,
                "country": account.country,
                "time_zone": account.time_zone,
            },
        )


class ChangeKey(Credentials):
    """New credentials for an account that is here already."""

    username = username_field()
    api_key = api_key_field("New API key")
    accept_other = forms.BooleanField(
        label="Yes, use this other ClickSend account from now on",
        required=False,
        widget=forms.HiddenInput,
    )

    def ask_for_other(self) -> None:
        """Offer the box that lets a key of another account in."""
        self.fields["accept_other"].widget = forms.CheckboxInput()


class RemoveAccount(forms.Form):
    """Removing asks for the label, so that nobody does it by a slip."""

    label = forms.CharField(
        label="Type the account’s label",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._label = account.label

    def clean_label(self) -> str:
        typed: str = self.cleaned_data["label"]
        if typed.casefold() != self._label.casefold():
            raise forms.ValidationError(
                f"This is not the label. Type “{self._label}” to remove the account."
            )
        return typed

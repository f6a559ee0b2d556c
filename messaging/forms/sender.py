"""The form with which an admin adds a sender: a number, or a name."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from clicksendhub.credentials.opened import OpenedInAccount
from clicksendhub.lib.phone import Channel, explain, read_number
from clicksendhub.ui.limited import LimitedField
from clicksendhub.ui.widgets import ExplainedRadios
from messaging.models import Sender, SenderKind
from messaging.sender_words import NAME_SENTENCE, NUMBER_SENTENCE

_NAME = re.compile(r"[A-Za-z0-9]{3,11}")


class SharedSenderForm(OpenedInAccount):
    """Chooses ClickSend’s shared number for new texts; nothing is typed."""


class SenderForm(OpenedInAccount):
    """A sender as ClickSend would accept it, kept for the account in use."""

    nothing_done = "Nothing was added."

    kind = forms.ChoiceField(
        label="Kind",
        choices=SenderKind.choices,
        initial=SenderKind.NUMBER,
        widget=ExplainedRadios(
            option_help={
                SenderKind.NUMBER: NUMBER_SENTENCE,
                SenderKind.NAME: NAME_SENTENCE,
            }
        ),
    )
    value = forms.CharField(
        label="Number or name",
        max_length=30,
        help_text=(
            "A number with its country code, or a name of 3 to 11 letters and digits "
            "without spaces. It must be yours and approved at ClickSend."
        ),
    )
    label = LimitedField(
        label="What people call it",
        longest=60,
        required=False,
        help_text="For instance “Reception”. It is never sent.",
    )

    def clean(self) -> dict[str, Any]:
        """The value is read as what it was said to be."""
        cleaned = self.cleaned_data
        value = cleaned.get("value", "")
        if not value or not {"kind", "account"} <= cleaned.keys():
            return cleaned
        is_number = cleaned["kind"] == SenderKind.NUMBER
        cleaned["value"] = self._number(value) if is_number else self._name(value)
        if Sender.objects.filter(
            account=self._account, value=cleaned["value"]
        ).exists():
            self.add_error("value", "This sender is on the list already.")
        return cleaned

    def _number(self, value: str) -> str:
        reading = read_number(
            value, country=self._account.country, channel=Channel.VOICE
        )
        if reading.e164 is None or reading.extension:
            self.add_error("value", explain(reading))
        return reading.e164 or ""

    def _name(self, value: str) -> str:
        if not _NAME.fullmatch(value) or value.isdecimal():
            self.add_error(
                "value",
                "A name has 3 to 11 letters and digits, at least one letter, and no "
                "spaces. Shorten or change it.",
            )
        return value

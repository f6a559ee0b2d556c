"""The form of a new call: who, what is said, in which voice, and when it may ring."""

from __future__ import annotations

from typing import Any

from django import forms

from clicksendhub.credentials.models import Account
from messaging.forms.send import SendForm, initial_for, initial_from
from messaging.hours import DEFAULT, Hours
from messaging.models import Send
from messaging.voices import (
    Pairs,
    default_pair,
    name_of_language,
    name_of_voice,
    pairs_for,
)

SET, ANY = "set", "any"
_SAME_TIMES = "These times are the same. Choose a later end, or any hour."


class CallForm(SendForm):
    """One spoken message to one or several numbers of one account."""

    kind_name = "voice"
    a_number = "phone number"

    numbers = forms.CharField(
        label="To",
        help_text=(
            "One or several numbers, mobiles or landlines, typed or pasted: one a "
            "line, or with commas."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "inputmode": "tel"}),
    )
    sender = None  # type: ignore[assignment]  # ClickSend calls from a number of its own
    body = forms.CharField(
        label="What is said",
        help_text=(
            "At most 1,200 characters, or 600 with signs outside the plain alphabet. "
            "A comma is a short pause."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "data-preview": "spoken-text"}),
    )
    speaker = forms.ChoiceField(
        label="Language and voice",
        error_messages={
            "invalid_choice": "ClickSend does not have this voice. Choose another one."
        },
    )
    asks_for_key = forms.BooleanField(
        label="Wait for a key",
        required=False,
        help_text="Say in your words which key means what. The answer is kept here.",
    )
    detects_machine = forms.BooleanField(
        label="Leave it on an answering machine",
        required=False,
        help_text="Where a machine answers, the message is spoken after its tone.",
    )
    hours = forms.ChoiceField(
        label="When a phone may ring",
        choices=[(SET, "Within these hours"), (ANY, "At any hour")],
        widget=forms.RadioSelect,
        help_text=(
            "By the clock where the person is. What comes outside these hours waits."
        ),
    )
    rings_from = forms.TimeField(
        label="From", required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    rings_until = forms.TimeField(
        label="Until", required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, account=account, **kwargs)
        field = self.fields["speaker"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = _choices(pairs_for(account))

    def clean(self) -> dict[str, Any]:
        """Hours are asked for only where they are meant, and hold for each number."""
        cleaned = super().clean()
        if cleaned.get("hours") == ANY:
            for name in ("rings_from", "rings_until"):
                self.errors.pop(name, None)
                cleaned[name] = None
        elif cleaned.get("hours") == SET:
            self._check_hours(cleaned)
        return cleaned

    def own(self) -> dict[str, Any]:
        """The columns that only calls have."""
        cleaned = self.cleaned_data
        language, _, voice = cleaned["speaker"].partition(":")
        return {
            "language": language,
            "voice": voice,
            "asks_for_key": cleaned["asks_for_key"],
            "detects_machine": cleaned["detects_machine"],
            "rings_from": cleaned["rings_from"],
            "rings_until": cleaned["rings_until"],
        }

    def _check_hours(self, cleaned: dict[str, Any]) -> None:
        for name in ("rings_from", "rings_until"):
            if name not in self.errors and cleaned.get(name) is None:
                self.add_error(name, "Choose a time, for instance 9:00.")
        hours = Hours.of(cleaned.get("rings_from"), cleaned.get("rings_until"))
        if hours is None:
            return
        if hours.begins == hours.ends:
            self.add_error("rings_until", _SAME_TIMES)
        elif self.recipients:
            numbers = [person.number for person in self.recipients.people]
            fault = self.kind.fault(self._account, cleaned, numbers)
            if fault:
                self.add_error("rings_until", fault)


def initial_for_call(account: Account) -> dict[str, Any]:
    """A fresh form: a voice of the country, and the usual hours."""
    language, voice = default_pair(account, pairs_for(account))
    return initial_for(account) | {
        "speaker": f"{language}:{voice}",
        "hours": SET,
        "rings_from": DEFAULT.begins,
        "rings_until": DEFAULT.ends,
    }


def initial_from_call(send: Send) -> dict[str, Any]:
    """The form of a draft, with everything that was chosen."""
    hours = Hours.of(send.rings_from, send.rings_until)
    return initial_from(send) | {
        "speaker": f"{send.language}:{send.voice}",
        "asks_for_key": send.asks_for_key,
        "detects_machine": send.detects_machine,
        "hours": SET if hours else ANY,
        "rings_from": (hours or DEFAULT).begins,
        "rings_until": (hours or DEFAULT).ends,
    }


def _choices(pairs: Pairs) -> list[tuple[str, list[tuple[str, str]]]]:
    """Only pairs that exist, in a group for each language."""
    return [
        (
            name_of_language(code),
            [(f"{code}:{voice}", name_of_voice(code, voice)) for voice in voices],
        )
        for code, voices in pairs.items()
    ]

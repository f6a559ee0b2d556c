"""The decision on a text of which nobody can tell whether ClickSend has it."""

from __future__ import annotations

from django import forms

from clicksendhub.ui.limited import LimitedField
from clicksendhub.ui.widgets import ExplainedRadios

CHOICES = {
    "accepted": (
        "ClickSend has it",
        "You saw it at ClickSend, or the person told you that it came.",
    ),
    "again": (
        "Send it again",
        "If it did go out the first time, it arrives twice and is paid twice.",
    ),
    "given_up": (
        "Do not send it again",
        "If it did not go out, the person never gets it from this send.",
    ),
}


class DecideForm(forms.Form):
    """One of three honest choices, with the reason for those who read it later."""

    verdict = forms.ChoiceField(
        label="What is true",
        choices=[(verdict, label) for verdict, (label, _) in CHOICES.items()],
        widget=ExplainedRadios(
            option_help={verdict: words for verdict, (_, words) in CHOICES.items()}
        ),
    )
    why = LimitedField(
        label="How you know",
        longest=300,
        help_text="One line, kept with the story of this text.",
    )

"""The form that the style guide shows, at rest and with errors."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from clicksendhub.ui.widgets import DateTimeInputs, ExplainedRadios

REMINDER = (
    "Hi Amelia, your physio visit with Tom is on Thursday at 9:15 am at 12 Marine "
    "Terrace. Reply YES to keep it or call 08 7010 0110. Harbour Physio"
)


class WritingForm(forms.Form):
    """The fields of a quick send, as the writing page has them."""

    SENDERS: ClassVar = [
        ("shared", "A shared number"),
        ("own", "+61 491 570 110"),
        ("name", "HarbourPhys"),
    ]

    to = forms.CharField(
        label="To",
        help_text="Numbers with or without the country code, one per line.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    sender = forms.ChoiceField(
        label="From",
        choices=SENDERS,
        widget=ExplainedRadios(
            option_help={
                "shared": "People can reply; the number may change between texts.",
                "own": "Replies and STOP reach your inbox.",
                "name": "People see the name and cannot reply.",
            }
        ),
    )
    body = forms.CharField(
        label="Text",
        help_text="Write as you would to one person.",
        widget=forms.Textarea(
            attrs={
                "rows": 5,
                "data-sms-counter-text": "",
                "data-preview": "sample-phone-text",
            }
        ),
    )
    reference = forms.CharField(
        label="Your reference",
        required=False,
        help_text="Stands on the history, in exports and beside replies.",
    )
    country = forms.ChoiceField(
        label="Country of short numbers",
        choices=[("AU", "Australia"), ("NZ", "New Zealand"), ("GB", "United Kingdom")],
    )
    due_at = forms.SplitDateTimeField(
        label="When",
        help_text="In Perth. Leave both empty to send now.",
        required=False,
        widget=DateTimeInputs(),
    )
    keep = forms.BooleanField(
        label="Keep this text as a template",
        required=False,
        help_text="Colleagues of this account can use it too.",
    )

    def clean_to(self) -> str:
        numbers = str(self.cleaned_data["to"])
        if "7010" in numbers:
            raise forms.ValidationError(
                "08 7010 0110 is a landline in Adelaide; a text will not arrive. "
                "Use a mobile number or leave it out."
            )
        return numbers


def filled_form() -> WritingForm:
    """The form as someone has just filled it in."""
    return WritingForm(
        initial={
            "to": "0491 570 156\n0491 570 157",
            "sender": "own",
            "body": REMINDER,
            "reference": "Visit 5521",
            "country": "AU",
        }
    )


def faulty_form() -> WritingForm:
    """The form as it comes back with errors."""
    return WritingForm(
        {
            "to": "08 7010 0110",
            "sender": "",
            "body": "",
            "country": "AU",
            "due_at_0": "tomorrow",
            "due_at_1": "09:00",
        },
        auto_id="faulty_%s",
    )


class MatchingForm(forms.Form):
    """Two columns of a file, as the page of an import matches them."""

    CHOICES: ClassVar = [("", "Leave it out"), ("number", "Phone number")]

    mobile = forms.ChoiceField(
        label="Mobile",
        required=False,
        help_text="0491 570 156 · 0491 57",
        choices=CHOICES,
    )
    shoe_size = forms.ChoiceField(
        label="Shoe size", required=False, help_text="38 · 44", choices=CHOICES
    )


def matching_form() -> MatchingForm:
    """The form with one column matched."""
    return MatchingForm(initial={"mobile": "number"}, auto_id="match_%s")

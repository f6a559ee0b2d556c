"""What a person types or chooses about a list and its copy at ClickSend."""

from __future__ import annotations

from django import forms

MOST_LETTERS = 100  # of ClickSend’s search


class FindListsForm(forms.Form):
    """A part of the name of a list at ClickSend."""

    words = forms.CharField(
        label="Name of a list at ClickSend",
        max_length=MOST_LETTERS,
        error_messages={"required": "Enter a part of the name."},
    )


class BringForm(forms.Form):
    """Which list of ClickSend to keep here too."""

    provider_id = forms.IntegerField(min_value=1)


class DecideForm(forms.Form):
    """Which value of a field stands, of the two that were shown."""

    ours = forms.CharField(required=False, strip=False)
    theirs = forms.CharField(required=False, strip=False)
    decision = forms.ChoiceField(choices=[("ours", "Ours"), ("theirs", "Theirs")])


class GoneForm(forms.Form):
    """What becomes of a list that ClickSend has no more."""

    decision = forms.ChoiceField(
        choices=[
            ("alone", "Keep it here alone"),
            ("again", "Make it again at ClickSend"),
            ("delete", "Delete it here too"),
        ]
    )

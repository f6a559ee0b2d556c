"""Forms of the inbox: an answer, and a reason for blocking."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from clicksendhub.ui.limited import LimitedField
from messaging.texts import BadText, read_text


class AnswerForm(forms.Form):
    """One text to the number of a conversation."""

    body = forms.CharField(
        label="Your answer",
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 3, "data-sms-counter-text": "", "data-carried": ""}
        ),
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts_limit: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts_limit = parts_limit
        self.initial.setdefault("form_token", uuid.uuid4())

    def clean_body(self) -> str:
        """The text as it would be sent, refused where it is too long, never cut."""
        try:
            return read_text(self.cleaned_data["body"], max_parts=self.parts_limit)
        except BadText as error:
            raise forms.ValidationError(str(error)) from error


class ReasonForm(forms.Form):
    """Why a person blocks a number."""

    reason = LimitedField(
        label="Why is it blocked?",
        help_text="Shown on the block, for example “asked on the phone”.",
        longest=500,
    )

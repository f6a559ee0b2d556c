"""Forms of the inbox: an answer, and a reason for blocking."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from messaging.segments import UnsendableText, count, normalise


class AnswerForm(forms.Form):
    """One text to the number of a conversation."""

    body = forms.CharField(
        label="Your answer",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-sms-counter-text": ""}),
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts_limit: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts_limit = parts_limit
        self.initial.setdefault("form_token", uuid.uuid4())

    def clean_body(self) -> str:
        body = normalise(self.cleaned_data["body"])
        if not body.strip():
            raise forms.ValidationError("Write an answer.")
        try:
            parts = count(body).parts
        except UnsendableText as error:
            raise forms.ValidationError(str(error)) from error
        if parts > self.parts_limit:
            raise forms.ValidationError(
                f"The answer has {parts} parts; {self.parts_limit} may go. Shorten it."
            )
        return body


class ReasonForm(forms.Form):
    """Why a person blocks a number."""

    reason = forms.CharField(
        label="Why is it blocked?",
        help_text="Shown on the block, for example “asked on the phone”.",
        max_length=500,
    )

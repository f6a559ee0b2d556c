"""Forms of the opt-outs: find a number, block one by hand, lift with a reason."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.http import QueryDict

from clicksendhub.credentials.models import Account
from clicksendhub.lib.phone import Channel, explain, read_number
from clicksendhub.ui.limited import LimitedField


class NumberField(forms.CharField):
    """A phone number, cleaned to E.164; one without a plus belongs to ``country``."""

    country = ""

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if not typed:
            return ""
        reading = read_number(typed, country=self.country, channel=Channel.SMS)
        if reading.e164 is None:
            raise forms.ValidationError(explain(reading))
        return reading.e164


class FindForm(forms.Form):
    """Looks a number up; posted, so that the number stands in no address."""

    number = NumberField(
        label="Find a number",
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].country = country  # type: ignore[attr-defined]


class BlockForm(forms.Form):
    """Blocks a number by hand, in the account that the form was opened in."""

    number = NumberField(
        label="Number",
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    reason = LimitedField(
        label="Why is it blocked?",
        help_text="Shown on the block, for example “asked on the phone”.",
        longest=500,
    )
    account = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._account = account
        self.initial["account"] = account.public_id
        self.fields["number"].country = account.country  # type: ignore[attr-defined]

    def clean_account(self) -> uuid.UUID:
        """Opened in another account, it must not leave the number unblocked there."""
        opened_for: uuid.UUID = self.cleaned_data["account"]
        if opened_for != self._account.public_id:
            shown_again = cast("QueryDict", self.data).copy()
            shown_again["account"] = str(self._account.public_id)
            self.data = shown_again
            raise forms.ValidationError(
                f"You now work in {self._account}, and this form was opened in another "
                f"account. Nothing was blocked. Switch back, or block the number in "
                f"{self._account}."
            )
        return opened_for


class LiftForm(forms.Form):
    """Lifts a block, for a reason in writing."""

    why = LimitedField(
        label="Why may this number be written to again?",
        help_text="Kept with the block, for example “asked us in person on 3 June”.",
        longest=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

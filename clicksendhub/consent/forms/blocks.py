"""Forms of the opt-outs: find a number, block one by hand, lift with a reason."""

from __future__ import annotations

from typing import Any

from django import forms

from clicksendhub.consent.models import Block
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.opened import OpenedInAccount
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


class BlockForm(OpenedInAccount):
    """Blocks a number by hand.

    Opened in another account, it must not leave the number unblocked there.
    """

    nothing_done = "Nothing was blocked."

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

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, account=account, **kwargs)
        self.fields["number"].country = account.country  # type: ignore[attr-defined]


class LiftForm(forms.Form):
    """Lifts a block as it was shown, for a reason in writing."""

    # To the microsecond: a STOP in the same second is a newer one.
    last_asked_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    why = LimitedField(
        label="Why may this number be written to again?",
        help_text="Kept with the block, for example “asked us in person on 3 June”.",
        longest=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, block: Block, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["last_asked_at"] = block.asked_at.isoformat()

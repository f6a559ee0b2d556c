"""The form of a new fax: who, from which number, which document, when."""

from __future__ import annotations

from typing import Any

from django import forms

from clicksendhub.credentials.models import Account
from clicksendhub.lib.phone import Channel, explain, pretty, read_number
from messaging.forms.attaching import FormWithFile, file_of
from messaging.forms.send import initial_for, initial_from
from messaging.models import Send


class FaxForm(FormWithFile):
    """One fax to one or several numbers of one account."""

    kind_name = "fax"
    a_number = "fax number"
    suits = ("pdf", "docx", "doc", "rtf", "txt", "jpeg", "png", "gif", "bmp")
    a_file = "document"

    numbers = forms.CharField(
        label="To",
        help_text=(
            "One or several fax numbers, typed or pasted: one a line, or with commas."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "inputmode": "tel"}),
    )
    sender = forms.CharField(  # type: ignore[assignment]  # typed, not chosen
        label="Your fax number",
        required=False,
        help_text=(
            "Where an answer by fax would go. Left empty, ClickSend takes one of its "
            "own, and answers do not reach you."
        ),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    body = None  # type: ignore[assignment]  # the document is what is sent

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "Or one from your files"
        self.fields["upload"].label = "Document"
        self.fields["upload"].help_text = (
            "PDF, Word (DOC, DOCX), RTF, plain text or a picture. At most 4 MB as a "
            "PDF, each page upright."
        )
        self.fields["upload"].widget.attrs["accept"] = (
            ".pdf,.doc,.docx,.rtf,.txt,image/*"
        )

    def clean_sender(self) -> str:
        """The number as ClickSend wants it, with + and the country."""
        typed = self.cleaned_data["sender"].strip()
        if not typed:
            return ""
        country = self._account.country
        reading = read_number(typed, country=country, channel=Channel.FAX)
        if reading.e164 is None:
            raise forms.ValidationError(explain(reading))
        return reading.e164

    def wanted(self) -> dict[str, Any]:
        """Like any other send; its name is that of the document."""
        chosen = self.brought.rendition
        self.cleaned_data["body"] = chosen.file.name if chosen else ""
        return super().wanted()

    def own(self) -> dict[str, Any]:
        """The columns that only faxes have."""
        chosen = self.brought.rendition
        if chosen is None:
            return {"file_id": None, "pages": None}
        return {"file_id": chosen.file_id, "pages": chosen.pages}


def initial_for_fax(account: Account) -> dict[str, Any]:
    """A fresh form, with the fax number that was used last."""
    faxes = Send.objects.filter(account=account, channel="fax")
    last = faxes.order_by("-created_at").values_list("sender", flat=True).first()
    return initial_for(account) | {"sender": pretty(last) if last else ""}


def initial_from_fax(send: Send) -> dict[str, Any]:
    """The form of a draft, with everything that was chosen."""
    sender = pretty(send.sender) if send.sender else ""
    return initial_from(send) | {"sender": sender, "file": file_of(send)}

"""The form of a new picture message: who, from whom, subject, words, picture, when."""

from __future__ import annotations

from typing import Any

from django import forms

from clicksendhub.credentials.models import Account
from messaging.forms.attaching import FormWithFile, file_of
from messaging.forms.send import initial_for, initial_from
from messaging.models import Send
from messaging.picture_words import read_subject
from messaging.texts import BadText


class PictureForm(FormWithFile):
    """One picture message to one or several numbers of one account."""

    kind_name = "mms"
    suits = ("jpeg", "png", "gif", "bmp")
    a_file = "picture"

    subject = forms.CharField(
        label="Subject",
        help_text="At most 20 characters. Phones show it above the picture.",
        widget=forms.TextInput(attrs={"data-preview": "phone-subject"}),
    )
    body = forms.CharField(
        label="Text",
        help_text=(
            "At most 1,500 characters, or 500 with signs outside the plain alphabet."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "data-preview": "phone-text"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "Or one from your files"
        self.fields["upload"].label = "Picture"
        self.fields["upload"].help_text = (
            "JPEG, PNG, GIF or BMP. It is made to fit 250 kB, and where it was taken "
            "is left out."
        )
        self.fields["upload"].widget.attrs["accept"] = "image/*"

    def clean_subject(self) -> str:
        """The subject as it would go, refused where it is too long, never cut."""
        try:
            return read_subject(self.cleaned_data["subject"])
        except BadText as error:
            raise forms.ValidationError(str(error)) from error

    def own(self) -> dict[str, Any]:
        """The columns that only pictures have."""
        chosen = self.brought.rendition
        return {
            "subject": self.cleaned_data["subject"],
            "file_id": chosen.file_id if chosen else None,
        }


def initial_for_picture(account: Account) -> dict[str, Any]:
    """A fresh form."""
    return initial_for(account)


def initial_from_picture(send: Send) -> dict[str, Any]:
    """The form of a draft, with everything that was chosen."""
    return initial_from(send) | {"subject": send.subject, "file": file_of(send)}

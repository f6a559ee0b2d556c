"""What a form has whose message carries a file: one that is here, or a new one.

The view keeps what was brought before the form is read (``messaging.bringing``), so
that a mistake in another field does not lose it.
"""

from __future__ import annotations

from typing import Any

from django import forms

from clicksendhub.credentials.models import Account
from clicksendhub.media.services import files_of
from messaging.bringing import Brought
from messaging.forms.send import SendForm
from messaging.models import Send

_OFFERED = 50


class FormWithFile(SendForm):
    """A message with a file."""

    # Which kinds of file can be made into what is sent, and how people call it.
    suits: tuple[str, ...] = ()
    a_file = "file"

    file = forms.ChoiceField(
        required=False,
        error_messages={
            "invalid_choice": "This file is not here any more. Choose another one."
        },
    )
    upload = forms.FileField(
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "field__drop"}),
    )

    def __init__(
        self,
        *args: Any,
        account: Account,
        brought: Brought | None = None,
        **kwargs: Any,
    ) -> None:
        self.brought = brought or Brought()
        super().__init__(*args, account=account, **kwargs)
        self._offer_files(account)

    @property
    def has_files(self) -> bool:
        """True where there is one to choose."""
        return self._has_files

    def clean(self) -> dict[str, Any]:
        """A file is asked for; one that cannot be sent says why at its field."""
        cleaned = super().clean()
        if self.brought.fault:
            self.add_error(self.brought.field, self.brought.fault)
        elif self.brought.rendition is None and "file" not in self.errors:
            self.add_error("upload", f"Choose a {self.a_file}, or bring one.")
        return cleaned

    def _offer_files(self, account: Account) -> None:
        files = list(files_of(account).filter(kind__in=self.suits)[:_OFFERED])
        chosen = self.brought.file
        if chosen and chosen not in files:
            files.insert(0, chosen)
        self._has_files = bool(files)
        field = self.fields["file"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", "None of these")] + [
            (str(file.public_id), file.name) for file in files
        ]


def file_of(send: Send) -> str:
    """The chosen file of a draft, as the form has it."""
    return str(send.file.public_id) if send.file else ""

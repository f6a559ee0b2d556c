"""The form of Files: it brings one."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.functional import lazy

from clicksendhub.credentials.opened import OpenedInAccount

ACCEPTED = ".jpg,.jpeg,.png,.gif,.bmp,.pdf,.doc,.docx,.rtf,.txt,.csv"


def most_in_words() -> str:
    """How large a file may be."""
    most = settings.MEDIA_FILE_BYTES // 1_000_000
    return f"Choose it, or drop it onto the box. At most {most:,} MB."


class UploadForm(OpenedInAccount):
    """One file for the account in use."""

    nothing_done = "Nothing was kept."

    file = forms.FileField(
        label="Your file",
        allow_empty_file=True,
        help_text=lazy(most_in_words, str)(),
        error_messages={"required": "Choose a file."},
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "field__drop"}),
    )

"""Takes the file of a form: keeps a new one, and has it made into what can be sent.

Done before the form is read, so that nothing that was brought is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from clicksendhub.credentials.models import Account
from clicksendhub.media.models import File, Rendition, RenditionState
from clicksendhub.media.services import files_of, keep_upload, rendition_for
from clicksendhub.media.telling import Preview, previews_of
from clicksendhub.media.workshop import Refused
from clicksendhub.people.models import User


@dataclass(frozen=True, slots=True)
class Brought:
    """The file of a form and what it was made into, or at which field what is wrong."""

    file: File | None = None
    rendition: Rendition | None = None
    fault: str = ""
    field: Literal["file", "upload"] = "upload"

    @property
    def previews(self) -> Sequence[Preview]:
        """Pictures of the file as it was brought."""
        return previews_of(self.file) if self.file else ()

    @property
    def url(self) -> str:
        """What will be sent is made when the form is sent."""
        return ""

    @property
    def words(self) -> str:
        """What it will be is shown on the next page."""
        if self.file is None or self.fault:
            return ""
        return "The next page shows it as it will arrive."

    @property
    def picture(self) -> str:
        """The address of the first of them; "" where there is none."""
        return self.previews[0].url if self.previews else ""


def bring(
    *,
    account: Account,
    by: User,
    purpose: str,
    upload: UploadedFile[Any] | None,
    chosen: str,
) -> Brought:
    """Take the upload, or else the file that was chosen by its public id."""
    try:
        if upload is not None:
            file = keep_upload(account=account, by=by, upload=upload)
            return _made(file, purpose, by, field="upload")
        return take(account=account, by=by, purpose=purpose, chosen=chosen)
    except Refused as refusal:
        return Brought(fault=refusal.sentence)


def take(*, account: Account, by: User, purpose: str, chosen: str) -> Brought:
    """The file that was chosen; nothing where there is none by that id."""
    file = _file_of(account, chosen)
    return _made(file, purpose, by, field="file") if file else Brought()


def offered(account: Account, chosen: str) -> Brought:
    """A file to begin with, by its public id, with nothing made of it."""
    file = _file_of(account, chosen)
    return Brought(file=file)


def _file_of(account: Account, chosen: str) -> File | None:
    try:
        public_id = UUID(chosen)
    except ValueError:
        return None
    return files_of(account).filter(public_id=public_id).first()


def _made(
    file: File, purpose: str, by: User, *, field: Literal["file", "upload"]
) -> Brought:
    try:
        rendition = rendition_for(file=file, purpose=purpose, by=by)
    except Refused as refusal:
        return Brought(file, fault=refusal.sentence, field=field)
    if rendition.state == RenditionState.FAILED:
        return Brought(file, rendition, fault=rendition.fault, field=field)
    return Brought(file, rendition)

"""Keeps a file that somebody brings, once it is known what it is."""

from __future__ import annotations

import hashlib
import tempfile
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from clicksendhub.audit.services import record
from clicksendhub.credentials.models import Account
from clicksendhub.media import storing, workshop
from clicksendhub.media.models import File
from clicksendhub.media.services.finding import storage_used
from clicksendhub.media.workshop import Facts, Refused
from clicksendhub.people.models import User

_LONGEST_NAME: Final = 200


class OverQuota(Refused):
    """The account has no room for it."""

    def __init__(self) -> None:
        most = settings.MEDIA_QUOTA_BYTES // 1_000_000
        super().__init__(
            "over_quota",
            f"The files of this account take up all of the {most:,} MB that they may. "
            "Delete some that nobody needs, then bring it again.",
        )


def keep_upload(*, account: Account, by: User, upload: UploadedFile[Any]) -> File:
    """Keep what was brought; the file that is here already where the bytes are its.

    Raises ``Refused`` with a sentence where it is no file that can be sent, and
    ``OverQuota`` where there is no room.
    """
    name = clean_name(upload.name or "")
    with tempfile.TemporaryDirectory() as desk:
        path = Path(desk, "brought")
        sha256 = _write(upload, path)
        if known := _known(account, sha256):
            return known
        facts = workshop.look(path, name=name, most_bytes=settings.MEDIA_FILE_BYTES)
        if storage_used(account) + facts.size > settings.MEDIA_QUOTA_BYTES:
            raise OverQuota
        previews = workshop.thumbnails(path, facts, folder=Path(desk))
        folder = storing.store(path, previews)
    file = _file(account, by, name, facts, sha256, folder, len(previews))
    return _saved(file, by)


def clean_name(given: str) -> str:
    """The last part of a name, without signs that break lines; never empty."""
    last = PurePosixPath(PureWindowsPath(given).name).name
    plain = "".join(
        sign for sign in last if not unicodedata.category(sign).startswith("C")
    )
    name = " ".join(unicodedata.normalize("NFC", plain).split())
    if len(name) > _LONGEST_NAME:
        ending = PurePosixPath(name).suffix[-20:]
        name = name[: _LONGEST_NAME - len(ending)] + ending
    return name or "file"


def _write(upload: UploadedFile[Any], path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as copy:
        for piece in upload.chunks():
            digest.update(piece)
            copy.write(piece)
    return digest.hexdigest()


def _known(account: Account, sha256: str) -> File | None:
    return File.objects.filter(account=account, sha256=sha256, deleted_at=None).first()


def _file(
    account: Account,
    by: User,
    name: str,
    facts: Facts,
    sha256: str,
    folder: str,
    previews: int,
) -> File:
    return File(
        account=account,
        name=name,
        kind=facts.kind,
        content_type=facts.content_type,
        size=facts.size,
        sha256=sha256,
        folder=folder,
        previews=previews,
        pages=facts.pages,
        width=facts.width,
        height=facts.height,
        is_animated=facts.is_animated,
        uploaded_by=by,
    )


def _saved(file: File, by: User) -> File:
    """The row; where somebody else was faster with the same bytes, theirs."""
    try:
        with transaction.atomic():
            file.save()
            record(
                "file.kept",
                actor=by,
                account_id=file.account_id,
                target=file.public_id,
                kind=file.kind,
                size=file.size,
            )
    except IntegrityError:
        storing.forget(file.folder)
        return File.objects.get(
            account_id=file.account_id, sha256=file.sha256, deleted_at=None
        )
    return file

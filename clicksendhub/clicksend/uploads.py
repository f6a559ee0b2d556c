"""Uploads: ClickSend converts a file for a channel and hosts it for some minutes."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from unicodedata import category

from .checks import check_word, refused
from .envelope import Envelope, Fetch, FormFile, Request
from .parse import integer, moment, rest, text


class Conversion(StrEnum):
    """What a file is for; ClickSend makes of it what that channel takes."""

    CSV = "csv"
    FAX = "fax"
    MMS = "mms"
    POST = "post"
    POSTCARD = "postcard"


MAX_UPLOAD: Final = 10_000_000
"""Bytes: the largest file that any channel names; uploads have no limit of their own.

The lower limits of MMS and fax are for the file that is sent, and conversion makes that
out of a larger one.
"""

_LONGEST_NAME: Final = 255
_NOT_CARRIED: Final = frozenset({"Cc", "Cs"})  # line breaks, halves of emoji
_KEYS: Final = frozenset(
    {"upload_id", "file_name", "date_added", "date_delete", "user_id", "_url"}
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file at ClickSend. Anyone with its address may read it until ``expires_at``."""

    upload_id: int | None
    file_name: str
    url: str = field(repr=False)
    added_at: datetime | None
    expires_at: datetime | None
    user_id: int | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


class UploadsResource:
    """``client.uploads``."""

    def __init__(self, request: Request, fetch: Fetch) -> None:
        self._request = request
        self._fetch = fetch

    def convert(self, content: bytes, *, to: Conversion) -> Upload:
        """Upload a file for a channel, inside JSON. Use its address at once."""
        _check(content, to)
        json = {"content": b64encode(content).decode("ascii")}
        params = {"convert": str(to)}
        return _upload(self._request("POST", "/uploads", params=params, json=json))

    def convert_form(self, content: bytes, *, to: Conversion, file_name: str) -> Upload:
        """Upload a file for a channel as a form, which tells its name too."""
        _check(content, to)
        _check_file_name(file_name)
        file = FormFile(file_name, content)
        params = {"convert": str(to)}
        return _upload(self._request("POST", "/uploads", params=params, file=file))

    def fetch_hosted(self, url: str, *, most_bytes: int = MAX_UPLOAD) -> bytes:
        """What lies at the address of an upload, read without the API key.

        Refused where the address is neither public https nor on the API's own host.
        No redirect is followed; a file above ``most_bytes`` is unreadable.
        """
        return self._fetch(url, most_bytes=most_bytes)


def _check(content: bytes, to: Conversion) -> None:
    check_word(to, Conversion, name="to")
    if not content:
        raise refused("content", "is empty")
    if len(content) > MAX_UPLOAD:
        raise refused("content", f"has more than {MAX_UPLOAD} bytes")


def _check_file_name(file_name: str) -> None:
    if not file_name.strip() or len(file_name) > _LONGEST_NAME:
        raise refused("file_name", "is missing or too long")
    if any(category(sign) in _NOT_CARRIED for sign in file_name):
        raise refused("file_name", "has signs that a form cannot carry")


def _upload(envelope: Envelope) -> Upload:
    """The hosted file; without its address the answer is worth nothing."""
    get = envelope.fields().get
    upload = Upload(
        upload_id=integer(get("upload_id")),
        file_name=text(get("file_name")),
        url=text(get("_url")),
        added_at=moment(get("date_added")),
        expires_at=moment(get("date_delete")),
        user_id=integer(get("user_id")),
        extra=rest(envelope.fields(), _KEYS),
    )
    if not upload.url:
        raise envelope.unreadable("the upload has no address")
    return upload

"""Stops a file at its limit while it comes in, before it is kept anywhere."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

_MARK = "_brought_too_much"


class LimitedUpload(FileUploadHandler):
    """The first of the handlers: what comes after the limit reaches no other."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand on what fits. The rest is read away, so that the browser hears why."""
        if start + len(raw_data) > settings.IMPORT_FILE_BYTES:
            setattr(self.request, _MARK, True)
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""


def was_too_big(request: HttpRequest) -> bool:
    """Whether a file of this request was stopped."""
    # Reading what was posted is what runs the handlers.
    return bool(request.method == "POST" and request.FILES is not None) and getattr(
        request, _MARK, False
    )

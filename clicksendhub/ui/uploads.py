"""Stops a file at the limit of its page while it comes in, before it is kept anywhere.

Each page that takes files says so here, by the name of its address, with its limit.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.urls import Resolver404, resolve

_MARK = "_brought_too_much"
# Elsewhere nobody asks for a file, and none is kept.
_ELSEWHERE = 0
_limits: dict[str, Callable[[], int]] = {}


def take_files(*pages: str, most_bytes: Callable[[], int]) -> None:
    """Let these pages (by name) take files of up to so many bytes."""
    _limits.update(dict.fromkeys(pages, most_bytes))


def limit_of(path: str) -> int:
    """How many bytes a file may have at an address; 0 where none is taken."""
    try:
        page = resolve(path).view_name
    except Resolver404:
        return _ELSEWHERE
    limit = _limits.get(page)
    return limit() if limit else _ELSEWHERE


class LimitedUpload(FileUploadHandler):
    """The first of the handlers: what comes after the limit reaches no other."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand on what fits. A file that does not is read away; the fields stay."""
        if start + len(raw_data) > self._most:
            setattr(self.request, _MARK, True)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""

    @property
    def _most(self) -> int:
        request = self.request
        return limit_of(request.path_info) if request is not None else _ELSEWHERE


def was_too_big(request: HttpRequest) -> bool:
    """Whether a file of this request was stopped."""
    # Reading what was posted is what runs the handlers.
    return bool(request.method == "POST" and request.FILES is not None) and getattr(
        request, _MARK, False
    )


def too_big_words(request: HttpRequest) -> str:
    """What to say of it."""
    most = limit_of(request.path_info) // 1_000_000
    return f"The file has more than {most:,} MB, which is the most that may come here."

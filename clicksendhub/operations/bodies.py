"""How large a body the web server takes: little, but for the pages that take files."""

from __future__ import annotations

import copy
from typing import Any, ClassVar, Final
from weakref import WeakSet

from django.conf import settings
from django.urls import reverse
from waitress.parser import HTTPRequestParser

UPLOAD_PAGES: Final = ("contacts:import_new", "consent:import_new")
# Bodies lie on the disk before anybody knows who sent them: no more than these at once.
MOST_UPLOADS: Final = 4
# Beyond the limit of a file, so that a page can say what is wrong with it.
_SLACK: Final = 2


class BodyParser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request; of a page that takes files the body may be that of a file."""

    _uploads: ClassVar[WeakSet[BodyParser]] = WeakSet()

    def parse_header(self, header_plus: bytes) -> None:
        """The head decides: a body that is too long is refused before it comes."""
        super().parse_header(header_plus)
        if self._brings_a_file() and len(self._uploads) < MOST_UPLOADS:
            self._uploads.add(self)
            self.adj: Any = _roomy(self.adj)

    def close(self) -> None:
        """The body is done with, and so is its place among those at once."""
        self._uploads.discard(self)
        super().close()

    def _brings_a_file(self) -> bool:
        """A body beyond the ordinary, for a page that takes it; others need no place.

        One that does not say its length stays at the ordinary limit.
        """
        is_large = self.content_length >= self.adj.max_request_body_size
        pages = {reverse(name) for name in UPLOAD_PAGES}
        return self.command == "POST" and is_large and self.path in pages


def _roomy(adjustments: Any) -> Any:
    roomy = copy.copy(adjustments)
    roomy.max_request_body_size = _SLACK * settings.IMPORT_FILE_BYTES
    return roomy

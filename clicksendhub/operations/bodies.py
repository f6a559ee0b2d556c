"""How large a body the web server takes: little, but for the pages that take files."""

from __future__ import annotations

import copy
from typing import Any, ClassVar, Final
from weakref import WeakSet

from waitress.parser import HTTPRequestParser

from clicksendhub.ui.uploads import limit_of

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
            self.adj: Any = _roomy(self.adj, limit_of(self.path))

    def close(self) -> None:
        """The body is done with, and so is its place among those at once."""
        self._uploads.discard(self)
        super().close()

    def _brings_a_file(self) -> bool:
        """A body beyond the ordinary, for a page that takes it; others need no place.

        One that does not say its length stays at the ordinary limit.
        """
        is_large = self.content_length >= self.adj.max_request_body_size
        return self.command == "POST" and is_large and limit_of(self.path) > 0


def _roomy(adjustments: Any, most_bytes: int) -> Any:
    roomy = copy.copy(adjustments)
    roomy.max_request_body_size = _SLACK * most_bytes
    return roomy

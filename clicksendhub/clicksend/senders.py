"""Every number and name that the account may send from.

Two of the three lists come without the envelope and count rows in place of pages.
"""

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from .checks import MAX_LIMIT, page_params
from .envelope import Envelope, JsonObject, Request
from .errors import RequestRefused
from .pages import MAX_PAGES, every_page
from .parse import integer
from .sender_types import (
    AlphaTag,
    DedicatedNumber,
    OwnNumber,
    alpha_tag,
    dedicated_number,
    own_number,
)
from .types import Page

_PAGE_SIZE: Final = 100

Row = TypeVar("Row")


class SendersResource:
    """``client.senders``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def dedicated_numbers_page(
        self, *, page: int = 1, limit: int = MAX_LIMIT
    ) -> Page[DedicatedNumber]:
        """One page of the rented numbers."""
        params = page_params(page, limit=limit)
        envelope = self._request("GET", "/numbers", params=params)
        return envelope.page(dedicated_number, asked_for=page)

    def dedicated_numbers(self) -> Iterator[DedicatedNumber]:
        """Every number that the account rents."""
        return every_page(lambda number: self.dedicated_numbers_page(page=number))

    def own_numbers(self) -> Iterator[OwnNumber]:
        """Every number of the customer's own, approved or not."""
        return self._walk("/own-numbers", "own_numbers", own_number)

    def alpha_tags(self) -> Iterator[AlphaTag]:
        """Every name that was asked for, approved or not."""
        return self._walk("/alpha-tags", "alpha_tags", alpha_tag)

    def _walk(
        self, path: str, name: str, read: Callable[[JsonObject], Row]
    ) -> Iterator[Row]:
        """Each row, from where the last answer ended: it may be shorter than asked."""
        offset = 0
        for _ in range(MAX_PAGES):
            params = {"offset": str(offset), "page_size": str(_PAGE_SIZE)}
            envelope = self._request("GET", path, params=params)
            rows = _rows(envelope, name)
            yield from map(read, rows)
            offset += len(rows)
            if not rows or not _has_more(envelope, rows=len(rows)):
                return
        raise RequestRefused(f"{path}: more than {MAX_PAGES} pages")


def _rows(envelope: Envelope, name: str) -> list[JsonObject]:
    """The rows stand under the name of the list, or under ``data``."""
    fields = envelope.fields()
    entries = fields.get(name, fields.get("data"))
    if not isinstance(entries, list):
        raise envelope.unreadable(f"there is no list of {name}")
    rows: list[JsonObject] = [entry for entry in entries if isinstance(entry, dict)]
    if len(rows) < len(entries):
        raise envelope.unreadable("a row is not an object")
    return rows


def _has_more(envelope: Envelope, *, rows: int) -> bool:
    """Where no next page is told of, a full page may have one."""
    about = envelope.fields().get("_metadata")
    paging = about.get("pagination") if isinstance(about, dict) else None
    if not isinstance(paging, dict):
        return rows >= _PAGE_SIZE
    if "next" in paging:
        return bool(paging["next"])
    return rows >= (integer(paging.get("page_size")) or _PAGE_SIZE)

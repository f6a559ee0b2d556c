"""What a page claims of its list: how long it is, and which rows stand on the page.

Whoever looks for a row takes its absence for a fact, so a claim of more rows than came
is never passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .parse import integer


@dataclass(frozen=True, slots=True)
class Claims:
    """The numbers beside the rows of a page; None where an answer does not say."""

    page: int
    last_page: int | None
    total: int | None
    per_page: int | None
    first_row: int | None
    last_row: int | None

    def is_empty_list(self) -> bool:
        """True where the answer itself says that there is nothing at all."""
        return 0 in (self.total, self.last_page) and not self.has_rows()

    def has_rows(self) -> bool:
        """True where rows must stand on this page."""
        before = (self.page - 1) * (self.per_page or 1)
        return bool(self.first_row or self.last_row) or (self.total or 0) > before

    def reach(self, rows: int) -> int:
        """The page to walk to: the furthest of what the numbers and the rows say."""
        told = self.last_page
        if told is None or (rows and told < self.page):
            told = self._guess(rows)
        size = self.per_page or rows
        if self.total is None or size < 1:
            return told
        return max(told, -(-self.total // size))

    def _guess(self, rows: int) -> int:
        """Without numbers that hold, a page with rows may have another after it."""
        if self.total and self.per_page:
            return 0
        return self.page + 1 if rows else self.page


def read_claims(about: Mapping[str, object], *, asked_for: int) -> Claims:
    """The claims in the object around the rows."""
    return Claims(
        page=integer(about.get("current_page")) or asked_for,
        last_page=integer(about.get("last_page")),
        total=integer(about.get("total")),
        per_page=integer(about.get("per_page")),
        first_row=integer(about.get("from")),
        last_row=integer(about.get("to")),
    )

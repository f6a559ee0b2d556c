"""Finding messages again: alike in every channel whose messages go to a number."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

from clicksendhub.clicksend import ClickSend
from clicksendhub.dispatch.channels import HistoryPage, Window

PAGE_SIZE = 100


class ByNumber(ABC):
    """The looks of a channel; ``_resource`` is its part of the client."""

    @abstractmethod
    def _resource(self, client: ClickSend) -> Any: ...

    def history(self, client: ClickSend, *, window: Window, page: int) -> HistoryPage:
        """One page of the account's history, newest first."""
        found = self._resource(client).history(
            page=page,
            limit=PAGE_SIZE,
            date_from=window.since,
            date_to=window.until,
            newest_first=True,
        )
        return HistoryPage(found.rows, is_last=found.page >= found.last_page)

    def history_of(
        self, client: ClickSend, *, window: Window, row: Mapping[str, Any]
    ) -> Iterable[Any]:
        """What went to this row's number in the window: one page holds it."""
        found = self._resource(client).history(
            limit=PAGE_SIZE,
            date_from=window.since,
            date_to=window.until,
            to=row["to"],
            newest_first=True,
        )
        rows: Iterable[Any] = found.rows
        return rows

"""The history of a channel: what was sent, page by page."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from .checks import MAX_LIMIT
from .envelope import JsonObject, Request
from .requests import HistoryWindow, history_params
from .types import Page

Row = TypeVar("Row")


class HistoryResource(Generic[Row]):
    """Messages of one channel, under an address of its own."""

    _sort_by: ClassVar[str] = "date_added"

    def __init__(
        self, request: Request, path: str, *, read: Callable[[JsonObject], Row]
    ) -> None:
        self._request = request
        self._path = path
        self._read = read

    def history(
        self,
        *,
        page: int = 1,
        limit: int = MAX_LIMIT,
        date_from: datetime | None = None,
        date_to: datetime | None = None,
        newest_first: bool = True,
    ) -> Page[Row]:
        """What was sent in the last four months."""
        return self._history(
            HistoryWindow(page, limit, date_from, date_to, newest_first)
        )

    def _history(self, window: HistoryWindow, *, query: str = "") -> Page[Row]:
        params = self._history_params(window)
        if query:
            params["q"] = query
        envelope = self._request("GET", f"{self._path}/history", params=params)
        return envelope.page(self._read, asked_for=window.page)

    def _history_params(self, window: HistoryWindow) -> dict[str, str]:
        return history_params(window, sort_by=self._sort_by)

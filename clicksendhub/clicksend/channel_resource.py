"""What every channel does alike: send and price a batch, and tell its history."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from .batch_types import BatchAnswer
from .batches import priced_batch, sent_batch
from .checks import MAX_LIMIT
from .envelope import JsonObject, Request
from .message_checks import HasReference, check_references
from .requests import HistoryWindow, history_params
from .types import Page

Row = TypeVar("Row")


class ChannelResource(Generic[Row]):
    """Messages of one channel, under an address of its own."""

    _sort_by: ClassVar[str] = "date_added"
    _what: ClassVar[str] = "message"

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

    def _send(
        self, messages: Sequence[HasReference], *, json: JsonObject
    ) -> BatchAnswer[Row]:
        check_references(messages, what=self._what)
        envelope = self._request("POST", f"{self._path}/send", json=json)
        return sent_batch(envelope, name=f"{self._what}s", read=self._read)

    def _price(self, json: JsonObject) -> BatchAnswer[Row]:
        envelope = self._request("POST", f"{self._path}/price", json=json)
        return priced_batch(envelope, name=f"{self._what}s", read=self._read)

    def _history(self, window: HistoryWindow, *, query: str = "") -> Page[Row]:
        params = self._history_params(window)
        if query:
            params["q"] = query
        envelope = self._request("GET", f"{self._path}/history", params=params)
        return envelope.page(self._read, asked_for=window.page)

    def _history_params(self, window: HistoryWindow) -> dict[str, str]:
        return history_params(window, sort_by=self._sort_by)

"""The calls that channels have alike, each under an address of its own."""

from datetime import datetime
from typing import TypeVar

from .channel_resource import ChannelResource
from .checks import MAX_LIMIT, checked_id, checked_number, page_params
from .envelope import JsonObject
from .errors import RequestRefused
from .inbound import receipt_from_fields
from .parse import integer
from .requests import HistoryWindow, unix
from .types import Page, Receipt

Row = TypeVar("Row")


class Channel(ChannelResource[Row]):
    """History and receipts of messages that go to a number."""

    def history(
        self,
        *,
        page: int = 1,
        limit: int = MAX_LIMIT,
        date_from: datetime | None = None,
        date_to: datetime | None = None,
        newest_first: bool = True,
        to: str | None = None,
    ) -> Page[Row]:
        """Messages of the last four months, or those to a number among them.

        Only that of texts has replies too: ``direction`` says which they are.
        """
        window = HistoryWindow(page, limit, date_from, date_to, newest_first)
        query = "" if to is None else f"to:{checked_number(to)}"
        return self._history(window, query=query)

    def receipts(self, *, page: int = 1, limit: int = MAX_LIMIT) -> Page[Receipt]:
        """Unread delivery receipts; there are none without a POLL rule."""
        params = page_params(page, limit=limit)
        envelope = self._request("GET", f"{self._path}/receipts", params=params)
        return envelope.page(receipt_from_fields, asked_for=page)

    def receipt(self, message_id: str) -> Receipt:
        """The receipt of one message; NotFound while there is none."""
        path = f"{self._path}/receipts/{checked_id(message_id)}"
        return self._request("GET", path).known(
            receipt_from_fields, id_of=lambda receipt: receipt.message_id
        )

    def mark_receipts_read(self, *, before: datetime) -> None:
        """Take receipts older than a moment off the unread list."""
        json = {"date_before": unix(before)}
        self._request("PUT", f"{self._path}/receipts-read", json=json)

    def _post(self, path: str, json: JsonObject) -> JsonObject:
        return self._request("POST", path, json=json).first_fields()


class CancellableChannel(Channel[Row]):
    """A channel whose scheduled messages can be cancelled."""

    def cancel(self, message_id: str) -> None:
        """Cancel one scheduled message; NotFound once it is sent or cancelled."""
        self._request("PUT", f"{self._path}/{checked_id(message_id)}/cancel")

    def cancel_by_reference(self, reference: str) -> int | None:
        """Cancel the scheduled messages with a reference; how many, where told."""
        path = f"{self._path}/cancel-all"
        if not reference.strip():
            # Without it ClickSend cancels every scheduled message of the account.
            raise RequestRefused(f"PUT {path}: needs a reference")
        envelope = self._request("PUT", path, json={"custom_string": reference})
        return integer(envelope.first_fields().get("count"))

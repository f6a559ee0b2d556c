"""Faxes: send, price, history and receipts."""

import re
from collections.abc import Sequence
from typing import Final

from .batch_types import BatchAnswer
from .channel import Channel
from .checks import checked_push_url, checked_url
from .envelope import JsonObject, Request
from .fax_types import Fax, FaxRow
from .inbound import receipt_from_fields
from .message_checks import (
    check_count,
    check_destination,
    refused_at,
)
from .parse import decimal, integer, moment, rest, text
from .requests import HistoryWindow, filled
from .types import Receipt

_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_KEYS: Final = frozenset(
    {"custom_string", "status", "message_id", "to", "from", "country", "carrier"}
    | {"message_pages", "message_price", "status_code", "status_text", "date_added"}
    | {"schedule", "from_email", "_file_url", "list_id", "user_id", "subaccount_id"}
    | {"date"}
)


class FaxResource(Channel[FaxRow]):
    """``client.fax``.

    The documents say that new customers do not get it. The answer to ``receipt`` is
    the record of the whole fax; what a receipt has no name for is in ``extra``.
    """

    def __init__(self, request: Request) -> None:
        super().__init__(request, "/fax", read=_fax_row)

    def send(self, messages: Sequence[Fax], *, file_url: str) -> BatchAnswer[FaxRow]:
        """Send one PDF to up to 1,000 numbers. Match the items by reference.

        One to a list has an item for each contact, all with its reference.
        """
        return self._send(messages, json=_batch_json(messages, file_url))

    def price(self, messages: Sequence[Fax], *, file_url: str) -> BatchAnswer[FaxRow]:
        """What the faxes would cost; nothing is sent."""
        return self._price(_batch_json(messages, file_url))

    def ask_test_receipt(self, *, url: str) -> Receipt:
        """Have an invented receipt pushed to an address ("poll": the unread list)."""
        return receipt_from_fields(
            self._post("/fax/receipts", {"url": checked_push_url(url)})
        )

    def _history_params(self, window: HistoryWindow) -> dict[str, str]:
        """The documents of faxes call ``order`` what is ``order_by`` elsewhere."""
        params = super()._history_params(window)
        return {**params, "order": params["order_by"]}


def _batch_json(messages: Sequence[Fax], file_url: str) -> JsonObject:
    check_count(messages)
    checked_url(file_url)
    for position, message in enumerate(messages):
        check_destination(position, message)
        if message.list_id is None and not _E164.fullmatch(message.to):
            why = "has a number that does not begin with + and the country"
            raise refused_at(position, "to", why)
    listed = [_fax_json(message) for message in messages]
    return {"file_url": file_url, "messages": listed}


def _fax_json(message: Fax) -> JsonObject:
    return filled(
        {
            "to": message.to,
            "list_id": message.list_id,
            "custom_string": message.reference,
            "from": message.sender,
            "country": message.country,
            "from_email": message.from_email,
            "source": message.source,
        }
    )


def _fax_row(entry: JsonObject) -> FaxRow:
    """A send's answer and a row of history; old ones have a word as their code."""
    get = entry.get
    status_code = integer(get("status_code"))
    word = text(get("status_code")) if status_code is None else ""
    return FaxRow(
        reference=text(get("custom_string")),
        status=text(get("status")),
        message_id=text(get("message_id")),
        to=text(get("to")),
        sender=text(get("from")),
        country=text(get("country")),
        carrier=text(get("carrier")),
        pages=integer(get("message_pages")),
        price=decimal(get("message_price")),
        status_code=status_code,
        status_text=text(get("status_text")) or word,
        date=moment(get("date_added")) or moment(get("date")),
        scheduled_at=moment(get("schedule")),
        from_email=text(get("from_email")),
        file_url=text(get("_file_url")),
        list_id=integer(get("list_id")),
        user_id=integer(get("user_id")),
        subaccount_id=integer(get("subaccount_id")),
        extra=rest(entry, _KEYS),
    )

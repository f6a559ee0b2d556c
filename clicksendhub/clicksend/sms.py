"""Texts: send, price, history, receipts, replies and cancelling."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Final

from .checks import MAX_LIMIT, aware, checked_id, checked_number, page_params
from .envelope import JsonObject, Request
from .errors import RequestRefused
from .inbound import inbound_from_fields, receipt_from_fields
from .parse import integer
from .sms_json import history_row, message_json, price_result, send_result
from .types import (
    HistoryRow,
    InboundSms,
    Page,
    PriceResult,
    Receipt,
    SendResult,
    Sms,
    WebhookType,
)

MAX_MESSAGES: Final = 1000
MAX_REFERENCE: Final = 50


class SmsResource:
    """``client.sms``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def send(self, messages: Sequence[Sms]) -> SendResult:
        """Send up to 1,000 texts now. Match the answer's items by reference.

        An answer without an item for a message says nothing about that message.
        """
        _check_messages(messages)
        _check_references(messages)
        json = {"messages": [message_json(message) for message in messages]}
        return send_result(self._request("POST", "/sms/send", json=json))

    def price(self, messages: Sequence[Sms]) -> PriceResult:
        """What the texts would cost; nothing is sent."""
        _check_messages(messages)
        json = {"messages": [message_json(message) for message in messages]}
        return price_result(self._request("POST", "/sms/price", json=json))

    def history(
        self,
        *,
        page: int = 1,
        limit: int = MAX_LIMIT,
        date_from: datetime | None = None,
        date_to: datetime | None = None,
        to: str | None = None,
        newest_first: bool = True,
    ) -> Page[HistoryRow]:
        """Texts of the last four months, both ways, optionally to one number."""
        params = page_params(page, limit)
        params["order_by"] = "date:desc" if newest_first else "date:asc"
        if date_from is not None:
            params["date_from"] = str(int(aware(date_from).timestamp()))
        if date_to is not None:
            params["date_to"] = str(ceil(aware(date_to).timestamp()))
        if to is not None:
            params["q"] = f"to:{checked_number(to)}"
        envelope = self._request("GET", "/sms/history", params=params)
        return envelope.page(history_row, asked_for=page)

    def receipts(self, *, page: int = 1, limit: int = MAX_LIMIT) -> Page[Receipt]:
        """Unread delivery receipts; there are none without a POLL rule."""
        params = page_params(page, limit)
        envelope = self._request("GET", "/sms/receipts", params=params)
        return envelope.page(receipt_from_fields, asked_for=page)

    def receipt(self, message_id: str) -> Receipt:
        """The receipt of one text; NotFound while there is none."""
        path = f"/sms/receipts/{checked_id(message_id)}"
        return receipt_from_fields(self._request("GET", path).fields())

    def mark_receipts_read(self, *, before: datetime) -> None:
        """Take receipts older than a moment off the unread list."""
        json = {"date_before": int(aware(before).timestamp())}
        self._request("PUT", "/sms/receipts-read", json=json)

    def inbound(self, *, page: int = 1, limit: int = MAX_LIMIT) -> Page[InboundSms]:
        """Unread replies; none without a POLL rule, repeated with several of them."""
        params = page_params(page, limit)
        envelope = self._request("GET", "/sms/inbound", params=params)
        return envelope.page(inbound_from_fields, asked_for=page)

    def mark_inbound_read(self, message_id: str) -> None:
        """Take one reply off the unread list."""
        self._request("PUT", f"/sms/inbound-read/{checked_id(message_id)}")

    def ask_test_reply(
        self, *, url: str, webhook_type: str = WebhookType.POST
    ) -> InboundSms:
        """Have an invented reply pushed to an address ("poll": the unread list)."""
        json = {"url": url, "webhook_type": str(webhook_type)}
        return inbound_from_fields(self._post("/sms/inbound", json))

    def ask_test_receipt(self, *, url: str) -> Receipt:
        """Have an invented receipt pushed to an address ("poll": the unread list)."""
        return receipt_from_fields(self._post("/sms/receipts", {"url": url}))

    def cancel(self, message_id: str) -> None:
        """Cancel one scheduled text; NotFound once it is sent or cancelled."""
        self._request("PUT", f"/sms/{checked_id(message_id)}/cancel")

    def cancel_by_reference(self, reference: str) -> int | None:
        """Cancel the scheduled texts with a reference; how many, where told."""
        if not reference.strip():
            # Without it ClickSend cancels every scheduled text of the account.
            raise RequestRefused("PUT /sms/cancel-all: needs a reference")
        json = {"custom_string": reference}
        envelope = self._request("PUT", "/sms/cancel-all", json=json)
        return integer(envelope.first_fields().get("count"))

    def _post(self, path: str, json: JsonObject) -> JsonObject:
        return self._request("POST", path, json=json).first_fields()


def _check_messages(messages: Sequence[Sms]) -> None:
    if not 1 <= len(messages) <= MAX_MESSAGES:
        raise RequestRefused(f"{len(messages)} messages: 1 to {MAX_MESSAGES} may go")
    for position, message in enumerate(messages):
        if not message.to.strip():
            raise _refused(position, "to", "has no number to go to")
        if not message.body.strip():
            raise _refused(position, "body", "has no text")


def _check_references(messages: Sequence[Sms]) -> None:
    """Without a reference of its own a text whose answer is lost cannot be found."""
    seen: set[str] = set()
    for position, message in enumerate(messages):
        reference = message.reference
        if not reference.strip():
            raise _refused(position, "reference", "has no reference")
        if len(reference) > MAX_REFERENCE:
            why = f"has a reference of more than {MAX_REFERENCE} characters"
            raise _refused(position, "reference", why)
        if reference in seen:
            raise _refused(position, "reference", "repeats an earlier reference")
        seen.add(reference)


def _refused(position: int, name: str, why: str) -> RequestRefused:
    """Names the place of a message, never what stands in it."""
    field_name = f"messages.{position}.{name}"
    return RequestRefused(f"message {position} {why}", fields={field_name: why})

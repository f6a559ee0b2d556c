"""Texts: send, price, history, receipts, replies and cancelling."""

from collections.abc import Sequence
from typing import Final

from .channel import CancellableChannel
from .checks import (
    MAX_LIMIT,
    check_word,
    checked_id,
    checked_push_url,
    page_params,
)
from .envelope import Request
from .inbound import inbound_from_fields, receipt_from_fields
from .lengths import sms_parts
from .message_checks import (
    check_count,
    check_destination,
    check_references,
    check_senders,
    refused_at,
)
from .sms_json import history_row, message_json, price_result, send_result
from .sms_types import HistoryRow, PriceResult, SendResult, Sms
from .types import InboundSms, Page, Receipt, WebhookType

# The rest would be cut off. An account may be set to six parts, and the help centre
# counts line breaks twice: what is surely too long is refused here.
_MOST_PARTS: Final = 8
_SURELY_SHORT: Final = 264
"""Emojis fill eight parts first: 33 go into the 67 places of each."""


class SmsResource(CancellableChannel[HistoryRow]):
    """``client.sms``."""

    _sort_by = "date"

    def __init__(self, request: Request) -> None:
        super().__init__(request, "/sms", read=history_row)

    def send(self, messages: Sequence[Sms]) -> SendResult:
        """Send up to 1,000 texts now. Match the answer's items by reference.

        An answer without an item for a message says nothing about that message. One
        to a list has an item for each contact, all with the reference of the text.
        """
        _check_messages(messages)
        check_references(messages)
        json = {"messages": [message_json(message) for message in messages]}
        return send_result(self._request("POST", "/sms/send", json=json))

    def price(self, messages: Sequence[Sms]) -> PriceResult:
        """What the texts would cost; nothing is sent."""
        _check_messages(messages)
        json = {"messages": [message_json(message) for message in messages]}
        return price_result(self._request("POST", "/sms/price", json=json))

    def inbound(self, *, page: int = 1, limit: int = MAX_LIMIT) -> Page[InboundSms]:
        """Unread replies; none without a POLL rule, repeated with several of them."""
        params = page_params(page, limit=limit)
        envelope = self._request("GET", "/sms/inbound", params=params)
        return envelope.page(inbound_from_fields, asked_for=page)

    def mark_inbound_read(self, message_id: str) -> None:
        """Take one reply off the unread list."""
        self._request("PUT", f"/sms/inbound-read/{checked_id(message_id)}")

    def ask_test_reply(
        self, *, url: str, webhook_type: str = WebhookType.POST
    ) -> InboundSms:
        """Have an invented reply pushed to an address ("poll": the unread list)."""
        check_word(webhook_type, WebhookType, name="webhook_type")
        json = {"url": checked_push_url(url), "webhook_type": str(webhook_type)}
        return inbound_from_fields(self._post("/sms/inbound", json))

    def ask_test_receipt(self, *, url: str) -> Receipt:
        """Have an invented receipt pushed to an address ("poll": the unread list)."""
        return receipt_from_fields(
            self._post("/sms/receipts", {"url": checked_push_url(url)})
        )


def _check_messages(messages: Sequence[Sms]) -> None:
    """A thousand go in one call, so what nearly all are is seen at a glance."""
    check_count(messages)
    check_senders(messages)
    for position, message in enumerate(messages):
        body = message.body
        if message.list_id is not None or message.country or not message.to.strip():
            check_destination(position, message)
        if not body or len(body) > _SURELY_SHORT or body.isspace():
            _check_body(position, body)


def _check_body(position: int, body: str) -> None:
    if not body.strip():
        raise refused_at(position, "body", "has no text")
    if sms_parts(body) > _MOST_PARTS:
        why = f"has a text of more than {_MOST_PARTS} parts"
        raise refused_at(position, "body", why)

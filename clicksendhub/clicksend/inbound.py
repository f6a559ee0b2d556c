"""Replies and delivery receipts, whether ClickSend pushed them or we fetched them.

Pushed events write some keys twice, form posts hold strings alone. Pure functions.
"""

from collections.abc import Mapping
from typing import Final

from .parse import integer, moment, rest, text
from .types import InboundSms, Receipt

_INBOUND_KEYS: Final = frozenset(
    {
        "message_id",
        "messageid",
        "from",
        "to",
        "body",
        "message",
        "original_message_id",
        "originalmessageid",
        "original_body",
        "originalmessage",
        "custom_string",
        "customstring",
        "timestamp",
        "timestamp_send",
        "user_id",
        "subaccount_id",
    }
)
_RECEIPT_KEYS: Final = frozenset(
    {
        "message_id",
        "messageid",
        "custom_string",
        "customstring",
        "status",
        "status_code",
        "status_text",
        "error_code",
        "error_text",
        "timestamp",
        "timestamp_send",
        "message_type",
        "digits",
        "user_id",
    }
)


class UnreadableEvent(Exception):
    """A pushed event without the fields that make it one."""


def read_pushed_inbound(fields: Mapping[str, object]) -> InboundSms:
    """The reply in a pushed form, query string or JSON object.

    Raises UnreadableEvent without a message id, or with neither sender nor text.
    """
    reply = inbound_from_fields(fields)
    if not reply.message_id:
        raise UnreadableEvent("the event has no message_id")
    if not reply.sender and not reply.body:
        raise UnreadableEvent("the event has neither from nor body")
    return reply


def read_pushed_receipt(fields: Mapping[str, object]) -> Receipt:
    """The receipt in a pushed form. Raises UnreadableEvent without a message id."""
    receipt = receipt_from_fields(fields)
    if not receipt.message_id:
        raise UnreadableEvent("the event has no message_id")
    return receipt


def inbound_from_fields(fields: Mapping[str, object]) -> InboundSms:
    """A reply from whatever fields there are."""
    return InboundSms(
        message_id=_text(fields, "message_id", "messageid"),
        sender=_text(fields, "from"),
        to=_text(fields, "to"),
        body=_text(fields, "body", "message"),
        original_message_id=_text(fields, "original_message_id", "originalmessageid"),
        original_body=_text(fields, "original_body", "originalmessage"),
        reference=_text(fields, "custom_string", "customstring"),
        # The answer to a request for a test reply names its time differently.
        timestamp=moment(_only(fields.get("timestamp")))
        or moment(_only(fields.get("timestamp_send"))),
        user_id=integer(_only(fields.get("user_id"))),
        subaccount_id=integer(_only(fields.get("subaccount_id"))),
        extra=rest(fields, _INBOUND_KEYS),
    )


def receipt_from_fields(fields: Mapping[str, object]) -> Receipt:
    """A receipt from whatever fields there are.

    ``status`` is the word of a push (Delivered, Undelivered), or the word that old
    examples have in place of a status code (Completed).
    """
    status_code = _only(fields.get("status_code"))
    code = integer(status_code)
    return Receipt(
        message_id=_text(fields, "message_id", "messageid"),
        reference=_text(fields, "custom_string", "customstring"),
        status=_text(fields, "status")
        or ("" if code is not None else text(status_code)),
        status_code=code,
        status_text=_text(fields, "status_text"),
        error_code=integer(_only(fields.get("error_code"))),
        error_text=_text(fields, "error_text"),
        timestamp=moment(_only(fields.get("timestamp"))),
        timestamp_send=moment(_only(fields.get("timestamp_send"))),
        message_type=_text(fields, "message_type"),
        digits=_text(fields, "digits"),
        user_id=integer(_only(fields.get("user_id"))),
        extra=rest(fields, _RECEIPT_KEYS),
    )


def _text(fields: Mapping[str, object], *names: str) -> str:
    """The first of a field's spellings that holds something."""
    for name in names:
        if found := text(_only(fields.get(name))):
            return found
    return ""


def _only(value: object) -> object:
    """The last value where a form parser made a list of them."""
    return value[-1] if isinstance(value, list) and value else value

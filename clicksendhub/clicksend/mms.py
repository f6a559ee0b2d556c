"""Picture messages: send, price, history, receipts and cancelling."""

from collections.abc import Sequence
from typing import Final

from .batch_types import BatchAnswer
from .channel import CancellableChannel
from .checks import checked_url
from .envelope import JsonObject, Request
from .lengths import units
from .message_checks import (
    check_body,
    check_count,
    check_destination,
    check_senders,
    refused_at,
)
from .mms_types import Mms, MmsRow
from .parse import decimal, integer, moment, rest, text
from .requests import filled

MAX_SUBJECT: Final = 20

_GSM_LENGTH: Final = 1500
_UNICODE_LENGTH: Final = 500
_KEYS: Final = frozenset(
    {"custom_string", "status", "message_id", "to", "subject", "body", "from"}
    | {"country", "carrier", "message_parts", "message_price", "_media_file_url"}
    | {"list_id", "contact_id", "user_id", "subaccount_id", "direction", "date"}
    | {"date_added", "schedule", "status_code", "status_text", "error_code"}
    | {"error_text", "from_email"}
)


class MmsResource(CancellableChannel[MmsRow]):
    """``client.mms``.

    Receipts and cancelling stand in older documents of the API alone: they may be gone.
    """

    _sort_by = "date"

    def __init__(self, request: Request) -> None:
        super().__init__(request, "/mms", read=_mms_row)

    def send(self, messages: Sequence[Mms], *, media_url: str) -> BatchAnswer[MmsRow]:
        """Send up to 1,000 messages with one picture now. Match items by reference.

        One to a list has an item for each contact, all with its reference.
        """
        return self._send(messages, json=_batch_json(messages, media_url))

    def price(self, messages: Sequence[Mms], *, media_url: str) -> BatchAnswer[MmsRow]:
        """What the messages would cost; nothing is sent."""
        return self._price(_batch_json(messages, media_url))


def _batch_json(messages: Sequence[Mms], media_url: str) -> JsonObject:
    check_count(messages)
    check_senders(messages)
    checked_url(media_url, name="media_url")
    for position, message in enumerate(messages):
        check_destination(position, message)
        _check_words(position, message)
    listed = [_mms_json(message) for message in messages]
    return {"media_file": media_url, "messages": listed}


def _check_words(position: int, message: Mms) -> None:
    """What is too long would be cut off and sent."""
    if not message.subject.strip():
        raise refused_at(position, "subject", "has no subject")
    if units(message.subject) > MAX_SUBJECT:
        why = f"has a subject of more than {MAX_SUBJECT} characters"
        raise refused_at(position, "subject", why)
    check_body(position, message.body, gsm=_GSM_LENGTH, unicode=_UNICODE_LENGTH)


def _mms_json(message: Mms) -> JsonObject:
    return filled(
        {
            "to": message.to,
            "list_id": message.list_id,
            "subject": message.subject,
            "body": message.body,
            "custom_string": message.reference,
            "from": message.sender,
            "country": message.country,
            "source": message.source,
        }
    )


def _mms_row(entry: JsonObject) -> MmsRow:
    """A send's answer and a row of history; each lacks columns of the other."""
    get = entry.get
    return MmsRow(
        reference=text(get("custom_string")),
        status=text(get("status")),
        message_id=text(get("message_id")),
        to=text(get("to")),
        subject=text(get("subject")),
        body=text(get("body")),
        sender=text(get("from")),
        country=text(get("country")),
        carrier=text(get("carrier")),
        parts=integer(get("message_parts")),
        price=decimal(get("message_price")),
        media_url=text(get("_media_file_url")),
        list_id=integer(get("list_id")),
        contact_id=integer(get("contact_id")),
        user_id=integer(get("user_id")),
        subaccount_id=integer(get("subaccount_id")),
        direction=text(get("direction")),
        date=moment(get("date")) or moment(get("date_added")),
        scheduled_at=moment(get("schedule")),
        from_email=text(get("from_email")),
        status_code=integer(get("status_code")),
        status_text=text(get("status_text")),
        error_code=integer(get("error_code")),
        error_text=text(get("error_text")),
        extra=rest(entry, _KEYS),
    )

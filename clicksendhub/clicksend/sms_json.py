"""Texts as ClickSend writes them: the JSON of a send, and what its answers hold.

Words of the API end here: ``custom_string`` is a reference, ``from`` a sender.
"""

from typing import Final

from .envelope import Envelope, JsonObject
from .money import currency_words
from .parse import currency, decimal, integer, moment, rest, text
from .sms_types import HistoryRow, PricedSms, PriceResult, SendResult, SentSms, Sms

_TOTALS_KEYS: Final = frozenset(
    {"messages", "total_price", "total_count", "queued_count", "blocked_count"}
    | {"_currency", "currency"}
)
_PRICED_KEYS: Final = frozenset(
    {"custom_string", "status", "to", "message_parts", "message_price", "country"}
)
_HISTORY_KEYS: Final = _PRICED_KEYS | {
    *("message_id", "body", "status_code", "status_text", "error_code", "error_text"),
    *("direction", "date", "from", "carrier", "from_email", "list_id", "contact_id"),
    *("user_id", "subaccount_id"),
}


def message_json(message: Sms) -> dict[str, object]:
    """One text of a send; what is empty is left to ClickSend."""
    fields: dict[str, object] = {
        "to": message.to,
        "body": message.body,
        "custom_string": message.reference,
    }
    if message.sender:
        fields["from"] = message.sender
    if message.country:
        fields["country"] = message.country
    if message.from_email:
        fields["from_email"] = message.from_email
    if message.source:
        fields["source"] = message.source
    if message.list_id is not None:  # the list wins over the number, even an empty one
        del fields["to"]
        fields["list_id"] = message.list_id
    return fields


def send_result(envelope: Envelope) -> SendResult:
    """The answer to a send, as many items as it has."""
    items = tuple([_sent_sms(entry) for entry in envelope.objects("messages")])
    fields = envelope.fields()
    return SendResult(
        items=items,
        total_price=decimal(fields.get("total_price")),
        currency=currency(fields),
        total_count=integer(fields.get("total_count")),
        queued_count=integer(fields.get("queued_count")),
        blocked_count=integer(fields.get("blocked_count")),
        currency_words=currency_words(fields),
        extra=rest(fields, _TOTALS_KEYS),
    )


def _sent_sms(entry: JsonObject) -> SentSms:
    """Rejected messages lack most of the fields."""
    get = entry.get
    return SentSms(
        text(get("custom_string")),
        text(get("status")),
        text(get("message_id")),
        decimal(get("message_price")),
        entry,
    )


def price_result(envelope: Envelope) -> PriceResult:
    """The answer to a question for prices."""
    items = tuple([_priced_sms(entry) for entry in envelope.objects("messages")])
    fields = envelope.fields()
    return PriceResult(
        items=items,
        total_price=decimal(fields.get("total_price")),
        currency=currency(fields),
        total_count=integer(fields.get("total_count")),
        blocked_count=integer(fields.get("blocked_count")),
        extra=rest(fields, _TOTALS_KEYS),
    )


def _priced_sms(entry: JsonObject) -> PricedSms:
    get = entry.get
    return PricedSms(
        reference=text(get("custom_string")),
        status=text(get("status")),
        to=text(get("to")),
        parts=integer(get("message_parts")),
        price=decimal(get("message_price")),
        country=text(get("country")),
        extra=rest(entry, _PRICED_KEYS),
    )


def history_row(entry: JsonObject) -> HistoryRow:
    """One row of the history; a column that is missing is empty."""
    get = entry.get
    return HistoryRow(
        message_id=text(get("message_id")),
        reference=text(get("custom_string")),
        to=text(get("to")),
        body=text(get("body")),
        status=text(get("status")),
        status_code=integer(get("status_code")),
        status_text=text(get("status_text")),
        error_code=integer(get("error_code")),
        error_text=text(get("error_text")),
        direction=text(get("direction")),
        date=moment(get("date")),
        parts=integer(get("message_parts")),
        price=decimal(get("message_price")),
        sender=text(get("from")),
        country=text(get("country")),
        carrier=text(get("carrier")),
        from_email=text(get("from_email")),
        list_id=integer(get("list_id")),
        contact_id=integer(get("contact_id")),
        user_id=integer(get("user_id")),
        subaccount_id=integer(get("subaccount_id")),
        extra=rest(entry, _HISTORY_KEYS),
    )

"""Reads the answer about a batch of messages, sent or priced."""

from collections.abc import Callable
from typing import Final, TypeVar

from .batch_types import BatchAnswer
from .envelope import Envelope, JsonObject
from .money import currency_words
from .parse import currency, decimal, integer, rest

_KEYS: Final = frozenset(
    {"total_price", "total_cost", "total_count", "queued_count"}
    | {"_currency", "currency"}
)

Row = TypeVar("Row")
ReadRow = Callable[[JsonObject], Row]


def sent_batch(
    envelope: Envelope, *, name: str, read: ReadRow[Row]
) -> BatchAnswer[Row]:
    """The answer to a send; one without its list is unreadable, so maybe sent."""
    return _batch(envelope, name, items=_rows(envelope.objects(name), read))


def priced_batch(
    envelope: Envelope, *, name: str, read: ReadRow[Row]
) -> BatchAnswer[Row]:
    """The answer to a question for prices; its sum counts even without the list."""
    listed = isinstance(envelope.fields().get(name), list)
    found = envelope.objects(name) if listed else []
    return _batch(envelope, name if listed else "", items=_rows(found, read))


def _rows(found: list[JsonObject], read: ReadRow[Row]) -> tuple[Row, ...]:
    return tuple([read(entry) for entry in found])


def _batch(
    envelope: Envelope, name: str, *, items: tuple[Row, ...]
) -> BatchAnswer[Row]:
    fields = envelope.fields()
    total_price = decimal(fields.get("total_price"))
    if total_price is None:  # letters name it twice
        total_price = decimal(fields.get("total_cost"))
    return BatchAnswer(
        items=items,
        total_price=total_price,
        currency=currency(fields),
        total_count=integer(fields.get("total_count")),
        queued_count=integer(fields.get("queued_count")),
        currency_words=currency_words(fields),
        extra=rest(fields, _KEYS | {name}),
    )

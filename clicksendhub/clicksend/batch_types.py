"""The answer about a batch of messages of any channel but SMS, which has its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from .money import CurrencyWords

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class BatchAnswer(Generic[Row]):
    """What was sent, or what it would cost; each of ``items`` has its own status.

    An answer without an item for a message says nothing about that message.
    """

    items: tuple[Row, ...]
    total_price: Decimal | None
    currency: str | None
    total_count: int | None
    queued_count: int | None
    currency_words: CurrencyWords | None = None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)

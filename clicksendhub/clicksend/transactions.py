"""The invoices of what was paid in. Nothing here spends money."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from .checks import MAX_LIMIT, page_params
from .envelope import JsonObject, Request
from .pages import every_page
from .parse import currency, decimal, moment, rest, text
from .types import Page

_KEYS: Final = frozenset({"invoice_number", "amount", "currency", "_currency", "date"})


@dataclass(frozen=True, slots=True)
class Transaction:
    """One payment to ClickSend."""

    invoice_number: str
    amount: Decimal | None
    currency: str | None
    paid_at: datetime | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


class TransactionsResource:
    """``client.transactions``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def page(self, *, page: int = 1, limit: int = MAX_LIMIT) -> Page[Transaction]:
        """One page of the payments."""
        params = page_params(page, limit=limit)
        envelope = self._request("GET", "/recharge/transactions", params=params)
        return envelope.page(_transaction, asked_for=page)

    def all(self) -> Iterator[Transaction]:
        """Every payment of the account."""
        return every_page(lambda number: self.page(page=number))


def _transaction(fields: JsonObject) -> Transaction:
    return Transaction(
        invoice_number=text(fields.get("invoice_number")),
        amount=decimal(fields.get("amount")),
        currency=currency(fields),
        paid_at=moment(fields.get("date")),
        extra=rest(fields, _KEYS),
    )

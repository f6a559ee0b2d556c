"""Amounts of money: exact, with their currency, never mixed."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Self

_SIGNS = {
    "AUD": "$",
    "CAD": "$",
    "EUR": "€",
    "GBP": "£",
    "HKD": "$",
    "INR": "₹",
    "JPY": "¥",
    "NZD": "$",
    "PHP": "₱",
    "SGD": "$",
    "USD": "$",
    "ZAR": "R",
}
_WITHOUT_CENTS = frozenset({"CLP", "JPY", "KRW", "UGX", "VND"})
_UNIT_DIGITS = 4


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were put together."""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency, told by its three-letter code."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError("An amount of money is a finite number.")

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(Decimal(0), currency)

    @classmethod
    def parse(cls, written: object, currency: str) -> Self | None:
        """Read what the API or a person wrote; None if it is no amount.

        Takes numbers and texts such as "0.0770", "$1,234.50" and " 12 ".
        """
        if isinstance(written, bool):
            return None
        bare = re.sub(r"[\s,$€£¥₹₱]", "", str(written))
        try:
            amount = Decimal(bare)
        except InvalidOperation:
            return None
        return cls(amount, currency) if amount.is_finite() else None

    def __add__(self, other: "Money") -> "Money":
        self._agree(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._agree(other)
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.amount * times, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._agree(other)
        return self.amount < other.amount

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        return self.format()

    def format(self) -> str:
        """“$81.10 AUD”: to the cent, the code always shown."""
        return self._written(0 if self.currency in _WITHOUT_CENTS else 2)

    def format_unit(self) -> str:
        """“$0.0770 AUD”: the price of one text, to four places."""
        return self._written(_UNIT_DIGITS)

    def _written(self, digits: int) -> str:
        rounded = self.amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        minus = "-" if rounded < 0 else ""
        return f"{minus}{_SIGNS.get(self.currency, '')}{abs(rounded):,} {self.currency}"

    def _agree(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(
                f"{self.currency} and {other.currency} cannot be put together."
            )

"""Lenient readers for the JSON border: ClickSend's loose values become ours.

Numbers may come as digit strings, times as text, flags as 0 and 1. What cannot be
read is None or "", never an exception.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

_BIGGEST_INTEGER: Final = 2**63 - 1
_LONGEST_NUMBER: Final = 40
_LARGEST_MAGNITUDE: Final = 18
_PLAIN_DIGITS: Final = 18
_NUMERIC: Final = (str, int, float, Decimal)
_FLAGS: Final[Mapping[str, bool]] = {
    "1": True,
    "true": True,
    "yes": True,
    "0": False,
    "false": False,
    "no": False,
}


def integer(value: object) -> int | None:
    """A whole number from 7, "7" or "7.00"; nothing that a database cannot hold."""
    if type(value) is int:
        return value if -_BIGGEST_INTEGER <= value <= _BIGGEST_INTEGER else None
    if type(value) is str and value.isdecimal() and len(value) <= _PLAIN_DIGITS:
        return int(value)
    number = decimal(value)
    if number is None or number != (whole := int(number)):
        return None
    return whole if -_BIGGEST_INTEGER <= whole <= _BIGGEST_INTEGER else None


def decimal(value: object) -> Decimal | None:
    """An exact number from "0.0770", 0.077 or 0; absurd magnitudes are not numbers."""
    if value is None or isinstance(value, bool):
        return None
    if not isinstance(value, _NUMERIC):
        return None
    written = value if type(value) is str else str(value)
    return None if len(written) > _LONGEST_NUMBER else _number(written)


# The prices of an answer are few, and there are a thousand of them.
@lru_cache(maxsize=256)
def _number(written: str) -> Decimal | None:
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_MAGNITUDE:
        return None
    return number


def moment(value: object) -> datetime | None:
    """An aware UTC time from Unix seconds; blank, 0 and nonsense are None."""
    number = value if type(value) is int else decimal(value)
    if not number or number < 0:
        return None
    try:
        return datetime.fromtimestamp(int(number), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def iso_moment(value: object) -> datetime | None:
    """An aware UTC time from ISO 8601; one without a zone is taken for UTC."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def text(value: object) -> str:
    """Text that every database can store; "" for null, flags and containers."""
    if type(value) is str:
        if value.isascii() and "\x00" not in value:
            return value
        return _storable(value)
    if value is None or isinstance(value, bool) or not isinstance(value, _NUMERIC):
        return ""
    return _storable(str(value))


def flag(value: object) -> bool | None:
    """Yes or no from 1, 0, "1", "0", true or false; None for anything else."""
    if isinstance(value, bool):
        return value
    return _FLAGS.get(text(value).strip().lower())


def currency(fields: Mapping[str, object]) -> str | None:
    """The three letters of ``_currency``, which older answers call ``currency``."""
    found = fields.get("_currency") or fields.get("currency")
    if isinstance(found, Mapping):
        found = found.get("currency_name_short")
    return text(found).strip().upper() or None


def rest(fields: Mapping[str, object], known: frozenset[str]) -> dict[str, object]:
    """The fields that we have no name for."""
    return {name: value for name, value in fields.items() if name not in known}


def _storable(value: str) -> str:
    """Without NUL, with halves of emoji joined or replaced: PostgreSQL takes neither.

    JSON may carry a text that was cut in the middle of a surrogate pair.
    """
    whole = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\x00", "")

"""How what was typed into a setting of a fault is read; mistakes are sentences."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

Read = Callable[[str], object]


def read_seconds(text: str) -> float:
    """Return a time of at most an hour."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise ValueError("Enter seconds from 0 to 3600, such as 5.")
    return seconds


def whole_number(least: int, most: int, sentence: str) -> Read:
    """Return what reads a whole number between two bounds."""

    def read(text: str) -> int:
        is_number = text.isascii() and text.isdigit() and len(text) < 10
        if not is_number or not least <= int(text) <= most:
            raise ValueError(sentence)
        return int(text)

    return read


def read_times(text: str) -> int | None:
    """Return how often; None until it is switched off."""
    read = whole_number(1, 1_000_000, "Enter a number from 1, or leave it empty.")
    number = read(text) if text else None
    return number if isinstance(number, int) else None


def read_share(text: str) -> float:
    """Return a share in percent as one of 1."""
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share <= 100:
        raise ValueError("Enter a share above 0, up to 100.")
    return share / 100


def read_path(text: str) -> str:
    """Return a path below /v3; an empty one is every call."""
    if text and (not text.startswith(("/", "*")) or " " in text):
        raise ValueError("Enter a path that begins with /, such as /sms/send.")
    return text


def read_balance(text: str) -> str:
    """Return an amount of money as it was typed."""
    try:
        balance = Decimal(text)
    except InvalidOperation:
        balance = Decimal("NaN")
    if not balance.is_finite() or abs(balance) > 1_000_000:
        raise ValueError("Enter an amount of money, such as 0 or 25.50.")
    return text


def read_retry_after(text: str) -> str:
    """Return what stands for the header `Retry-After`."""
    if not re.fullmatch(r"\d{1,5}|none|garbage|date(:\d{1,5})?", text):
        raise ValueError("Enter a number of seconds, date, date:30, none or garbage.")
    return text


def read_names(text: str) -> list[str]:
    """Return the names of fields of a message."""
    names = [name for name in re.split(r"[,\s]+", text) if name]
    if not names or not all(re.fullmatch(r"[a-z_]+", name) for name in names):
        raise ValueError("Enter names of fields, such as to, body.")
    return names


def one_of(choices: tuple[tuple[str, str], ...]) -> Read:
    """Return what reads one of a list of choices."""

    def read(text: str) -> str:
        if text not in dict(choices):
            raise ValueError("Choose one of the list.")
        return text

    return read

"""When to come back: Retry-After, rate headers and back-off, as pure functions.

The client itself never repeats a call: whether that is safe is the caller's to know.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

MAX_RETRY_AFTER: Final = 3600.0
"""Seconds. A longer wait is cut to this, so that a stray header stops no account."""

_SECONDS: Final = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?")
_EARLIEST_EPOCH: Final = 1_000_000_000
_LARGEST_EXPONENT: Final = 60


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What an answer's headers say of the budget; None where they are silent."""

    limit: int | None
    remaining: int | None
    reset_after: float | None


def parse_retry_after(value: str | None, *, now: datetime) -> float | None:
    """Seconds to wait, from seconds or an HTTP date; None for past or nonsense."""
    if value is None:
        return None
    value = value.strip()
    if _SECONDS.fullmatch(value):
        return min(float(value), MAX_RETRY_AFTER)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    if when.tzinfo is None:  # "-0000" is UTC of unknown origin
        when = when.replace(tzinfo=UTC)
    seconds = (when - now).total_seconds()
    return min(seconds, MAX_RETRY_AFTER) if seconds >= 0 else None


def read_rate_limit(headers: Mapping[str, str], *, now: datetime) -> RateLimit | None:
    """The budget told by an answer's headers (names in lower case), or None."""
    reset_after = reset_seconds(headers, now=now)
    limit = _count(headers.get("x-ratelimit-limit"))
    remaining = _count(headers.get("x-ratelimit-remaining"))
    if limit is None and remaining is None and reset_after is None:
        return None
    return RateLimit(limit=limit, remaining=remaining, reset_after=reset_after)


def reset_seconds(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """How long until calls are welcome again: Retry-After first, then the reset."""
    advised = parse_retry_after(headers.get("retry-after"), now=now)
    if advised is not None:
        return advised
    reset = headers.get("ratelimit-reset") or headers.get("x-ratelimit-reset")
    count = _count(reset)
    if count is None or count < _EARLIEST_EPOCH:
        return parse_retry_after(reset, now=now)
    # Some gateways give the moment itself, as Unix seconds.
    seconds = count - now.timestamp()
    return min(seconds, MAX_RETRY_AFTER) if seconds >= 0 else None


def backoff(
    attempt: int, *, base: float, cap: float, random: Callable[[], float]
) -> float:
    """Full jitter: somewhere between nothing and ``base * 2 ** attempt`` or ``cap``.

    ``attempt`` counts from 0, ``random`` gives a number from 0 up to 1.
    """
    ceiling = min(cap, base * 2.0 ** min(attempt, _LARGEST_EXPONENT))
    return random() * ceiling


def _count(value: str | None) -> int | None:
    value = (value or "").strip()
    return int(value) if re.fullmatch(r"[0-9]{1,15}", value) else None

"""How many texts and calls went out, came in and bounced, day by day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from .envelope import Envelope, JsonObject, Request
from .parse import currency, decimal, integer, moment, rest

_COUNT_KEYS: Final = frozenset({"count", "price"})
_TRAFFIC_KEYS: Final = frozenset({"date", "outbound", "inbound", "bounced"})
_KEYS: Final = frozenset({"total", "stats", "stat", "_currency", "currency"})


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and for how much."""

    count: int | None
    price: Decimal | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went out, came in and bounced, on a day (``day``) or in all."""

    day: datetime | None
    outbound: Count
    inbound: Count
    bounced: Count
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The traffic of a channel in all and by day."""

    total: Traffic
    days: tuple[Traffic, ...]
    currency: str | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


class StatisticsResource:
    """``client.statistics``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def sms(self) -> Statistics:
        """The traffic of texts."""
        return _statistics(self._request("GET", "/statistics/sms"))

    def voice(self) -> Statistics:
        """The traffic of calls."""
        return _statistics(self._request("GET", "/statistics/voice"))


def _statistics(envelope: Envelope) -> Statistics:
    """Older answers call the days ``stat``."""
    fields = envelope.fields()
    told = [fields.get(name) for name in ("stats", "stat")]
    entries = next((days for days in told if isinstance(days, list)), [])
    return Statistics(
        total=_traffic(_object(fields.get("total"))),
        days=tuple(_traffic(entry) for entry in entries if isinstance(entry, dict)),
        currency=currency(fields),
        extra=rest(fields, _KEYS),
    )


def _traffic(fields: JsonObject) -> Traffic:
    return Traffic(
        day=moment(fields.get("date")),
        outbound=_count(fields.get("outbound")),
        inbound=_count(fields.get("inbound")),
        bounced=_count(fields.get("bounced")),
        extra=rest(fields, _TRAFFIC_KEYS),
    )


def _count(value: object) -> Count:
    told = _object(value)
    return Count(
        count=integer(told.get("count")),
        price=decimal(told.get("price")),
        extra=rest(told, _COUNT_KEYS),
    )


def _object(value: object) -> JsonObject:
    return value if isinstance(value, dict) else {}

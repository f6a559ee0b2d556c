"""How many texts and calls went out, came in and bounced, day by day."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .envelope import Envelope, JsonObject, Request
from .parse import currency, decimal, integer, moment


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and for how much."""

    count: int | None
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went out, came in and bounced, on a day (``day``) or in all."""

    day: datetime | None
    outbound: Count
    inbound: Count
    bounced: Count


@dataclass(frozen=True, slots=True)
class Statistics:
    """The traffic of a channel in all and by day."""

    total: Traffic
    days: tuple[Traffic, ...]
    currency: str | None


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
    days = fields.get("stats", fields.get("stat"))
    entries = days if isinstance(days, list) else []
    return Statistics(
        total=_traffic(_object(fields.get("total"))),
        days=tuple(_traffic(entry) for entry in entries if isinstance(entry, dict)),
        currency=currency(fields),
    )


def _traffic(fields: JsonObject) -> Traffic:
    return Traffic(
        day=moment(fields.get("date")),
        outbound=_count(fields.get("outbound")),
        inbound=_count(fields.get("inbound")),
        bounced=_count(fields.get("bounced")),
    )


def _count(value: object) -> Count:
    told = _object(value)
    return Count(count=integer(told.get("count")), price=decimal(told.get("price")))


def _object(value: object) -> JsonObject:
    return value if isinstance(value, dict) else {}

"""What ClickSend charged in a month, by channel and subaccount."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from .checks import refused
from .envelope import Envelope, JsonObject
from .parse import currency, decimal, integer, rest, text

_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2999
_LINE_KEYS: Final = frozenset(
    {"subaccount_id", "username", "total_count", "total_price", "notes"}
)
_TOTAL: Final = "_total"
_TOTAL_KEYS: Final = frozenset({"count", "price"})
_CURRENCY_KEYS: Final = frozenset({"_currency", "currency"})


@dataclass(frozen=True, slots=True)
class UsageLine:
    """What one subaccount used of a channel."""

    subaccount_id: int | None
    username: str = field(repr=False)
    count: Decimal | None
    price: Decimal | None
    notes: str
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ChannelUsage:
    """What was used of one channel. ``post`` is letters; a new channel is kept too."""

    channel: str
    lines: tuple[UsageLine, ...]
    count: Decimal | None
    price: Decimal | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Usage:
    """The usage of a month."""

    channels: tuple[ChannelUsage, ...]
    currency: str | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)

    def channel(self, name: str) -> ChannelUsage | None:
        """The usage of a channel by its word, e.g. ``sms``."""
        return next((found for found in self.channels if found.channel == name), None)


def usage_path(year: int, *, month: int) -> str:
    """Where the usage of a month is asked for."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise refused("year", "is not a year of four digits that ClickSend knows")
    if not 1 <= month <= 12:
        raise refused("month", "counts from 1 to 12")
    return f"/account/usage/{year}/{month}/subaccount"


def read_usage(envelope: Envelope) -> Usage:
    """The usage in an answer; each list, and each total, is a channel."""
    fields = envelope.fields()
    names = dict.fromkeys(filter(None, [_channel_of(*pair) for pair in fields.items()]))
    read = {*names, *(f"{name}{_TOTAL}" for name in names)} | _CURRENCY_KEYS
    return Usage(
        channels=tuple(_channel(fields, name) for name in names),
        currency=currency(fields),
        extra=rest(fields, frozenset(read)),
    )


def _channel_of(name: str, value: object) -> str:
    """The channel that a list or a total is about; "" where it is neither."""
    if name.endswith(_TOTAL):
        return name.removesuffix(_TOTAL) if isinstance(value, dict) else ""
    return name if isinstance(value, list) else ""


def _channel(fields: JsonObject, name: str) -> ChannelUsage:
    lines, total = fields.get(name), fields.get(f"{name}{_TOTAL}")
    told = total if isinstance(total, dict) else {}
    entries = lines if isinstance(lines, list) else []
    return ChannelUsage(
        channel=name,
        lines=tuple(_line(entry) for entry in entries if isinstance(entry, dict)),
        count=decimal(told.get("count")),
        price=decimal(told.get("price")),
        extra=rest(told, _TOTAL_KEYS),
    )


def _line(fields: JsonObject) -> UsageLine:
    get = fields.get
    return UsageLine(
        subaccount_id=integer(get("subaccount_id")),
        username=text(get("username")),
        count=decimal(get("total_count")),
        price=decimal(get("total_price")),
        notes=text(get("notes")),
        extra=rest(fields, _LINE_KEYS),
    )

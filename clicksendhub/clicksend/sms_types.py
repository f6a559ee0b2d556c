"""Texts as they go out, and what ClickSend says of them, in the hub's own words.

Numbers and texts stay out of ``repr``: they are personal data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from .money import CurrencyWords
from .parse import flag, integer, moment, rest, text

_SENT_KEYS: Final = frozenset(
    {"custom_string", "status", "message_id", "to", "from", "body", "direction"}
    | {"date", "schedule", "message_parts", "message_price", "country", "carrier"}
    | {"from_email", "list_id", "contact_id", "user_id", "subaccount_id"}
    | {"is_shared_system_number"}
)


# Not frozen, nor is SentSms: a call has a thousand of them, and that would make each
# cost three times as much.
@dataclass(slots=True)
class Sms:
    """One text to a number, or to a list. No sender is ClickSend's shared number.

    Replies to it go to ``from_email`` too, ``source`` names the software that sends.
    """

    to: str = field(default="", repr=False)
    body: str = field(default="", repr=False)
    reference: str = ""
    sender: str = ""
    country: str = ""
    list_id: int | None = None
    from_email: str = field(default="", repr=False)
    source: str = ""


# Only what every send looks at is read at once, and the rest when somebody asks for it.
@dataclass(slots=True)
class SentSms:
    """What ClickSend says of one text of a send. ``status`` is its own word.

    The properties read what the answer had beside the fields, which is in ``raw``.
    """

    reference: str
    status: str
    message_id: str
    price: Decimal | None
    raw: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def to(self) -> str:
        return text(self.raw.get("to"))

    @property
    def sender(self) -> str:
        return text(self.raw.get("from"))

    @property
    def parts(self) -> int | None:
        return integer(self.raw.get("message_parts"))

    @property
    def country(self) -> str:
        return text(self.raw.get("country"))

    @property
    def carrier(self) -> str:
        return text(self.raw.get("carrier"))

    @property
    def direction(self) -> str:
        return text(self.raw.get("direction"))

    @property
    def date(self) -> datetime | None:
        return moment(self.raw.get("date"))

    @property
    def scheduled_at(self) -> datetime | None:
        return moment(self.raw.get("schedule"))

    @property
    def body(self) -> str:
        return text(self.raw.get("body"))

    @property
    def from_email(self) -> str:
        return text(self.raw.get("from_email"))

    @property
    def list_id(self) -> int | None:
        return integer(self.raw.get("list_id"))

    @property
    def contact_id(self) -> int | None:
        return integer(self.raw.get("contact_id"))

    @property
    def user_id(self) -> int | None:
        return integer(self.raw.get("user_id"))

    @property
    def subaccount_id(self) -> int | None:
        return integer(self.raw.get("subaccount_id"))

    @property
    def is_shared_number(self) -> bool | None:
        return flag(self.raw.get("is_shared_system_number"))

    @property
    def extra(self) -> Mapping[str, object]:
        """The fields that we have no name for."""
        return rest(self.raw, _SENT_KEYS)


@dataclass(frozen=True, slots=True)
class SendResult:
    """The answer to a send; each text has a status of its own among ``items``."""

    items: tuple[SentSms, ...]
    total_price: Decimal | None
    currency: str | None
    total_count: int | None
    queued_count: int | None
    blocked_count: int | None
    currency_words: CurrencyWords | None = None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class PricedSms:
    """The price of one text, which was not sent."""

    reference: str
    status: str
    to: str = field(repr=False)
    parts: int | None
    price: Decimal | None
    country: str
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class PriceResult:
    """The answer to a question for prices."""

    items: tuple[PricedSms, ...]
    total_price: Decimal | None
    currency: str | None
    total_count: int | None
    blocked_count: int | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One text, out or in, as ClickSend remembers it."""

    message_id: str
    reference: str
    to: str = field(repr=False)
    body: str = field(repr=False)
    status: str
    status_code: int | None
    status_text: str
    error_code: int | None
    error_text: str
    direction: str
    date: datetime | None
    parts: int | None
    price: Decimal | None
    sender: str = field(repr=False)
    country: str = ""
    carrier: str = ""
    from_email: str = field(default="", repr=False)
    list_id: int | None = None
    contact_id: int | None = None
    user_id: int | None = None
    subaccount_id: int | None = None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)

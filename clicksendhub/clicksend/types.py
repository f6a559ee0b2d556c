"""The values that go to ClickSend and come back, in the hub's own words.

Numbers, texts and addresses stay out of ``repr``: they are personal data or secrets.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar

Row = TypeVar("Row")


class RuleAction(StrEnum):
    """What a rule does with an event.

    A rule made elsewhere may carry a word that is new, so rules hold plain text.
    """

    URL = "URL"
    POLL = "POLL"
    AUTO_REPLY = "AUTO_REPLY"
    EMAIL_USER = "EMAIL_USER"
    EMAIL_FIXED = "EMAIL_FIXED"
    SMS = "SMS"
    GROUP_SMS = "GROUP_SMS"
    MOVE_CONTACT = "MOVE_CONTACT"
    CREATE_CONTACT = "CREATE_CONTACT"
    CREATE_CONTACT_PLUS_EMAIL = "CREATE_CONTACT_PLUS_EMAIL"
    CREATE_CONTACT_PLUS_NAME_EMAIL = "CREATE_CONTACT_PLUS_NAME_EMAIL"
    CREATE_CONTACT_PLUS_NAME = "CREATE_CONTACT_PLUS_NAME"
    SMPP = "SMPP"
    NONE = "NONE"


class WebhookType(StrEnum):
    """How ClickSend writes a reply that it pushes."""

    POST = "post"
    GET = "get"
    JSON = "json"


class InboundMatch(IntEnum):
    """Which replies an inbound rule is about."""

    ANY = 0
    STARTS_WITH = 1
    CONTAINS = 2
    DOES_NOT_CONTAIN = 3


class ReceiptMatch(IntEnum):
    """Which receipts a receipt rule is about."""

    ALL = 0
    FAILED_ONLY = 1
    SUCCESSFUL_ONLY = 2


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a message. Several may come for one, in any order."""

    message_id: str
    reference: str
    status: str
    status_code: int | None
    status_text: str
    error_code: int | None
    error_text: str
    timestamp: datetime | None
    timestamp_send: datetime | None
    message_type: str
    digits: str = field(repr=False)
    user_id: int | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class InboundSms:
    """A reply, or a text out of the blue. ``reference`` is that of our message."""

    message_id: str
    sender: str = field(repr=False)
    to: str = field(repr=False)
    body: str = field(repr=False)
    original_message_id: str
    original_body: str = field(repr=False)
    reference: str
    timestamp: datetime | None
    user_id: int | None
    subaccount_id: int | None = None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a longer list. ``last_page`` is 0 where there is nothing at all.

    Rows count from 1 over all pages. The addresses of other pages are ClickSend's own
    and may lead anywhere: walk with ``every_page``.
    """

    rows: tuple[Row, ...]
    page: int
    last_page: int
    total: int | None
    per_page: int | None
    first_row: int | None = None
    last_row: int | None = None
    next_page_url: str = field(default="", repr=False)
    previous_page_url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AccountDetails:
    """The account behind the credentials; None where ClickSend does not say.

    Named fields only: the answer that this is read from holds the API key.
    """

    user_id: int | None
    username: str = field(repr=False)
    balance: Decimal | None
    currency: str | None
    country: str
    default_country: str
    timezone: str
    active: bool | None
    banned: bool | None
    sms_parts_limit: int | None
    allows_unicode: bool | None


@dataclass(frozen=True, slots=True)
class NewInboundRule:
    """A rule to be: what ClickSend does with replies to a number ("*" is all).

    ``reply`` is the text that an AUTO_REPLY rule answers with.
    """

    name: str
    action: str
    address: str = field(default="", repr=False)
    enabled: bool = True
    webhook_type: str = WebhookType.POST
    dedicated_number: str = "*"
    match: int = InboundMatch.ANY
    match_text: str = "*"
    reply: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class InboundRule:
    """A rule for replies. Its address holds a secret of ours; id 0 is unknown."""

    rule_id: int
    name: str
    action: str
    address: str = field(repr=False)
    enabled: bool
    webhook_type: str
    dedicated_number: str
    match: int | None
    match_text: str
    reply: str = field(default="", repr=False)
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class NewReceiptRule:
    """A rule to be: what ClickSend does with receipts of texts, calls or faxes."""

    name: str
    action: str
    address: str = field(default="", repr=False)
    enabled: bool = True
    match: int = ReceiptMatch.ALL


@dataclass(frozen=True, slots=True)
class ReceiptRule:
    """A rule for receipts. Its address holds a secret of ours; id 0 is unknown."""

    rule_id: int
    name: str
    action: str
    address: str = field(repr=False)
    enabled: bool
    match: int | None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)

"""ClickSend's REST v3 API as a small typed library, without Django.

Begin at ``ClickSend``; ``errors`` draws what can go wrong with a call.
"""

from .address import Address
from .client import BASE_URL, ClickSend, Timeouts
from .contact_types import (
    Contact,
    ContactField,
    ContactList,
    Found,
    FoundType,
    ImportField,
    NewContact,
    StartedImport,
)
from .delivery_issues import DeliveryIssue, IssueType, NewDeliveryIssue
from .errors import (
    BadRequest,
    ClickSendError,
    Forbidden,
    MaybeSent,
    NoAnswer,
    NotFound,
    OddRefusal,
    RequestRefused,
    ServerError,
    SurelyNotSent,
    TooManyRequests,
    Unauthorized,
    Unreachable,
    UnreadableAnswer,
)
from .inbound import UnreadableEvent, read_pushed_inbound, read_pushed_receipt
from .pages import every_page
from .reference import Country, SendingCountry
from .retry import RateLimit, backoff, parse_retry_after
from .sender_types import AlphaTag, DedicatedNumber, NumberStatus, OwnNumber
from .sms import MAX_MESSAGES, MAX_REFERENCE
from .sms_templates import SmsTemplate
from .statistics import Count, Statistics, Traffic
from .transactions import Transaction
from .types import (
    AccountDetails,
    HistoryRow,
    InboundMatch,
    InboundRule,
    InboundSms,
    NewInboundRule,
    NewReceiptRule,
    Page,
    PricedSms,
    PriceResult,
    Receipt,
    ReceiptMatch,
    ReceiptRule,
    RuleAction,
    SendResult,
    SentSms,
    Sms,
    WebhookType,
)
from .usage import ChannelUsage, Usage, UsageLine

__all__ = [
    "BASE_URL",
    "MAX_MESSAGES",
    "MAX_REFERENCE",
    "AccountDetails",
    "Address",
    "AlphaTag",
    "BadRequest",
    "ChannelUsage",
    "ClickSend",
    "ClickSendError",
    "Contact",
    "ContactField",
    "ContactList",
    "Count",
    "Country",
    "DedicatedNumber",
    "DeliveryIssue",
    "Forbidden",
    "Found",
    "FoundType",
    "HistoryRow",
    "ImportField",
    "InboundMatch",
    "InboundRule",
    "InboundSms",
    "IssueType",
    "MaybeSent",
    "NewContact",
    "NewDeliveryIssue",
    "NewInboundRule",
    "NewReceiptRule",
    "NoAnswer",
    "NotFound",
    "NumberStatus",
    "OddRefusal",
    "OwnNumber",
    "Page",
    "PriceResult",
    "PricedSms",
    "RateLimit",
    "Receipt",
    "ReceiptMatch",
    "ReceiptRule",
    "RequestRefused",
    "RuleAction",
    "SendResult",
    "SendingCountry",
    "SentSms",
    "ServerError",
    "Sms",
    "SmsTemplate",
    "StartedImport",
    "Statistics",
    "SurelyNotSent",
    "Timeouts",
    "TooManyRequests",
    "Traffic",
    "Transaction",
    "Unauthorized",
    "Unreachable",
    "UnreadableAnswer",
    "UnreadableEvent",
    "Usage",
    "UsageLine",
    "WebhookType",
    "backoff",
    "every_page",
    "parse_retry_after",
    "read_pushed_inbound",
    "read_pushed_receipt",
]

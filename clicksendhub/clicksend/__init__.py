"""ClickSend's REST v3 API as a small typed library, without Django.

Begin at ``ClickSend``; ``errors`` draws what can go wrong with a call.
"""

from .client import BASE_URL, ClickSend, Timeouts
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
from .message_checks import MAX_MESSAGES, MAX_REFERENCE
from .pages import every_page
from .retry import RateLimit, backoff, parse_retry_after
from .sms_types import (
    HistoryRow,
    PricedSms,
    PriceResult,
    SendResult,
    SentSms,
    Sms,
)
from .types import (
    AccountDetails,
    InboundMatch,
    InboundRule,
    InboundSms,
    NewInboundRule,
    NewReceiptRule,
    Page,
    Receipt,
    ReceiptMatch,
    ReceiptRule,
    RuleAction,
    WebhookType,
)

__all__ = [
    "BASE_URL",
    "MAX_MESSAGES",
    "MAX_REFERENCE",
    "AccountDetails",
    "BadRequest",
    "ClickSend",
    "ClickSendError",
    "Forbidden",
    "HistoryRow",
    "InboundMatch",
    "InboundRule",
    "InboundSms",
    "MaybeSent",
    "NewInboundRule",
    "NewReceiptRule",
    "NoAnswer",
    "NotFound",
    "OddRefusal",
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
    "SentSms",
    "ServerError",
    "Sms",
    "SurelyNotSent",
    "Timeouts",
    "TooManyRequests",
    "Unauthorized",
    "Unreachable",
    "UnreadableAnswer",
    "UnreadableEvent",
    "WebhookType",
    "backoff",
    "every_page",
    "parse_retry_after",
    "read_pushed_inbound",
    "read_pushed_receipt",
]

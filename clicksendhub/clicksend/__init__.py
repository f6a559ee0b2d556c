"""ClickSend's REST v3 API as a small typed library, without Django.

Begin at ``ClickSend``; ``errors`` draws what can go wrong with a call.
"""

from .address import Address
from .batch_types import BatchAnswer
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
from .fax_types import Fax, FaxRow
from .inbound import UnreadableEvent, read_pushed_inbound, read_pushed_receipt
from .message_checks import MAX_MESSAGES, MAX_REFERENCE
from .mms import MAX_SUBJECT
from .mms_types import Mms, MmsRow
from .pages import every_page
from .post_types import Letter, LetterRow, PostcardRow, PostRecipient, ReturnAddress
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
from .uploads import MOST_BYTES, Conversion, Upload
from .voice_types import VOICES, SpokenMessage, Voice, VoiceLanguage, VoiceRow

__all__ = [
    "BASE_URL",
    "MAX_MESSAGES",
    "MAX_REFERENCE",
    "MAX_SUBJECT",
    "MOST_BYTES",
    "VOICES",
    "AccountDetails",
    "Address",
    "BadRequest",
    "BatchAnswer",
    "ClickSend",
    "ClickSendError",
    "Conversion",
    "Fax",
    "FaxRow",
    "Forbidden",
    "HistoryRow",
    "InboundMatch",
    "InboundRule",
    "InboundSms",
    "Letter",
    "LetterRow",
    "MaybeSent",
    "Mms",
    "MmsRow",
    "NewInboundRule",
    "NewReceiptRule",
    "NoAnswer",
    "NotFound",
    "OddRefusal",
    "Page",
    "PostRecipient",
    "PostcardRow",
    "PriceResult",
    "PricedSms",
    "RateLimit",
    "Receipt",
    "ReceiptMatch",
    "ReceiptRule",
    "RequestRefused",
    "ReturnAddress",
    "RuleAction",
    "SendResult",
    "SentSms",
    "ServerError",
    "Sms",
    "SpokenMessage",
    "SurelyNotSent",
    "Timeouts",
    "TooManyRequests",
    "Unauthorized",
    "Unreachable",
    "UnreadableAnswer",
    "UnreadableEvent",
    "Upload",
    "Voice",
    "VoiceLanguage",
    "VoiceRow",
    "WebhookType",
    "backoff",
    "every_page",
    "parse_retry_after",
    "read_pushed_inbound",
    "read_pushed_receipt",
]

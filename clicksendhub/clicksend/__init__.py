"""ClickSend's REST v3 API as a small typed library, without Django.

Begin at ``ClickSend``; ``errors`` draws what can go wrong with a call.
"""

from .address import Address
from .batch_types import BatchAnswer
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
from .fax_types import Fax, FaxRow
from .inbound import UnreadableEvent, read_pushed_inbound, read_pushed_receipt
from .message_checks import MAX_MESSAGES, MAX_REFERENCE
from .mms import MAX_SUBJECT
from .mms_types import Mms, MmsRow
from .money import CurrencyWords
from .pages import every_page
from .post_types import Letter, LetterRow, PostcardRow, PostRecipient, ReturnAddress
from .reference import Country, SendingCountry
from .retry import RateLimit, backoff, parse_retry_after
from .sender_types import AlphaTag, DedicatedNumber, NumberStatus, OwnNumber
from .sms_templates import SmsTemplate
from .sms_types import (
    HistoryRow,
    PricedSms,
    PriceResult,
    SendResult,
    SentSms,
    Sms,
)
from .statistics import Count, Statistics, Traffic
from .transactions import Transaction
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
from .usage import ChannelUsage, Usage, UsageLine
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
    "AlphaTag",
    "BadRequest",
    "BatchAnswer",
    "ChannelUsage",
    "ClickSend",
    "ClickSendError",
    "Contact",
    "ContactField",
    "ContactList",
    "Conversion",
    "Count",
    "Country",
    "CurrencyWords",
    "DedicatedNumber",
    "DeliveryIssue",
    "Fax",
    "FaxRow",
    "Forbidden",
    "Found",
    "FoundType",
    "HistoryRow",
    "ImportField",
    "InboundMatch",
    "InboundRule",
    "InboundSms",
    "IssueType",
    "Letter",
    "LetterRow",
    "MaybeSent",
    "Mms",
    "MmsRow",
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
    "SendingCountry",
    "SentSms",
    "ServerError",
    "Sms",
    "SmsTemplate",
    "SpokenMessage",
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
    "Upload",
    "Usage",
    "UsageLine",
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

"""Picture messages, in the hub's own words.

Numbers and texts stay out of ``repr``: they are personal data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Mms:
    """One picture message to a number, or to a list. The picture is the whole call's.

    No sender is ClickSend's shared number; ``source`` names the software that sends.
    """

    to: str = field(default="", repr=False)
    subject: str = field(default="", repr=False)
    body: str = field(default="", repr=False)
    reference: str = ""
    sender: str = ""
    country: str = ""
    list_id: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class MmsRow:
    """One picture message in an answer: to a send, a price or a look at history.

    What an answer does not tell is empty.
    """

    reference: str
    status: str
    message_id: str
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    sender: str = field(repr=False)
    country: str
    carrier: str
    parts: int | None
    price: Decimal | None
    media_url: str = field(repr=False)
    list_id: int | None
    contact_id: int | None
    user_id: int | None
    subaccount_id: int | None
    direction: str
    date: datetime | None
    scheduled_at: datetime | None
    from_email: str = field(repr=False)
    status_code: int | None
    status_text: str
    error_code: int | None
    error_text: str
    extra: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)

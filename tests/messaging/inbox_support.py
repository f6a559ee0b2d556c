"""What the tests of the inbox share: replies as they come in."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from django.utils import timezone

from clicksendhub.clicksend import InboundSms
from clicksendhub.credentials.models import Account
from messaging import inbox
from messaging.models import Reply

PERSON = "+61491570156"
SHOWN = "+61 491 570 156"
_ids = itertools.count(1)


def told(body: str = "Yes", **changes: Any) -> InboundSms:
    """A reply as the client reads it; each has an id of its own."""
    fields: dict[str, Any] = {
        "message_id": f"IN-{next(_ids)}",
        "sender": PERSON,
        "to": "+61481070110",
        "body": body,
        "original_message_id": "",
        "original_body": "",
        "reference": "",
        "timestamp": None,
        "user_id": None,
    }
    return InboundSms(**(fields | changes))


def receive(
    account: Account,
    body: str = "Yes",
    *,
    number: str = PERSON,
    sent_at: datetime | None = None,
    was_fetched: bool = False,
    **changes: Any,
) -> Reply:
    """Receive a reply with these words."""
    return inbox.receive(
        told(body, sender=number, **changes),
        account=account,
        number=number,
        sent_at=sent_at or timezone.now(),
        meaning="none",
        was_fetched=was_fetched,
    )

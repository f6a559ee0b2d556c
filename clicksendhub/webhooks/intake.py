"""Takes an event in: one transaction stores it and heeds a plain opt-out.

Pushed and fetched events go through the same function, so that each counts once.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from clicksendhub.clicksend import InboundSms, Receipt, UnreadableEvent
from clicksendhub.consent.services import PLAIN, heed
from clicksendhub.lib.optout import Meaning, classify
from clicksendhub.webhooks import reading
from clicksendhub.webhooks.models import Event, EventKind, EventState, Origin
from clicksendhub.webhooks.statements import Delivery, Owner, keep_once

logger = logging.getLogger(__name__)
_LONGEST_KEY = 80


def take_in_push(owner: Owner, kind: str, body: str, content_type: str) -> None:
    """Store what ClickSend pushed; a body that cannot be read is kept for a person."""
    if content_type == reading.FETCHED:  # ours alone: nobody may push in that form
        content_type = ""
    delivery = Delivery(kind, Origin.PUSH, timezone.now(), body, content_type)
    try:
        told = reading.read(kind, body, content_type)
    except UnreadableEvent as error:
        _keep_unreadable(owner, delivery, fault=str(error))
    else:
        store(owner, delivery, told)


def take_in_fetched(owner: Owner, told: InboundSms | Receipt) -> None:
    """Store what we fetched; one that a push brought before changes nothing."""
    is_receipt = isinstance(told, Receipt)
    delivery = Delivery(
        kind=EventKind.RECEIPT if is_receipt else EventKind.INBOUND,
        origin=Origin.POLL,
        received_at=timezone.now(),
        body=reading.frozen(told),
        content_type=reading.FETCHED,
    )
    store(owner, delivery, told)


def store(owner: Owner, delivery: Delivery, told: InboundSms | Receipt) -> bool:
    """Keep the event unless it is known (False); a plain opt-out is heeded with it."""
    key = _fitting(reading.key_of(told))
    if isinstance(told, Receipt):
        return keep_once(owner, key, delivery)
    meaning = classify(told.body)
    if meaning not in PLAIN:
        return keep_once(owner, key, delivery)
    with transaction.atomic():
        is_new = keep_once(owner, key, delivery)
        if is_new:
            _heed(owner, key, told, meaning, delivery.received_at)
    return is_new


def sent_at(told: datetime | None, received_at: datetime) -> datetime:
    """When it was sent, as ClickSend says; a clock ahead of ours is not believed."""
    return min(told, received_at) if told else received_at


def _heed(
    owner: Owner, key: str, told: InboundSms, meaning: Meaning, received_at: datetime
) -> None:
    heed(
        meaning,
        account_id=owner.account_id,
        number=reading.number_of(told.sender, owner.country),
        words=told.body,
        event_key=key,
        asked_at=sent_at(told.timestamp, received_at),
    )


def _fitting(key: str) -> str:
    """The key itself, or its digest where it is longer than a column."""
    if len(key) <= _LONGEST_KEY:
        return key
    return hashlib.sha256(key.encode()).hexdigest()


def _keep_unreadable(owner: Owner, delivery: Delivery, *, fault: str) -> None:
    event = Event.objects.create(
        account_id=owner.account_id,
        kind=delivery.kind,
        key=f"unreadable:{secrets.token_hex(16)}",
        origin=delivery.origin,
        state=EventState.UNREADABLE,
        body=delivery.body,
        content_type=delivery.content_type,
        received_at=delivery.received_at,
        fault=f"Could not be read: {fault}.",
        settled_at=delivery.received_at,
    )
    logger.warning("Event %s could not be read and was kept.", event.public_id)

"""The two statements that every push costs: whose token is it, and keep the event.

Written out, because the ORM takes longer to compile them than the database to run them:
`benchmarks/webhook.py` measures it, and tests hold both to what the ORM finds.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.db import connection
from django.utils import timezone

from clicksendhub.credentials.models import Account, WebhookToken
from clicksendhub.credentials.tokens import hash_of
from clicksendhub.webhooks.models import Event, EventState

# Every name in these comes from a model, every value is a parameter.
_OWNER: Final = (
    "SELECT owner.id, owner.country "  # noqa: S608
    f"FROM {WebhookToken._meta.db_table} token "
    f"JOIN {Account._meta.db_table} owner ON owner.id = token.account_id "
    "WHERE token.token_hash = %s AND owner.removed_at IS NULL "
    "AND (token.retired_at IS NULL OR token.retired_at > %s)"
)
_KEEP: Final = (
    f"INSERT INTO {Event._meta.db_table} "  # noqa: S608
    "(public_id, account_id, kind, key, origin, state, body, content_type, fault, "
    "received_at, due_at, tries, settled_at) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, '', %s, %s, 0, NULL) "
    "ON CONFLICT DO NOTHING"
)


class Owner(NamedTuple):
    """The account that an event belongs to, as far as the intake needs it."""

    account_id: int
    country: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event as it came, before it is kept."""

    kind: str
    origin: str
    received_at: datetime
    body: str
    content_type: str = ""


def owner_of(token: str) -> Owner | None:
    """Whose address it is; the same answer as ``tokens.account_for_token``."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(_OWNER, (hash_of(token), now))
        found = cursor.fetchone()
    return Owner(*found) if found else None


def keep_once(owner: Owner, key: str, delivery: Delivery) -> bool:
    """Insert the event; False where one with its account, kind and key is there."""
    came_at = connection.ops.adapt_datetimefield_value(delivery.received_at)
    public_id = uuid.uuid4()
    values = (
        public_id if connection.features.has_native_uuid_field else public_id.hex,
        owner.account_id,
        str(delivery.kind),
        key,
        str(delivery.origin),
        EventState.NEW.value,
        delivery.body,
        delivery.content_type,
        came_at,
        came_at,
    )
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)
        return bool(cursor.rowcount)

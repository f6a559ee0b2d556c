"""Webhook tokens: unguessable path segments by which events find their account.

Kept as a hash alone. Several may be valid at once, so that an address can be changed
without losing an event.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from clicksendhub.credentials.models import Account, WebhookToken

_RANDOM_BYTES = 32


def mint(account: Account, base: str) -> str:
    """A new token for addresses under ``base``; it is told here and never again."""
    token = secrets.token_urlsafe(_RANDOM_BYTES)
    WebhookToken.objects.create(
        account=account, token_hash=hash_of(token), last4=token[-4:], address_base=base
    )
    return token


def account_for_token(token: str) -> tuple[Account, WebhookToken] | None:
    """Whose token it is; None for unknown and retired ones and for removed accounts.

    The look-up is by hash, so its timing says nothing about the token itself.
    """
    found = (
        WebhookToken.objects.filter(_valid(timezone.now()))
        .filter(token_hash=hash_of(token), account__removed_at=None)
        .select_related("account")
        .first()
    )
    return (found.account, found) if found else None


def current_tokens(account: Account, *, base: str) -> QuerySet[WebhookToken]:
    """Tokens that rules may go on using: under this base, and not to be replaced."""
    return account.webhook_tokens.filter(
        address_base=base, retired_at=None, outdated_at=None
    )


def outdate(account: Account) -> int:
    """Ask for a fresh address; the old one works until the new one stands."""
    working = account.webhook_tokens.filter(retired_at=None, outdated_at=None)
    return working.update(outdated_at=timezone.now())


def retire_others(account: Account, *, keep: WebhookToken | None) -> int:
    """Let older tokens run out after the grace time: pushes may be on their way."""
    working = account.webhook_tokens.filter(retired_at=None)
    older = working.exclude(pk=keep.pk) if keep else working
    return older.update(retired_at=timezone.now() + _grace())


def retire_all(account: Account) -> int:
    """End every token now, those in their grace time included."""
    now = timezone.now()
    return account.webhook_tokens.filter(_valid(now)).update(retired_at=now)


def hash_of(token: str) -> str:
    """What is kept of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _valid(now: datetime) -> Q:
    return Q(retired_at=None) | Q(retired_at__gt=now)


def _grace() -> timedelta:
    # Longer than ClickSend repeats a push whose answer it missed.
    return timedelta(seconds=settings.WEBHOOK_GRACE_SECONDS)

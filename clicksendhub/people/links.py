"""One-time links: made with 256 random bits, kept as a hash, used once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from clicksendhub.people.models import LinkKind, OneTimeLink, User

_RANDOM_BYTES = 32
_PAGES = {
    LinkKind.FIRST_ADMIN: "people:welcome",
    LinkKind.INVITATION: "people:join",
    LinkKind.RESET: "people:reset",
}


def make_link(
    kind: LinkKind,
    *,
    made_by: User | None = None,
    user: User | None = None,
    email: str = "",
    grants: dict[str, Any] | None = None,
) -> tuple[OneTimeLink, str]:
    """The row, and the token that is told here and never again."""
    token = secrets.token_urlsafe(_RANDOM_BYTES)
    link = OneTimeLink.objects.create(
        kind=kind,
        token_hash=hash_of(token),
        email=email,
        user=user,
        grants=grants or {},
        made_by=made_by,
        expires_at=timezone.now() + _life(kind),
    )
    return link, token


def find_link(kind: LinkKind, token: str) -> OneTimeLink | None:
    """The link, if it may still be used.

    The look-up is by hash, so its timing says nothing about the token itself.
    """
    link = (
        OneTimeLink.objects.filter(kind=kind, token_hash=hash_of(token))
        .select_related("user")
        .first()
    )
    return link if link and link.is_usable(now=timezone.now()) else None


def use_up(link: OneTimeLink) -> bool:
    """True for the one caller who may act on it; run inside that act's transaction."""
    now = timezone.now()
    return bool(open_links(link.kind).filter(pk=link.pk).update(used_at=now))


def open_links(kind: str) -> QuerySet[OneTimeLink]:
    """Links that may still be used."""
    return OneTimeLink.objects.filter(
        kind=kind, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )


def made_by(user: User) -> QuerySet[OneTimeLink]:
    """Links that let others in on this person's word; they end with the right to."""
    return OneTimeLink.objects.filter(made_by=user)


def withdraw(links: QuerySet[OneTimeLink]) -> int:
    """End these links."""
    return links.filter(used_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )


def path_of(kind: LinkKind, token: str) -> str:
    """Where the link leads, without the host."""
    return reverse(_PAGES[kind], args=[token])


def hash_of(token: str) -> str:
    """What is kept of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _life(kind: LinkKind) -> timedelta:
    if kind == LinkKind.INVITATION:
        return timedelta(days=settings.INVITATION_DAYS)
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)

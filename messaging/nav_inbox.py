"""Puts the inbox into the rail, with its count, and its views into the row of tabs."""

from __future__ import annotations

from typing import Any

from clicksendhub.consent.models import Review
from clicksendhub.credentials.access import Ability, may
from clicksendhub.ui import nav, tabs
from messaging.inbox import unread_count
from messaging.inbox_rows import ALL, DONE, UNREAD


def register_inbox() -> None:
    """Fill the registries; called once all apps are loaded."""
    nav.register(
        nav.NavItem(
            key="inbox",
            label="Inbox",
            url_name="messaging:inbox",
            icon="inbox",
            order=60,
            may=_may_read,
            badge=_unread_of,
            prefixes=(
                "messaging:conversation",
                "messaging:review",
                "messaging:answer",
                "messaging:block",
                "webhooks:unreadable",
            ),
        )
    )
    for tab in _tabs():
        tabs.register(tabs.INBOX, tab)


def _tabs() -> tuple[tabs.Tab, ...]:
    return (
        tabs.Tab(
            key=UNREAD,
            label="Unread",
            url_name="messaging:inbox",
            order=10,
            count=unread_count,
        ),
        tabs.Tab(
            key=ALL,
            label="All",
            url_name="messaging:inbox",
            order=20,
            query="?view=all",
        ),
        tabs.Tab(
            key=DONE,
            label="Done",
            url_name="messaging:inbox",
            order=30,
            query="?view=done",
        ),
        tabs.Tab(
            key="review",
            label="Opt-outs to review",
            url_name="messaging:review",
            order=40,
            count=_reviews_of,
        ),
    )


def _may_read(request: Any) -> bool:
    return bool(request.account) and may(request, Ability.READ)


def _unread_of(request: Any) -> int:
    return unread_count(request.account)


def _reviews_of(account: Any) -> int:
    return Review.objects.undecided().filter(account=account).count()

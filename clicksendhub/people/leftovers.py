"""Forgets what has served: ended sessions, and tries that no longer count."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

_AT_ONCE = 500


def forget(now: datetime) -> int:
    """Delete a few of them, so that no sweep takes long; how many.

    They hold personal data: e-mails, addresses, and what was told to whom.
    """
    ended = Session.objects.filter(expire_date__lt=now)
    old = AccessAttempt.objects.filter(attempt_time__lt=now - 2 * get_cool_off())
    return _delete_some(ended) + _delete_some(old)


def _delete_some(rows: QuerySet[Any]) -> int:
    keys = list(rows.values_list("pk", flat=True)[:_AT_ONCE])
    if not keys:
        return 0  # no statement that writes: the sweep runs every few seconds
    deleted, _ = rows.filter(pk__in=keys).delete()
    return int(deleted)
